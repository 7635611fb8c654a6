import type { FoundIdentifiers } from '../../../shared/domain/identifiers.ts';
import { useApp } from '../../hooks/useApp.ts';
import { paperTitled, paperWith } from './inLibrary.ts';
import type { LookUpProgress } from './lookUpRun.ts';
import { identifierInWords } from './understand.ts';

interface AskedWorksProps {
  readonly works: readonly FoundIdentifiers[];
  readonly progress: LookUpProgress<string> | undefined;
}

/** Several identifiers, and what is known of each. */
export function AskedWorks({ works, progress }: AskedWorksProps) {
  const { state } = useApp().library;
  const answers = new Map(progress?.answers.map(answer => [answer.id, answer]));
  return (
    <ul className="add-paper__works" aria-label="Papers to add" tabIndex={0}>
      {works.map((work, place) => {
        const answer = answers.get(String(place));
        const found = answer?.works[0]?.details;
        const known =
          paperWith(state, work) ?? (found && paperTitled(state, found.title, { ...work, ...found }));
        const title = known?.title ?? found?.title;
        return (
          <li key={identifierInWords(work)} className="add-paper__work">
            <span className="add-paper__identifier">{identifierInWords(work)}</span>
            <span className="add-paper__work-title" dir="auto">
              {title ?? (answer === undefined ? '' : 'Not found')}
            </span>
            {known !== undefined && <span className="add-paper__work-known">in your library</span>}
          </li>
        );
      })}
    </ul>
  );
}
