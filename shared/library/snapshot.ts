import type { PaperId, SnapshotId, Timestamp } from '../domain/ids.ts';
import type { RowCounts } from './change.ts';

/** Why a snapshot was made. */
export type SnapshotReason =
  | 'time'
  | 'changes'
  | 'quit'
  | 'import'
  | 'restore'
  | 'upgrade'
  | 'request'
  /** The files were missing or damaged, and written again from what the page held. */
  | 'adopted'
  /** Set aside: what the page held when its changes were not in the files. */
  | 'ahead'
  /** Set aside: a backup that the user brought in. */
  | 'backup';

/** A snapshot as it is listed. */
export interface SnapshotInfo {
  readonly id: SnapshotId;
  /** The library goes on from a `snapshot`; one that is `aside` is only there to be looked at and restored from. */
  readonly kind: 'snapshot' | 'aside';
  readonly seq: number;
  /** When it was made, by the clock that never goes back. */
  readonly at: Timestamp;
  readonly reason: SnapshotReason;
  readonly counts: RowCounts;
  readonly bytes: number;
  /** Set when the file does not match its checksum; it is then only listed. */
  readonly damaged?: true;
  /** Name of the backup's file. */
  readonly name?: string;
}

/** What of a paper differs, in the words of the interface. */
export type PaperPart =
  'status' | 'star' | 'tags' | 'collections' | 'note' | 'citation key' | 'abstract' | 'details';

/** A paper that is not the same in two states of the library. `added`, `removed` and `changed` since the earlier one. */
export interface PaperDifference {
  readonly paper: PaperId;
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** What changed; empty unless `changed`. */
  readonly parts: readonly PaperPart[];
}

/** What happened between a snapshot and a later state. */
export interface LibraryComparison {
  readonly papers: { readonly added: number; readonly removed: number; readonly changed: number };
  readonly digests: { readonly added: number; readonly removed: number; readonly changed: number };
  readonly notes: { readonly added: number; readonly removed: number; readonly changed: number };
  /** Collections and saved searches. */
  readonly others: { readonly added: number; readonly removed: number; readonly changed: number };
  /** The papers, those with most to lose first (removed, changed, added), at most `MAX_DIFFERENCES`. */
  readonly differences: readonly PaperDifference[];
}

/** How many papers a comparison names. */
export const MAX_DIFFERENCES = 2_000;

/** What is brought back of the chosen papers: whole papers, only their notes, or status, star, tags and collections. */
export type RestoredParts = 'everything' | 'notes' | 'states';
