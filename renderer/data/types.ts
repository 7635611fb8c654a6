import type { PaperId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { Sort, View } from '../../shared/domain/view.ts';
import type { ImportDigest, LibraryCommand } from '../../shared/library/command.ts';
import type { Patch } from '../../shared/library/patch.ts';
import type { Holder } from '../../shared/host/libraryApi.ts';
import type { SnapshotInfo } from '../../shared/library/snapshot.ts';
import type { LibraryState } from '../../shared/library/tables.ts';

/** What a command, an undo or a redo did. */
export interface Receipt {
  /** A past-tense sentence for the toast: "Marked 3 papers as read". */
  readonly label: string;
  /** False when the command found nothing to change. */
  readonly changed: boolean;
  /** Resolves when the change is in the journal, on the disk. Stays open while the disk takes nothing; rejects when the
   * library was closed or taken over before. */
  readonly saved: Promise<void>;
}

/** A step of memory from one version to the next. */
export interface LibraryChange {
  readonly version: number;
  readonly patches: readonly Patch[];
}

/**
 * Whether what the user did is on the disk. `unsaved`: the disk takes nothing at the moment; work goes on in memory and
 * everything is written as soon as it can be. `lost`: this page may no longer write (taken over, closed).
 */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'unsaved'; readonly message: string; readonly changes: number }
  | { readonly kind: 'lost'; readonly message: string };

/** What a page may do with its library, and what it shows when it is not the live one. */
export type LibraryAccess =
  | { readonly kind: 'write' }
  /** The files as they were when this was opened, because somebody else writes. */
  | { readonly kind: 'look'; readonly holder: Holder }
  | { readonly kind: 'snapshot'; readonly snapshot: SnapshotInfo };

/** The step of undo that a command belongs to, and what that is called. */
export interface RunOptions {
  readonly group?: string;
  readonly groupLabel?: string;
}

/** Told how much of a large step is through. */
export type OnPart = (done: number, of: number) => void;

/** What can be undone or redone next, in words, for menus. */
export interface HistoryState {
  readonly undo?: string;
  readonly redo?: string;
}

/** What a list can be told of papers whose rows are not made yet. */
export interface EarlyList {
  /** The papers of a view in an order; undefined where that takes the rows themselves. */
  idsIn(view: View, sort: Sort): readonly PaperId[] | undefined;
  /** The ids of all papers by their serials. */
  idsBySerial(): readonly (PaperId | undefined)[];
  /** Takes in what was done to marks of papers; these are their rows now. */
  follow(papers: Iterable<Paper>): void;
}

/**
 * The library as the page holds it: light rows in memory, everything in IndexedDB. Memory changes at once, the
 * database follows in order.
 */
export interface Library {
  /** The current light rows. The maps are changed in place; `version` tells when. */
  readonly state: LibraryState;
  readonly version: number;
  /** True once all rows are made: until then, asking for more than some papers takes up to a second. */
  readonly isWhole: boolean;
  /** Resolves then. Rejects with `ListDamaged` where they can't be made: what is shown is not all there is then. */
  readonly whole: Promise<void>;
  /** Makes them now, a slice at a time, where `whole` waits for the window to rest. Rejects as that does. */
  makeWhole(): Promise<void>;
  /** There while they are not. */
  readonly early?: EarlyList | undefined;
  readonly saveState: SaveState;
  readonly access: LibraryAccess;
  /** Number of the last change that is in the journal, on the disk. */
  readonly savedSeq: number;
  /** The changes up to this version are in the database; 0 where there is none. */
  readonly storedVersion: number;
  readonly history: HistoryState;
  /**
   * Plans and applies a command. Commands with the same `group` are one step of undo (many files of one import, one
   * writing of a note). Throws `CommandRefused` with a reason in words, having changed nothing.
   */
  run(command: LibraryCommand, options?: RunOptions): Receipt;
  /** As `run`; the page paints while a large digest is planned. */
  bringIn(command: ImportDigest, options?: RunOptions): Promise<Receipt>;
  /** Undefined when there is nothing to undo. A large step is taken back part by part, between which the page paints. */
  undo(onPart?: OnPart): Promise<Receipt | undefined>;
  redo(onPart?: OnPart): Promise<Receipt | undefined>;
  /** Empty text when the paper has none. */
  readAbstract(paper: PaperId): Promise<string>;
  /** The abstracts of many papers in one read, in their order (for exports); empty text where there is none. */
  readAbstracts(papers: readonly PaperId[]): Promise<readonly string[]>;
  /** Called after every change of memory, history or save state. Returns the function that stops it. */
  subscribe(listener: (change?: LibraryChange) => void): () => void;
  /** Resolves when everything run so far is in the journal and in the database. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
