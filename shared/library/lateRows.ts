import type { KeyHolder } from '../domain/collection.ts';
import type { Paper } from '../domain/paper.ts';
import type { StoredCounts } from './counts.ts';
import type { Patch } from './patch.ts';

/** Rows as they are taken in, a portion at a time. */
export interface LatePortion {
  readonly papers?: readonly Paper[];
  readonly citationKeys?: readonly KeyHolder[];
}

/**
 * All papers and citation keys of a library that are at hand, but not yet made into rows: 100,000 take a second, and a
 * window shows ten.
 */
export interface LateRows {
  /** How many papers there are, and how many citation keys. */
  readonly size: { readonly papers: number; readonly citationKeys: number };
  /** The counts of all papers. */
  readonly counts: StoredCounts;
  /** One paper; the same row each time, and in its portion. */
  paper(id: string): Paper | undefined;
  /** Every row once, the papers in the order of their serials, then the keys. `papers`: those that are taken in. */
  portions(papers: ReadonlyMap<string, Paper>): Iterator<LatePortion, void>;
}

/** The user's marks of a paper: nothing is found by them, and nothing stands in another order for them. */
const MARKS: ReadonlySet<string> = new Set<keyof Paper>([
  'status',
  'starred',
  'tags',
  'collections',
  'hasNote',
]);

/** True for what changes papers one by one, each by itself: then the others may be late. */
export function isEarly(patch: Patch): boolean {
  if (patch.table === 'citationKeys') return false;
  return patch.table !== 'papers' || (patch.kind === 'set' && Object.keys(patch.fields).every(isMark));
}

function isMark(field: string): boolean {
  return MARKS.has(field);
}

/** What a table answers while its rows are taken in. */
interface BeforeAll<V> {
  /** Undefined once all rows are in the table. */
  readonly size: () => number | undefined;
  readonly row: (id: string) => V | undefined;
  readonly takeInAll: () => void;
}

/** A table whose rows are still being taken in: it says how many there are and gives one; whoever goes over all gets all. */
export class LateTable<V> implements ReadonlyMap<string, V> {
  readonly #rows: ReadonlyMap<string, V>;
  readonly #before: BeforeAll<V>;

  constructor(rows: ReadonlyMap<string, V>, before: BeforeAll<V>) {
    this.#rows = rows;
    this.#before = before;
  }

  get size(): number {
    return this.#before.size() ?? this.#rows.size;
  }

  get(id: string): V | undefined {
    return this.#before.row(id);
  }

  has(id: string): boolean {
    return this.#before.row(id) !== undefined;
  }

  keys(): MapIterator<string> {
    return this.#all.keys();
  }

  values(): MapIterator<V> {
    return this.#all.values();
  }

  entries(): MapIterator<[string, V]> {
    return this.#all.entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.#all.entries();
  }

  forEach(tell: (row: V, id: string, table: ReadonlyMap<string, V>) => void): void {
    this.#all.forEach((row, id) => tell(row, id, this));
  }

  get #all(): ReadonlyMap<string, V> {
    this.#before.takeInAll();
    return this.#rows;
  }
}
