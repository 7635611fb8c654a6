import type { PaperId } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import type { RestoredParts, SnapshotInfo } from '../../../shared/library/snapshot.ts';
import type { Library, Receipt } from '../../data/types.ts';
import type { HostClient } from '../../host/types.ts';
import { counted } from '../../hooks/counted.ts';

/** What a restore works with. */
export interface RestoreParts {
  readonly host: HostClient;
  readonly library: Library;
}

/** What is brought back. */
export interface RestoreWish {
  readonly snapshot: SnapshotInfo;
  /** Null: the whole library. */
  readonly papers: readonly PaperId[] | null;
  readonly parts: RestoredParts;
}

/** How often the patches are fetched again because the library went on meanwhile. */
const TRIES = 3;

/**
 * Brings back a snapshot, or some papers of it, as one step that can be undone, after the host kept the library as it
 * is now. Undefined when nothing differs. Throws `HostError` or `CommandRefused`, the library unchanged.
 */
export async function restore(app: RestoreParts, wish: RestoreWish): Promise<Receipt | undefined> {
  await waitUntilSaved(app.library);
  await app.host.call('snapshots.make', { reason: 'restore' });
  for (let left = TRIES; left > 0; left -= 1) {
    const fetched = await fetchPatches(app.host, wish);
    // From here on nothing can come between: running the command is synchronous.
    if (fetched.seq === app.library.savedSeq && app.library.saveState.kind === 'saved') {
      if (fetched.patches.length === 0) return undefined;
      return app.library.run({
        name: 'restore',
        from: fetched.at,
        what: wish.papers === null ? 'library' : 'papers',
        patches: fetched.patches,
      });
    }
    await waitUntilSaved(app.library);
  }
  throw new HostError(
    'outOfOrder',
    'The library kept changing while the snapshot was read. Nothing was restored. Try again when the import is over.',
  );
}

/** Files hold what was saved; what is not saved yet would be missing from whatever is made of them. */
export async function waitUntilSaved(library: Library): Promise<void> {
  const { saveState } = library;
  if (saveState.kind === 'unsaved') {
    throw new HostError(
      'notWritten',
      `${counted(saveState.changes, 'change')} could not be saved yet, so the library’s files are behind what you see. Nothing was done. Try again when everything is saved.`,
    );
  }
  if (saveState.kind === 'lost') throw new HostError('notTheWriter', saveState.message);
  await library.settled();
}

interface Fetched {
  readonly seq: number;
  readonly at: number;
  readonly patches: readonly Patch[];
}

async function fetchPatches(host: HostClient, { snapshot, papers, parts }: RestoreWish): Promise<Fetched> {
  const {
    restore: id,
    seq,
    portions,
    at,
  } = await host.call('snapshots.restore', {
    snapshot: snapshot.id,
    papers: papers === null ? null : [...papers],
    parts,
  });
  const patches: Patch[] = [];
  for (let portion = 0; portion < portions; portion += 1) {
    patches.push(...(await host.call('snapshots.patches', { restore: id, portion })));
  }
  return { seq, at, patches };
}
