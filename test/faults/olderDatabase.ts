import type { InventedWork } from './changes.ts';
import type { Program } from './program.ts';
import { TABLE_NAMES } from '../../shared/library/tables.ts';

/** The first form of the browser's database, from before there were files: its name, version and tables with their keys. */
const OLDER = {
  name: 'pandect',
  // Dexie counts in tenths.
  version: 10,
  keys: {
    ...Object.fromEntries(TABLE_NAMES.map(table => [table, 'id'])),
    history: ['step', 'part'],
    meta: 'id',
  } as Record<string, string | string[]>,
};

/** Puts a library into the browser in the form it had before there were files, by the browser's own means. */
export async function fillOlderDatabase(program: Program, work: InventedWork): Promise<void> {
  const { image, nextSerial } = work.held;
  const tables = TABLE_NAMES.map(table => [table, [...image[table].values()]]);
  const meta = [{ id: 'library', seq: work.seq, nextSerial }];
  // A page of the same origin that runs nothing.
  await program.page.goto(new URL('/nothing-here', program.host.address).href);
  await program.page.evaluate(fill, { ...OLDER, rows: { ...Object.fromEntries(tables), meta } });
}

async function fill(order: {
  readonly name: string;
  readonly version: number;
  readonly keys: Record<string, string | string[]>;
  readonly rows: Record<string, unknown[]>;
}): Promise<void> {
  const opening = indexedDB.open(order.name, order.version);
  opening.onupgradeneeded = () => {
    for (const [table, keyPath] of Object.entries(order.keys)) {
      opening.result.createObjectStore(table, { keyPath });
    }
  };
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('It can’t be opened.'));
  });
  const transaction = db.transaction(Object.keys(order.keys), 'readwrite', { durability: 'strict' });
  for (const [table, rows] of Object.entries(order.rows)) {
    for (const row of rows) transaction.objectStore(table).put(row);
  }
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('It can’t be filled.'));
  });
  db.close();
}
