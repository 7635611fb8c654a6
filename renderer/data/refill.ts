import type { LibraryId, Timestamp } from '../../shared/domain/ids.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../shared/library/tables.ts';
import type { HostClient } from '../host/types.ts';
import { readCopy, type OnProgress } from './copyRows.ts';
import type { LibraryDatabase } from './schema.ts';

/**
 * Fills the database with the library as its files hold it now. What the database knows of itself goes first and comes
 * back last, so that a filling that was cut short is begun again. Returns the last change in it.
 */
export async function refillFromFiles(
  db: LibraryDatabase,
  host: Pick<HostClient, 'call'>,
  library: LibraryId,
  onProgress?: OnProgress,
): Promise<number> {
  await db.ensureOpen();
  await clearAll(db);
  const copy = await readCopy(host, 'now', ({ table, rows }) => putRows(db, table, rows), onProgress);
  await writeMeta(db, library, copy);
  return copy.seq;
}

/** Takes a database for an empty library into use. */
export async function beginEmpty(db: LibraryDatabase, library: LibraryId, nextSerial: number): Promise<void> {
  await clearAll(db);
  await writeMeta(db, library, { seq: 0, nextSerial });
}

async function writeMeta(
  db: LibraryDatabase,
  library: LibraryId,
  { seq, at, nextSerial }: { readonly seq: number; readonly at?: Timestamp; readonly nextSerial: number },
): Promise<void> {
  const known = at === undefined ? {} : { at };
  await db.meta.put({ id: 'library', library, seq, nextSerial: Math.max(1, nextSerial), ...known });
}

async function clearAll(db: LibraryDatabase): Promise<void> {
  await db.transaction('rw', [...TABLE_NAMES, 'history', 'meta'], async () => {
    await db.meta.clear();
    await db.history.clear();
    for (const table of TABLE_NAMES) await db.table(table).clear();
  });
}

async function putRows(
  db: LibraryDatabase,
  table: TableName,
  rows: readonly LibraryRows[TableName][],
): Promise<void> {
  await db.table<LibraryRows[TableName]>(table).bulkPut([...rows]);
}
