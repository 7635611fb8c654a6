import { listInWords, scoreInWords, SERVICE_NAMES } from '../../hooks/lookUpWords.ts';
import { useApp } from '../../hooks/useApp.ts';
import type { Candidate } from './candidates.ts';
import { paperTitled, paperWith } from './inLibrary.ts';
import { workInWords } from './proposals.ts';

interface FoundWorksProps {
  readonly id: string;
  readonly works: readonly Candidate[];
  /** Place of the one that Enter takes. */
  readonly pointed: number;
  readonly onPoint: (place: number) => void;
  readonly onChoose: (place: number) => void;
}

/** The element id of a found work, for `aria-activedescendant`. */
export function optionId(id: string, place: number): string {
  return `${id}-${place}`;
}

/** Works to choose one from; the field above keeps the focus. */
export function FoundWorks({ id, works, pointed, onPoint, onChoose }: FoundWorksProps) {
  return (
    <ul id={`${id}-list`} className="add-paper__found" role="listbox" aria-label="Papers found">
      {works.map((work, place) => (
        <li
          key={place}
          id={optionId(id, place)}
          ref={element => {
            if (place === pointed) element?.scrollIntoView({ block: 'nearest' });
          }}
          role="option"
          className="found-work"
          aria-selected={place === pointed}
          onMouseDown={event => event.preventDefault()}
          onMouseMove={() => place !== pointed && onPoint(place)}
          onClick={() => onChoose(place)}
        >
          <WorkLines work={work} known="told" />
        </li>
      ))}
    </ul>
  );
}

interface WorkLinesProps {
  readonly work: Candidate;
  /** Whether to say that the library has it. */
  readonly known: 'told' | 'untold';
}

/** A found work in two lines: its title; who, when and where, which service tells of it, and how sure that is. */
export function WorkLines({ work, known }: WorkLinesProps) {
  const { details, services, score } = work;
  const { state } = useApp().library;
  const isKnown = (paperWith(state, details) ?? paperTitled(state, details.title)) !== undefined;
  return (
    <>
      <span className="found-work__title" dir="auto">
        {details.title}
      </span>
      <span className="found-work__about">
        <span dir="auto">{workInWords(details)}</span>
        <span className="found-work__service">{listInWords(services.map(name => SERVICE_NAMES[name]))}</span>
        <span>{scoreInWords(score)}</span>
        {known === 'told' && isKnown && (
          <span className="found-work__known">in your library: it gets what it lacks</span>
        )}
      </span>
    </>
  );
}
