import type { KeyHolder } from '../domain/collection.ts';
import type { Paper } from '../domain/paper.ts';
import type { LibraryRows, LibraryState, LightTableName, TableName } from './tables.ts';
import type { Patch } from './patch.ts';
import type { Fields, Row } from './invert.ts';
import { invertPatch, withFields } from './invert.ts';
import { CountsKeeper } from './counts.ts';
import { IdentifierIndex } from './identifierIndex.ts';
import { KeyIndex } from './keyIndex.ts';
import { isEarly, LateTable, type LatePortion, type LateRows } from './lateRows.ts';
import { NamesakeIndex } from './namesakeIndex.ts';

/** Rows to start from, by table. */
export type InitialRows = { readonly [T in TableName]?: Iterable<LibraryRows[T]> };

export interface MemoryOptions {
  /** The first serial that was never given out; serials of removed papers are thus not given out again. */
  readonly nextSerial?: number;
  /** `held` for tests and the command line; the page leaves abstracts in the database. */
  readonly abstracts?: 'held' | 'elsewhere';
  /** Papers and citation keys that are taken in with time, or when somebody asks for what only all of them can tell. */
  readonly late?: LateRows;
}

/** Rows that are still to be taken in. */
interface Late {
  readonly rows: LateRows;
  readonly portions: Iterator<LatePortion, void>;
  /** Papers that were changed before they were taken in. */
  readonly changed: Map<string, Paper>;
  /** Why they could not all be taken in. */
  failure?: Error;
}

