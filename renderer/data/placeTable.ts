/*
 * Places of texts as an open hash table in one typed array: it is stored and read as it is, where a map of 100,000 ids would
 * be made at every start.
 */

const EMPTY = -1;

/** Where each text stands; none of them twice. */
export function makePlaceTable(texts: readonly string[]): Int32Array {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(texts.length * 2 + 1))).fill(EMPTY);
  for (const [place, text] of texts.entries()) {
    let slot = slotOf(text, slots);
    while (slots[slot] !== EMPTY) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = place;
  }
  return slots;
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
