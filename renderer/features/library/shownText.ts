import type { Paper } from '../../../shared/domain/paper.ts';
import { readableText } from '../../../shared/text/readable.ts';
import { toVisibleLine } from '../../../shared/text/visible.ts';

/** Title and first words of a paper as the list shows them. */
export interface ShownText {
  readonly title: string;
  readonly opening: string;
}

/** More than two lines of the widest list hold; what is cut off is neither laid out nor searched for matches. */
const SHOWN_LENGTH = 180;

/** Rows are drawn again with every key of a search, and papers are replaced whole when they change. */
const cleaned = new WeakMap<Paper, ShownText>();

/** The texts on one line each, with TeX made readable and nothing hidden in them. */
export function shownText(paper: Paper): ShownText {
  const known = cleaned.get(paper);
  if (known) return known;
  const shown = {
    title: toVisibleLine(readableText(paper.title)),
    opening: cut(toVisibleLine(readableText(paper.opening))),
  };
  cleaned.set(paper, shown);
  return shown;
}

function cut(text: string): string {
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH).trimEnd()}…`;
}