/** The library as maps in memory, with everything derived from the rows kept in step. */
export class MemoryLibrary {
  readonly #tables: { readonly [T in TableName]: Map<string, LibraryRows[T]> } = {
    papers: new Map(),
    abstracts: new Map(),
    notes: new Map(),
    digests: new Map(),
    collections: new Map(),
    savedSearches: new Map(),
    citationKeys: new Map(),
  };
  readonly #papersByTitle = new Map<string, Paper>();
  readonly #identifiers = new IdentifierIndex();
  readonly #namesakes = new NamesakeIndex();
  readonly #keys = new KeyIndex(this.#tables.citationKeys);
  readonly #counts: CountsKeeper;
  readonly #holdsAbstracts: boolean;
  #nextSerial: number;
  #late: Late | undefined;
  /** Live view of the light rows: the same object for the life of this library. */
  readonly state: LibraryState;

  constructor(rows: InitialRows = {}, options: MemoryOptions = {}) {
    this.#holdsAbstracts = options.abstracts === 'held';
    this.#nextSerial = options.nextSerial ?? 1;
    const { late } = options;
    this.#counts = new CountsKeeper(late?.counts);
    if (late !== undefined) {
      this.#late = { rows: late, portions: late.portions(this.#tables.papers), changed: new Map() };
    }
    this.state = this.#makeState();
    this.load(rows);
  }

  /** Takes in rows to start from: all at once or, so that a window stays awake, some at a time. */
  load(rows: InitialRows): void {
    for (const table of Object.keys(rows) as TableName[]) {
      if (!this.holds(table)) continue;
      for (const row of rows[table] as Iterable<Row>) this.#write(table, row.id, row);
    }
  }

  /** True once all rows are taken in. */
  get isWhole(): boolean {
    return this.#late === undefined;
  }

  /**
   * Takes in some more of the rows that are late, a millisecond's work or two. Throws, then and ever after, if one can't be
   * made or they are not as many as was said: nobody may take a part of them for all.
   */
  takeIn(): void {
    const late = this.#late;
    if (late === undefined) return;
    if (late.failure !== undefined) throw late.failure;
    try {
      this.#takeFrom(late);
    } catch (error) {
      late.failure = new Error('Not all rows of the library could be made.', { cause: error });
      throw late.failure;
    }
  }

  #takeFrom(late: Late): void {
    const next = late.portions.next();
    if (next.done === true) {
      const { papers, citationKeys } = this.#tables;
      const { size } = late.rows;
      if (papers.size !== size.papers || citationKeys.size !== size.citationKeys) {
        throw new Error('There are other rows than was said.');
      }
      this.#late = undefined;
      return;
    }
    const { papers = [], citationKeys = [] } = next.value;
    for (const paper of papers) {
      const now = late.changed.get(paper.id) ?? paper;
      // It is counted already.
      this.#derive(undefined, now);
      this.#tables.papers.set(now.id, now);
    }
    for (const holder of citationKeys) this.#write('citationKeys', holder.id, holder);
  }

  /** Takes in all that is late. */
  takeInAll(): void {
    while (!this.isWhole) this.takeIn();
  }

  /** Abstracts, where they are held. */
  get abstracts(): ReadonlyMap<string, LibraryRows['abstracts']> {
    return this.#tables.abstracts;
  }

  /** True for tables whose rows are kept here. */
  holds(table: TableName): boolean {
    return table !== 'abstracts' || this.#holdsAbstracts;
  }

  row<T extends TableName>(table: T, id: string): LibraryRows[T] | undefined {
    if (table === 'papers') return this.#paper(id) as LibraryRows[T] | undefined;
    if (table === 'citationKeys') this.takeInAll();
    return this.#tables[table].get(id);
  }

  rows<T extends TableName>(table: T): ReadonlyMap<string, LibraryRows[T]> {
    this.takeInAll();
    return this.#tables[table];
  }

  /**
   * Applies patches in order; patches of tables not held here are passed over. Returns the patches that take them all
   * back, in the order in which they have to be applied.
   */
  applyPatches(patches: readonly Patch[]): Patch[] {
    if (!patches.every(isEarly)) this.takeInAll();
    const inverses: Patch[][] = [];
    for (const patch of patches) {
      if (!this.holds(patch.table)) continue;
      inverses.push(invertPatch(patch, (table, id) => this.row(table, id)));
      this.#apply(patch);
    }
    return inverses.reverse().flat();
  }

  /** Replaces everything, e.g. after the database was read again; `state` stays the same object. */
  reset(rows: InitialRows, nextSerial: number): void {
    this.takeInAll();
    for (const table of Object.keys(this.#tables) as TableName[]) {
      for (const id of [...this.#tables[table].keys()]) this.#write(table, id, undefined);
      if (!this.holds(table)) continue;
      for (const row of (rows[table] ?? []) as Iterable<Row>) this.#write(table, row.id, row);
    }
    this.#nextSerial = Math.max(this.#nextSerial, nextSerial);
  }

  #apply(patch: Patch): void {
    switch (patch.kind) {
      case 'put':
        for (const row of patch.rows) this.#write(patch.table, row.id, row);
        return;
      case 'remove':
        for (const id of patch.ids) this.#write(patch.table, id, undefined);
        return;
      case 'set':
        for (const id of patch.ids) {
          const row = this.row(patch.table, id);
          if (row !== undefined) this.#replace(patch.table, row, withFields(row, patch.fields as Fields));
        }
    }
  }

  #paper(id: string): Paper | undefined {
    const paper = this.#tables.papers.get(id);
    if (paper !== undefined || this.#late === undefined) return paper;
    return this.#late.changed.get(id) ?? this.#late.rows.paper(id);
  }

  #write(table: TableName, id: string, row: Row | undefined): void {
    const rows = this.#tables[table] as Map<string, Row>;
    const before = rows.get(id);
    if (table === 'papers') this.#follow(before as Paper | undefined, row as Paper | undefined);
    if (table === 'citationKeys') {
      this.#keys.replace(before as KeyHolder | undefined, row as KeyHolder | undefined);
    }
    if (row === undefined) rows.delete(id);
    else rows.set(id, row);
  }

  #replace(table: TableName, before: Row, after: Row): void {
    if (table === 'papers' && this.#late !== undefined && !this.#tables.papers.has(after.id)) {
      this.#late.changed.set(after.id, after as Paper);
      this.#counts.replace(before as Paper, after as Paper);
      return;
    }
    if (table === 'papers') this.#follow(before as Paper, after as Paper);
    if (table === 'citationKeys') this.#keys.replace(before as KeyHolder, after as KeyHolder);
    (this.#tables[table] as Map<string, Row>).set(after.id, after);
  }

  #follow(before: Paper | undefined, after: Paper | undefined): void {
    this.#derive(before, after);
    this.#counts.replace(before, after);
  }

  /** Everything but the counts. */
  #derive(before: Paper | undefined, after: Paper | undefined): void {
    if (before !== undefined && before.titleKeys !== after?.titleKeys) {
      for (const key of before.titleKeys) {
        // After a merge the key already belongs to the other paper.
        if (this.#papersByTitle.get(key)?.id === before.id) this.#papersByTitle.delete(key);
      }
    }
    if (after !== undefined) {
      for (const key of after.titleKeys) this.#papersByTitle.set(key, after);
      if (after.serial >= this.#nextSerial) this.#nextSerial = after.serial + 1;
    }
    this.#identifiers.replace(before, after);
    this.#namesakes.replace(before, after);
  }

  #makeState(): LibraryState {
    const tables: { readonly [T in LightTableName]: ReadonlyMap<string, LibraryRows[T]> } = this.#tables;
    const latePapers = this.#lateTable('papers', id => this.#paper(id));
    const lateKeys = this.#lateTable('citationKeys', id => this.row('citationKeys', id));
    const late = (): Late | undefined => this.#late;
    const nextSerial = (): number => this.#nextSerial;
    const whole = (): this => {
      this.takeInAll();
      return this;
    };
    return {
      get papers() {
        return late() === undefined ? tables.papers : latePapers;
      },
      notes: tables.notes,
      digests: tables.digests,
      collections: tables.collections,
      savedSearches: tables.savedSearches,
      get citationKeys() {
        return late() === undefined ? tables.citationKeys : lateKeys;
      },
      get papersByTitle() {
        return whole().#papersByTitle;
      },
      get papersByIdentifier() {
        return whole().#identifiers.papers;
      },
      papersWith: identifier => whole().#identifiers.with(identifier),
      firstNamesake: title => whole().#namesakes.first(title),
      registeredKey: paper => whole().#keys.of(paper),
      counts: this.#counts,
      get nextSerial() {
        return nextSerial();
      },
    };
  }

  #lateTable<T extends 'papers' | 'citationKeys'>(
    table: T,
    row: (id: string) => LibraryRows[T] | undefined,
  ): LateTable<LibraryRows[T]> {
    const rows: ReadonlyMap<string, LibraryRows[T]> = this.#tables[table];
    return new LateTable(rows, {
      size: () => this.#late?.rows.size[table],
      row,
      takeInAll: () => this.takeInAll(),
    });
  }
}
