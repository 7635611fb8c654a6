/** Places in a list, from 0; both are in it. */
export interface PlacesInSight {
  readonly first: number;
  readonly last: number;
}

/** Places beyond those in sight that are drawn too, at either end. */
const OVERSCAN = 2;

/**
 * What is in sight of an endless list whose rows have one height: `top` is how far it is scrolled down, `height` what can be
 * seen of it at a time, all in CSS pixels.
 */
export function placesInSight(top: number, height: number, rowHeight: number): PlacesInSight {
  const first = Math.max(0, Math.floor(top / rowHeight));
  return { first, last: Math.max(first, Math.ceil((top + height) / rowHeight) - 1) };
}

/**
 * Places of the rows to draw of a list of so many, in order: those in sight, some around them, and the focused one (-1:
 * none). A list that has become shorter is seen from where it ends.
 */
export function placesToDraw(
  { first, last }: PlacesInSight,
  count: number,
  focusedAt: number,
): readonly number[] {
  const end = Math.min(last, count - 1);
  const from = Math.max(0, Math.min(first, end - (last - first)) - OVERSCAN);
  const to = Math.min(count - 1, end + OVERSCAN);
  const places = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  if (focusedAt < 0 || (focusedAt >= from && focusedAt <= to)) return places;
  return focusedAt < from ? [focusedAt, ...places] : [...places, focusedAt];
}
