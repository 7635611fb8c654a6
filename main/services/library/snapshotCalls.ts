import { randomBytes } from 'node:crypto';
import type { PaperId, SnapshotId } from '../../../shared/domain/ids.ts';
import type { HostHandlers } from '../../../shared/host/api.ts';
import { compareImages } from '../../../shared/library/compare.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { restorePatches } from '../../../shared/library/restorePatches.ts';
import { createShelf, type CopiedState } from './copies.ts';
import type { LibraryFiles } from './libraryFiles.ts';
import { notRemoved, notThatPortion } from './trouble.ts';

type SnapshotCalls =
  | 'snapshots.list'
  | 'snapshots.make'
  | 'snapshots.compare'
  | 'snapshots.restore'
  | 'snapshots.patches'
  | 'snapshots.remove';

/** Characters of JSON in one portion of patches, but for a row that is longer by itself. */
const MAX_PORTION_LENGTH = 4 * 1024 * 1024;

/** Listing, comparing and bringing back snapshots. */
export function createSnapshotCalls(
  files: LibraryFiles,
  stateOf: (of: 'now' | SnapshotId) => Promise<CopiedState>,
): Pick<HostHandlers, SnapshotCalls> {
  const restores = createShelf<readonly (readonly Patch[])[]>();
  return {
    'snapshots.list': () => files.place.store.list(),
    'snapshots.make': ({ reason }) => files.makeSnapshot(reason),
    'snapshots.compare': async ({ snapshot, with: later }) => {
      const before = await stateOf(snapshot as SnapshotId);
      const after = await stateOf(later as 'now' | SnapshotId);
      return compareImages(before.image, after.image);
    },
    'snapshots.restore': async ({ snapshot, papers, parts }) => {
      const [then, now] = [await stateOf(snapshot as SnapshotId), await stateOf('now')];
      const chosen = papers as readonly PaperId[] | null;
      const portions = inPortions(restorePatches(now.image, then.image, { papers: chosen, parts }));
      const restore = randomBytes(16).toString('hex');
      restores.set(restore, portions);
      return { restore, seq: now.seq, portions: portions.length, at: then.at };
    },
    'snapshots.patches': async ({ restore, portion }) => {
      const found = restores.get(restore)[portion];
      if (found === undefined) throw notThatPortion();
      return found;
    },
    'snapshots.remove': async ({ snapshot }) => {
      const list = await files.place.store.list();
      const newest = list.find(({ kind, damaged }) => kind === 'snapshot' && !damaged);
      if (newest?.id === snapshot) throw notRemoved();
      await files.removeSnapshot(snapshot as SnapshotId);
      return null;
    },
  };
}

/** The patches in order, in stretches that fit one answer; those that put many rows are cut between rows. */
function inPortions(patches: readonly Patch[]): readonly (readonly Patch[])[] {
  const portions: Patch[][] = [];
  let length = Infinity;
  for (const patch of patches.flatMap(cut)) {
    const more = JSON.stringify(patch).length;
    if (length + more > MAX_PORTION_LENGTH) {
      portions.push([]);
      length = 0;
    }
    portions.at(-1)!.push(patch);
    length += more;
  }
  return portions;
}

function cut(patch: Patch): readonly Patch[] {
  if (patch.kind !== 'put') return [patch];
  const pieces: (typeof patch.rows)[number][][] = [];
  let length = Infinity;
  for (const row of patch.rows) {
    const more = JSON.stringify(row).length;
    if (length + more > MAX_PORTION_LENGTH) {
      pieces.push([]);
      length = 0;
    }
    pieces.at(-1)!.push(row);
    length += more;
  }
  return pieces.map(rows => ({ ...patch, rows }) as Patch);
}
