import type { SnapshotInfo, SnapshotReason } from '../../../shared/library/snapshot.ts';

const MOST_CHANGES = 500;
const MOST_LENGTH = 8 * 1024 * 1024;
/** So many times the last snapshot's own size, if that is more: an import of many files would write the library again and again. */
const MOST_SNAPSHOTS = 2;
const EVERY_MS = 30 * 60 * 1000;
/** After trouble the next try by number or size waits so long. */
const REST_MS = 60 * 1000;

/** Decides when a snapshot is due: after so many changes, so much journal, or so long with any. */
export interface SnapshotTriggers {
  /** Changes were written, with their length in characters. */
  written(changes: number, length: number): void;
  /** So many changes were there before, of this length: the count goes on from them. */
  behind(changes: number, length: number): void;
  stop(): void;
}

/** `make` may fail, which it tells the user itself. */
export function createTriggers(
  make: (reason: SnapshotReason) => Promise<SnapshotInfo | null>,
): SnapshotTriggers {
  let changes = 0;
  let length = 0;
  let lastBytes = 0;
  let isMaking = false;
  let restUntil = 0;
  const run = async (reason: SnapshotReason): Promise<void> => {
    if (isMaking) return;
    isMaking = true;
    const before = { changes, length };
    try {
      lastBytes = (await make(reason))?.bytes ?? lastBytes;
      // The count may have begun anew meanwhile.
      changes = Math.max(0, changes - before.changes);
      length = Math.max(0, length - before.length);
    } catch {
      restUntil = performance.now() + REST_MS;
    } finally {
      isMaking = false;
    }
  };
  const timer = setInterval(() => {
    if (changes > 0) void run('time');
  }, EVERY_MS);
  timer.unref();
  return {
    written(more, longer) {
      changes += more;
      length += longer;
      const most = Math.max(MOST_LENGTH, lastBytes * MOST_SNAPSHOTS);
      const isDue = changes >= MOST_CHANGES || length >= most;
      if (isDue && performance.now() >= restUntil) void run('changes');
    },
    behind(more, longer) {
      changes = more;
      length = longer;
    },
    stop: () => clearInterval(timer),
  };
}
