import type { OpenedHere, OpenOptions } from '../../../../renderer/data/openLibrary.ts';
import { readTable } from '../../../../renderer/data/read.ts';
import type { Library } from '../../../../renderer/data/types.ts';
import type { LibraryCommand } from '../../../../shared/library/command.ts';
import { CommandRefused } from '../../../../shared/library/refused.ts';
import { storeOf, writeRows } from '../../../../renderer/data/write.ts';
import type { PaperId } from '../../../../shared/domain/ids.ts';
import { TABLE_NAMES, type LibraryRows, type LightTableName } from '../../../../shared/library/tables.ts';
import { Home } from './home.ts';

const LIGHT_TABLES = TABLE_NAMES.filter((table): table is LightTableName => table !== 'abstracts');

/** A new library on a data folder of its own, empty. */
export function openNew(options: Partial<OpenOptions> = {}): Promise<OpenedHere> {
  return new Home().open(options);
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** The light rows in memory by table, in the order of their ids. */
export function inMemory({ state }: Pick<Library, 'state'>): Record<string, unknown> {
  return Object.fromEntries(
    LIGHT_TABLES.map(table => [table, [...(state[table].values() as Iterable<{ id: string }>)].sort(byId)]),
  );
}

/** The light rows in the browser's database by table, in the order of their ids, and the abstracts. */
export async function inDatabase(
  home: Home,
): Promise<{ readonly light: Record<string, unknown>; readonly abstracts: Record<string, string> }> {
  const db = await home.database();
  const rows = await Promise.all(
    LIGHT_TABLES.map(async table => [table, [...(await readTable(db, table))].sort(byId)] as const),
  );
  const abstracts = await readTable(db, 'abstracts');
  db.close();
  return {
    light: Object.fromEntries(rows),
    abstracts: Object.fromEntries(abstracts.map(({ id, text }) => [id, text])),
  };
}

/** Changes a row in a browser's database, behind the back of the program. */
export async function tamper<T extends 'papers' | 'abstracts'>(
  home: Home,
  table: T,
  id: PaperId,
  fields: Partial<LibraryRows[T]>,
): Promise<void> {
  const db = await home.database();
  const serials = new Map<string, number>(
    (await readTable(db, 'papers')).map(paper => [paper.id, paper.serial]),
  );
  const row = (await readTable(db, table)).find(each => each.id === id);
  await db.transaction('rw', storeOf(table), () =>
    writeRows(db, table, new Map([[id, { ...row, ...fields, id }]]), serials),
  );
  db.close();
}

/** Runs a command unless it is refused. */
export function runIfTaken(library: Library, command: LibraryCommand): void {
  try {
    library.run(command);
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
  }
}
