import { Fragment, memo } from 'react';
import { highlightRanges } from '../../../shared/query/highlight.ts';

export interface HighlightedProps {
  readonly text: string;
  /** Terms of the search that matched; none marks nothing. */
  readonly terms: ReadonlySet<string>;
}

/** A text with what the search matched marked in it. Always text: nothing in it is taken for markup. */
export const Highlighted = memo(function Highlighted({ text, terms }: HighlightedProps) {
  if (terms.size === 0) return text;
  const ranges = highlightRanges(text, terms);
  if (ranges.length === 0) return text;
  return (
    <>
      {ranges.map(({ from, to }, index) => (
        // By place, so that the next key changes the texts that are there.
        <Fragment key={index}>
          {text.slice(ranges[index - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(ranges.at(-1)?.to ?? 0)}
    </>
  );
});
