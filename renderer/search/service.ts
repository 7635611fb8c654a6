import type { Abstract } from '../../shared/domain/paper.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { InitialRows } from '../../shared/library/memory.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { QueryNode } from '../../shared/query/types.ts';
import { SearchEngine } from './engine.ts';
import type { StoredIndex } from './storedIndex.ts';
import type { Explanation, SearchRequest, SearchResult, SimilarPapers } from './types.ts';

/** Where a reader of the library puts what it reads: light rows first, then abstracts, portion by portion. */
export interface Intake {
  rows(rows: InitialRows): Promise<void>;
  abstracts(abstracts: readonly Abstract[]): Promise<void>;
  /**
   * A stored index in place of rows. `current`: it is the library's. `behind`: it answers while the library is read after
   * it, and what the library doesn't have is taken out in the end.
   */
  index(stored: StoredIndex, age: 'current' | 'behind'): void;
}

/** Where the index is kept between two starts. */
export interface IndexStore {
  /** Number of the last change in the library's database. */
  readSeq(): Promise<number>;
  write(index: StoredIndex): Promise<void>;
}

/** How the service lets others have their turn. */
export interface Turns {
  /** Resolves when the messages that came meanwhile were let in. */
  readonly yieldToMessages: () => Promise<void>;
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * After a question nothing is done beside for so long: until its answer is on the screen. Not until the next key: what is left
 * to be merged would make all of them slow.
 */
const SHOWING_MS = 60;
/** After a change nothing is merged for so long: while an import goes on, it would be merged again and again. */
const CHANGING_MS = 300;
/** Many parts make questions slow: with so many of them they are merged all the same. */
const MOST_PARTS = 128;
/** Without a question or a change for so long, there is time to store the index. */
const QUIET_MS = 3_000;
/** The index is stored this seldom while changes come: a start can catch up with those that it lacks. */
const STORED_EVERY_MS = 2 * 60_000;
/** After a large import the database has to catch up first. */
const BEHIND_MS = 5_000;
/** Papers indexed before messages are let in. */
const PAPERS_AT_A_TIME = 500;
/** Titles compared before messages are let in. */
const TITLES_AT_A_TIME = 50;

/**
 * The engine as something that takes its time: questions wait until what they need is there (light rows; abstracts only
 * if words are looked for in them), and get their turn between the portions of a load or of a long count.
 */
export class SearchService {
  #engine = new SearchEngine();
  readonly #turns: Turns;
  readonly #store: IndexStore | undefined;
  /** Questions so far. */
  #asked = 0;
  /** Ids of the abstracts read so far, where the stored index was behind. */
  #seen: Set<string> | undefined;
  /** Changes told so far, and what the database's number was before the first of them, or a little later. */
  #told = 0;
  #seqAtStart: Promise<number> | undefined;
  /** As many changes were told when the index was last stored, or could not be. */
  #toldWhenStored = -1;
  #isMerging = false;
  #isStoring = false;
  /** Resolves when none of those who work beside questions rests any more. */
  #resting = Promise.resolve();
  #titlesRead: Promise<void> | undefined;
  /** Those who wait until the index is stored as it is. */
  #awaitingStore: (() => void)[] = [];
  /** Changes that came while loading: what was read may be from before them. */
  #waiting: Patch[] | undefined = [];
  #openGate: () => void = () => undefined;
  #bolt: (reason: unknown) => void = () => undefined;
  /** Resolves with the light rows; rejects when the library can't be read. */
  readonly #hasRows = new Promise<void>((resolve, reject) => {
    this.#openGate = resolve;
    this.#bolt = reject;
  });
  /** Papers to be indexed, known once they are read; how many of them and of their abstracts are. */
  #toIndex = Infinity;
  #indexed = 0;
  #finish: () => void = () => undefined;
  /** Resolves with the last abstract. */
  readonly #hasAll = new Promise<void>(resolve => {
    this.#finish = resolve;
  });

  /** Without a store the index is made anew at every start. */
  constructor(turns: Turns, store?: IndexStore) {
    this.#turns = turns;
    this.#store = store;
    // Whoever asks is told; nobody has to.
    this.#hasRows.catch(() => undefined);
  }

  /** Called once. Resolves when everything read is indexed and the changes since are made. */
  async load(read: (intake: Intake) => Promise<void>): Promise<void> {
    this.#seqAtStart = this.#store?.readSeq();
    this.#seqAtStart?.catch(() => undefined);
    try {
      await read({
        rows: rows => this.#takeRows(rows),
        abstracts: rows => this.#takeAbstracts(rows),
        index: (stored, age) => this.#takeIndex(stored, age),
      });
    } catch (error) {
      this.#bolt(error);
      throw error;
    }
    if (this.#seen !== undefined) this.#engine.keepOnly('abstracts', this.#seen);
    this.#seen = undefined;
    this.#engine.follow(this.#waiting ?? []);
    this.#waiting = undefined;
    this.#finish();
    this.#tidy();
  }

  /** What part of the library is indexed, from 0 to 1. */
  progress(): number {
    return this.#waiting === undefined ? 1 : Math.min(1, this.#indexed / (2 * this.#toIndex));
  }

  /** Resolves when the index is next stored, with every change in it that was told by then. */
  untilStored(): Promise<void> {
    return new Promise(resolve => this.#awaitingStore.push(resolve));
  }

  follow(patches: readonly Patch[]): void {
    this.#told += 1;
    if (this.#waiting !== undefined) {
      this.#waiting.push(...patches);
      return;
    }
    this.#engine.follow(patches);
    this.#tidy();
  }

  #tidy(): void {
    void this.#merge();
    if (this.#store !== undefined) void this.#keep(this.#store);
  }

  /** Merges what has become many small parts, slice by slice, while nobody types. */
  async #merge(): Promise<void> {
    if (this.#isMerging) return;
    this.#isMerging = true;
    try {
      let told = -1;
      while (told !== this.#told) {
        await this.#untilUnchanging();
        told = this.#told;
        await this.#rest();
        for (const tidying = this.#engine.tidy(); tidying.next().done !== true;) await this.#rest();
      }
    } finally {
      this.#isMerging = false;
    }
  }

  async #untilUnchanging(): Promise<void> {
    for (let before = -1; before !== this.#told && this.#engine.parts < MOST_PARTS;) {
      before = this.#told;
      await this.#turns.wait(CHANGING_MS);
    }
  }

  /** Lets questions in. Who works beside them goes on one at a time: else a question would wait for each of them. */
  #rest(): Promise<void> {
    this.#resting = this.#resting.then(() => this.#pauseForQuestions());
    return this.#resting;
  }

  async #pauseForQuestions(): Promise<void> {
    let asked = this.#asked;
    await this.#turns.yieldToMessages();
    while (asked !== this.#asked) {
      asked = this.#asked;
      await this.#turns.wait(SHOWING_MS);
    }
  }

  async #keep(store: IndexStore): Promise<void> {
    if (this.#isStoring) return;
    this.#isStoring = true;
    try {
      while (this.#toldWhenStored !== this.#told) {
        await this.#untilQuiet();
        const told = this.#told;
        const isBehind = (await this.#storeOnce(store)) === 'behind';
        if (!isBehind) this.#toldWhenStored = told;
        await this.#turns.wait(isBehind ? BEHIND_MS : STORED_EVERY_MS);
      }
    } finally {
      this.#isStoring = false;
    }
  }

  async #untilQuiet(): Promise<void> {
    for (let before = ''; before !== this.#activity;) {
      before = this.#activity;
      await this.#turns.wait(QUIET_MS);
    }
  }

  get #activity(): string {
    return `${this.#asked} ${this.#told} ${this.#isMerging}`;
  }

  /**
   * Stores the index if it holds just what the library's database does: nothing was told while it was quiet, the database
   * has every change that was told (each adds one to its number; a disk that takes nothing keeps it behind), and has not
   * moved meanwhile either. `behind`: the database will have it all soon. Else the next change is the next chance.
   */
  async #storeOnce(store: IndexStore): Promise<'behind' | 'done'> {
    const told = this.#told;
    try {
      const seq = await store.readSeq();
      if (seq < ((await this.#seqAtStart) ?? Infinity) + told) return 'behind';
      await this.#turns.wait(QUIET_MS);
      if (told !== this.#told || seq !== (await store.readSeq()) || told !== this.#told) return 'behind';
      await store.write({ seq, ...this.#engine.store() });
      if (told !== this.#told) return 'done';
      for (const tell of this.#awaitingStore.splice(0)) tell();
    } catch {
      // It is only a copy, and made again from the library at the next start.
    }
    return 'done';
  }

  #takeIndex({ table, segments }: StoredIndex, age: 'current' | 'behind'): void {
    this.#engine = new SearchEngine(table, segments);
    if (age === 'behind') this.#seen = new Set();
    else this.#openGate();
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    this.#asked += 1;
    await this.#enoughFor(request);
    return this.#engine.search(request);
  }

  async count(requests: readonly SearchRequest[]): Promise<readonly number[]> {
    this.#asked += 1;
    const counts: number[] = [];
    for (const request of requests) {
      await this.#enoughFor(request);
      counts.push(this.#engine.count(request));
      await this.#turns.yieldToMessages();
    }
    return counts;
  }

  async explain(request: SearchRequest, serial: number): Promise<Explanation | undefined> {
    await this.#enoughFor(request);
    return this.#engine.explain(request, serial);
  }

  async findSimilar(papers: readonly PaperId[]): Promise<readonly SimilarPapers[]> {
    await this.#hasRows;
    await (this.#titlesRead ??= this.#readTitles());
    const pairs = new Map<string, SimilarPapers>();
    for (let from = 0; from < papers.length; from += TITLES_AT_A_TIME) {
      for (const id of papers.slice(from, from + TITLES_AT_A_TIME)) {
        for (const pair of this.#engine.findSimilarTo(id)) pairs.set(pair.papers.join(' '), pair);
      }
      await this.#rest();
    }
    return [...pairs.values()].sort((a, b) => b.similarity - a.similarity);
  }

  async #readTitles(): Promise<void> {
    for (const reading = this.#engine.readTitles(); reading.next().done !== true;) await this.#rest();
  }

  async #enoughFor({ query, narrowedBy = '' }: SearchRequest): Promise<void> {
    await this.#hasRows;
    if ([query, narrowedBy].some(text => looksIntoAbstracts(parseQuery(text).node))) await this.#hasAll;
  }

  async #takeRows({ papers = [], ...others }: InitialRows): Promise<void> {
    const all = [...papers];
    const notes = [...(others.notes ?? [])];
    if (this.#seen !== undefined) {
      this.#engine.keepOnly('papers', new Set(all.map(({ id }) => id)));
      this.#engine.keepOnly('notes', new Set(notes.map(({ id }) => id)));
    }
    this.#toIndex = all.length;
    for (let from = 0; from < all.length; from += PAPERS_AT_A_TIME) {
      this.#engine.load({ papers: all.slice(from, from + PAPERS_AT_A_TIME) });
      this.#indexed = from + PAPERS_AT_A_TIME;
      await this.#turns.yieldToMessages();
    }
    this.#engine.load({ ...others, notes });
    this.#indexed = all.length;
    this.#openGate();
    // A stored index that is behind has nearly all abstracts: it answers while they are compared.
    if (this.#seen !== undefined) this.#finish();
  }

  async #takeAbstracts(abstracts: readonly Abstract[]): Promise<void> {
    for (const { id } of abstracts) this.#seen?.add(id);
    this.#engine.loadAbstracts(abstracts);
    this.#indexed += abstracts.length;
    await this.#turns.yieldToMessages();
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
