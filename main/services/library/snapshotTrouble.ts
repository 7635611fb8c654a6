import type { SnapshotId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Finding } from '../../../shared/host/libraryApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Shrinking } from './pruning.ts';
import type { LibraryFolders } from './types.ts';

/** A snapshot whose bytes are not as they were written. */
export function snapshotDamaged(id: SnapshotId, what: string): HostError {
  return new HostError(
    'damagedBackup',
    `The snapshot ${id} is damaged: ${what}. Your library and the other snapshots are as they were. Use another snapshot, and check the disk.`,
  );
}

/** A snapshot of a later version of the program. */
export function snapshotNewer(id: SnapshotId): HostError {
  return new HostError(
    'newerBackup',
    `The snapshot ${id} was made by a newer version of Pandect. Your library is as it was. Update Pandect to read it.`,
  );
}

/** A snapshot that is not, or no longer, there. */
export function snapshotGone(id: string): HostError {
  return new HostError(
    'notFound',
    `The snapshot ${id} is no longer there. Your library is as it was. Choose another snapshot.`,
  );
}

/** A snapshot that could not be read back right after it was written. */
export function snapshotNotVerified({ snapshots, damaged }: LibraryFolders, why: HostError): HostError {
  return new HostError(
    'notWritten',
    `A snapshot in ${snapshots} could not be read back as it was written, so it was moved to ${damaged} (${why.message.split('. ', 1)[0]!}). ` +
      'Your library and all earlier snapshots are as they were. Check the disk.',
  );
}

/** The library shrank without its user, so nothing is pruned. */
export function shrunk({ papers, notes }: Shrinking, at: Timestamp): Finding {
  const lost = [
    ...(papers === 0 ? [] : [papers === 1 ? '1 paper' : `${papers.toLocaleString('en')} papers`]),
    ...(notes === 0 ? [] : [notes === 1 ? '1 note' : `${notes.toLocaleString('en')} notes`]),
  ].join(' and ');
  const day = new Date(at).toISOString().slice(0, 10);
  return {
    kind: 'shrunk',
    message:
      `Your library holds ${lost} less than the snapshot of ${day}, and nobody removed them. ` +
      'No snapshot is removed while that is so. Open that snapshot and bring back what is missing, or remove it if all is well.',
  };
}
