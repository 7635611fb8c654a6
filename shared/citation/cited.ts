import type { Author } from '../domain/author.ts';
import type { CitationKey } from '../domain/ids.ts';
import type { Paper } from '../domain/paper.ts';

/** A paper with everything a citation of it says. */
export interface CitedPaper {
  readonly paper: Paper;
  /** Empty when there is none. */
  readonly abstract: string;
  /** The user's note, where it is to be handed out. */
  readonly note?: string;
  /** Names of the digests that listed it (`digestName`), in the order of import. */
  readonly digestNames: readonly string[];
  /** Names of the collections it is in. */
  readonly collectionNames?: readonly string[];
  /** Why the paper has its date (`issuedEvidence`); written down where the year was not printed. */
  readonly evidence?: string;
  /** Keys it had before, oldest first: documents may still cite them. */
  readonly formerKeys?: readonly CitationKey[];
  /** In the order of the paper. Digests name none. */
  readonly authors?: readonly Author[];
  readonly identifiers?: Identifiers;
}

/** What a paper is known by elsewhere. Digests print none of it. */
export interface Identifiers {
  /** Without the resolver's address: `10.1000/182`. */
  readonly doi?: string;
  readonly arxiv?: {
    /** `2310.01234` or `cs/0301001`, with or without version. */
    readonly id: string;
    /** Such as `cs.LG`. */
    readonly primaryClass?: string;
  };
  /** An http or https address. */
  readonly url?: string;
}
