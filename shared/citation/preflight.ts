import type { Paper } from '../domain/paper.ts';

/** What a bibliography of some papers will lack, and the same in one sentence. */
export interface Preflight {
  readonly total: number;
  readonly withoutAuthors: number;
  readonly withoutYear: number;
  /** Have a year that no digest printed: inferred from the digest's other dates. */
  readonly inferredYear: number;
  /** "28 of 28 papers lack authors, 3 lack a year, 9 have an inferred year." */
  readonly sentence: string;
}

/** Counts what is missing before a file is written. Digests never name authors, so every paper lacks them. */
export function preflight(papers: Iterable<Pick<Paper, 'issued'>>): Preflight {
  let total = 0;
  let withoutYear = 0;
  let inferredYear = 0;
  for (const { issued } of papers) {
    total++;
    if (issued?.year === undefined) withoutYear++;
    else if (issued.yearSource === 'inferred') inferredYear++;
  }
  const counts = { total, withoutAuthors: total, withoutYear, inferredYear };
  return { ...counts, sentence: sentenceOf(counts) };
}

function sentenceOf({
  total,
  withoutAuthors,
  withoutYear,
  inferredYear,
}: Omit<Preflight, 'sentence'>): string {
  if (total === 0) return 'There are no papers to export.';
  const parts = [`${withoutAuthors} of ${total} ${total === 1 ? 'paper lacks' : 'papers lack'} authors`];
  if (withoutYear > 0) parts.push(`${withoutYear} ${withoutYear === 1 ? 'lacks' : 'lack'} a year`);
  if (inferredYear > 0) parts.push(`${inferredYear} ${inferredYear === 1 ? 'has' : 'have'} an inferred year`);
  return `${parts.join(', ')}.`;
}
