import { ContentHash } from '../../shared/library/contentHash.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../shared/library/tables.ts';
import type { HostClient } from '../host/types.ts';
import { countAll, type OnProgress } from './copyRows.ts';
import { readAbstracts, readTable } from './read.ts';
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

/** Every row of the library in the database, table by table, about so many at a time. */
export async function* allRows(
  db: LibraryDatabase,
  portion: number = PORTION,
): AsyncGenerator<{ readonly table: TableName; readonly rows: readonly LibraryRows[TableName][] }, void> {
  for (const table of TABLE_NAMES) {
    if (table === 'abstracts') {
      for await (const rows of readAbstracts(db, portion)) yield { table, rows };
      continue;
    }
    const rows = await readTable(db, table);
    for (let from = 0; from < rows.length; from += portion) {
      yield { table, rows: rows.slice(from, from + portion) };
    }
  }
}
