import type { Receipt } from '../../data/types.ts';
import { watchSaving } from '../../actions/command.ts';
import { showToast } from '../../session/toast.ts';

/** Tells in a toast what a command of a dialog did; refusals are left to the dialog. */
export function announce(receipt: Receipt): void {
  if (receipt.changed) showToast(receipt.label, { offers: 'undo' });
  watchSaving(receipt);
}
