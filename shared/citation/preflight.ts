import type { Paper } from '../domain/paper.ts';
import type { Format } from './format.ts';

/** What the bibliography of some papers will lack. */
export interface Lacks {
  readonly total: number;
  readonly withoutAuthors: number;
  readonly withoutYear: number;
  /** Have a year that no digest printed: inferred from the digest's other dates. */
  readonly inferredYear: number;
  /** Have a title with characters that the format's readers can't print. */
  readonly unprintable: number;
}

const NOTHING: Lacks = { total: 0, withoutAuthors: 0, withoutYear: 0, inferredYear: 0, unprintable: 0 };

/** Counts what is missing before a file is written, onto what was counted before. Digests never name authors. */
export function countLacks(
  papers: Iterable<Pick<Paper, 'issued' | 'title'>>,
  format: Pick<Format, 'prints'>,
  before: Lacks = NOTHING,
): Lacks {
  let { total, withoutAuthors, withoutYear, inferredYear, unprintable } = before;
  for (const { issued, title } of papers) {
    total += 1;
    withoutAuthors += 1;
    if (issued?.year === undefined) withoutYear += 1;
    else if (issued.yearSource === 'inferred') inferredYear += 1;
    if (format.prints !== undefined && !/^[ -~]*$/u.test(title) && !format.prints(title)) unprintable += 1;
  }
  return { total, withoutAuthors, withoutYear, inferredYear, unprintable };
}

/**
 * The same in words: "28 of 28 papers lack authors, 3 lack a year, 9 have an inferred year. Styles sort and label entries
 * without authors by the start of the title."
 */
export function describeLacks(lacks: Lacks, format: Pick<Format, 'withoutAuthors'>): string {
  const { total, withoutAuthors, withoutYear, inferredYear, unprintable } = lacks;
  if (total === 0) return 'There are no papers to export.';
  const parts = [
    `${number(withoutAuthors)} of ${number(total)} ${total === 1 ? 'paper lacks' : 'papers lack'} authors`,
  ];
  if (withoutYear > 0) parts.push(`${number(withoutYear)} ${withoutYear === 1 ? 'lacks' : 'lack'} a year`);
  if (inferredYear > 0) {
    parts.push(`${number(inferredYear)} ${inferredYear === 1 ? 'has' : 'have'} an inferred year`);
  }
  const sentences = [`${parts.join(', ')}.`];
  if (withoutAuthors > 0) sentences.push(format.withoutAuthors);
  if (unprintable > 0) {
    const titles = unprintable === 1 ? '1 title has' : `${number(unprintable)} titles have`;
    sentences.push(
      `${titles} characters that pdfLaTeX can’t print; XeLaTeX and LuaLaTeX can, with a font that has them.`,
    );
  }
  return sentences.join(' ');
}

function number(count: number): string {
  return count.toLocaleString('en');
}
