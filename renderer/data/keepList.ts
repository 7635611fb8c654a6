import type { PaperId, Timestamp } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { Sort } from '../../shared/domain/view.ts';
import type { Change } from '../../shared/library/change.ts';
import { isEarly } from '../../shared/library/lateRows.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import { columnsOf, KeptRows } from './keptRows.ts';
import { writeKeptList, type KeptList, type PageBytes } from './keptStore.ts';
import { PAPERS_PER_PAGE, readPages, type Page } from './pages.ts';
import { randomId } from './randomId.ts';
import { resultOf } from './request.ts';
import type { LibraryDatabase, MetaRow } from './schema.ts';
import type { ReadableDatabase } from './read.ts';

/*
 * Which list was kept of the database (`keptStore.ts`) stands in the database itself, and in one transaction with every
 * change, on which pages marks were changed since: so a list can't be taken for what it is not. Whatever changes more than
 * marks, and whatever is written by a program that knows nothing of lists, makes it useless; then it is kept anew when
 * there is time.
 */

/** What the database knows of the list that was kept of it: a row beside `MetaRow`. */
interface ListRow {
  readonly id: 'list';
  /** `KeptList.id`. */
  readonly kept: string;
  /** The change after which this is true: if not the database's last one, it is not. */
  readonly seq: number;
  readonly at: Timestamp | undefined;
  /** Pages of papers whose marks were changed since. */
  readonly touched: readonly number[];
}

const LIST = 'list';
/** So many pages are read and compared in some milliseconds at the next start. */
const MOST_TOUCHED = 128;

/** Notes what a change does to the list that was kept; part of its transaction. */
export async function noteTouched(
  db: LibraryDatabase,
  { seq, at, patches }: Change,
  papers: Iterable<Pick<Paper, 'serial'> | undefined>,
): Promise<void> {
  const table = db.table<ListRow, string>('meta');
  const row = await table.get(LIST);
  if (row === undefined) return;
  const touched = new Set(row.touched);
  for (const paper of papers) if (paper) touched.add(Math.floor(paper.serial / PAPERS_PER_PAGE));
  const isUseful = row.seq === seq - 1 && touched.size <= MOST_TOUCHED && patches.every(isEarly);
  if (isUseful) await table.put({ ...row, seq, at, touched: [...touched] });
  else await table.delete(LIST);
}

/** What is read of the database where a list may have been kept of it. */
export interface ListReading {
  readonly row: ListRow | undefined;
  readonly touched: PageBytes;
}

/** What the database says of the list that was kept of it, and the pages that were changed since; part of a transaction. */
export async function readListRow(transaction: IDBTransaction): Promise<ListReading> {
  const row = await resultOf<ListRow | undefined>(transaction.objectStore('meta').get(LIST));
  const store = transaction.objectStore('paperPages');
  const pages = await Promise.all(
    (row?.touched ?? []).map(page => resultOf<Page | undefined>(store.get(page))),
  );
  const touched = new Map<number, Page['rows']>();
  for (const page of pages) if (page) touched.set(page.page, page.rows);
  return { row, touched };
}

/** The rows of a list that was kept, as they are now; undefined when it is not of what the database holds now. */
export function rowsOfKept(
  kept: KeptList,
  { row, touched }: ListReading,
  meta: MetaRow | undefined,
): KeptRows | undefined {
  const isOfNow = row?.kept === kept.id && row.seq === meta?.seq && row.at === meta.at;
  if (!isOfNow || touched.size !== row.touched.length) return undefined;
  try {
    return new KeptRows(kept, touched);
  } catch {
    return undefined;
  }
}

/** True while the list that was kept can be used at the next start. */
export async function isListKept(db: LibraryDatabase): Promise<boolean> {
  const [row, meta] = await Promise.all([
    db.table<ListRow, string>('meta').get(LIST),
    db.meta.get('library'),
  ]);
  return row !== undefined && row.seq === meta?.seq && row.at === meta.at;
}

/** What is kept: the library after its change no. `seq`. */
export interface ListParts {
  readonly state: LibraryState;
  readonly seq: number;
  /** All papers in an order that the next window is likely to ask for. */
  readonly order: () => { readonly sort: Sort; readonly ids: readonly PaperId[] };
  /** True when memory was changed meanwhile: then nothing is kept. */
  readonly isOver: () => boolean;
}

/** Keeps the list of a database. Nothing is kept, and false given, when the database holds something else than memory. */
export async function keepList(
  db: LibraryDatabase,
  { state, seq, order, isOver }: ListParts,
): Promise<boolean> {
  const papers = [...state.papers.values()].sort((a, b) => a.serial - b.serial);
  const columns = columnsOf(papers, state.citationKeys.size, order());
  const read = await readBytes(db);
  if (isOver() || read?.meta.seq !== seq) return false;
  const id = randomId();
  await writeKeptList(db.name, { id, columns, pages: read.pages, keyPages: read.keyPages });
  return db.transaction('rw', 'meta', async () => {
    const meta = await db.meta.get('library');
    if (meta?.seq !== seq || meta.at !== read.meta.at) return false;
    await db.table<ListRow, string>('meta').put({ id: LIST, kept: id, seq, at: meta.at, touched: [] });
    return true;
  });
}

/** All pages of papers and keys, at one moment. */
async function readBytes(
  db: ReadableDatabase,
): Promise<{ readonly meta: MetaRow; readonly pages: PageBytes; readonly keyPages: PageBytes } | undefined> {
  await db.ensureOpen();
  const transaction = db.backendDB().transaction(['meta', 'paperPages', 'keyPages'], 'readonly');
  const meta = await resultOf<MetaRow | undefined>(transaction.objectStore('meta').get('library'));
  const pages = await bytesIn(transaction, 'paperPages');
  const keyPages = await bytesIn(transaction, 'keyPages');
  return meta && { meta, pages, keyPages };
}

async function bytesIn(transaction: IDBTransaction, store: 'paperPages' | 'keyPages'): Promise<PageBytes> {
  const all = new Map<number, Page['rows']>();
  for await (const pages of readPages(() => transaction.objectStore(store))) {
    for (const { page, rows } of pages) all.set(page, rows);
  }
  return all;
}
