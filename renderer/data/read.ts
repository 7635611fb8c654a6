import type { KeyHolder } from '../../shared/domain/collection.ts';
import type { Abstract, Paper } from '../../shared/domain/paper.ts';
import type { LibraryRows, LightTableName, TableName } from '../../shared/library/tables.ts';
import { ABSTRACTS_PER_PAGE, decodeRows, followKeys, readFromPages, readPages } from './pages.ts';
import { readListRow, rowsOfKept } from './keepList.ts';
import type { KeptRows } from './keptRows.ts';
import { keptListOf, type KeptBytes } from './keptStore.ts';
import { DatabaseFailed, resultOf } from './request.ts';
import type { LibraryDatabase, MetaRow } from './schema.ts';
import { STORES } from './stores.ts';

/** The library's database, whoever opened it. */
export type ReadableDatabase = Pick<LibraryDatabase, 'ensureOpen' | 'backendDB'>;

/** All rows of the light tables at one moment. */
export type LightRows = { readonly [T in LightTableName]: readonly LibraryRows[T][] };

/** The library as read at one moment, but for its abstracts. */
export interface ReadLibrary {
  readonly rows: LightRows;
  /** Number of the last change that is in the rows. */
  readonly seq: number;
  readonly nextSerial: number;
  /** What the database knows of itself; undefined when it was never filled to the end. */
  readonly meta: MetaRow | undefined;
  /** The papers and keys of a list that was kept, in place of those in `rows`. */
  readonly late?: KeptRows | undefined;
}

/** Abstracts given at a time: about 2 MB of text. */
const BATCH_SIZE = 1_000;

/**
 * Reads every light row in one transaction, some pages at a time, so that the window stays awake. By the browser's own
 * means: nothing else reads pages ahead while it works on others. Rejects with `DatabaseFailed`.
 */
export async function readLibrary(db: ReadableDatabase): Promise<ReadLibrary> {
  const store = storesIn(begin(db));
  const meta = resultOf(store('meta')().get('library') as IDBRequest<MetaRow | undefined>);
  const [papers, citationKeys, notes, digests, collections, savedSearches] = await Promise.all([
    readRows(store, 'papers'),
    readRows(store, 'citationKeys'),
    readRows(store, 'notes'),
    readRows(store, 'digests'),
    readRows(store, 'collections'),
    readRows(store, 'savedSearches'),
  ]);
  const { seq = 0, nextSerial = 1 } = (await meta) ?? {};
  const rows = { papers, notes, digests, collections, savedSearches, citationKeys };
  return { rows, seq, nextSerial, meta: await meta };
}

/**
 * As `readLibrary`, by the list that was kept of the database: nothing is made into rows that nobody asks for. Undefined
 * when there is none, or not of what the database holds now. `coming`: what was kept. Rejects with `DatabaseFailed`.
 */
export async function readByList(
  db: ReadableDatabase,
  coming: Promise<KeptBytes | undefined>,
): Promise<ReadLibrary | undefined> {
  const transaction = begin(db);
  const store = storesIn(transaction);
  const [meta, list, notes, digests, collections, savedSearches] = await Promise.all([
    resultOf(store('meta')().get('library') as IDBRequest<MetaRow | undefined>),
    readListRow(transaction),
    readRows(store, 'notes'),
    readRows(store, 'digests'),
    readRows(store, 'collections'),
    readRows(store, 'savedSearches'),
  ]);
  const kept = list.row && (await coming);
  const late = kept && rowsOfKept(keptListOf(kept), list, meta);
  if (late === undefined || meta === undefined) return undefined;
  const rows = { papers: [], notes, digests, collections, savedSearches, citationKeys: [] };
  return { rows, seq: meta.seq, nextSerial: meta.nextSerial, meta, late };
}

/** Gives the way to a store. */
type Stores = (name: string) => () => IDBObjectStore;

function begin(db: ReadableDatabase): IDBTransaction {
  try {
    return db.backendDB().transaction([...STORES, 'meta'], 'readonly');
  } catch (error) {
    throw new DatabaseFailed(error);
  }
}

function storesIn(transaction: IDBTransaction): Stores {
  return name => () => transaction.objectStore(name);
}

/** Every row of a table, papers and abstracts in the order of the papers' serials. Rejects with `DatabaseFailed`. */
export async function readTable<T extends TableName>(
  db: LibraryDatabase,
  table: T,
): Promise<readonly LibraryRows[T][]> {
  await db.ensureOpen();
  return readRows(storesIn(begin(db)), table);
}

async function readRows<T extends TableName>(store: Stores, table: T): Promise<LibraryRows[T][]> {
  switch (table) {
    case 'papers':
      return paged(store('paperPages'));
    case 'abstracts':
      return paged(store('abstractPages'));
    case 'citationKeys':
      return keysIn(store('keyPages')) as Promise<LibraryRows[T][]>;
    default:
      return resultOf(store(table)().getAll() as IDBRequest<LibraryRows[T][]>);
  }
}

async function paged<T>(store: () => IDBObjectStore): Promise<T[]> {
  const rows: T[] = [];
  for await (const pages of readPages(store)) for (const page of pages) rows.push(...decodeRows<T>(page));
  return rows;
}

async function keysIn(store: () => IDBObjectStore): Promise<KeyHolder[]> {
  const keys = new Map<string, KeyHolder>();
  for await (const pages of readPages(store)) for (const page of pages) followKeys(keys, page);
  return [...keys.values()];
}

/** The texts of the papers' abstracts by the papers' ids; none where there is none. */
export async function readTexts(
  db: LibraryDatabase,
  papers: Iterable<Pick<Paper, 'id' | 'serial'>>,
): Promise<Map<string, string>> {
  const rows = await readFromPages<Abstract>(db.abstractPages, ABSTRACTS_PER_PAGE, papers);
  return new Map([...rows].map(([id, { text }]) => [id, text]));
}

/**
 * Every abstract, in batches of about so many, in the order of their papers; for the search index, whose worker opens the
 * database itself. Rows that change while reading may be seen before or after: follow the library's changes from before the
 * first batch.
 */
export async function* readAbstracts(
  db: ReadableDatabase,
  batchSize: number = BATCH_SIZE,
): AsyncGenerator<readonly Abstract[], void> {
  await db.ensureOpen();
  let batch: Abstract[] = [];
  for await (const pages of readPages(() => begin(db).objectStore('abstractPages'))) {
    for (const page of pages) {
      batch.push(...decodeRows<Abstract>(page));
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
