import { ContentHash } from '../../shared/library/contentHash.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../shared/library/tables.ts';
import type { HostClient } from '../host/types.ts';
import { countAll, type OnProgress } from './copyRows.ts';
import type { LibraryDatabase } from './schema.ts';

/** Rows read at a time; between portions the page can paint. */
const PORTION = 500;

/** Whether every row in the database is as the files hold it. */
export async function hasSameContent(
  db: LibraryDatabase,
  host: Pick<HostClient, 'call'>,
  onProgress: OnProgress,
): Promise<boolean> {
  const copy = await host.call('copies.open', { of: 'now' });
  await host.call('copies.close', { copy: copy.copy });
  const hash = new ContentHash();
  const total = countAll(copy.counts);
  let done = 0;
  for await (const { table, rows } of allRows(db)) {
    for (const row of rows) hash.add(table, row);
    done += rows.length;
    onProgress({ what: 'comparing', done, total });
  }
  return done === total && hash.value === copy.hash;
}

/** Every row of the library in the database, table by table, in the order of their ids. */
export async function* allRows(
  db: LibraryDatabase,
  portion: number = PORTION,
): AsyncGenerator<{ readonly table: TableName; readonly rows: LibraryRows[TableName][] }, void> {
  for (const table of TABLE_NAMES) {
    let last: string | undefined;
    for (;;) {
      const rest =
        last === undefined ? db.table(table).orderBy('id') : db.table(table).where('id').above(last);
      const rows = (await rest.limit(portion).toArray()) as LibraryRows[TableName][];
      if (rows.length > 0) yield { table, rows };
      if (rows.length < portion) break;
      last = rows.at(-1)!.id;
    }
  }
}
