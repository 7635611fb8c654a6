import type { DeviceId, LibraryId, Timestamp } from '../../../shared/domain/ids.ts';
import type { AllRowCounts, Change, ChangeRecord, RowCounts } from '../../../shared/library/change.ts';
import { nextStamp, steadyTime } from './clock.ts';
import type { SnapshotHead, Stamps } from './types.ts';

/** How far the files of a library have come: what is known of it without its rows. */
export interface Progress {
  readonly library: LibraryId;
  /** The last change. */
  readonly seq: number;
  readonly counts: RowCounts;
  readonly nextSerial: number;
  readonly stamps: Stamps;
  /** Rows that the user's own changes have removed since the library began. */
  readonly removedRows: number;
}

const NO_ROWS: RowCounts = {
  papers: 0,
  notes: 0,
  digests: 0,
  collections: 0,
  savedSearches: 0,
  citationKeys: 0,
};

export function emptyProgress(library: LibraryId): Progress {
  return {
    library,
    seq: 0,
    counts: NO_ROWS,
    nextSerial: 1,
    stamps: { counters: {}, clock: '' },
    removedRows: 0,
  };
}

/** As far as a snapshot says. */
export function progressOf(head: SnapshotHead): Progress {
  const { library, seq, counts, nextSerial, stamps, removedRows } = head;
  return { library, seq, counts: lightCounts(counts), nextSerial, stamps, removedRows };
}

/** One change further. */
export function advance(progress: Progress, record: ChangeRecord): Progress {
  const { counters, clock } = progress.stamps;
  return {
    library: progress.library,
    seq: record.seq,
    counts: record.counts,
    nextSerial: record.nextSerial,
    stamps: {
      counters: { ...counters, [record.device]: Math.max(counters[record.device] ?? 0, record.counter) },
      clock: record.clock > clock ? record.clock : clock,
    },
    removedRows: progress.removedRows + removedBy(record),
  };
}

/** The changes with the stamps they get on this device, in their order. */
export function stampChanges(
  stamps: Stamps,
  device: DeviceId,
  changes: readonly Change[],
  now: Timestamp,
): ChangeRecord[] {
  let { clock } = stamps;
  let counter = stamps.counters[device] ?? 0;
  return changes.map(change => {
    clock = nextStamp(clock, now);
    counter += 1;
    return { ...change, device, counter, clock };
  });
}

/** The time of a state, by the clock that never goes back. */
export function timeOf(progress: Progress, now: Timestamp): Timestamp {
  return steadyTime(progress.stamps.clock, now);
}

/** Papers and notes: what a sudden shrinking is judged by. */
function removedBy({ patches }: Change): number {
  let removed = 0;
  for (const patch of patches) {
    if (patch.kind === 'remove' && (patch.table === 'papers' || patch.table === 'notes')) {
      removed += patch.ids.length;
    }
  }
  return removed;
}

/** Without the abstracts. */
export function lightCounts(counts: AllRowCounts): RowCounts {
  const { papers, notes, digests, collections, savedSearches, citationKeys } = counts;
  return { papers, notes, digests, collections, savedSearches, citationKeys };
}
