import type { FoundWork } from '../../../shared/host/lookUpApi.ts';
import { SERVICE_NAMES, scoreInWords } from '../../hooks/lookUpWords.ts';
import { workInWords } from './proposals.ts';

interface FoundWorksProps {
  readonly id: string;
  readonly works: readonly FoundWork[];
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
          <WorkLines work={work} />
        </li>
      ))}
    </ul>
  );
}

/** A found work in two lines: its title; who, when and where, which service tells of it, and how sure that is. */
export function WorkLines({ work }: { readonly work: FoundWork }) {
  const { details, service, score } = work;
  return (
    <>
      <span className="found-work__title" dir="auto">
        {details.title}
      </span>
      <span className="found-work__about">
        <span dir="auto">{workInWords(details)}</span>
        <span className="found-work__service">{SERVICE_NAMES[service]}</span>
        <span>{scoreInWords(score)}</span>
      </span>
    </>
  );
}
