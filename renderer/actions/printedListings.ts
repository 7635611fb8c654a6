import type { Paper } from '../../shared/domain/paper.ts';
import { titleKey } from '../../shared/domain/title.ts';
import type { PrintedListing } from '../../shared/library/command.ts';
import type { AppServices } from '../hooks/useApp.ts';
import { overviewAgain } from './rereadDigest.ts';

/** A paper that more digests list is known well enough from the first of them. */
const MOST_LISTINGS = 20;

/** The listings of a paper as the kept texts of its digests have them; those that can't be read again are left out. */
export async function printedListings(app: AppServices, paper: Paper): Promise<readonly PrintedListing[]> {
  const printed: PrintedListing[] = [];
  for (const { digest: id, rank, title = paper.title } of paper.listings.slice(0, MOST_LISTINGS)) {
    const digest = app.library.state.digests.get(id);
    if (digest === undefined) continue;
    try {
      const overview = await overviewAgain(app, digest);
      const [listing] = await app.host.call('dumps.listings', {
        dump: digest.dump,
        digest: overview.id,
        from: rank - 1,
        count: 1,
      });
      if (listing !== undefined && titleKey(listing.title) === titleKey(title))
        printed.push({ digest: id, listing });
    } catch {
      // Its text is gone; the others may still tell.
    }
  }
  return printed;
}
