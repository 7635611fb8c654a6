import type { SnapshotId, Timestamp } from '../../../shared/domain/ids.ts';

const MS_PER_DAY = 24 * 60 * 60 * 1000;
const KEPT_NEWEST = 10;
const KEPT_DAYS = 7;
const KEPT_WEEKS = 4;
/** The 1st of January 1970 was a Thursday; ISO weeks begin on Mondays. */
const DAYS_SINCE_MONDAY_IN_1970 = 3;

/** What pruning looks at of a snapshot in the library's line; those set aside and damaged ones are not its business. */
export interface PrunableSnapshot {
  readonly id: SnapshotId;
  readonly seq: number;
  /** By the clock that never goes back. Says which day and week it stands for, never which is newer. */
  readonly at: Timestamp;
  readonly papers: number;
  readonly notes: number;
  /** Papers and notes removed by the user since the library began. */
  readonly removedRows: number;
  /** Whether every byte of it was read back. */
  readonly isVerified: boolean;
}

export interface PruningPlan {
  readonly remove: readonly SnapshotId[];
  /** Why nothing is removed: the library shrank without its user. */
  readonly held?: Shrinking;
}

/** Papers and notes that an earlier snapshot holds and the newest one lacks, although nobody removed them. */
export interface Shrinking {
  readonly since: SnapshotId;
  readonly papers: number;
  readonly notes: number;
}

/**
 * Which snapshots are kept no longer. Kept are the 10 newest by seq, the newest of each of the last 7 days and 4 ISO weeks
 * (UTC) that have any, and the newest verified one. Nothing is removed while the newest holds less than half the papers
 * or notes of an earlier one and the user's own removals don't explain it. Of two with the same seq, the one given later is
 * the newer.
 */
export function planPruning(snapshots: readonly PrunableSnapshot[]): PruningPlan {
  const newestFirst = [...snapshots].reverse().sort((a, b) => b.seq - a.seq);
  const held = findShrinking(newestFirst);
  if (held !== undefined) return { remove: [], held };
  const kept = new Set<SnapshotId>([
    ...newestFirst.slice(0, KEPT_NEWEST).map(({ id }) => id),
    ...newestOfEach(newestFirst, KEPT_DAYS, dayOf),
    ...newestOfEach(newestFirst, KEPT_WEEKS, weekOf),
    ...newestFirst
      .filter(({ isVerified }) => isVerified)
      .slice(0, 1)
      .map(({ id }) => id),
  ]);
  return { remove: newestFirst.map(({ id }) => id).filter(id => !kept.has(id)) };
}

/** Against every earlier snapshot and not only the one before: the next ones after a loss are no smaller than it. */
function findShrinking([newest, ...earlier]: readonly PrunableSnapshot[]): Shrinking | undefined {
  if (newest === undefined) return undefined;
  for (const snapshot of earlier) {
    const papers = Math.max(0, snapshot.papers - newest.papers);
    const notes = Math.max(0, snapshot.notes - newest.notes);
    const isHalved = papers * 2 > snapshot.papers || notes * 2 > snapshot.notes;
    const removed = Math.max(0, newest.removedRows - snapshot.removedRows);
    if (isHalved && papers + notes > removed) return { since: snapshot.id, papers, notes };
  }
  return undefined;
}

function newestOfEach(
  newestFirst: readonly PrunableSnapshot[],
  most: number,
  spanOf: (at: Timestamp) => number,
): SnapshotId[] {
  const found = new Map<number, SnapshotId>();
  for (const { id, at } of newestFirst) {
    const span = spanOf(at);
    if (found.size < most && !found.has(span)) found.set(span, id);
  }
  return [...found.values()];
}

function dayOf(at: Timestamp): number {
  return Math.floor(at / MS_PER_DAY);
}

function weekOf(at: Timestamp): number {
  return Math.floor((dayOf(at) + DAYS_SINCE_MONDAY_IN_1970) / 7);
}
