import type { TextField } from '../../shared/query/types.ts';

/** The fields of a paper that are indexed, best first. Their places are the bits of a posting. */
export const TEXT_FIELDS: readonly TextField[] = ['title', 'tag', 'key', 'abstract', 'note'];
export const TITLE = 0;
export const ABSTRACT = 3;

/** All fields, as bits. */
export const ALL_FIELDS = (1 << TEXT_FIELDS.length) - 1;

/** The bit of a field in a posting. */
export function fieldBit(field: TextField): number {
  return 1 << TEXT_FIELDS.indexOf(field);
}

/*
 * A posting is one 32-bit number: slot of the paper (22 bits), how often the abstract holds the term (5 bits, 31 means
 * "or more"), and one bit for each field that holds it.
 */
const FIELD_BITS = 5;
const COUNT_BITS = 5;
const SLOT_SHIFT = FIELD_BITS + COUNT_BITS;
const MAX_COUNT = (1 << COUNT_BITS) - 1;

/** How many papers the index can hold. */
export const MAX_SLOTS = 2 ** (32 - SLOT_SHIFT);

export function slotOf(posting: number): number {
  return posting >>> SLOT_SHIFT;
}

export function fieldsOf(posting: number): number {
  return posting & ALL_FIELDS;
}

/** How often the abstract holds the term, 0 to 31. */
export function abstractCountOf(posting: number): number {
  return (posting >>> FIELD_BITS) & MAX_COUNT;
}

/** Where one term stands: one posting a paper, ordered by slot, so that a posting is found by halving. */
export class Postings {
  readonly term: string;
  /** Only the first `length` entries count. */
  entries = new Uint32Array(2);
  length = 0;

  constructor(term: string) {
    this.term = term;
  }

  /** Notes one more occurrence of the term. */
  add(slot: number, field: number): void {
    const at = this.#placeOf(slot);
    if (at === this.length || slotOf(this.entries[at] ?? 0) !== slot) this.#insert(at, slot << SLOT_SHIFT);
    const posting = this.entries[at] ?? 0;
    const isCounted = field === ABSTRACT && abstractCountOf(posting) < MAX_COUNT;
    this.entries[at] = (posting | (1 << field)) + (isCounted ? 1 << FIELD_BITS : 0);
  }

  /** Takes the term out of one field of a paper. */
  remove(slot: number, field: number): void {
    const at = this.#placeOf(slot);
    const posting = this.entries[at] ?? 0;
    if (at === this.length || slotOf(posting) !== slot) return;
    const counted = field === ABSTRACT ? posting & ~(MAX_COUNT << FIELD_BITS) : posting;
    const left = counted & ~(1 << field);
    if (fieldsOf(left) !== 0) {
      this.entries[at] = left;
    } else {
      this.entries.copyWithin(at, at + 1, this.length);
      this.length -= 1;
    }
  }

  /** Where the slot's posting is, or would have to stand. Papers mostly come in order, so the end is tried first. */
  #placeOf(slot: number): number {
    const last = this.length - 1;
    if (last < 0 || slotOf(this.entries[last] ?? 0) < slot) return this.length;
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (slotOf(this.entries[middle] ?? 0) < slot) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(at: number, posting: number): void {
    if (this.length === this.entries.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.entries);
      this.entries = larger;
    }
    this.entries.copyWithin(at + 1, at, this.length);
    this.entries[at] = posting;
    this.length += 1;
  }
}
