import type { SessionId } from '../../shared/domain/ids.ts';
import type { SnapshotInfo } from '../../shared/library/snapshot.ts';
import { TABLE_NAMES } from '../../shared/library/tables.ts';
import type { TableRows } from '../../shared/library/schemas.ts';
import type { HostClient } from '../host/types.ts';
import { allRows } from './compareContent.ts';
import type { OnProgress } from './copyRows.ts';
import { readTable } from './read.ts';
import type { LibraryDatabase } from './schema.ts';
import { MAX_ROWS_PER_CALL } from '../../shared/host/limits.ts';
import { randomId } from './randomId.ts';

/**
 * Gives the rows of a database to the host, which makes a snapshot of them: one the library goes on from, or one that is
 * set aside. Returns when that is on the disk.
 */
export async function giveRows(
  host: Pick<HostClient, 'call'>,
  session: SessionId,
  db: LibraryDatabase,
  as: 'adopted' | 'ahead',
  onProgress: OnProgress,
): Promise<SnapshotInfo> {
  const meta = await db.meta.get('library');
  let total = 0;
  for (const table of TABLE_NAMES) total += (await readTable(db, table)).length;
  const copy = randomId();
  let done = 0;
  for await (const rows of allRows(db, MAX_ROWS_PER_CALL)) {
    await host.call('copies.give', { copy, rows: rows as TableRows });
    done += rows.rows.length;
    onProgress({ what: 'writing', done, total });
  }
  const { seq = 1, nextSerial = 1 } = meta ?? {};
  return host.call('copies.given', { copy, session, as, seq: Math.max(1, seq), nextSerial });
}
