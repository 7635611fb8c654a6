import { openLibrary, type OpenOptions } from '../../../renderer/data/openLibrary.ts';
import { openDatabase } from '../../../renderer/data/schema.ts';
import type { Library } from '../../../renderer/data/types.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { CommandRefused } from '../../../shared/library/refused.ts';
import { TABLE_NAMES, type LightTableName } from '../../../shared/library/tables.ts';

const LIGHT_TABLES = TABLE_NAMES.filter((table): table is LightTableName => table !== 'abstracts');

let databases = 0;

/** A database name that no other test uses. */
export function newName(): string {
  databases += 1;
  return `library ${databases}`;
}

/** Opens a library, with a clock that stands still. */
export function open(name: string, options: OpenOptions = {}): Promise<Library> {
  return openLibrary({ now: () => 1, ...options, name });
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** The light rows in memory by table, in the order of their ids. */
export function inMemory({ state }: Library): Record<string, unknown> {
  return Object.fromEntries(
    LIGHT_TABLES.map(table => [table, [...(state[table].values() as Iterable<{ id: string }>)].sort(byId)]),
  );
}

/** The light rows in the database by table, in the order of their ids, and the abstracts. */
export async function inDatabase(
  name: string,
): Promise<{ readonly light: Record<string, unknown>; readonly abstracts: Record<string, string> }> {
  const db = await openDatabase(name);
  const rows = await Promise.all(
    LIGHT_TABLES.map(async table => [table, (await db.rowsOf(table).toArray()).sort(byId)] as const),
  );
  const abstracts = await db.abstracts.toArray();
  db.close();
  return {
    light: Object.fromEntries(rows),
    abstracts: Object.fromEntries(abstracts.map(({ id, text }) => [id, text])),
  };
}

/** Runs a command unless it is refused. */
export function runIfTaken(library: Library, command: LibraryCommand): void {
  try {
    library.run(command);
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
  }
}
