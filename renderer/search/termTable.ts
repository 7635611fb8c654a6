import { withRoom } from './growing.ts';

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Takes one more UTF-16 unit into a hash (FNV-1a over units). */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** The hash of no units. */
export const EMPTY_HASH = FNV_START;

/**
 * Numbers for terms, 0, 1, 2 … in the order they come. Terms are held as UTF-16 units in one array and found by open
 * addressing, so that a text is indexed without making a string of every word.
 */
export class TermTable {
  units = new Uint16Array(1024);
  /** Where term n starts in `units`; its end is the start of the next. */
  offsets = new Uint32Array(256);
  count = 0;
  #hashes = new Int32Array(256);
  /** Term number plus one by place; 0 where nothing is. */
  #places = new Int32Array(512);

  /** The number of a term given by its units and their hash; a new one if it was never seen. */
  numberOf(units: Uint16Array, length: number, hash: number): number {
    const mask = this.#places.length - 1;
    let place = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const number = (this.#places[place] as number) - 1;
      if (number < 0) return this.#add(units, length, hash, place);
      if (this.#hashes[number] === hash && this.#isTerm(number, units, length)) return number;
      place = (place + 1) & mask;
    }
  }

  #isTerm(number: number, units: Uint16Array, length: number): boolean {
    const from = this.offsets[number] as number;
    if ((this.offsets[number + 1] as number) - from !== length) return false;
    for (let at = 0; at < length; at += 1) if (this.units[from + at] !== units[at]) return false;
    return true;
  }

  #add(units: Uint16Array, length: number, hash: number, place: number): number {
    const number = this.count;
    const from = this.offsets[number] as number;
    this.units = withRoom(this.units, from + length);
    for (let at = 0; at < length; at += 1) this.units[from + at] = units[at] as number;
    this.offsets = withRoom(this.offsets, number + 2);
    this.offsets[number + 1] = from + length;
    if (number === this.#hashes.length) {
      const larger = new Int32Array(number * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[number] = hash;
    this.#places[place] = number + 1;
    this.count += 1;
    if (this.count * 2 > this.#places.length) this.#widen();
    return number;
  }

  #widen(): void {
    const places = new Int32Array(this.#places.length * 2);
    const mask = places.length - 1;
    for (let number = 0; number < this.count; number += 1) {
      const hash = this.#hashes[number] as number;
      let place = (hash ^ (hash >>> 15)) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = number + 1;
    }
    this.#places = places;
  }
}
