import { ABSTRACT, TITLE, abstractCountOf } from './postings.ts';

/** How a term of the library matches a word of the query: best first. `number` is the word's other number, e.g. its plural. */
export type MatchKind = 'exact' | 'number' | 'prefix' | 'typo';

/*
 * Points of one word in one paper. The kind of match decides before the field: exact (and the other number, just
 * below it in each field) before prefix before typo; then title before tags and key before abstract and note. What a
 * field holds beyond that can't lift a paper past the next step, which is at least 0.5 away.
 */
const POINTS: Readonly<Record<MatchKind, readonly number[]>> = {
  exact: [12, 11, 11, 10, 10],
  number: [11.5, 10.5, 10.5, 9.5, 9.5],
  prefix: [7, 6, 6, 5, 5],
  typo: [3, 2, 2, 1, 1],
};
const MOST_FOR_SHORT_TITLE = 0.25;
const MOST_FOR_ABSTRACT = 0.2;

/** Points by the bits of the fields that match: those of the best of them. */
export const POINTS_BY_FIELDS = Object.fromEntries(
  Object.entries(POINTS).map(([kind, points]) => [
    kind,
    Float32Array.from({ length: 1 << points.length }, (_, fields) =>
      Math.max(0, ...points.filter((_point, field) => (fields & (1 << field)) !== 0)),
    ),
  ]),
) as unknown as Readonly<Record<MatchKind, Float32Array>>;

/** What a posting adds within its step: more for a short title, and for an abstract that keeps saying the word. */
export function extraPoints(posting: number, matching: number, titleLength: number): number {
  let points = 0;
  if ((matching & (1 << TITLE)) !== 0) points += MOST_FOR_SHORT_TITLE / titleLength;
  if ((matching & (1 << ABSTRACT)) !== 0) {
    const count = abstractCountOf(posting);
    points += (MOST_FOR_ABSTRACT * count) / (count + 2);
  }
  return points;
}

/**
 * Weight of a word among the words of a query: 1 if every paper holds it, up to 2 if one does. Rare words say what is
 * meant; common ones are written along.
 */
export function rarity(holding: number, all: number): number {
  if (holding <= 0 || all <= 1) return 1;
  return 2 - Math.log(holding) / Math.log(Math.max(all, holding));
}
