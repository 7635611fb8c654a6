import type { PaperId } from '../../../shared/domain/ids.ts';
import type { DetailsChange } from '../../../shared/library/command.ts';
import { watchSaving } from '../../actions/command.ts';
import type { Library } from '../../data/types.ts';
import { showToast } from '../../session/toast.ts';

/** Saves what the user typed as one step of undo, and says so. Throws `CommandRefused`, having changed nothing. */
export function saveDetails(library: Library, paper: PaperId, fields: DetailsChange['fields']): void {
  if (Object.keys(fields).length === 0) return;
  const receipt = library.run({
    name: 'setDetails',
    changes: [{ paper, fields, origin: { kind: 'hand' } }],
    at: Date.now(),
  });
  if (receipt.changed) showToast(receipt.label, { offers: 'undo' });
  watchSaving(receipt);
}
