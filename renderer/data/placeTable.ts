/*
 * Places of texts as an open hash table in one typed array: it is stored and read as it is, where a map of 100,000 ids would
 * be made at every start.
 */

const EMPTY = -1;

/** A table for so many texts. */
export function emptyPlaceTable(texts: number): Int32Array {
  return new Int32Array(2 ** Math.ceil(Math.log2(texts * 2 + 1))).fill(EMPTY);
}

/** Notes where a text stands in the texts; none of them twice. */
export function addPlace(slots: Int32Array, texts: readonly string[], place: number): void {
  let slot = slotOf(texts[place]!, slots);
  while (slots[slot] !== EMPTY) slot = (slot + 1) & (slots.length - 1);
  slots[slot] = place;
}

/** The place of a text in the texts that the table was made of; undefined when it is not among them. */
export function findPlace(slots: Int32Array, texts: readonly string[], text: string): number | undefined {
  for (let slot = slotOf(text, slots); ; slot = (slot + 1) & (slots.length - 1)) {
    const place = slots[slot]!;
    if (place === EMPTY) return undefined;
    if (texts[place] === text) return place;
  }
}

/** FNV-1a over 16-bit units. */
function slotOf(text: string, { length }: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (length - 1);
}
