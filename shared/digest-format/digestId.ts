import type { DigestId } from '../domain/ids.ts';
import { hashText } from '../domain/title.ts';
import {
  FILE_SHAPES,
  type DigestShape,
  type FileShape,
  type ParsedDigest,
  type ParsedListing,
} from './types.ts';

/**
 * Identity of a digest: a hash of its header and listings. The same page saved with other line ends, with a byte-order
 * mark or with more or fewer blank lines has the same id. Titles and abstracts can't be shifted into each other, because
 * JSON quotes them. Of a file that is no text dump its shape, its day and all details of its listings count as well; the
 * ids of text dumps never change.
 */
export function digestId(parsed: ParsedDigest): DigestId {
  const listings = parsed.listings.map(listing => [
    listing.title,
    listing.abstract,
    listing.authorCount ?? null,
    listing.organisation ?? null,
    listing.issued ? [listing.issued.year ?? null, listing.issued.month, listing.issued.day] : null,
    listing.commentCount ?? null,
  ]);
  const more = isFile(parsed.shape)
    ? [[parsed.shape, parsed.header.date ?? null, parsed.listings.map(detailsOf)]]
    : [];
  return hashText(JSON.stringify([parsed.header.lines, listings, ...more])) as DigestId;
}

function isFile(shape: DigestShape): shape is FileShape {
  return (FILE_SHAPES as readonly DigestShape[]).includes(shape);
}

/** What only files tell, in an order that never changes. */
function detailsOf(listing: ParsedListing): unknown[] {
  const { upvotes, submitter, authors, venue, doi, arxiv, arxivClass, url, marks } = listing;
  const { status, starred, tags, collections, note, citationKey, formerKeys } = marks ?? {};
  return [
    ...[upvotes, submitter, authors, venue, doi, arxiv, arxivClass, url],
    ...[status, starred, tags, collections, note, citationKey],
    ...(formerKeys === undefined ? [] : [formerKeys]),
  ].map(value => value ?? null);
}
