import { JUDGED_PAPERS } from './papers.ts';
import { JUDGED_QUERIES, type JudgedQuery } from './queries.ts';

/** How well an engine does at one kind of query, each figure 0 to 1. */
export interface Judgement {
  readonly kind: JudgedQuery['kind'];
  /** Share of the wanted papers among the first ten. */
  readonly recall: number;
  /** Mean of 1 / place of the best paper; 0 where it is not among the first ten. */
  readonly reciprocalRank: number;
}

const FIRST = 10;

/** Asks every judged query. `search` gives indexes of `JUDGED_PAPERS`, best first. */
export function judge(search: (query: string) => readonly number[]): readonly Judgement[] {
  const kinds = [...new Set(JUDGED_QUERIES.map(({ kind }) => kind))];
  return kinds.map(kind => {
    const asked = JUDGED_QUERIES.filter(one => one.kind === kind).map(({ query, wanted }) => {
      const found = search(query)
        .slice(0, FIRST)
        .map(index => JUDGED_PAPERS[index]?.title ?? '');
      const placeOf = (start: string): number => found.findIndex(title => title.startsWith(start));
      const place = placeOf(wanted[0] ?? '');
      const there = wanted.filter(start => placeOf(start) >= 0).length;
      return { recall: there / wanted.length, rank: place < 0 ? 0 : 1 / (place + 1) };
    });
    return {
      kind,
      recall: mean(asked.map(({ recall }) => recall)),
      reciprocalRank: mean(asked.map(({ rank }) => rank)),
    };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
