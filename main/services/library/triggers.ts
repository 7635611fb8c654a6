import type { SnapshotInfo, SnapshotReason } from '../../../shared/library/snapshot.ts';

const MOST_CHANGES = 500;
const MOST_LENGTH = 8 * 1024 * 1024;
/** So many times the last snapshot's own size, if that is more: an import of many files would write the library again and again. */
const MOST_SNAPSHOTS = 2;
const EVERY_MS = 30 * 60 * 1000;
/** After trouble the next try by number or size waits so long. */
const REST_MS = 60 * 1000;
/**
 * While changes come one after the other, as in an import, a snapshot that is due waits until none came for so long: it is
 * work for the same processor, and what it would hold is outdated at once. What it would be for is in the journal.
 */
const QUIET_MS = 3_000;
/** It does not wait behind more than so many times what makes it due: a start goes through all of it. */
const MOST_BEHIND = 32;

/** Decides when a snapshot is due: after so many changes, so much journal, or so long with any. */
export interface SnapshotTriggers {
  /** Changes were written, with their length in characters. */
  written(changes: number, length: number): void;
  /** So many changes were there before, of this length: the count goes on from them. */
  behind(changes: number, length: number): void;
  stop(): void;
}

/** `make` may fail, which it tells the user itself. `quietMs` is for tests. */
export function createTriggers(
  make: (reason: SnapshotReason) => Promise<SnapshotInfo | null>,
  quietMs = QUIET_MS,
): SnapshotTriggers {
  let changes = 0;
  let length = 0;
  let lastBytes = 0;
  let isMaking = false;
  let restUntil = 0;
  let quiet: NodeJS.Timeout | undefined;
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
  const makeIfRested = (): void => {
    if (performance.now() >= restUntil) void run('changes');
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
      if (changes < MOST_CHANGES && length < most) return;
      clearTimeout(quiet);
      const isLate = changes >= MOST_CHANGES * MOST_BEHIND || length >= most * MOST_BEHIND;
      if (isLate) makeIfRested();
      else quiet = setTimeout(makeIfRested, quietMs).unref();
    },
    behind(more, longer) {
      changes = more;
      length = longer;
    },
    stop() {
      clearTimeout(quiet);
      clearInterval(timer);
    },
  };
}
