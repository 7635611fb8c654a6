/** Parts strings that are stored as one. No title or id holds it: it is no character. */
const SEPARATOR = '\uffff';

/** Strings by slot. They are stored as one text, and taken apart when the first of them is asked for. */
export class StringColumn {
  #joined: string | undefined;
  #strings: string[] = [];

  constructor(joined?: string) {
    this.#joined = joined;
  }

  get(slot: number): string {
    return this.#all()[slot] ?? '';
  }

  set(slot: number, text: string): void {
    const all = this.#all();
    while (all.length < slot) all.push('');
    all[slot] = text.replaceAll(SEPARATOR, '');
  }

  store(): string {
    return this.#joined ?? this.#strings.join(SEPARATOR);
  }

  #all(): string[] {
    if (this.#joined !== undefined) {
      this.#strings = this.#joined.split(SEPARATOR);
      this.#joined = undefined;
    }
    return this.#strings;
  }
}
