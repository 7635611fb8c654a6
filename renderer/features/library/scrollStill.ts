/**
 * By how many rows the first row in sight moved because rows above it came or went; adding that to the scroll keeps
 * what is in sight where it is. When that row itself went, the one before it counts.
 */
export function rowsMovedAbove<T>(before: readonly T[], now: readonly T[], firstSeen: number): number {
  const places = new Map(now.map((id, index) => [id, index]));
  for (let at = Math.min(firstSeen, before.length - 1); at >= 0; at -= 1) {
    const id = before[at];
    const place = id === undefined ? undefined : places.get(id);
    if (place !== undefined) return place - at;
  }
  return before.length === 0 ? 0 : -Math.min(firstSeen, before.length);
}
