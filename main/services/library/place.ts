import type { Finding } from '../../../shared/host/libraryApi.ts';
import type { Disk } from '../../lib/disk.ts';
import type { LibraryPlace } from './reading.ts';
import { createSnapshotStore } from './snapshotStore.ts';
import type { LibraryFolders } from './types.ts';

/** The files in a data folder. `tell` hears why snapshots are not pruned. */
export function placeIn(disk: Disk, folders: LibraryFolders, tell: (finding: Finding) => void): LibraryPlace {
  const { data, journal, snapshots, aside, damaged, dumps } = folders;
  const only = { data, journal, snapshots, aside, damaged, dumps };
  return { disk, folders: only, store: createSnapshotStore(disk, only, { tell }) };
}
