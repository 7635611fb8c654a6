import type { LibraryId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { Change } from '../../shared/library/change.ts';
import type { Patch } from '../../shared/library/patch.ts';
import type { MemoryLibrary } from '../../shared/library/memory.ts';
import type { LibraryRows, TableName } from '../../shared/library/tables.ts';
import type { PreparedAbstracts } from './abstractTexts.ts';
import { dropSteps, growStep, turnStep, type Step } from './history.ts';
import { ABSTRACTS_PER_PAGE, appendKeys, changePages, PAPERS_PER_PAGE, type ChangedRows } from './pages.ts';
import { noteTouched } from './keepList.ts';
import type { LibraryDatabase } from './schema.ts';
import type { RowTableName } from './stores.ts';

/** What the change does to the steps of undo. */
export type HistoryWrite =
  /** Nothing is kept of it. */
  | { readonly kind: 'none' }
  | { readonly kind: 'grow'; readonly step: Step; readonly dropped: readonly number[] }
  | { readonly kind: 'turn'; readonly step: Step };

/** The rows that a change touches. */
export interface TouchedRows {
  /** Light rows as they are after the change; undefined where the row is gone. */
  readonly rows: ReadonlyMap<TableName, ReadonlyMap<string, LibraryRows[TableName] | undefined>>;
  /** Of papers that are gone, and of those whose abstracts are touched: by them they have their pages. */
  readonly serials: ReadonlyMap<string, number>;
  /** A paper got another serial: then its page, and that of its abstract, are others. */
  readonly isMoved: boolean;
}

/** A change on its way into the database. */
export interface PendingChange extends TouchedRows {
  readonly change: Change;
  /** Takes the light rows back. */
  readonly inverse: readonly Patch[];
  readonly abstracts: PreparedAbstracts;
  readonly history: HistoryWrite;
}

/** Applies patches to memory: what takes them back, and the rows they touched, as they are now. */
export function applyToMemory(
  memory: MemoryLibrary,
  patches: readonly Patch[],
): TouchedRows & { readonly inverse: readonly Patch[] } {
  const serials = serialsBefore(memory, patches);
  const inverse = memory.applyPatches(patches);
  const rows = touchedRows(memory, patches);
  let isMoved = patches.some(
    patch => patch.kind === 'set' && patch.table === 'papers' && 'serial' in patch.fields,
  );
  for (const [id, then] of serials) {
    const now = memory.row('papers', id)?.serial;
    if (now !== undefined && now !== then) isMoved = true;
  }
  for (const id of abstractIds(patches)) {
    const serial = memory.row('papers', id)?.serial;
    if (serial !== undefined) serials.set(id, serial);
  }
  return { rows, serials, isMoved, inverse };
}

/** The serials of papers that are taken out or replaced. */
function serialsBefore(memory: MemoryLibrary, patches: readonly Patch[]): Map<string, number> {
  const serials = new Map<string, number>();
  for (const patch of patches) {
    if (patch.table !== 'papers' || patch.kind === 'set') continue;
    for (const id of idsOf(patch)) {
      const serial = memory.row('papers', id)?.serial;
      if (serial !== undefined) serials.set(id, serial);
    }
  }
  return serials;
}

function touchedRows(memory: MemoryLibrary, patches: readonly Patch[]): TouchedRows['rows'] {
  const touched = new Map<TableName, Map<string, LibraryRows[TableName] | undefined>>();
  for (const patch of patches) {
    if (!memory.holds(patch.table)) continue;
    const rows = touched.get(patch.table) ?? new Map<string, LibraryRows[TableName] | undefined>();
    touched.set(patch.table, rows);
    for (const id of idsOf(patch)) rows.set(id, memory.row(patch.table, id));
  }
  return touched;
}

function abstractIds(patches: readonly Patch[]): string[] {
  return patches.flatMap(patch => (patch.table === 'abstracts' ? idsOf(patch) : []));
}

function idsOf(patch: Patch): readonly string[] {
  return patch.kind === 'put' ? patch.rows.map(row => row.id as string) : patch.ids;
}

/** The database isn't the one that was written last: another page has changed it, or it was taken away. */
class NotTheSameLibrary extends Error {
  constructor() {
    super('This window’s copy of the library was changed or replaced.');
    this.name = 'NotTheSameLibrary';
  }
}

/** The pages are no longer where the change looks for them. */
export class PapersMoved extends Error {
  constructor() {
    super('Papers got other numbers.');
    this.name = 'PapersMoved';
  }
}

/**
 * Writes one change whole or not at all: rows, history and sequence number in one transaction. Rejects with the
 * database's error, `NotTheSameLibrary` or `PapersMoved`; no error is caught inside, because a caught `BulkError` would commit
 * the rows that went well. `signal` calls the transaction off.
 */
export async function writeChange(
  db: LibraryDatabase,
  library: LibraryId,
  { change, rows, serials, isMoved, inverse, abstracts, history }: PendingChange,
  signal?: AbortSignal,
): Promise<void> {
  if (isMoved) throw new PapersMoved();
  await db.ensureOpen();
  const texts = await abstracts.read();
  const changed = texts.rows.size > 0 ? new Map([...rows, ['abstracts' as const, texts.rows]]) : rows;
  const stores = [...changed.keys()].map(storeOf);
  await db.transaction('rw', [...stores, 'history', 'meta'], async transaction => {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => transaction.abort());
    const meta = await db.meta.get('library');
    if (meta?.library !== library || meta.seq !== change.seq - 1) throw new NotTheSameLibrary();
    for (const [table, touched] of changed) await writeRows(db, table, touched, serials);
    await writeHistory(db, history, [...inverse, ...texts.inverse]);
    await noteTouched(db, change, papersIn(rows));
    await db.meta.put({
      id: 'library',
      library,
      seq: change.seq,
      at: change.at,
      nextSerial: change.nextSerial,
    });
  });
}

