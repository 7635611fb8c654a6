import { bylineInWords } from '../../../shared/domain/byline.ts';
import type { Digest } from '../../../shared/domain/digest.ts';
import { digestKind, digestName } from '../../../shared/domain/digestName.ts';
import type { DigestId } from '../../../shared/domain/ids.ts';
import type { Listing, Paper } from '../../../shared/domain/paper.ts';
import { toVisibleLine } from '../../../shared/text/visible.ts';
import { formatPrintedDate } from '../../../shared/domain/resolveIssued.ts';

/** One listing of a paper in words. */
export interface HistoryEntry {
  readonly digest: DigestId;
  readonly name: string;
  /** "Daily page" or "Search". */
  readonly kind: string;
  readonly rank: number;
  /** "4 authors", "Lossfunk"; empty when the digest says nothing. */
  readonly by: string;
  /** "2 comments", or empty. */
  readonly comments: string;
  /** The paper's date as this digest prints it, or empty. */
  readonly printed: string;
  /** The title as this digest printed it, where it differs from the paper's. */
  readonly title?: string;
}

/** Where a paper was listed, oldest digest first: by the digest's own day where that is known, else by its import. */
export function paperHistory(paper: Paper, digests: ReadonlyMap<string, Digest>): readonly HistoryEntry[] {
  return paper.listings
    .flatMap(listing => {
      const digest = digests.get(listing.digest);
      return digest === undefined ? [] : [{ listing, digest }];
    })
    .sort((a, b) => timeOf(a.digest) - timeOf(b.digest))
    .map(({ listing, digest }) => entryOf(listing, digest));
}

function timeOf(digest: Digest): number {
  const day = digest.header.date;
  const year = day?.year ?? digest.year.year;
  return day === undefined || year === undefined ? digest.imported : Date.UTC(year, day.month - 1, day.day);
}

function entryOf(listing: Listing, digest: Digest): HistoryEntry {
  const comments = listing.commentCount;
  return {
    digest: digest.id,
    name: toVisibleLine(digestName(digest)),
    kind: digestKind(digest.shape),
    rank: listing.rank,
    by: toVisibleLine(bylineInWords(listing) ?? ''),
    comments: comments === undefined ? '' : `${comments} ${comments === 1 ? 'comment' : 'comments'}`,
    printed: listing.issued === undefined ? '' : formatPrintedDate(listing.issued),
    ...(listing.title === undefined ? {} : { title: toVisibleLine(listing.title) }),
  };
}
