import type { SnapshotReason } from '../../../shared/library/snapshot.ts';

const MOST_CHANGES = 500;
const MOST_LENGTH = 8 * 1024 * 1024;
const EVERY_MS = 30 * 60 * 1000;
/** After trouble the next try by number or size waits so long. */
const REST_MS = 60 * 1000;

/** Decides when a snapshot is due: after so many changes, so much journal, or so long with any. */
export interface SnapshotTriggers {
  /** Changes were written, with their length in characters. */
  written(changes: number, length: number): void;
  stop(): void;
}

/** `make` may fail, which it tells the user itself. */
export function createTriggers(make: (reason: SnapshotReason) => Promise<unknown>): SnapshotTriggers {
  let changes = 0;
  let length = 0;
  let isMaking = false;
  let restUntil = 0;
  const run = async (reason: SnapshotReason): Promise<void> => {
    if (isMaking) return;
    isMaking = true;
    const before = { changes, length };
    try {
      await make(reason);
      changes -= before.changes;
      length -= before.length;
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
      const isDue = changes >= MOST_CHANGES || length >= MOST_LENGTH;
      if (isDue && performance.now() >= restUntil) void run('changes');
    },
    stop: () => clearInterval(timer),
  };
}
