import type { Timestamp } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { Sort } from '../../shared/domain/view.ts';
import type { Change } from '../../shared/library/change.ts';
import { isEarly } from '../../shared/library/lateRows.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import { columnsOf, KeptRows, type ListOrder } from './keptRows.ts';
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
  /** The order that was kept, if any was. */
  readonly sort?: Sort | undefined;
}

/** The rows of the list that was kept could not all be made. It is forgotten: the next start does without it. */
export class ListDamaged extends Error {
  constructor(cause: unknown) {
    super('The list that was kept is damaged.', { cause });
    this.name = 'ListDamaged';
  }
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
  for (const paper of papers) if (paper) touched.add(pageOf(paper));
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

/** Has the next start do without the list that was kept. */
export async function forgetList(db: LibraryDatabase): Promise<void> {
  await db.table<ListRow, string>('meta').delete(LIST);
}

/** True while the list that was kept can be used at the next start, in this order if that is at hand. */
async function isListKept(db: LibraryDatabase, { sort, ids }: ListOrder): Promise<boolean> {
  const [row, meta] = await Promise.all([
    db.table<ListRow, string>('meta').get(LIST),
    db.meta.get('library'),
  ]);
  if (row === undefined || row.seq !== meta?.seq || row.at !== meta.at) return false;
  return ids === undefined || (row.sort?.key === sort.key && row.sort.direction === sort.direction);
}

/** What is kept: the library after its change no. `seq`. */
export interface ListParts {
  readonly state: LibraryState;
  readonly seq: number;
  /** The order that the next window is likely to ask for. */
  readonly order: ListOrder;
  /** Whether the list that is kept now is any use. */
  readonly kept: 'useful' | 'useless';
  /** True when memory was changed meanwhile: then nothing is kept. */
  readonly isOver: () => boolean;
}

/** No change has this number: whatever is written meanwhile takes a list that is being kept for useless. */
const NOT_YET = -1;

/** Keeps the list of a database, unless it is kept. Nothing is kept when the database holds something else than memory. */
export async function keepList(
  db: LibraryDatabase,
  { state, seq, order, kept, isOver }: ListParts,
): Promise<void> {
  if (kept === 'useful' && (await isListKept(db, order))) return;
  const table = db.table<ListRow, string>('meta');
  const id = randomId();
  await table.put({ id: LIST, kept: id, seq: NOT_YET, at: undefined, touched: [] });
  const papers = [...state.papers.values()].sort((a, b) => a.serial - b.serial);
  const read = await readBytes(db);
  if (isOver() || read?.meta.seq !== seq || !papers.every(paper => read.pages.has(pageOf(paper)))) return;
  const totals = { counts: state.counts.toStored(), citationKeys: state.citationKeys.size };
  const columns = await columnsOf(papers, totals, order);
  if (isOver()) return;
  await writeKeptList(db.name, { id, columns, pages: read.pages, keyPages: read.keyPages });
  await db.transaction('rw', 'meta', async () => {
    const [row, meta] = [await table.get(LIST), await db.meta.get('library')];
    if (row?.kept !== id || row.seq !== NOT_YET || meta?.seq !== seq || meta.at !== read.meta.at) return;
    await table.put({ id: LIST, kept: id, seq, at: meta.at, touched: [], sort: columns.order?.sort });
  });
}

function pageOf({ serial }: Pick<Paper, 'serial'>): number {
  return Math.floor(serial / PAPERS_PER_PAGE);
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
