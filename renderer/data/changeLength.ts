import type { Patch } from '../../shared/library/patch.ts';
import { CommandRefused } from '../../shared/library/refused.ts';
import { MAX_APPEND_BYTES } from '../../shared/host/limits.ts';

/** What a row takes besides its long text, and an id, in characters of JSON. */
const ROW_LENGTH = 1_000;
const ID_LENGTH = 40;
/** A character takes more than a byte now and then. */
const MAX_CHANGE_LENGTH = MAX_APPEND_BYTES / 1.25;

/** About how long a change is as JSON; writing it twice to know it exactly would cost as much as sending it. */
export function changeLength(patches: readonly Patch[]): number {
  let length = 0;
  for (const patch of patches) {
    if (patch.kind !== 'put') length += patch.ids.length * ID_LENGTH;
    else length += patch.rows.length * ROW_LENGTH;
    if (patch.kind === 'set') length += JSON.stringify(patch.fields).length;
    if (patch.kind !== 'put') continue;
    for (const row of patch.rows) if ('text' in row) length += row.text.length;
  }
  return length;
}

/**
 * Refuses a change that the journal would never take, before anything is changed: what waits behind it would wait for
 * ever. Throws `CommandRefused`.
 */
export function refuseTooLarge(patches: readonly Patch[]): void {
  if (changeLength(patches) <= MAX_CHANGE_LENGTH) return;
  throw new CommandRefused(
    'This would change too much at once to be written down as one change, so nothing was changed. Do it for a part of ' +
      'the papers at a time.',
  );
}
