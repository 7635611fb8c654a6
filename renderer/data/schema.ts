import Dexie, { type Table, type Transaction } from 'dexie';
import type { Collection, SavedSearch } from '../../shared/domain/collection.ts';
import type { Digest } from '../../shared/domain/digest.ts';
import type { LibraryId, Timestamp } from '../../shared/domain/ids.ts';
import type { Note } from '../../shared/domain/paper.ts';
import type { LibraryRows } from '../../shared/library/tables.ts';
import type { HistoryRow } from './history.ts';
import { rowsIntoPages } from './intoPages.ts';
import type { KeyPage, Page } from './pages.ts';
import type { RowTableName } from './stores.ts';

/**
 * What the database knows of itself: one row, written with every change. While there is none, the database was never
 * filled, or is being filled again.
 */
export interface MetaRow {
  readonly id: 'library';
  /** The library of which this is a copy; absent in the database from before there were files. */
  readonly library?: LibraryId;
  /** Number of the last change in the database; grows by one with every change, undo and redo. */
  readonly seq: number;
  /** When that change was made. */
  readonly at?: Timestamp;
  /** The first `Paper.serial` that was never given out, so that removed papers' serials are not given out again. */
  readonly nextSerial: number;
}

/** One step of the schema. Only ever appended to; a released step is never edited. */
export interface Migration {
  readonly version: number;
  /** Why the step exists, for whoever reads it in ten years. */
  readonly why: string;
  /** Dexie's notation: tables with their keys and indexes; `null` drops a table. */
  readonly stores: Readonly<Record<string, string | null>>;
  /** Brings old rows up to the new shape, in the transaction of the upgrade. */
  readonly upgrade?: (transaction: Transaction) => PromiseLike<void>;
}

/** Every step from an empty origin to today's schema, oldest first. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    why:
      'The first schema. Lists, counts and filters are answered from memory, so that no table needs an index beside ' +
      'its key; abstracts stand apart because reading light rows is then six times faster.',
    stores: {
      papers: 'id',
      abstracts: 'id',
      notes: 'id',
      digests: 'id',
      collections: 'id',
      savedSearches: 'id',
      citationKeys: 'id',
      history: '[step+part]',
      meta: 'id',
    },
  },
  {
    version: 2,
    why:
      'Papers, abstracts and citation keys move into pages of rows: at 100,000 papers a row of its own for each made ' +
      'imports, rebuilding and the start take several times as long.',
    stores: { paperPages: 'page', abstractPages: 'page', keyPages: '++page' },
    upgrade: rowsIntoPages,
  },
  {
    version: 3,
    why: 'The tables whose rows moved into pages with version 2 go; a step can’t read what it drops.',
    stores: { papers: null, abstracts: null, citationKeys: null },
  },
];

/** Thrown when the database was last written by a newer version of the program. */
export class NewerDatabase extends Error {
  constructor() {
    super(
      'This library was last opened by a newer version of Pandect. Nothing in it was changed. Start the newer version, ' +
        'or update this one.',
    );
    this.name = 'NewerDatabase';
  }
}

/** The database as opened; tables of the library, the steps of undo, and one row about itself. */
export class LibraryDatabase extends Dexie {
  declare readonly paperPages: Table<Page, number>;
  declare readonly abstractPages: Table<Page, number>;
  declare readonly keyPages: Table<KeyPage, number>;
  declare readonly notes: Table<Note, string>;
  declare readonly digests: Table<Digest, string>;
  declare readonly collections: Table<Collection, string>;
  declare readonly savedSearches: Table<SavedSearch, string>;
  declare readonly history: Table<HistoryRow, [number, number]>;
  declare readonly meta: Table<MetaRow, string>;

  readonly #newestVersion: number;

  constructor(name: string, migrations: readonly Migration[]) {
    // Relaxed: the library's files are the truth, and what the browser loses is read from them again.
    // Never opened unasked: a database that a newer program took over must not be written by this one.
    super(name, { chromeTransactionDurability: 'relaxed', cache: 'disabled', autoOpen: false });
    this.#newestVersion = Math.max(...migrations.map(({ version }) => version));
    for (const { version, stores, upgrade } of migrations) {
      const step = this.version(version).stores({ ...stores });
      if (upgrade !== undefined) step.upgrade(upgrade);
    }
  }

  /** Opens, or opens again after the browser closed it. Rejects with `NewerDatabase` if a newer program has written it. */
  async ensureOpen(): Promise<void> {
    if (this.isOpen()) return;
    await this.open();
    // Dexie opens newer databases as they are, in tenths of its own versions.
    if (Math.floor(this.backendDB().version / 10) <= this.#newestVersion) return;
    this.close();
    throw new NewerDatabase();
  }

  /** A table of rows by name. */
  rowsOf<T extends RowTableName>(table: T): Table<LibraryRows[T], string> {
    return this.table(table);
  }
}

/**
 * Opens the database and brings it up to date. Rejects with `NewerDatabase` when a newer program has written it.
 * `migrations` are there for tests of old versions.
 */
export async function openDatabase(
  name: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<LibraryDatabase> {
  const db = new LibraryDatabase(name, migrations);
  await db.ensureOpen();
  return db;
}
