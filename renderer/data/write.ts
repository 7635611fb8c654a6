import type { LibraryId } from '../../shared/domain/ids.ts';
import type { Change } from '../../shared/library/change.ts';
import type { Patch } from '../../shared/library/patch.ts';
import type { MemoryLibrary } from '../../shared/library/memory.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../shared/library/tables.ts';
import type { PreparedAbstracts } from './abstractTexts.ts';
import { dropSteps, growStep, turnStep, type Step } from './history.ts';
import type { LibraryDatabase } from './schema.ts';

/** What the change does to the steps of undo. */
export type HistoryWrite =
  /** Nothing is kept of it. */
  | { readonly kind: 'none' }
  | { readonly kind: 'grow'; readonly step: Step; readonly dropped: readonly number[] }
  | { readonly kind: 'turn'; readonly step: Step };

/** A change on its way into the database. */
export interface PendingChange {
  readonly change: Change;
  /** Light rows as they are after the change; undefined where the row is gone. */
  readonly rows: ReadonlyMap<TableName, ReadonlyMap<string, LibraryRows[TableName] | undefined>>;
  /** Takes the light rows back. */
  readonly inverse: readonly Patch[];
  readonly abstracts: PreparedAbstracts;
  readonly history: HistoryWrite;
}

/** The rows of memory that the patches touched, as they are now. */
export function touchedRows(memory: MemoryLibrary, patches: readonly Patch[]): PendingChange['rows'] {
  const touched = new Map<TableName, Map<string, LibraryRows[TableName] | undefined>>();
  for (const patch of patches) {
    if (!memory.holds(patch.table)) continue;
    const rows = touched.get(patch.table) ?? new Map<string, LibraryRows[TableName] | undefined>();
    touched.set(patch.table, rows);
    const ids = patch.kind === 'put' ? patch.rows.map(row => row.id) : patch.ids;
    for (const id of ids) rows.set(id, memory.row(patch.table, id));
  }
  return touched;
}

/** The database isn't the one that was written last: another page has changed it, or it was taken away. */
class NotTheSameLibrary extends Error {
  constructor() {
    super('This window’s copy of the library was changed or replaced.');
    this.name = 'NotTheSameLibrary';
  }
}

/**
 * Writes one change whole or not at all: rows, history and sequence number in one transaction. Rejects with the
 * database's error, or with `NotTheSameLibrary`; no error is caught inside, because a caught `BulkError` would commit the rows that went well.
 * `signal` calls the transaction off.
 */
export async function writeChange(
  db: LibraryDatabase,
  library: LibraryId,
  { change, rows, inverse, abstracts, history }: PendingChange,
  signal?: AbortSignal,
): Promise<void> {
  await db.ensureOpen();
  const texts = await abstracts.read();
  const touched = TABLE_NAMES.filter(
    table => rows.has(table) || (table === 'abstracts' && texts.rows.size > 0),
  );
  await db.transaction('rw', [...touched, 'history', 'meta'], async transaction => {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => transaction.abort());
    const meta = await db.meta.get('library');
    if (meta?.library !== library || meta.seq !== change.seq - 1) throw new NotTheSameLibrary();
    if (texts.rows.size > 0) await writeRows(db, 'abstracts', texts.rows);
    for (const [table, changed] of rows) await writeRows(db, table, changed);
    await writeHistory(db, history, [...inverse, ...texts.inverse]);
    await db.meta.put({
      id: 'library',
      library,
      seq: change.seq,
      at: change.at,
      nextSerial: change.nextSerial,
    });
  });
}

/** Putting a row blocks the page for some microseconds; between portions it can paint. */
const ROWS_AT_A_TIME = 250;

async function writeRows(
  db: LibraryDatabase,
  table: TableName,
  rows: ReadonlyMap<string, LibraryRows[TableName] | undefined>,
): Promise<void> {
  const gone: string[] = [];
  const kept: LibraryRows[TableName][] = [];
  for (const [id, row] of rows) {
    if (row === undefined) gone.push(id);
    else kept.push(row);
  }
  if (gone.length > 0) await db.rowsOf(table).bulkDelete(gone);
  for (let from = 0; from < kept.length; from += ROWS_AT_A_TIME) {
    await db.table<LibraryRows[TableName]>(table).bulkPut(kept.slice(from, from + ROWS_AT_A_TIME));
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
