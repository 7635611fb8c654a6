import type { KeyHolder } from '../domain/collection.ts';
import type { TitleKey } from '../domain/ids.ts';
import type { Listing, Paper } from '../domain/paper.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NOTHING: readonly never[] = Object.freeze([]);

/**
 * Makes one of what is equal in rows that were just read, each with texts and lists of its own: ids, which stand in several
 * rows, and empty lists. Nobody can tell but by the memory: a fifth of 100,000 papers in a page.
 */
export class TextSharing {
  readonly #digests = new Map<string, Listing['digest']>();

  /** Changes the rows themselves. */
  inPapers(papers: readonly Paper[]): void {
    for (const paper of papers as readonly Writable<Paper>[]) {
      const key = paper.id as string as TitleKey;
      if (paper.titleKeys.length === 1 && paper.titleKeys[0] === key)
        (paper.titleKeys as TitleKey[])[0] = key;
      if (paper.addedBy !== undefined) paper.addedBy = this.#digest(paper.addedBy);
      for (const listing of paper.listings as readonly Writable<Listing>[]) {
        listing.digest = this.#digest(listing.digest);
      }
      if (paper.tags.length === 0) paper.tags = NOTHING;
      if (paper.collections.length === 0) paper.collections = NOTHING;
      if (paper.keptApart.length === 0) paper.keptApart = NOTHING;
    }
  }

  /** Changes the rows themselves; `papers` are those that are there already. */
  inKeys(keys: readonly KeyHolder[], papers: ReadonlyMap<string, Paper>): void {
    for (const holder of keys as readonly Writable<KeyHolder>[]) {
      const paper = papers.get(holder.paper);
      if (paper === undefined) continue;
      holder.paper = paper.id;
      if (paper.citationKey === holder.key) holder.key = paper.citationKey;
    }
  }

  #digest(digest: Listing['digest']): Listing['digest'] {
    const known = this.#digests.get(digest);
    if (known === undefined) this.#digests.set(digest, digest);
    return known ?? digest;
  }
}
