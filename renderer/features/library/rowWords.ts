import { authorsBriefly } from '../../../shared/domain/authorNames.ts';
import { bylineInWords } from '../../../shared/domain/byline.ts';
import { digestName } from '../../../shared/domain/digestName.ts';
import type { Paper, ReadingStatus } from '../../../shared/domain/paper.ts';
import { formatIssued } from '../../../shared/domain/resolveIssued.ts';
import type { View } from '../../../shared/domain/view.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';

/** The small line of a row, part by part. */
export interface RowWords {
  /** "Oct 9, 2023" */
  readonly issued?: string;
  /** "Lake, Ng et al." where names are known, else "4 authors", or the organisation. */
  readonly by?: string;
  /** The digest of a paper that is listed once; in words that can't be taken for the day it was issued. */
  readonly from?: string;
  /** In a digest: that it brought the paper, as long as that is unread. */
  readonly fresh?: string;
  /** That the paper was known before, or is listed several times. */
  readonly known?: string;
  /** The same for a row of one line. */
  readonly knownBriefly?: string;
}

/** What the small line of a row says in a view. In a digest, papers that were there before are told from new ones. */
export function rowWords(paper: Paper, view: View, digests: LibraryState['digests']): RowWords {
  const by = paper.authors === undefined ? bylineInWords(paper) : authorsBriefly(paper.authors);
  const known = knownWords(paper, view, digests);
  const from = known === undefined && view.kind !== 'digest' ? digestOf(paper, digests) : undefined;
  const isFresh =
    view.kind === 'digest' &&
    view.show === 'all' &&
    paper.addedBy === view.digest &&
    paper.status === 'unread';
  return {
    ...(isFresh && { fresh: 'new' }),
    ...(paper.issued && { issued: formatIssued(paper.issued) }),
    ...(by !== undefined && { by }),
    ...(from !== undefined && { from }),
    ...known,
  };
}

function knownWords(
  paper: Paper,
  view: View,
  digests: LibraryState['digests'],
): Pick<RowWords, 'known' | 'knownBriefly'> | undefined {
  if (view.kind === 'digest' && paper.addedBy !== view.digest) {
    const first = digests.get(paper.addedBy ?? '');
    const known = first ? `known since ${digestName(first)}` : 'already in your library';
    return { known, knownBriefly: 'known' };
  }
  if (view.kind === 'digest' && view.show === 'all') return undefined;
  const times = new Set(paper.listings.map(listing => listing.digest)).size;
  return times > 1 ? { known: `seen in ${times} digests`, knownBriefly: `${times} digests` } : undefined;
}

function digestOf(paper: Paper, digests: LibraryState['digests']): string | undefined {
  const digest = digests.get(paper.listings[0]?.digest ?? '');
  return digest && `listed in ${digestName(digest)}`;
}

/** The status for screen readers, which don't see the dot. */
export const STATUS_WORDS: Readonly<Record<ReadingStatus, string>> = {
  unread: 'Unread.',
  reading: 'Reading.',
  read: 'Read.',
  archived: 'Archived.',
};

/** "1 paper", "1,204 papers". */
export function papersInWords(count: number): string {
  return `${count.toLocaleString('en')} ${papersNoun(count)}`;
}

/** What a count of papers counts. */
export function papersNoun(count: number): string {
  return count === 1 ? 'paper' : 'papers';
}
