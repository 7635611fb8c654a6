import { identifierKeys } from '../domain/identifiers.ts';
import type { Paper } from '../domain/paper.ts';

/** Papers by identifier, kept in step row by row; the one that came first where two have the same. */
export class IdentifierIndex {
  readonly #first = new Map<string, Paper>();
  /** All papers of an identifier that has had more than one. */
  readonly #shared = new Map<string, Map<string, Paper>>();

  get papers(): ReadonlyMap<string, Paper> {
    return this.#first;
  }

  /** All papers that have it, in the order in which they came to have it. */
  with(key: string): readonly Paper[] {
    const shared = this.#shared.get(key);
    if (shared !== undefined) return [...shared.values()];
    const first = this.#first.get(key);
    return first === undefined ? [] : [first];
  }

  /** Takes note that a row changed from `before` to `after`; undefined stands for "no such row". */
  replace(before: Paper | undefined, after: Paper | undefined): void {
    if (before !== undefined && isKnown(before)) {
      for (const key of identifierKeys(before)) this.#take(key, before);
    }
    if (after !== undefined && isKnown(after)) {
      for (const key of identifierKeys(after)) this.#add(key, after);
    }
  }

  #add(key: string, paper: Paper): void {
    const first = this.#first.get(key);
    if (first === undefined) {
      this.#first.set(key, paper);
      return;
    }
    const all = this.#shared.get(key) ?? new Map([[first.id as string, first]]);
    this.#shared.set(key, all.set(paper.id, paper));
    this.#first.set(key, earliest(all));
  }

  #take(key: string, paper: Paper): void {
    const all = this.#shared.get(key);
    if (all === undefined) {
      if (this.#first.get(key)?.id === paper.id) this.#first.delete(key);
      return;
    }
    all.delete(paper.id);
    if (all.size > 0) this.#first.set(key, earliest(all));
    if (all.size < 2) this.#shared.delete(key);
  }
}

function isKnown({ doi, arxiv }: Paper): boolean {
  return doi !== undefined || arxiv !== undefined;
}

function earliest(papers: ReadonlyMap<string, Paper>): Paper {
  let first: Paper | undefined;
  for (const paper of papers.values()) if (first === undefined || paper.serial < first.serial) first = paper;
  return first!;
}
