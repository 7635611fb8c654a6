import { NewerDatabase } from './schema.ts';
import { NotTheSameLibrary } from './write.ts';
import { WriteTimedOut } from './writeQueue.ts';

/** Why the database refused, in words. */
function reason(error: unknown): string {
  if (
    error instanceof WriteTimedOut ||
    error instanceof NewerDatabase ||
    error instanceof NotTheSameLibrary
  ) {
    return error.message;
  }
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return 'There is no room left on the disk.';
    case 'DatabaseClosedError':
    case 'InvalidStateError':
      return 'The database was closed.';
    default:
      return `The database said: ${error instanceof Error && error.message !== '' ? error.message : String(error)}`;
  }
}

/** A change could not be saved, and memory shows again what is saved. What happened, what was kept, what to do. */
export function notSaved(label: string, error: unknown): string {
  return (
    `“${label}” could not be saved. ${reason(error)} ` +
    'Everything saved before is kept, and the list shows what is saved. Make room if the disk is full, then do it again.'
  );
}

/** A change could not be saved, because what had been saved before is gone from the database. */
export function vanished(label: string): string {
  return (
    `“${label}” could not be saved, because the saved library is no longer there: something has deleted or replaced it. ` +
    'What you see is kept while this window is open. Export what you need before you close it.'
  );
}

/** A change could not be saved and the library could not be read again either. */
export function notReadable(label: string, error: unknown): string {
  return (
    `“${label}” could not be saved, and the library could not be read again. ${reason(error)} ` +
    'What was saved before is untouched; the list may show changes that are not saved. Close the window and open it again.'
  );
}

/** Why no command is taken while the library can't be read. */
export const NOTHING_TAKEN =
  'The library can’t be saved at the moment, so nothing was changed. It is being read again; try once more, or close ' +
  'the window and open it again.';

/** Why no command is taken after the library was closed here, because another window took it over. */
export const NOT_HELD =
  'This window no longer holds the library, so nothing was changed. Go on in the other window, or use the library here.';
