import type { TextField } from '../../shared/query/types.ts';

/** The fields of a paper that are indexed. Their places are the bits of a posting. */
export const TEXT_FIELDS: readonly TextField[] = [
  'title',
  'tag',
  'key',
  'abstract',
  'note',
  'author',
  'venue',
];
export const TITLE = 0;
export const ABSTRACT = 3;

/** All fields, as bits. */
export const ALL_FIELDS = (1 << TEXT_FIELDS.length) - 1;

/** The bit of a field in a posting. */
export function fieldBit(field: TextField): number {
  return 1 << TEXT_FIELDS.indexOf(field);
}

export const TITLE_BIT = 1 << TITLE;
export const ABSTRACT_BIT = 1 << ABSTRACT;
/** Fields of few words; a single letter as a prefix counts only here. */
export const SHORT_FIELDS = fieldBit('title') | fieldBit('tag') | fieldBit('key') | fieldBit('author');

/*
 * A posting is one 32-bit number: slot of the paper (20 bits), how often the abstract holds the term (5 bits, 31 means
 * "or more"), and one bit for each field that holds it.
 */
export const FIELD_BITS = 7;
const COUNT_BITS = 5;
export const SLOT_SHIFT = FIELD_BITS + COUNT_BITS;
export const MAX_COUNT = (1 << COUNT_BITS) - 1;
/** What of a posting says where the abstract holds the term. */
export const ABSTRACT_PART = ABSTRACT_BIT | (MAX_COUNT << FIELD_BITS);

/** What of a posting says how often the abstract holds the term. */
export const COUNT_PART = MAX_COUNT << FIELD_BITS;

/*
 * What a posting is worth among the postings of one paper and of terms that match in the same way, as a byte: one that is
 * worth more has a higher rank, whatever the paper. Of many postings only the best of each paper has to be turned into points.
 */
export const RANK_OF_TITLE = 63;
/** A tag, a key or an author. */
export const RANK_OF_SHORT = 62;
/** Ranks by the fields and the count of a posting; 0 without a field. An abstract's: one more than the count. */
export const RANKS = Uint8Array.from({ length: 1 << SLOT_SHIFT }, (_, posting) => {
  if ((posting & TITLE_BIT) !== 0) return RANK_OF_TITLE;
  if ((posting & SHORT_FIELDS) !== 0) return RANK_OF_SHORT;
  if ((posting & ABSTRACT_BIT) !== 0) return 1 + abstractCountOf(posting);
  return (posting & ALL_FIELDS) === 0 ? 0 : 1;
});

/** How many papers the index can hold. */
export const MAX_SLOTS = 2 ** (32 - SLOT_SHIFT);

/** How often the abstract holds the term, 0 to 31. */
export function abstractCountOf(posting: number): number {
  return (posting >>> FIELD_BITS) & MAX_COUNT;
}

/** A posting of so many occurrences of a term in one field. */
export function makePosting(slot: number, field: number, count: number): number {
  const counted = field === ABSTRACT ? Math.min(count, MAX_COUNT) << FIELD_BITS : 0;
  return ((slot << SLOT_SHIFT) | counted | (1 << field)) >>> 0;
}

/** True if the number of positions stands before them, as the posting doesn't tell it. */
export function hasWrittenCount(posting: number, field: number): boolean {
  return field !== ABSTRACT || abstractCountOf(posting) === MAX_COUNT;
}
