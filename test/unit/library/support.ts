import type { LibraryCommand } from '../../../shared/library/command.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { planCommand } from '../../../shared/library/planCommand.ts';
import { CommandRefused } from '../../../shared/library/refused.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../../../shared/library/tables.ts';

/** All rows by table, in the order of their ids, for comparing libraries. */
export function contentOf(
  library: { rows<T extends TableName>(table: T): ReadonlyMap<string, LibraryRows[T]> },
  tables: readonly TableName[] = TABLE_NAMES,
): Record<string, unknown> {
  return Object.fromEntries(
    tables.map(table => [table, [...library.rows(table).values()].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  );
}

/** The plan of a command, none if it is refused. */
export function planIfTaken(library: MemoryLibrary, command: LibraryCommand): Patch[] {
  try {
    return planCommand(library.state, command);
  } catch (error) {
    if (error instanceof CommandRefused) return [];
    throw error;
  }
}

/** Runs commands in order, leaving out those that are refused; returns the inverse of each. */
export function runAll(library: MemoryLibrary, commands: readonly LibraryCommand[]): Patch[][] {
  return commands.map(command => library.applyPatches(planIfTaken(library, command)));
}

/** A library in memory with its abstracts, after some commands none of which may be refused. */
export function libraryAfter(...commands: readonly LibraryCommand[]): MemoryLibrary {
  const library = new MemoryLibrary({}, { abstracts: 'held' });
  for (const command of commands) run(library, command);
  return library;
}

/** Plans and applies a command; returns its plan. Throws if it is refused. */
export function run(library: MemoryLibrary, command: LibraryCommand): Patch[] {
  const patches = planCommand(library.state, command);
  library.applyPatches(patches);
  return patches;
}
