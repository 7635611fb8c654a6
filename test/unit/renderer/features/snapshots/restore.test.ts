import { describe, expect, it } from 'vitest';
import { restore } from '../../../../../renderer/features/snapshots/restore.ts';
import type { Library, Receipt, SaveState } from '../../../../../renderer/data/types.ts';
import type { HostClient } from '../../../../../renderer/host/types.ts';
import type { SnapshotId } from '../../../../../shared/domain/ids.ts';
import type { LibraryCommand } from '../../../../../shared/library/command.ts';
import type { SnapshotInfo } from '../../../../../shared/library/snapshot.ts';

const SNAPSHOT = { id: '1' as SnapshotId, at: 1_000 } as SnapshotInfo;
const WISH = { snapshot: SNAPSHOT, papers: null, parts: 'everything' } as const;
const PATCH = { kind: 'remove', table: 'notes', ids: ['a'] } as const;

/** The far sides of a restore: what the host answers, and what the library is told to run. */
function parts(seqs: readonly number[], saveState: SaveState = { kind: 'saved' }) {
  const calls: string[] = [];
  const ran: LibraryCommand[] = [];
  let fetched = 0;
  const answers: Record<string, () => unknown> = {
    'snapshots.make': () => null,
    'snapshots.restore': () => ({ restore: 'r', seq: seqs[fetched++] ?? -1, portions: 2, at: 1_000 }),
    'snapshots.patches': () => [PATCH],
  };
  const host = {
    call: async (name: string) => {
      calls.push(name);
      return answers[name]?.();
    },
    listen: () => () => undefined,
  } as unknown as HostClient;
  const library = {
    saveState,
    savedSeq: 7,
    storedVersion: 7,
    settled: async () => undefined,
    run: (command: LibraryCommand): Receipt => {
      ran.push(command);
      return { label: 'Restored', changed: true, saved: Promise.resolve() };
    },
  } as unknown as Library;
  return { host, library, calls, ran };
}

describe('a restore', () => {
  it('keeps the library as it is before it runs the patches of all portions', async () => {
    const { host, library, calls, ran } = parts([7]);
    await restore({ host, library }, WISH);
    expect(calls).toEqual(['snapshots.make', 'snapshots.restore', 'snapshots.patches', 'snapshots.patches']);
    expect(ran).toEqual([{ name: 'restore', from: 1_000, what: 'library', patches: [PATCH, PATCH] }]);
  });

  it('fetches the patches again when the library went on meanwhile', async () => {
    const { host, library, calls, ran } = parts([6, 7]);
    await restore({ host, library }, WISH);
    expect(calls.filter(name => name === 'snapshots.restore')).toHaveLength(2);
    expect(ran).toHaveLength(1);
  });

  it('gives up in words when the library never stands still', async () => {
    const { host, library, ran } = parts([1, 2, 3, 4]);
    await expect(restore({ host, library }, WISH)).rejects.toThrow('Nothing was restored');
    expect(ran).toEqual([]);
  });

  it('asks the host for nothing while changes are not on the disk', async () => {
    const { host, library, calls } = parts([7], { kind: 'unsaved', message: 'Full.', changes: 2 });
    await expect(restore({ host, library }, WISH)).rejects.toThrow('2 changes could not be saved yet');
    expect(calls).toEqual([]);
  });
});
