import type { Listed } from '../../hooks/listedIds.ts';

/**
 * By how many rows the first row in sight moved because rows above it came or went; adding that to the scroll keeps
 * what is in sight where it is. When that row itself went, the one before it counts.
 */
export function rowsMovedAbove<T>(before: Listed<T>, now: Listed<T>, firstSeen: number): number {
  const from = Math.min(firstSeen, before.length - 1);
  // Where little changed, the row is found without going through all of them.
  for (let at = from; at > from - NEAR && at >= 0; at -= 1) {
    const place = now.indexOf(before.at(at)!);
    if (place >= 0) return place - at;
  }
  const places = new Map(Array.from(now, (id, index) => [id, index]));
  for (let at = from - NEAR; at >= 0; at -= 1) {
    const place = places.get(before.at(at)!);
    if (place !== undefined) return place - at;
  }
  return before.length === 0 ? 0 : -Math.min(firstSeen, before.length);
}

const NEAR = 4;
