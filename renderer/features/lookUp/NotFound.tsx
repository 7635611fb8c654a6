import type { Paper } from '../../../shared/domain/paper.ts';
import { counted } from '../../hooks/counted.ts';

interface NotFoundProps {
  readonly papers: readonly { readonly paper: Paper; readonly troubles: readonly string[] }[];
}

/** Most that are named. */
const SHOWN = 200;

/** Papers that no service knew, and what went wrong where one didn't answer. */
export function NotFound({ papers }: NotFoundProps) {
  if (papers.length === 0) return null;
  return (
    <details className="look-up__not-found">
      <summary>{counted(papers.length, 'paper')} not found</summary>
      <ul>
        {papers.slice(0, SHOWN).map(({ paper, troubles }) => (
          <li key={paper.id}>
            <span dir="auto">{paper.title}</span>
            {troubles.map(trouble => (
              <span key={trouble} className="look-up__trouble">
                {trouble}
              </span>
            ))}
          </li>
        ))}
        {papers.length > SHOWN && <li>and {(papers.length - SHOWN).toLocaleString('en')} more</li>}
      </ul>
    </details>
  );
}
