import type { PaperId } from '../../shared/domain/ids.ts';
import type { Sort, View } from '../../shared/domain/view.ts';
import type { TextField, UnderstoodPart } from '../../shared/query/types.ts';
import type { CopiedRows } from '../data/openCopy.ts';
import type { LibraryChange } from '../data/types.ts';

/** A question to the index. A saved search asks its own query and what is typed on top (`narrowedBy`). */
export interface SearchRequest {
  readonly query: string;
  readonly narrowedBy?: string;
  readonly within: View;
  readonly sort: Sort;
}

export interface SearchResult {
  /** `Paper.serial` of every match, best first (or as `sort` says). */
  readonly serials: Uint32Array;
  /** How the typed query was understood. */
  readonly parts: readonly UnderstoodPart[];
  /** Terms of the library that matched, lower case, for highlighting; longest first. */
  readonly terms: readonly string[];
  /** Time in the worker. */
  readonly tookMs: number;
}

/** How a word of the query was found; `phrase` also for a hyphenated word found in pieces. */
export type ReasonKind = 'exact' | 'number' | 'form' | 'prefix' | 'typo' | 'typos' | 'phrase';

/** Where a paper holds a word of the query, and how it stands there. */
export interface MatchPlace {
  readonly field: TextField;
  /** As the field has it, lower case; the best of several. */
  readonly term: string;
  readonly kind: ReasonKind;
}

/** One word or phrase of a query that a paper holds. */
export interface MatchReason {
  /** As it was asked for, lower case. */
  readonly word: string;
  /** Best first. */
  readonly places: readonly MatchPlace[];
  readonly points: number;
}

/** Why a paper is found, and where it stands among the others: points of its words and of the gentle tie-breakers. */
export interface Explanation {
  readonly reasons: readonly MatchReason[];
  /** 0 without a star. */
  readonly pointsForStar: number;
  /** Most for the paper that came last. */
  readonly pointsForNewness: number;
}

/** Two papers whose titles are nearly equal. */
export interface SimilarPapers {
  readonly papers: readonly [PaperId, PaperId];
  /** 0 to 1. */
  readonly similarity: number;
}

/** Where the index is read from: the database of the library, by its name, or the rows of a copy. */
export type SearchSource = { readonly database: string } | { readonly rows: CopiedRows };

/** The search worker, as async functions. */
export interface SearchClient {
  /** Resolves when the index holds the whole library. */
  readonly ready: Promise<void>;
  /** What part of the library is in the index, from 0 to 1. */
  progress(): Promise<number>;
  /** Keeps the index in step with memory; call with every `LibraryChange`. */
  follow(change: LibraryChange): void;
  /** The changes up to this version are in the database, where the index would find them. */
  forget(storedVersion: number): void;
  /** Latest wins: an earlier search that is overtaken rejects with an `AbortError`. */
  search(request: SearchRequest): Promise<SearchResult>;
  /** The same question beside the list's own searches: neither overtakes the other. */
  find(request: SearchRequest): Promise<SearchResult>;
  /** How many papers each request matches, for the counts in the sidebar. */
  count(requests: readonly SearchRequest[]): Promise<readonly number[]>;
  /** Why the paper of a serial is found by a request; undefined if there is no such paper. */
  explain(request: SearchRequest, serial: number): Promise<Explanation | undefined>;
  /** Near-equal titles among the given papers and the rest of the library, those kept apart left out. */
  findSimilar(papers: readonly PaperId[]): Promise<readonly SimilarPapers[]>;
  close(): void;
}
