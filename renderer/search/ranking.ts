import { FIELD_BITS, MAX_COUNT } from './postings.ts';

/**
 * How a term of the library matches a word of the query, best first. `number`: the word's other number, e.g. its plural;
 * `form`: another form of the word; `typo` and `typos`: with one typing error or two.
 */
export type MatchKind = 'exact' | 'number' | 'form' | 'prefix' | 'typo' | 'typos';

/*
 * Points of one word in one paper (see DESIGN.md). The kind of match decides before the field: exact (and the other
 * number, just below it in each field) before other forms before prefix before typo; then title before tags, key
 * and authors before abstract, note and venue. What BM25 adds can't lift a paper past the next step, which is at least 0.5 away.
 */
const STEPS: Readonly<Record<MatchKind, readonly number[]>> = {
  exact: [12, 11, 11, 10, 10, 11, 10],
  number: [11.5, 10.5, 10.5, 9.5, 9.5, 10.5, 9.5],
  form: [9, 8.5, 8.5, 8, 8, 8.5, 8],
  prefix: [7, 6, 6, 5, 5, 6, 5],
  typo: [3, 2, 2, 1, 1, 2, 1],
  typos: [2.5, 1.5, 1.5, 0.5, 0.5, 1.5, 0.5],
};

/** Points by the bits of the fields that match: those of the best of them. */
export const POINTS_BY_FIELDS = Object.fromEntries(
  Object.entries(STEPS).map(([kind, points]) => [
    kind,
    Float32Array.from({ length: 1 << points.length }, (_, fields) =>
      Math.max(0, ...points.filter((_point, field) => (fields & (1 << field)) !== 0)),
    ),
  ]),
) as unknown as Readonly<Record<MatchKind, Float32Array>>;

/** Most that BM25 adds for a title and for an abstract; together less than half a step. */
const MOST_FOR_TITLE = 0.25;
const MOST_FOR_ABSTRACT = 0.2;
/** BM25's constants, as usual: how fast repeats stop counting, and how much the length of a text does. */
const K1 = 1.2;
const B = 0.75;

/** Lengths of abstracts are told apart in fours of words, up to 1,020. */
const LENGTH_CLASSES = 256;
const LENGTH_CLASS_SHIFT = 2;

export function lengthClassOf(words: number): number {
  return Math.min(LENGTH_CLASSES - 1, words >> LENGTH_CLASS_SHIFT);
}

/** The part of BM25 that depends on a text, looked up instead of computed. */
export interface Bm25Tables {
  /** By words of the title, at most 255. */
  readonly title: Float32Array;
  /** By count and field bits as they stand in a posting without its field bits, times `LENGTH_CLASSES`, plus class. */
  readonly abstract: Float32Array;
}

export function bm25Tables(average: { readonly title: number; readonly abstract: number }): Bm25Tables {
  const title = Float32Array.from(
    { length: LENGTH_CLASSES },
    (_, words) => MOST_FOR_TITLE * saturation(1, words / average.title),
  );
  const abstract = new Float32Array((MAX_COUNT + 1) * LENGTH_CLASSES);
  for (let count = 0; count <= MAX_COUNT; count += 1) {
    for (let length = 0; length < LENGTH_CLASSES; length += 1) {
      const relative = ((length << LENGTH_CLASS_SHIFT) + 2) / average.abstract;
      abstract[count * LENGTH_CLASSES + length] = MOST_FOR_ABSTRACT * saturation(count, relative);
    }
  }
  return { title, abstract };
}

/** BM25's term frequency part without its factor k1 + 1: below 1, more for repeats, less in long texts. */
function saturation(count: number, relativeLength: number): number {
  return count / (count + K1 * (1 - B + B * relativeLength));
}

/** Where the abstract's entry of a posting stands in its table, but for the length class. */
export function abstractRow(posting: number): number {
  return countRow((posting >>> FIELD_BITS) & MAX_COUNT);
}

/** The same by the count itself. */
export function countRow(count: number): number {
  return count * LENGTH_CLASSES;
}

/**
 * Weight of a word among the words of a query: 1 if every paper holds it, up to 2 if one does. Rare words say what is
 * meant; common ones are written along. BM25's inverse document frequency, scaled to that range so that two words of
 * one paper never count for less than one of another.
 */
export function rarity(holding: number, all: number): number {
  if (holding <= 0 || all <= 1) return 1;
  const most = Math.log(1 + (all + 0.5) / 0.5);
  return 1 + Math.log(1 + (Math.max(0, all - holding) + 0.5) / (holding + 0.5)) / most;
}

/** Gentle tie-breakers: less than what tells a short title from a long one. */
export const POINTS_FOR_STAR = 0.03;
/** For the paper that came last; the first gets none, the others in between. */
export const POINTS_FOR_NEWEST = 0.02;
