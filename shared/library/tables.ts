import type { Abstract, Note, Paper } from '../domain/paper.ts';
import type { Digest } from '../domain/digest.ts';
import type { Collection, KeyHolder, SavedSearch } from '../domain/collection.ts';
import type { PaperId, TitleKey } from '../domain/ids.ts';
import type { LibraryCounts } from './counts.ts';

/** The rows of the library by table. Every row has a string `id`, its primary key. */
export interface LibraryRows {
  papers: Paper;
  abstracts: Abstract;
  notes: Note;
  digests: Digest;
  collections: Collection;
  savedSearches: SavedSearch;
  citationKeys: KeyHolder;
}

export type TableName = keyof LibraryRows;

export const TABLE_NAMES: readonly TableName[] = [
  'papers',
  'abstracts',
  'notes',
  'digests',
  'collections',
  'savedSearches',
  'citationKeys',
];

/** Tables held in memory whole; abstracts are read when a paper is shown. */
export type LightTableName = Exclude<TableName, 'abstracts'>;

/** Tables that only grow: undoing leaves their rows, so that a citation key is never handed out twice. */
export const APPEND_ONLY_TABLES: readonly TableName[] = ['citationKeys'];

/** The light part of the library as a planner sees it. Keyed by row id. */
export interface LibraryState {
  readonly papers: ReadonlyMap<string, Paper>;
  readonly notes: ReadonlyMap<string, Note>;
  readonly digests: ReadonlyMap<string, Digest>;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly savedSearches: ReadonlyMap<string, SavedSearch>;
  readonly citationKeys: ReadonlyMap<string, KeyHolder>;
  /** Paper by any of its title keys. */
  readonly papersByTitle: ReadonlyMap<string, Paper>;
  /** Paper by `identifierKeys`; the one that came first where two have the same. */
  readonly papersByIdentifier: ReadonlyMap<string, Paper>;
  /** All papers with one of `identifierKeys`. Two have the same where a file told it of one that had come under another title. */
  readonly papersWith: (identifier: string) => readonly Paper[];
  /** Of the papers that share this title with another one, and are found by it and an identifier, the one that came first. */
  readonly firstNamesake: (title: TitleKey) => Paper | undefined;
  /** The citation key by which a paper goes, or went before it was removed; of several the one noted as its last. */
  readonly registeredKey: (paper: PaperId) => KeyHolder | undefined;
  /** Papers by status, digest, tag and collection, right after every command. */
  readonly counts: LibraryCounts;
  /** The next free `Paper.serial`. */
  readonly nextSerial: number;
}
