/** Points by slot; 0 where the paper doesn't match. One array a node of the query: simple, and quick at any number of papers. */
export type Scores = Float32Array;

/** What a paper gets that matches without being ranked: by a filter, or by not holding a word. */
export const UNRANKED = 2 ** -10;

/** Arrays of scores, used again for the next search. */
export class ScorePool {
  #arrays: Scores[] = [];
  #taken = 0;
  #size = 0;
  /** A byte for each slot, for whoever uses it and makes it 0 again. */
  ranks = new Uint8Array(0);
  /** The same, four at a time. */
  fourRanks = new Uint32Array(0);

  /** Takes all arrays back; those taken from now on are for so many slots. */
  restart(size: number): void {
    if (size > this.#size) {
      this.#arrays = [];
      // Some to spare, as papers come one by one.
      this.#size = size + (size >>> 3) + 64;
      this.fourRanks = new Uint32Array((this.#size >>> 2) + 1);
      this.ranks = new Uint8Array(this.fourRanks.buffer);
    }
    this.#taken = 0;
  }

  /** Zeros. */
  take(): Scores {
    const known = this.#arrays[this.#taken];
    this.#taken += 1;
    if (known !== undefined) return known.fill(0);
    const made = new Float32Array(this.#size);
    this.#arrays.push(made);
    return made;
  }
}

/** The same numbers as whole ones: 0 for 0, above 0 for what matches. */
export function bitsOf(scores: Scores): Int32Array {
  return new Int32Array(scores.buffer, scores.byteOffset, scores.length);
}

/** 1 for a number above 0, 0 for 0. Without a branch, which the processor can't foresee: half the papers may match. */
export function oneIfAny(bits: number): number {
  return (0 - bits) >>> 31;
}

/** Takes away from `into` what `other` doesn't match, and adds the points of the rest. Gives back how many are left. */
export function intersectInto(into: Scores, other: Scores, size: number): number {
  let left = 0;
  for (let slot = 0; slot < size; slot += 1) {
    const points = into[slot] as number;
    if (points === 0) continue;
    const more = other[slot] as number;
    if (more > 0) {
      into[slot] = points + more;
      left += 1;
    } else {
      into[slot] = 0;
    }
  }
  return left;
}

/** The better of two alternatives. */
export function uniteInto(into: Scores, other: Scores, size: number): void {
  for (let slot = 0; slot < size; slot += 1) {
    if ((other[slot] as number) > (into[slot] as number)) into[slot] = other[slot] as number;
  }
}

export function complement(scores: Scores, into: Scores, size: number): Scores {
  for (let slot = 0; slot < size; slot += 1) into[slot] = (scores[slot] as number) > 0 ? 0 : UNRANKED;
  return into;
}

export function countMatches(scores: Scores, size: number): number {
  const bits = bitsOf(scores);
  let count = 0;
  for (let slot = 0; slot < size; slot += 1) count += oneIfAny(bits[slot] as number);
  return count;
}
