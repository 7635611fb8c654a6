import type { PrintedDate } from '../domain/issued.ts';

/** The shapes of dump that are read; named in the import report and by `pandect parse`. */
export type DigestShape = 'search-compact' | 'daily-details' | 'daily-plain';

/** What stands above the papers of a digest. */
export interface DigestHeader {
  /** The page's own day, e.g. `Apr 23`. */
  readonly date?: PrintedDate;
  /** All header lines as they stand in the file, in order, blank lines left out. */
  readonly lines: readonly string[];
}

/** One paper as a digest prints it; texts exactly as in the file. */
export interface ParsedListing {
  readonly rank: number;
  readonly title: string;
  /** Empty when the digest gives none. */
  readonly abstract: string;
  readonly authorCount?: number;
  readonly organisation?: string;
  readonly issued?: PrintedDate;
  readonly commentCount?: number;
}

/** A line that found no place; `line` counts from 1 in the file. */
export interface UnplacedLine {
  readonly line: number;
  readonly text: string;
}

export interface ParsedDigest {
  readonly shape: DigestShape;
  readonly header: DigestHeader;
  readonly listings: readonly ParsedListing[];
  readonly notUnderstood: readonly UnplacedLine[];
}

/** Why a text held no papers. */
export type NoPapersReason = 'empty' | 'binary' | 'pageWithoutTitles' | 'notADigest';

/** What a dump's text gave: one digest or several (concatenated dumps), or the reason why there is none. */
export type ParsedDump =
  | { readonly kind: 'digests'; readonly digests: readonly ParsedDigest[] }
  | { readonly kind: 'noPapers'; readonly reason: NoPapersReason };
