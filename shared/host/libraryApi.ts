import * as v from 'valibot';
import type { DeviceId, LibraryId, Timestamp } from '../domain/ids.ts';
import type { AllRowCounts, ChangeRecord, RowCounts } from '../library/change.ts';
import { rowsSchema, sentChangeSchema } from '../library/schemas.ts';
import type { LibraryComparison, SnapshotInfo } from '../library/snapshot.ts';
import type { Patch } from '../library/patch.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from '../library/tables.ts';
import { MAX_ROWS_PER_CALL } from './limits.ts';

/** Who holds the right to write the library. */
export interface Holder {
  /** `window`: another page of this very host. `process`: another process on this machine. `machine`: another machine. */
  readonly kind: 'window' | 'process' | 'machine';
  /** In words: "another tab", "Pandect (process 4711)", "Pandect on “laptop”". */
  readonly name: string;
  readonly since: Timestamp;
  /** Whether `takeOver` can work: not while a process on this machine is alive. */
  readonly canTakeOver: boolean;
  /** Set when it is a command of the command line, which is over in a moment. */
  readonly passing?: true;
}

/** Something the files showed at the start, or later, that the user should know. */
export interface Finding {
  readonly kind: 'damaged' | 'setAside' | 'restored' | 'shrunk' | 'unreadable';
  /** What happened, what was kept, what to do. */
  readonly message: string;
}

/** The library's files as a page finds them. */
export interface OpenedLibrary {
  /** `write`: the page may append. `read`: it asked only to look. `held`: somebody else writes; nothing was taken. */
  readonly access: 'write' | 'read' | 'held';
  /** Who writes, unless this page does. */
  readonly holder?: Holder;
  readonly library: LibraryId;
  readonly device: DeviceId;
  /** The last change in the files; 0 for a new library. */
  readonly seq: number;
  readonly counts: RowCounts;
  readonly nextSerial: number;
  /** `first`: the folder held no library. `unclean`: the last page or host did not say goodbye, so look closely. */
  readonly lastEnd: 'first' | 'clean' | 'unclean';
  /** The files lost changes to damage; what the page holds may be newer than what they hold. */
  readonly damaged: boolean;
  readonly findings: readonly Finding[];
}

/** A whole state of the library, held by the host for a page to fetch. */
export interface LibraryCopy {
  /** Names the copy in further calls. */
  readonly copy: string;
  readonly seq: number;
  readonly at: Timestamp;
  readonly nextSerial: number;
  readonly counts: AllRowCounts;
  /** `contentHash` of all rows. */
  readonly hash: string;
}

/** Where the library's files are. */
export interface DataFolderInfo {
  readonly folder: string;
  /** What chose it. */
  readonly chosenBy: 'option' | 'environment' | 'setting' | 'platform';
  /** Whether the system's own dialog can be shown; else a path is typed. */
  readonly hasDialog: boolean;
  /** Bytes of everything in it that is the library's. */
  readonly bytes: number;
}

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const snapshot = v.pipe(v.string(), v.regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,199}$/u));
const paperIds = v.array(v.pipe(v.string(), v.maxLength(100)));

