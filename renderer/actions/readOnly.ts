import type { ActionId } from '../../shared/actions/registry.ts';
import { assertNever } from '../../shared/domain/assertNever.ts';
import type { LibraryAccess } from '../data/types.ts';

/** The actions that change the library. */
export const CHANGING: ReadonlySet<ActionId> = new Set<ActionId>([
  'import',
  'importFolder',
  'pasteDump',
  'importSample',
  'undo',
  'redo',
  'read',
  'unread',
  'reading',
  'archive',
  'star',
  'tag',
  'collect',
  'note',
  'editKey',
  'editDetails',
  'addPaper',
  'lookUp',
  'citationKeys',
  'merge',
  'removePapers',
  'saveSearch',
  'renameDigest',
  'digestYear',
  'rereadDigest',
  'removeDigest',
]);

/** Why nothing can be changed in what the window shows, and what to do; undefined where it can. */
export function whyReadOnly(access: LibraryAccess): string | undefined {
  switch (access.kind) {
    case 'write':
      return undefined;
    case 'snapshot':
      return 'This is a snapshot: nothing in it can be changed. Go back to now, or restore from it.';
    case 'look':
      return `${access.holder.name} is working with this library, so nothing can be changed here.`;
    default:
      return assertNever(access);
  }
}
