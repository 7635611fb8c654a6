import type { Paper } from '../../../shared/domain/paper.ts';
import { DETAIL_NAMES } from '../../../shared/domain/details.ts';
import type { DetailsChange } from '../../../shared/library/command.ts';
import { watchSaving } from '../../actions/command.ts';
import { printedListings } from '../../actions/printedListings.ts';
import type { AppServices } from '../../hooks/useApp.ts';
import { showToast } from '../../session/toast.ts';

/**
 * Saves what the user typed as one step of undo, and says so; what was taken away is again as the digests print it. Rejects
 * with `CommandRefused`, having changed nothing.
 */
export async function saveDetails(
  app: AppServices,
  paper: Paper,
  fields: DetailsChange['fields'],
): Promise<void> {
  if (Object.keys(fields).length === 0) return;
  const needsPrinted = DETAIL_NAMES.some(name => fields[name] === null) && paper.listings.length > 0;
  const printed = needsPrinted ? await printedListings(app, paper) : [];
  const receipt = app.library.run({
    name: 'setDetails',
    changes: [{ paper: paper.id, fields, printed, origin: { kind: 'hand' } }],
    at: Date.now(),
  });
  if (receipt.changed) showToast(receipt.label, { offers: 'undo' });
  watchSaving(receipt);
}
