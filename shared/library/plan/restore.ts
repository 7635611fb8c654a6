import type { RestoreRows } from '../command.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';

/** The patches of a snapshot, where they still fit the library. */
export function planRestore(_state: LibraryState, { patches }: RestoreRows): Patch[] {
  return [...patches];
}
