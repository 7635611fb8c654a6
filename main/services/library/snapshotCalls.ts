import type { SnapshotId } from '../../../shared/domain/ids.ts';
import type { HostHandlers } from '../../../shared/host/api.ts';
import type { CopiedState } from './copies.ts';
import type { LibraryFiles } from './libraryFiles.ts';
import { notRemoved, unsupported } from './trouble.ts';

type SnapshotCalls =
  | 'snapshots.list'
  | 'snapshots.make'
  | 'snapshots.compare'
  | 'snapshots.restore'
  | 'snapshots.patches'
  | 'snapshots.remove';

/** Listing, comparing and bringing back snapshots. */
export function createSnapshotCalls(
  files: LibraryFiles,
  _stateOf: (of: 'now' | SnapshotId) => Promise<CopiedState>,
): Pick<HostHandlers, SnapshotCalls> {
  return {
    'snapshots.list': () => files.place.store.list(),
    'snapshots.make': ({ reason }) => files.makeSnapshot(reason),
    'snapshots.compare': unsupported,
    'snapshots.restore': unsupported,
    'snapshots.patches': unsupported,
    'snapshots.remove': async ({ snapshot }) => {
      const list = await files.place.store.list();
      const newest = list.find(({ kind, damaged }) => kind === 'snapshot' && !damaged);
      if (newest?.id === snapshot) throw notRemoved();
      await files.removeSnapshot(snapshot as SnapshotId);
      return null;
    },
  };
}
