import type { KeyHolder } from '../domain/collection.ts';
import type { PaperId } from '../domain/ids.ts';

/**
 * The citation key by which a paper goes, or went before it was removed. Made when somebody first asks, and then kept in
 * step: an import asks with every digest, and going over all keys each time took longer than the rest of it.
 */
export class KeyIndex {
  readonly #keys: ReadonlyMap<string, KeyHolder>;
  #byPaper: Map<PaperId, KeyHolder> | undefined;

  /** `keys`: the registered ones, in the order in which they came. */
  constructor(keys: ReadonlyMap<string, KeyHolder>) {
    this.#keys = keys;
  }

  /** The last one of a paper where that is noted, else the first. */
  of(paper: PaperId): KeyHolder | undefined {
    if (this.#byPaper === undefined) {
      this.#byPaper = new Map();
      for (const holder of this.#keys.values()) this.#take(this.#byPaper, holder);
    }
    return this.#byPaper.get(paper);
  }

  /** Takes note that a row changed from `before` to `after`; undefined stands for "no such row". */
  replace(before: KeyHolder | undefined, after: KeyHolder | undefined): void {
    if (this.#byPaper === undefined) return;
    if (before === undefined && after !== undefined) this.#take(this.#byPaper, after);
    // As seldom as removing papers, and not worth knowing all keys of each.
    else this.#byPaper = undefined;
  }

  #take(byPaper: Map<PaperId, KeyHolder>, holder: KeyHolder): void {
    if (holder.last === true || !byPaper.has(holder.paper)) byPaper.set(holder.paper, holder);
  }
}
