import type { PaperId } from '../../../shared/domain/ids.ts';
import type { LibraryChange } from '../../data/types.ts';

/** What changed in a library since it was last asked for, as far as the texts of papers go. */
export class Touched {
  readonly #papers = new Set<PaperId>();
  /** Names of digests and collections, keys: what many papers say. */
  #isEverything = false;

  note({ patches }: LibraryChange): void {
    for (const patch of patches) {
      if (patch.table !== 'papers' && patch.table !== 'abstracts' && patch.table !== 'notes') {
        this.#isEverything = true;
        continue;
      }
      const ids = patch.kind === 'put' ? patch.rows.map(({ id }) => id) : patch.ids;
      for (const id of ids) this.#papers.add(id as PaperId);
    }
  }

  /** Takes in what another one noted. */
  add(other: Touched): void {
    this.#isEverything ||= other.#isEverything;
    for (const id of other.#papers) this.#papers.add(id);
  }

  /** Whether a text of these papers may be another one now. */
  mayChange(papers: readonly PaperId[]): boolean {
    return this.#isEverything || (this.#papers.size > 0 && papers.some(id => this.#papers.has(id)));
  }
}
