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

/** Counts what is missing before a file is written, onto what was counted before. */
export function countLacks(
  papers: Iterable<Pick<Paper, 'issued' | 'title' | 'authors'>>,
  format: Pick<Format, 'prints'>,
  before: Lacks = NOTHING,
): Lacks {
  let { total, withoutAuthors, withoutYear, inferredYear, unprintable } = before;
  for (const { issued, title, authors = [] } of papers) {
    total += 1;
    if (authors.length === 0) withoutAuthors += 1;
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
  const parts: string[] = [];
  const say = (count: number, one: string, many: string): void => {
    if (count === 0) return;
    const of = parts.length > 0 ? '' : ` of ${number(total)} ${total === 1 ? 'paper' : 'papers'}`;
    const isOne = (parts.length > 0 ? count : total) === 1;
    parts.push(`${number(count)}${of} ${isOne ? one : many}`);
  };
  say(withoutAuthors, 'lacks authors', 'lack authors');
  say(withoutYear, 'lacks a year', 'lack a year');
  say(inferredYear, 'has an inferred year', 'have an inferred year');
  const sentences = [parts.length === 0 ? 'No paper lacks its authors or its year.' : `${parts.join(', ')}.`];
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
