/** Strings by slot as they are held and stored: their UTF-8, one after the other, and where each of them ends. */
export interface StoredStrings {
  readonly utf8: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** So many changed strings, or a quarter of all if that is more, are kept apart before they are written among the others. */
const MOST_CHANGED = 2_000;

const encoder = new TextEncoder();
/** A mark at the beginning of a text belongs to it. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Strings by slot, as bytes: a hundred thousand titles as strings take twice as much and more, and garbage collection goes over all. */
export class StringColumn {
  #stored: StoredStrings;
  /** Those that are no longer, or not yet, as in the bytes. */
  readonly #changed = new Map<number, string>();

  constructor(stored: StoredStrings = { utf8: new Uint8Array(0), ends: new Uint32Array(0) }) {
    this.#stored = stored;
  }

  /** Empty where none was set. */
  get(slot: number): string {
    const changed = this.#changed.get(slot);
    if (changed !== undefined) return changed;
    const { utf8, ends } = this.#stored;
    if (slot >= ends.length) return '';
    const start = slot === 0 ? 0 : (ends[slot - 1] as number);
    return start === ends[slot] ? '' : decoder.decode(utf8.subarray(start, ends[slot]));
  }

  set(slot: number, text: string): void {
    this.#changed.set(slot, text);
    if (this.#changed.size > Math.max(MOST_CHANGED, this.#stored.ends.length >>> 2)) this.store();
  }

  /** All of them in the order of their slots, for who goes over them many times. */
  all(): string[] {
    const { utf8, ends } = this.store();
    const whole = decoder.decode(utf8);
    // Plain letters have one byte each.
    if (whole.length !== utf8.length) return Array.from(ends, (_, slot) => this.get(slot));
    return Array.from(ends, (end, slot) => whole.slice(slot === 0 ? 0 : ends[slot - 1], end));
  }

  /** What is to be stored; it stays in use here, and doesn't change. */
  store(): StoredStrings {
    if (this.#changed.size > 0) this.#stored = this.#withChanges();
    this.#changed.clear();
    return this.#stored;
  }

  #withChanges(): StoredStrings {
    const before = this.#stored;
    const changed = new Map<number, Uint8Array>();
    let slots = before.ends.length;
    let length = before.utf8.length;
    for (const [slot, text] of this.#changed) {
      const bytes = encoder.encode(text);
      changed.set(slot, bytes);
      slots = Math.max(slots, slot + 1);
      length += bytes.length;
    }
    const utf8 = new Uint8Array(length);
    const ends = new Uint32Array(slots);
    let from = 0;
    let to = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const end = before.ends[slot] ?? from;
      const bytes = changed.get(slot) ?? before.utf8.subarray(from, end);
      utf8.set(bytes, to);
      to += bytes.length;
      ends[slot] = to;
      from = end;
    }
    return { utf8: utf8.slice(0, to), ends };
  }
}
