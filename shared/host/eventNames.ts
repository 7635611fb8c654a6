import type { EventName } from './api.ts';

/** What the host may tell of. */
export const EVENT_NAMES: readonly EventName[] = [
  'dumps.offered',
  'action.run',
  'window.raise',
  'commands.asked',
  'library.takenOver',
  'library.found',
  'library.moved',
  'freshExports.changed',
  'watch.found',
  'watch.changed',
];
