/**
 * A part of the index that never changes: terms in alphabetical order (by UTF-16 unit), for each a run of postings, for
 * each posting a run of positions. Typed arrays only, so that it is stored and loaded without parsing.
 */
export interface SegmentArrays {
  /** All terms, one after the other. */
  readonly termUnits: Uint16Array<ArrayBuffer>;
  /** Where each term starts; one more at the end. So it is with all `…Offsets`. */
  readonly termOffsets: Uint32Array<ArrayBuffer>;
  /** How many units a term shares with the one before it. */
  readonly shared: Uint8Array<ArrayBuffer>;
  readonly postingOffsets: Uint32Array<ArrayBuffer>;
  /** By term, then by slot. */
  readonly postings: Uint32Array<ArrayBuffer>;
  /** The postings that have a title, tag or key, for prefixes and fields of few words. */
  readonly shortOffsets: Uint32Array<ArrayBuffer>;
  readonly shortPostings: Uint32Array<ArrayBuffer>;
  /**
   * By posting, then by field: how many there are (where the posting doesn't tell), then distances between positions, as
   * varints.
   */
  readonly positions: Uint8Array<ArrayBuffer>;
  /** Where the positions of every 128th posting start. */
  readonly marks: Uint32Array<ArrayBuffer>;
}

/** Postings between two marks. */
export const MARK_EVERY = 128;

export function termCountOf({ termOffsets }: SegmentArrays): number {
  return termOffsets.length - 1;
}

/** The term at a place of the alphabetical order. */
export function termAt({ termUnits, termOffsets }: SegmentArrays, place: number): string {
  const end = termOffsets[place + 1] as number;
  let term = '';
  for (let at = termOffsets[place] as number; at < end; at += 1)
    term += String.fromCharCode(termUnits[at] as number);
  return term;
}

/** Place of a term; -1 if it isn't there. */
export function findTerm(segment: SegmentArrays, term: string): number {
  const place = firstFrom(segment, term, 'term');
  return place < termCountOf(segment) && compareTerm(segment, place, term) === 0 ? place : -1;
}

/** Places of the terms that start with `prefix`, itself included: from and to. */
export function placesStartingWith(segment: SegmentArrays, prefix: string): readonly [number, number] {
  return [firstFrom(segment, prefix, 'term'), firstFrom(segment, prefix, 'behindPrefix')];
}

/** The first place whose term is not before `term`, or is behind all that start with it. */
function firstFrom(segment: SegmentArrays, term: string, what: 'term' | 'behindPrefix'): number {
  const beforeBelow = what === 'term' ? 0 : BEHIND;
  let low = 0;
  let high = termCountOf(segment);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareTerm(segment, middle, term) < beforeBelow) low = middle + 1;
    else high = middle;
  }
  return low;
}

const LONGER = 1;
const BEHIND = 2;

/** Below 0: before `term`. 0: the same. 1: longer but starts with it. 2: behind all that start with it. */
function compareTerm({ termUnits, termOffsets }: SegmentArrays, place: number, term: string): number {
  const from = termOffsets[place] as number;
  const length = (termOffsets[place + 1] as number) - from;
  const common = Math.min(length, term.length);
  for (let at = 0; at < common; at += 1) {
    const difference = (termUnits[from + at] as number) - term.charCodeAt(at);
    if (difference !== 0) return difference < 0 ? -1 : BEHIND;
  }
  if (length === term.length) return 0;
  return length < term.length ? -1 : LONGER;
}
