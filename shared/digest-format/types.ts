import type { Author } from '../domain/author.ts';
import type { ListedDate, PrintedDate } from '../domain/issued.ts';
import type { ReadingStatus } from '../domain/paper.ts';

/** The shapes of dump that are read; named in the import report and by `pandect parse`. */
export type DigestShape = TextShape | FileShape;

/** Text dumps. */
export type TextShape = 'search-compact' | 'daily-details' | 'daily-plain';

/** Other files that papers come in, each told by its content. */
export type FileShape = (typeof FILE_SHAPES)[number];
export const FILE_SHAPES = [
  /** A saved page of Hugging Face: a day's papers, a search, one paper. */
  'saved-page',
  /** An answer of its daily-papers or search interface. */
  'papers-json',
  /** A mail with a digest in its text or HTML. */
  'mail',
  /** A mail of arXiv's daily listings. */
  'arxiv-mail',
  /** Atom or RSS. */
  'feed',
  'bibtex',
  'ris',
  'csl-json',
  'csv',
  'zotero-rdf',
  /** Saved pages of a read-later service or a feed reader. */
  'bookmarks',
  /** Pages of this program for Obsidian and Logseq: front matter, abstract, note. */
  'markdown-pages',
] as const;

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
  readonly issued?: ListedDate;
  readonly commentCount?: number;
  readonly upvotes?: number;
  readonly submitter?: string;
  /** As in `Details`. */
  readonly authors?: readonly Author[];
  readonly venue?: string;
  readonly doi?: string;
  readonly arxiv?: string;
  readonly arxivClass?: string;
  readonly url?: string;
  readonly marks?: Marks;
}

/** What the user of another program, or of this one, had marked a paper with before it was exported. */
export interface Marks {
  readonly status?: ReadingStatus;
  readonly starred?: boolean;
  readonly tags?: readonly string[];
  /** Names of collections. */
  readonly collections?: readonly string[];
  /** Markdown. */
  readonly note?: string;
  /** The key it had there. */
  readonly citationKey?: string;
  /** Keys that it had before that one, and can still be found by. */
  readonly formerKeys?: readonly string[];
}

/** A line that found no place; `line` counts from 1 in the file. */
export interface UnplacedLine {
  readonly line: number;
  readonly text: string;
  /** Why, in words, where there is more to say. */
  readonly reason?: string;
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
  | {
      readonly kind: 'noPapers';
      readonly reason: NoPapersReason;
      /** Where there is more to say than the reason: words that follow "because", such as "its JSON breaks off in line 3". */
      readonly why?: string;
    };
