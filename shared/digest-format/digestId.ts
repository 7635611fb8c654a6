import type { DigestId } from '../domain/ids.ts';
import { hashText } from '../domain/title.ts';
import type { ParsedDigest } from './types.ts';

/**
 * Identity of a digest: a hash of its header and listings. The same page saved with other line ends, with a byte-order
 * mark or with more or fewer blank lines has the same id. Titles and abstracts can't be shifted into each other, because
 * JSON quotes them.
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
  return hashText(JSON.stringify([parsed.header.lines, listings])) as DigestId;
}
