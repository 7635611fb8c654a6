import type { Abstract } from '../../shared/domain/paper.ts';
import type { Timestamp } from '../../shared/domain/ids.ts';
import type { CommandName } from '../../shared/library/command.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../shared/library/tables.ts';
import { dropSteps, growStep, turnStep, type Step } from './history.ts';
import type { LibraryDatabase } from './schema.ts';

/**
 * One change of the library as it can be journalled and replayed: everything but the history, which is this page's own.
 * JSON-safe. `seq` counts changes without gaps; the database's `meta` row holds the last one written.
 */
export interface ChangeRecord {
  readonly seq: number;
  readonly name: CommandName | 'undo' | 'redo';
  readonly patches: readonly Patch[];
  readonly at: Timestamp;
}

/** What the change does to the steps of undo. */
export type HistoryWrite =
  | { readonly kind: 'grow'; readonly step: Step; readonly dropped: readonly number[] }
  | { readonly kind: 'turn'; readonly step: Step };

/** A change on its way into the database. */
export interface PendingChange {
  readonly record: ChangeRecord;
  /** Light rows as they are after the change; undefined where the row is gone. */
  readonly rows: ReadonlyMap<TableName, ReadonlyMap<string, LibraryRows[TableName] | undefined>>;
  /** Takes the light rows back. */
  readonly inverse: readonly Patch[];
  readonly history: HistoryWrite;
  readonly nextSerial: number;
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
export class NotTheSameLibrary extends Error {
  constructor() {
    super('Another window has changed the library, or its database was replaced.');
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
  change: PendingChange,
  signal?: AbortSignal,
): Promise<void> {
  await db.ensureOpen();
  const touched = TABLE_NAMES.filter(
    table => change.rows.has(table) || change.record.patches.some(patch => patch.table === table),
  );
  await db.transaction('rw', [...touched, 'history', 'meta'], async transaction => {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => transaction.abort());
    const meta = await db.meta.get('library');
    if ((meta?.seq ?? 0) !== change.record.seq - 1) throw new NotTheSameLibrary();
    const abstractsInverse = touched.includes('abstracts') ? await writeAbstracts(db, change) : [];
    for (const [table, rows] of change.rows) await writeRows(db, table, rows);
    await writeHistory(db, change.history, [...change.inverse, ...abstractsInverse]);
    await db.meta.put({ id: 'library', seq: change.record.seq, nextSerial: change.nextSerial });
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

/** Abstracts aren't in memory: what they were is read here, so that they can be brought back. */
async function writeAbstracts(db: LibraryDatabase, { record }: PendingChange): Promise<Patch[]> {
  const patches = record.patches.filter(({ table }) => table === 'abstracts');
  const ids = patches.flatMap(patch =>
    patch.kind === 'put' ? patch.rows.map(({ id }) => id as string) : patch.ids,
  );
  const before = (await db.abstracts.bulkGet(ids)).filter(isThere);
  const abstracts = new MemoryLibrary({ abstracts: before }, { abstracts: 'held' });
  const inverse = abstracts.applyPatches(patches);
  await writeRows(db, 'abstracts', new Map(ids.map(id => [id, abstracts.row('abstracts', id)])));
  return inverse;
}

function isThere(row: Abstract | undefined): row is Abstract {
  return row !== undefined;
}

async function writeHistory(
  db: LibraryDatabase,
  history: HistoryWrite,
  inverse: readonly Patch[],
): Promise<void> {
  switch (history.kind) {
    case 'grow':
      await dropSteps(db, history.dropped);
      return growStep(db, history.step, inverse);
    case 'turn':
      return turnStep(db, history.step, inverse);
  }
}
