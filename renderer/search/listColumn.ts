import { withRoom } from './growing.ts';

/** What of a column of lists is stored. */
export interface StoredLists {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly lengths: Uint16Array<ArrayBuffer>;
  readonly values: Uint32Array<ArrayBuffer>;
}

const MAX_LENGTH = 0xffff;

/** A short list of numbers for every slot, all in one array. */
export class ListColumn {
  #starts = new Uint32Array(16);
  #lengths = new Uint16Array(16);
  #values = new Uint32Array(64);
  #used = 0;

  /** Replaces a list; what is beyond 65,535 numbers is left out. */
  set(slot: number, list: readonly number[]): void {
    this.#starts = withRoom(this.#starts, slot + 1);
    this.#lengths = withRoom(this.#lengths, slot + 1);
    const length = Math.min(list.length, MAX_LENGTH);
    if (length > (this.#lengths[slot] as number)) {
      // The old place stays empty until the column is stored and loaded.
      this.#starts[slot] = this.#used;
      this.#values = withRoom(this.#values, this.#used + length);
      this.#used += length;
    }
    this.#lengths[slot] = length;
    const start = this.#starts[slot] as number;
    for (let at = 0; at < length; at += 1) this.#values[start + at] = list[at] as number;
  }

  lengthOf(slot: number): number {
    return slot < this.#lengths.length ? (this.#lengths[slot] as number) : 0;
  }

  at(slot: number, index: number): number {
    return this.#values[(this.#starts[slot] as number) + index] as number;
  }

  /** Place of a number among every `step`th of the list; -1 if it isn't there. */
  indexOf(slot: number, value: number, step = 1): number {
    const length = this.lengthOf(slot);
    const start = this.#starts[slot] as number;
    for (let index = 0; index < length; index += step)
      if (this.#values[start + index] === value) return index;
    return -1;
  }

  /** A copy without empty places. */
  store(slots: number): StoredLists {
    const starts = new Uint32Array(slots);
    const lengths = new Uint16Array(slots);
    let used = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      starts[slot] = used;
      lengths[slot] = this.lengthOf(slot);
      used += lengths[slot] as number;
    }
    const values = new Uint32Array(used);
    for (let slot = 0; slot < slots; slot += 1) {
      for (let at = 0; at < (lengths[slot] as number); at += 1) {
        values[(starts[slot] as number) + at] = this.at(slot, at);
      }
    }
    return { starts, lengths, values };
  }

  static load({ starts, lengths, values }: StoredLists): ListColumn {
    const column = new ListColumn();
    column.#starts = starts;
    column.#lengths = lengths;
    column.#values = values;
    column.#used = values.length;
    return column;
  }
}
