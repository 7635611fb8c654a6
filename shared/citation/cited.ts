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
}
