/** Points by slot; 0 where the paper doesn't match. One array a node of the query: simple, and quick at any number of papers. */
export type Scores = Float32Array;

/** What a paper gets that matches without being ranked: by a filter, or by not holding a word. */
export const UNRANKED = 2 ** -10;

export function intersect(all: readonly Scores[], size: number): Scores {
  const [first, ...others] = all;
  if (first === undefined) return new Float32Array(size).fill(UNRANKED);
  const result = first.slice();
  for (const other of others) {
    for (let slot = 0; slot < size; slot += 1) {
      const points = other[slot] ?? 0;
      result[slot] = points > 0 && (result[slot] ?? 0) > 0 ? (result[slot] ?? 0) + points : 0;
    }
  }
  return result;
}

/** The best of several alternatives. */
export function unite(all: readonly Scores[], size: number): Scores {
  const result = new Float32Array(size);
  for (const other of all) {
    for (let slot = 0; slot < size; slot += 1) {
      const points = other[slot] ?? 0;
      if (points > (result[slot] ?? 0)) result[slot] = points;
    }
  }
  return result;
}

export function complement(scores: Scores): Scores {
  return scores.map(points => (points > 0 ? 0 : UNRANKED));
}

export function scale(scores: Scores, factor: number): void {
  for (let slot = 0; slot < scores.length; slot += 1) scores[slot] = (scores[slot] ?? 0) * factor;
}

export function countMatches(scores: Scores): number {
  let count = 0;
  for (let slot = 0; slot < scores.length; slot += 1) if ((scores[slot] ?? 0) > 0) count += 1;
  return count;
}
