import type { Abstract } from '../../shared/domain/paper.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { InitialRows } from '../../shared/library/memory.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/types.ts';
import { SearchEngine } from './engine.ts';
import type { SearchRequest, SearchResult, SimilarPapers } from './types.ts';

/** Where a reader of the library puts what it reads: light rows first, then abstracts, portion by portion. */
export interface Intake {
  rows(rows: InitialRows): Promise<void>;
  abstracts(abstracts: readonly Abstract[]): Promise<void>;
}

/** Papers indexed before messages are let in. */
const PAPERS_AT_A_TIME = 500;
/** Titles compared before messages are let in. */
const TITLES_AT_A_TIME = 50;

/**
 * The engine as something that takes its time: questions wait until what they need is there (light rows; abstracts only
 * if words are looked for in them), and get their turn between the portions of a load or of a long count.
 */
export class SearchService {
  readonly #engine = new SearchEngine();
  readonly #yieldToMessages: () => Promise<void>;
  /** Changes that came while loading: what was read may be from before them. */
  #waiting: Patch[] | undefined = [];
  #openGate: () => void = () => undefined;
  #bolt: (reason: unknown) => void = () => undefined;
  /** Resolves with the light rows; rejects when the library can't be read. */
  readonly #hasRows = new Promise<void>((resolve, reject) => {
    this.#openGate = resolve;
    this.#bolt = reject;
  });
  #finish: () => void = () => undefined;
  /** Resolves with the last abstract. */
  readonly #hasAll = new Promise<void>(resolve => {
    this.#finish = resolve;
  });

  constructor(yieldToMessages: () => Promise<void>) {
    this.#yieldToMessages = yieldToMessages;
    // Whoever asks is told; nobody has to.
    this.#hasRows.catch(() => undefined);
  }

  /** Called once. Resolves when everything read is indexed and the changes since are made. */
  async load(read: (intake: Intake) => Promise<void>): Promise<void> {
    try {
      await read({ rows: rows => this.#takeRows(rows), abstracts: rows => this.#takeAbstracts(rows) });
    } catch (error) {
      this.#bolt(error);
      throw error;
    }
    this.#engine.follow(this.#waiting ?? []);
    this.#waiting = undefined;
    this.#engine.prepare();
    this.#finish();
  }

  follow(patches: readonly Patch[]): void {
    if (this.#waiting === undefined) this.#engine.follow(patches);
    else this.#waiting.push(...patches);
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    await this.#enoughFor(request);
    return this.#engine.search(request);
  }

  async count(requests: readonly SearchRequest[]): Promise<readonly number[]> {
    const counts: number[] = [];
    for (const request of requests) {
      await this.#enoughFor(request);
      counts.push(this.#engine.count(request));
      await this.#yieldToMessages();
    }
    return counts;
  }

  async findSimilar(papers: readonly PaperId[]): Promise<readonly SimilarPapers[]> {
    await this.#hasRows;
    const pairs = new Map<string, SimilarPapers>();
    for (let from = 0; from < papers.length; from += TITLES_AT_A_TIME) {
      for (const id of papers.slice(from, from + TITLES_AT_A_TIME)) {
        for (const pair of this.#engine.findSimilarTo(id)) pairs.set(pair.papers.join(' '), pair);
      }
      await this.#yieldToMessages();
    }
    return [...pairs.values()].sort((a, b) => b.similarity - a.similarity);
  }

  async #enoughFor({ query, narrowedBy = '' }: SearchRequest): Promise<void> {
    await this.#hasRows;
    if ([query, narrowedBy].some(text => looksIntoAbstracts(parseQuery(text).node))) await this.#hasAll;
  }

  async #takeRows({ papers = [], ...others }: InitialRows): Promise<void> {
    const all = [...papers];
    for (let from = 0; from < all.length; from += PAPERS_AT_A_TIME) {
      this.#engine.load({ papers: all.slice(from, from + PAPERS_AT_A_TIME) });
      await this.#yieldToMessages();
    }
    this.#engine.load(others);
    this.#openGate();
  }

  async #takeAbstracts(abstracts: readonly Abstract[]): Promise<void> {
    this.#engine.loadAbstracts(abstracts);
    await this.#yieldToMessages();
  }
}

function looksIntoAbstracts(node: QueryNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.nodes.some(looksIntoAbstracts);
    case 'not':
      return looksIntoAbstracts(node.node);
    case 'word':
    case 'phrase':
      return node.field === undefined || node.field === 'abstract';
    default:
      return false;
  }
}