/** Calls of the library's files: journal, snapshots, backups, data folder. */
export const libraryCalls = {
  /** Asks for the library, with the right to write it or without. */
  'library.open': v.strictObject({ session: id, access: v.picklist(['write', 'takeOver', 'read']) }),
  /**
   * Journals changes, in order, without gaps; answers when they are on the disk. A change that is already there is
   * passed over. Fails with `notTheWriter`, `outOfOrder`, `diskFull`, `readOnly`, `vanished`, `notWritten`; with `notFound`
   * where the texts of a digest are not there any more, which are then to be sent.
   */
  'library.append': v.strictObject({ session: id, changes: v.array(sentChangeSchema) }),
  /** The journalled changes after one, as many as fit one answer; `notFound` when the journal no longer reaches back. */
  'library.records': v.strictObject({ after: index }),
  /** The page lets go of the library, having nothing left to write; `unclean` when it could not be opened after all. */
  'library.close': v.strictObject({ session: id, end: v.optional(v.picklist(['clean', 'unclean'])) }),
  /** Holds a whole state for fetching: the files as they are now, or a snapshot. */
  'copies.open': v.strictObject({ of: v.union([v.literal('now'), snapshot]) }),
  /** A portion of a copy's rows, in the order of their ids. */
  'copies.rows': v.strictObject({
    copy: id,
    table: v.picklist(TABLE_NAMES),
    from: index,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ROWS_PER_CALL)),
  }),
  'copies.close': v.strictObject({ copy: id }),
  /** A portion of the page's own rows, on their way into a snapshot. */
  'copies.give': v.strictObject({ copy: id, rows: rowsSchema }),
  /** Makes a snapshot of the rows given: one the library goes on from, or one set aside. */
  'copies.given': v.strictObject({
    copy: id,
    session: id,
    as: v.picklist(['adopted', 'ahead']),
    seq: index,
    nextSerial: index,
  }),
  'snapshots.list': v.strictObject({}),
  /** Makes a snapshot now; answers when it was read back. Null when nothing changed since the last. */
  'snapshots.make': v.strictObject({ reason: v.picklist(['import', 'restore', 'upgrade', 'request']) }),
  /** What happened between a snapshot and a later one, or now. */
  'snapshots.compare': v.strictObject({ snapshot, with: v.union([v.literal('now'), snapshot]) }),
  /** The patches that bring back a snapshot, or what is chosen of it, over the library as it is now. */
  'snapshots.restore': v.strictObject({
    snapshot,
    /** Null: everything. */
    papers: v.nullable(paperIds),
    parts: v.picklist(['everything', 'notes', 'states']),
  }),
  /** A portion of those patches. */
  'snapshots.patches': v.strictObject({ restore: id, portion: index }),
  /** Keeps a snapshot no longer. Never the newest good one. */
  'snapshots.remove': v.strictObject({ snapshot }),
  /** Saves the whole library, raw dumps included, as one file (Electron's dialog); `unsupported` on the loopback host. */
  'backups.save': v.strictObject({ suggestedName: name }),
  /** Prepares the same file for the page to fetch. */
  'backups.make': v.strictObject({}),
  /** A portion of it; the last one may be shorter. Base64. */
  'backups.read': v.strictObject({ backup: id, from: index }),
  /** Checks a backup and puts it among the snapshots, to be looked at and restored. A null ticket asks with Electron's dialog. */
  'backups.take': v.union([v.strictObject({ name, bytes: v.instance(Uint8Array) }), v.strictObject({})]),
  'dataFolder.info': v.strictObject({}),
  /**
   * Moves the library's files to an empty or new folder and goes on there. `to` null asks with Electron's dialog; a path
   * is taken where there is no dialog. Null when the user cancels.
   */
  'dataFolder.move': v.strictObject({
    to: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(4_000))),
  }),
} as const;

/** What those calls give back. */
export interface LibraryResults {
  'library.open': OpenedLibrary;
  /** The last change in the files. */
  'library.append': { readonly seq: number };
  'library.records': { readonly records: readonly ChangeRecord[]; readonly more: boolean };
  'library.close': null;
  'copies.open': LibraryCopy;
  'copies.rows': readonly LibraryRows[TableName][];
  'copies.close': null;
  'copies.give': null;
  'copies.given': SnapshotInfo;
  /** Newest first, by seq. */
  'snapshots.list': readonly SnapshotInfo[];
  'snapshots.make': SnapshotInfo | null;
  'snapshots.compare': LibraryComparison;
  /** Fits the library at `seq` only. */
  'snapshots.restore': {
    readonly restore: string;
    readonly seq: number;
    readonly portions: number;
    readonly at: Timestamp;
  };
  'snapshots.patches': readonly Patch[];
  'snapshots.remove': null;
  'backups.save': { readonly saved: 'saved'; readonly name: string } | { readonly saved: 'cancelled' };
  'backups.make': { readonly backup: string; readonly name: string; readonly bytes: number };
  'backups.read': string;
  /** Null when the user cancelled. */
  'backups.take': SnapshotInfo | null;
  'dataFolder.info': DataFolderInfo;
  /** `note`: what the user must do besides, where the old folder was named at the start. */
  'dataFolder.move': { readonly folder: string; readonly note?: string } | null;
}

/** What the host tells the page of the library unasked. */
export interface LibraryEvents {
  /** Another page takes the library over: write what is left, call `library.close`, and stop. */
  'library.takenOver': { readonly session: string };
  /** Something about the files that the user should know. */
  'library.found': Finding;
  /** The files are now elsewhere; load the page again. */
  'library.moved': Record<string, never>;
}