function papersIn(rows: TouchedRows['rows']): Iterable<Paper | undefined> {
  return (rows.get('papers') as ReadonlyMap<string, Paper | undefined> | undefined)?.values() ?? [];
}

const PAGED = { papers: 'paperPages', abstracts: 'abstractPages', citationKeys: 'keyPages' } as const;

/** The name of the database's table where a table's rows are. */
export function storeOf(table: TableName): string {
  return table in PAGED ? PAGED[table as keyof typeof PAGED] : table;
}

/** Changes rows of a table, in pages or not; part of a transaction, or several of its own. */

/** Changes rows of a table, in pages or not; part of a transaction. */
export async function writeRows(
  db: LibraryDatabase,
  table: TableName,
  changed: ChangedRows,
  serials: ReadonlyMap<string, number>,
): Promise<void> {
  switch (table) {
    case 'papers':
      return changePages(
        db.paperPages,
        PAPERS_PER_PAGE,
        changed,
        (id, row) => row?.serial ?? serials.get(id),
      );
    case 'abstracts':
      return changePages(db.abstractPages, ABSTRACTS_PER_PAGE, changed, id => serials.get(id));
    case 'citationKeys':
      return appendKeys(db.keyPages, changed);
    default:
      return putRows(db, table, changed);
  }
}

/** Putting a row blocks the page for some microseconds; between portions it can paint. */
const ROWS_AT_A_TIME = 250;

async function putRows(db: LibraryDatabase, table: RowTableName, rows: ChangedRows): Promise<void> {
  const gone: string[] = [];
  const kept: LibraryRows[RowTableName][] = [];
  for (const [id, row] of rows) {
    if (row === undefined) gone.push(id);
    else kept.push(row as LibraryRows[RowTableName]);
  }
  if (gone.length > 0) await db.rowsOf(table).bulkDelete(gone);
  for (let from = 0; from < kept.length; from += ROWS_AT_A_TIME) {
    await db.table<LibraryRows[RowTableName]>(table).bulkPut(kept.slice(from, from + ROWS_AT_A_TIME));
  }
}

async function writeHistory(
  db: LibraryDatabase,
  history: HistoryWrite,
  inverse: readonly Patch[],
): Promise<void> {
  switch (history.kind) {
    case 'none':
      return;
    case 'grow':
      await dropSteps(db, history.dropped);
      return growStep(db, history.step, inverse);
    case 'turn':
      return turnStep(db, history.step, inverse);
  }
}
