import type { PaperColumns } from './paperColumns.ts';
import type { StringColumn } from './stringColumn.ts';

/** Places of papers in orders that take time to find out, kept until a paper comes, goes or changes. */
export class Placings {
  readonly #columns: PaperColumns;
  readonly #titles: StringColumn;
  #bySerial: Uint32Array | undefined;
  #newness: Float32Array | undefined;
  #byTitle: Uint32Array | undefined;
  #byAdded: Uint32Array | undefined;
  readonly #countSlots: () => number;

  constructor(columns: PaperColumns, titles: StringColumn, countSlots: () => number) {
    this.#columns = columns;
    this.#titles = titles;
    this.#countSlots = countSlots;
  }

  /** A paper came or went, or has another serial. */
  forget(): void {
    this.#bySerial = undefined;
    this.#newness = undefined;
    this.#byTitle = undefined;
    this.#byAdded = undefined;
  }

  forgetTitles(): void {
    this.#byTitle = undefined;
  }

  forgetAdded(): void {
    this.#byAdded = undefined;
  }

  /** Slots of all papers in the order they came. */
  get bySerial(): Uint32Array {
    if (this.#bySerial === undefined) {
      const slots = this.#present();
      const { serials } = this.#columns;
      // Mostly in order already; then nothing is to be sorted.
      const isSorted = slots.every(
        (slot, at) => at === 0 || (serials[slots[at - 1] as number] as number) < (serials[slot] as number),
      );
      this.#bySerial = isSorted
        ? slots
        : slots.sort((a, b) => (serials[a] as number) - (serials[b] as number));
    }
    return this.#bySerial;
  }

  /** By slot: 0 for the first paper that came, 1 for the last. */
  get newness(): Float32Array {
    if (this.#newness === undefined) {
      const newness = new Float32Array(this.#countSlots());
      const all = this.bySerial;
      const last = Math.max(1, all.length - 1);
      for (let place = 0; place < all.length; place += 1) newness[all[place] as number] = place / last;
      this.#newness = newness;
    }
    return this.#newness;
  }

  /** By slot: place in alphabetical order, the same for titles that differ in case and accents only. */
  get byTitle(): Uint32Array {
    if (this.#byTitle === undefined) {
      const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
      const titles = this.#titles.all();
      this.#byTitle = this.#places((a, b) => compare(titles[a] ?? '', titles[b] ?? ''));
    }
    return this.#byTitle;
  }

  /** By slot: how many different times papers were added at before. */
  get byAdded(): Uint32Array {
    if (this.#byAdded === undefined) {
      const { added } = this.#columns;
      this.#byAdded = this.#places((a, b) => (added[a] as number) - (added[b] as number));
    }
    return this.#byAdded;
  }

  #places(compare: (a: number, b: number) => number): Uint32Array {
    const sorted = this.#present().sort(compare);
    const places = new Uint32Array(this.#countSlots());
    let place = 0;
    for (let at = 0; at < sorted.length; at += 1) {
      const slot = sorted[at] as number;
      if (at > 0 && compare(sorted[at - 1] as number, slot) !== 0) place += 1;
      places[slot] = place;
    }
    return places;
  }

  #present(): Uint32Array {
    const all = this.#countSlots();
    const slots = new Uint32Array(all);
    let count = 0;
    for (let slot = 0; slot < all; slot += 1) {
      if (!this.#columns.isPresent(slot)) continue;
      slots[count] = slot;
      count += 1;
    }
    return slots.slice(0, count);
  }
}
