import type { KeyHolder } from '../domain/collection.ts';
import type { CitationKey } from '../domain/ids.ts';
import type { Paper } from '../domain/paper.ts';

/** The keys that papers had before the one they have, gathered from the rows of the key table. */
export class FormerKeys {
  readonly #byPaper = new Map<string, CitationKey[]>();

  /** Takes a row in. Keys that are a paper's only one are many and say nothing, so they are passed over. */
  add({ paper, key, spellings = [] }: KeyHolder, holder: Pick<Paper, 'citationKey'> | undefined): void {
    if (spellings.length === 0 && holder?.citationKey === key) return;
    const keys = this.#byPaper.get(paper);
    if (keys === undefined) this.#byPaper.set(paper, [...spellings, key]);
    else keys.push(...spellings, key);
  }

  /** Former keys of a paper, those of papers merged into it among them, in the order in which they were given. */
  of({
    id,
    titleKeys,
    citationKey,
  }: Pick<Paper, 'id' | 'titleKeys' | 'citationKey'>): readonly CitationKey[] {
    if (this.#byPaper.size === 0) return [];
    const holders = new Set<string>([id, ...titleKeys]);
    const keys = [...holders].flatMap(holder => this.#byPaper.get(holder) ?? []);
    return [...new Set(keys)].filter(key => key !== citationKey);
  }
}
