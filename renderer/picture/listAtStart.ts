import { ListDamaged } from '../data/keepList.ts';
import type { Library } from '../data/types.ts';
import { effectiveSort } from '../session/effectiveSort.ts';
import { useSession } from '../session/session.ts';

/**
 * Where the window was left in a list that takes all rows, makes them before it asks for them all at once. Rejects with
 * `ListDamaged`.
 */
export async function readyForPlace(library: Library): Promise<void> {
  const session = useSession.getState();
  if (library.early?.idsIn(session.view, effectiveSort(session)) === undefined) await library.makeWhole();
}

/** Where what the list was shown by is damaged, and forgotten by now, the page begins again without it: true then. */
export function beginAgainWithout(error: unknown): boolean {
  const isDamaged = error instanceof ListDamaged;
  if (isDamaged) window.location.reload();
  return isDamaged;
}
