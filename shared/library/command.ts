import type { View } from '../domain/view.ts';
import type {
  CitationKey,
  CollectionId,
  DigestId,
  DumpId,
  ImportId,
  PaperId,
  SavedSearchId,
  Timestamp,
} from '../domain/ids.ts';
import type { DetailName, Details, Origin } from '../domain/details.ts';
import type { ReadingStatus } from '../domain/paper.ts';
import type { ParsedDigest, ParsedListing } from '../digest-format/types.ts';
import type { Patch } from './patch.ts';

/** One action of the user on the library: a plain value, planned by `planCommand` into patches. */
export type LibraryCommand =
  | ImportDigest
  | { readonly name: 'removeDigests'; readonly digests: readonly DigestId[] }
  | RereadDigest
  | { readonly name: 'renameDigest'; readonly digest: DigestId; readonly givenName: string }
  /** `year` null: infer it again. */
  | { readonly name: 'setDigestYear'; readonly digest: DigestId; readonly year: number | null }
  | { readonly name: 'setStatus'; readonly papers: readonly PaperId[]; readonly status: ReadingStatus }
  | { readonly name: 'star' | 'unstar'; readonly papers: readonly PaperId[] }
  | { readonly name: 'addTag' | 'removeTag'; readonly papers: readonly PaperId[]; readonly tag: string }
  | { readonly name: 'renameTag'; readonly from: string; readonly to: string }
  | { readonly name: 'deleteTag'; readonly tag: string }
  /** An empty text removes the note. */
  | { readonly name: 'setNote'; readonly paper: PaperId; readonly text: string; readonly at: Timestamp }
  | {
      readonly name: 'createCollection';
      readonly collection: CollectionId;
      readonly title: string;
      readonly papers: readonly PaperId[];
    }
  | { readonly name: 'renameCollection'; readonly collection: CollectionId; readonly title: string }
  | { readonly name: 'deleteCollection'; readonly collection: CollectionId }
  | {
      readonly name: 'addToCollection' | 'removeFromCollection';
      readonly papers: readonly PaperId[];
      readonly collection: CollectionId;
    }
  | {
      readonly name: 'saveSearch';
      readonly search: SavedSearchId;
      readonly title: string;
      readonly query: string;
      readonly within: View;
    }
  | { readonly name: 'renameSavedSearch'; readonly search: SavedSearchId; readonly title: string }
  | { readonly name: 'deleteSavedSearch'; readonly search: SavedSearchId }
  /** Fails with a reason when the key is taken or not a valid key. */
  | { readonly name: 'setCitationKey'; readonly paper: PaperId; readonly key: CitationKey }
  /** Keys made anew after a pattern; a paper keeps one that fits it. The keys before stay with their papers as aliases. */
  | { readonly name: 'rekeyPapers'; readonly papers: readonly PaperId[]; readonly pattern: string }
  /** `from` ends; its listings, titles, tags, star, note and collections go to `into`. */
  | {
      readonly name: 'mergePapers';
      readonly into: PaperId;
      readonly from: PaperId;
      /** The abstract of `from`; needed only when `into` has none. */
      readonly abstract?: string;
    }
  | { readonly name: 'keepApart'; readonly papers: readonly [PaperId, PaperId] }
  | { readonly name: 'removePapers'; readonly papers: readonly PaperId[] }
  /** Papers that stand in no digest; one that is known by identifier or title only gets what it lacks. */
  | AddPapers
  /** What was looked up never replaces what the user typed. */
  | SetDetails
  | RestoreRows;

export type CommandName = LibraryCommand['name'];

export interface AddPapers {
  readonly name: 'addPapers';
  readonly papers: readonly AddedWork[];
  readonly at: Timestamp;
  /** As of `ImportDigest`. */
  readonly keyPattern?: string;
}

export interface SetDetails {
  readonly name: 'setDetails';
  readonly changes: readonly DetailsChange[];
  readonly at: Timestamp;
}

/** A work to be added, and who tells of it. */
export interface AddedWork {
  readonly work: DescribedWork;
  readonly origin: OriginNow;
}

/** A work with at least a title. */
export type DescribedWork = Details & { readonly title: string };

/** A listing of a paper as the kept text of a digest has it. */
export interface PrintedListing {
  readonly digest: DigestId;
  readonly listing: ParsedListing;
}

/** Who tells; the time is the command's. */
export type OriginNow = Omit<Origin, 'at'>;

/** Details of one paper, new or, null, taken away: then what its digests print counts again. */
export interface DetailsChange {
  readonly paper: PaperId;
  /**
   * Its listings as their dumps hold them, in the order of import, where details that the user or a look-up told are taken
   * away: memory has of listings only what stays with them, and no abstracts. What is not given here is gone until the
   * digests are read again.
   */
  readonly printed?: readonly PrintedListing[];
  readonly fields: { readonly [D in DetailName]?: Details[D] | null };
  readonly origin: OriginNow;
}

/** Brings one digest in. Importing a digest that is already there plans nothing. */
export interface ImportDigest {
  readonly name: 'importDigest';
  readonly digest: DigestId;
  readonly dump: DumpId;
  readonly importId: ImportId;
  readonly file: string;
  readonly parsed: ParsedDigest;
  readonly at: Timestamp;
  /** For the citation keys of new papers, where the user chose one. */
  readonly keyPattern?: string;
}

/** Brings back rows of a snapshot. The host has compared it with the library as it is; refused where it no longer fits. */
export interface RestoreRows {
  readonly name: 'restore';
  /** The time of the snapshot. */
  readonly from: Timestamp;
  readonly what: 'library' | 'papers';
  readonly patches: readonly Patch[];
}

/** Replaces what a digest lists by a better reading of the same dump. */
export interface RereadDigest {
  readonly name: 'rereadDigest';
  readonly digest: DigestId;
  readonly parsed: ParsedDigest;
  /** The abstracts in the library by paper, as memory has only their openings. One that is left out is judged by that. */
  readonly abstracts: Readonly<Record<string, string>>;
}
