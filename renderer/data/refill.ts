import type { LibraryId, Timestamp } from '../../shared/domain/ids.ts';
import type { TableRows } from '../../shared/library/schemas.ts';
import type { LibraryRows, TableName } from '../../shared/library/tables.ts';
import type { HostClient } from '../host/types.ts';
import { readCopy, type OnProgress } from './copyRows.ts';
import type { LibraryDatabase } from './schema.ts';
import { STORES } from './stores.ts';
import { storeOf, writeRows } from './write.ts';

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
  const puts = new Puts(db);
  const copy = await readCopy(host, 'now', portion => puts.add(portion), onProgress).finally(() =>
    puts.settled(),
  );
  await puts.done();
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
  await db.transaction('rw', [...STORES, 'history', 'meta'], async () => {
    await db.meta.clear();
    await db.history.clear();
    for (const store of STORES) await db.table(store).clear();
  });
}

/** So many portions are given to the database before one of them has to be in it. */
const PUTS_AT_A_TIME = 4;

/** Portions on their way into the database: while it writes some, the page already prepares the next. */
class Puts {
  readonly #db: LibraryDatabase;
  readonly #pending: Promise<unknown>[] = [];
  /** Of all papers so far: they come before the abstracts. */
  readonly #serials = new Map<string, number>();

  constructor(db: LibraryDatabase) {
    this.#db = db;
  }

  async add({ table, rows }: TableRows): Promise<void> {
    if (this.#pending.length >= PUTS_AT_A_TIME) await this.#pending.shift();
    const changed = new Map<string, LibraryRows[TableName]>();
    for (const row of rows) {
      changed.set(row.id, row);
      if ('serial' in row) this.#serials.set(row.id, row.serial);
    }
    const put = this.#db.transaction('rw', storeOf(table), () =>
      writeRows(this.#db, table, changed, this.#serials),
    );
    // Its failure is met when its turn comes.
    put.catch(() => undefined);
    this.#pending.push(put);
  }

  /** Resolves when nothing is on its way any more, whatever became of it. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }

  /** Rejects with the database's error if anything did not get in. */
  async done(): Promise<void> {
    await Promise.all(this.#pending);
  }
}
