import type { CitationKey, CollectionId, DigestId, PaperId, Timestamp, TitleKey } from './ids.ts';
import type { Author } from './author.ts';
import type { Origins } from './details.ts';
import type { Issued, ListedDate } from './issued.ts';

/** The user's state of a paper. */
export type ReadingStatus = 'unread' | 'reading' | 'read' | 'archived';
export const READING_STATUSES: readonly ReadingStatus[] = ['unread', 'reading', 'read', 'archived'];

/** A paper's place in one digest. */
export interface Listing {
  readonly digest: DigestId;
  /** 1 for the first paper of the digest. */
  readonly rank: number;
  /** The title as this digest printed it, where it differs from the paper's. */
  readonly title?: string;
  readonly authorCount?: number;
  readonly organisation?: string;
  /** As printed; the year may come from the digest (`DigestYear`). */
  readonly issued?: ListedDate;
  readonly commentCount?: number;
  readonly upvotes?: number;
  /** Who handed the paper in to the digest's page. */
  readonly submitter?: string;
  /** Marks that the paper has from this listing's file alone; they go with it. */
  readonly brought?: BroughtMarks;
}

/** What a file that papers came in had marked one with, and the library had not. */
export interface BroughtMarks {
  readonly starred?: true;
  readonly tags?: readonly string[];
  readonly collections?: readonly CollectionId[];
  /** The whole note, written at the time of the import. */
  readonly note?: true;
}

/** One work, one record, however often it is listed. Light: the abstract and the note are rows of their own. */
export interface Paper {
  readonly id: PaperId;
  /** Order of arrival: 1, 2, 3 … unique, never reused. Search results name papers by it. */
  readonly serial: number;
  readonly title: string;
  /** Every normalised title that stands for this paper; grows by merging. */
  readonly titleKeys: readonly TitleKey[];
  /** First characters of the abstract (at most `OPENING_LENGTH`), for the list. */
  readonly opening: string;
  /** Derived from the listings and their digests' years by `resolveIssued`, unless `origins` says otherwise. */
  readonly issued?: Issued;
  readonly authorCount?: number;
  readonly organisation?: string;
  /** These are known only where a file, a look-up or the user told them; see `Details`. */
  readonly authors?: readonly Author[];
  readonly venue?: string;
  readonly doi?: string;
  readonly arxiv?: string;
  readonly arxivClass?: string;
  readonly url?: string;
  /** Who told the details that no digest printed. */
  readonly origins?: Origins;
  readonly hasLink: boolean;
  readonly hasNote: boolean;
  /** In the order of import. */
  readonly listings: readonly Listing[];
  /**
   * The digest that first brought it; in that digest it is new, in all others known. Absent for a paper that the user
   * added, and once no digest listed it any more and only the user's marks held it: it is known everywhere, and no digest
   * takes it along.
   */
  readonly addedBy?: DigestId;
  readonly added: Timestamp;
  readonly citationKey: CitationKey;
  readonly status: ReadingStatus;
  readonly starred: boolean;
  readonly tags: readonly string[];
  readonly collections: readonly CollectionId[];
  /** Papers with a near-equal title that the user said are different works. */
  readonly keptApart: readonly PaperId[];
}

/** Length of `Paper.opening` in characters. */
export const OPENING_LENGTH = 240;

export interface Abstract {
  readonly id: PaperId;
  /** Exactly as in the file; lines joined by `\n`. */
  readonly text: string;
}

/** The user's note on a paper, Markdown. */
export interface Note {
  readonly id: PaperId;
  readonly text: string;
  readonly changed: Timestamp;
}
