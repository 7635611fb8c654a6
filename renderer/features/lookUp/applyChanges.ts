import type { DetailsChange } from '../../../shared/library/command.ts';
import { watchSaving } from '../../actions/command.ts';
import type { Library } from '../../data/types.ts';
import { counted } from '../../hooks/counted.ts';
import { yieldToPage } from '../../data/yieldToPage.ts';
import { showToast } from '../../session/toast.ts';

/** Papers of one command; many commands are one step of undo. */
const AT_ONCE = 200;

/** Takes what was chosen into the library, in one step of undo, and says so. Throws `CommandRefused`. */
export async function applyChanges(library: Library, changes: readonly DetailsChange[]): Promise<void> {
  const group = `look-up ${crypto.randomUUID()}`;
  const groupLabel = `Took over details of ${counted(papersOf(changes), 'paper')}`;
  const at = Date.now();
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    const portion = changes.slice(from, from + AT_ONCE);
    watchSaving(library.run({ name: 'setDetails', changes: portion, at }, { group, groupLabel }));
    await yieldToPage();
  }
  showToast(groupLabel, { offers: 'undo' });
}

/** How many papers change; several services may tell of one. */
export function papersOf(changes: readonly DetailsChange[]): number {
  return new Set(changes.map(({ paper }) => paper)).size;
}
