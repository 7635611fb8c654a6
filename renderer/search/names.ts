/** Numbers for names (digests, tags, collections): 0, 1, 2 … in the order they come. */
export class Names {
  readonly all: string[];
  readonly #numbers: Map<string, number>;

  constructor(names: readonly string[] = []) {
    this.all = [...names];
    this.#numbers = new Map(this.all.map((name, number) => [name, number]));
  }

  /** The number of a name, a new one if it was never seen. */
  add(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.all.length);
    this.all.push(name);
    return this.all.length - 1;
  }

  /** -1 if the name was never seen. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }
}
