import type { DigestId } from '../../domain/ids.ts';
import type { ListingDraft } from './listingDraft.ts';

/** How many papers of a draft the digest lists and has brought. */
export function countAddedBy(draft: ListingDraft, digest: DigestId): number {
  let count = 0;
  for (const { addedBy, listings } of draft.papers.values()) {
    if (addedBy === digest && listings.some(listing => listing.digest === digest)) count += 1;
  }
  return count;
}
