import type { DeviceId, LibraryId, SnapshotId, Timestamp } from '../../../shared/domain/ids.ts';
import type { AllRowCounts, ChangeRecord } from '../../../shared/library/change.ts';
import type { LibraryImage } from '../../../shared/library/image.ts';
import type { SnapshotInfo, SnapshotReason } from '../../../shared/library/snapshot.ts';

/** The folders of a library inside its data folder. */
export interface LibraryFolders {
  /** The data folder itself, with `library.json` and the lock. */
  readonly data: string;
  readonly journal: string;
  readonly snapshots: string;
  /** Backups brought in, and what was found to be ahead; not part of the library's line. */
  readonly aside: string;
  /** Files that could not be read, kept as they were. */
  readonly damaged: string;
  readonly dumps: string;
}

/** Where the changes of each device and the clock have come to. */
export interface Stamps {
  /** Changes journalled by each device. */
  readonly counters: Readonly<Record<DeviceId, number>>;
  /** The last stamp of the hybrid logical clock; empty before the first. */
  readonly clock: string;
}

/** Everything a snapshot holds. */
export interface SnapshotContent {
  readonly library: LibraryId;
  readonly seq: number;
  readonly at: Timestamp;
  readonly reason: SnapshotReason;
  readonly nextSerial: number;
  readonly stamps: Stamps;
  /** Rows that the user's own changes have removed since the library began, for the guard against sudden shrinking. */
  readonly removedRows: number;
  /** Name of the backup's file, when it is one. */
  readonly name?: string;
  readonly image: LibraryImage;
}

/** A snapshot without its rows, as its first line says. */
export type SnapshotHead = Omit<SnapshotContent, 'image'> & {
  readonly version: 1;
  readonly counts: AllRowCounts;
};

/** A damaged stretch of the journal. */
export interface JournalDamage {
  readonly file: string;
  /** Byte at which the valid part ends. */
  readonly offset: number;
  /** `tail`: nothing readable follows in the journal, as after a power cut. `middle`: changes were lost. */
  readonly kind: 'tail' | 'middle';
}

/** What the journal holds after a change. */
export interface JournalReading {
  /** In order, without gaps; the longest valid stretch. */
  readonly records: readonly ChangeRecord[];
  readonly damage: readonly JournalDamage[];
}

/** Appends to the journal. */
export interface JournalWriter {
  /**
   * Writes the records and returns when they are on the disk, with how many bytes they took. Calls made while one is running share the next sync. After
   * a failure nothing of it counts; the next call begins a new file with the same records.
   */
  append(records: readonly ChangeRecord[]): Promise<number>;
  close(): Promise<void>;
}

/** Snapshots on the disk. */
export interface SnapshotStore {
  /** Newest first, by seq; files with foreign names are passed over. */
  list(): Promise<readonly SnapshotInfo[]>;
  /**
   * Writes, syncs, renames, syncs the folder, reads back and verifies; only then does it prune. Rejects with the reason of
   * `signal` when it is aborted: from then on nothing is renamed, and nothing of others removed.
   */
  write(content: SnapshotContent, kind: SnapshotInfo['kind'], signal?: AbortSignal): Promise<SnapshotInfo>;
  /** Rejects with `HostError` `damagedBackup` when a byte is not as it was written. */
  read(id: SnapshotId): Promise<SnapshotContent>;
  /** Only what the first line says; rejects as `read` does. */
  readHead(id: SnapshotId): Promise<SnapshotHead>;
  /** Moves a damaged file to where it is kept but no longer looked at. */
  setAside(id: SnapshotId): Promise<void>;
  remove(id: SnapshotId): Promise<void>;
}
