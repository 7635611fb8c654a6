import { counted } from '../../hooks/counted.ts';
import type { KeyPreview } from './useKeyPreview.ts';

interface KeyChangesProps {
  readonly preview: KeyPreview | undefined;
  /** Papers looked at. */
  readonly total: number;
  readonly pattern: 'read' | 'wrong';
}

/** Which keys the pattern would change, and into what. */
export function KeyChanges({ preview, total, pattern }: KeyChangesProps) {
  const rest = preview === undefined ? 0 : preview.changed.length - preview.shown.length;
  return (
    <section className="citation-keys__changes" aria-label="Preview of the keys">
      <p className="citation-keys__summary" role="status">
        {pattern === 'wrong' ? '' : inWords(preview, total)}
      </p>
      <ul className="citation-keys__list" tabIndex={0} aria-label="Keys that would change">
        {preview?.shown.map(({ paper, to }) => (
          <li key={paper.id} className="citation-keys__change">
            <span className="citation-keys__title" dir="auto">
              {paper.title}
            </span>
            <span className="citation-keys__from">{paper.citationKey}</span>
            <span aria-hidden="true">→</span>
            <span className="visually-hidden">becomes</span>
            <span className="citation-keys__to">{to}</span>
          </li>
        ))}
        {rest > 0 && <li className="citation-keys__rest">and {rest.toLocaleString('en')} more</li>}
      </ul>
    </section>
  );
}

function inWords(preview: KeyPreview | undefined, total: number): string {
  if (preview === undefined) return 'Working out the keys…';
  const { length } = preview.changed;
  if (length === 0) return `All ${counted(total, 'key')} fit this pattern.`;
  const stay = total - length;
  return stay === 0
    ? `${counted(length, 'key')} would change.`
    : `${counted(length, 'key')} would change, ${stay.toLocaleString('en')} would stay.`;
}
