import type { ParsedDigest, ParsedListing } from '../../shared/digest-format/types.ts';
import type { Digest } from '../../shared/domain/digest.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { DigestOverview } from '../../shared/host/api.ts';
import type { AppServices } from '../hooks/useApp.ts';
import { showToast } from '../session/toast.ts';
import { errorText, runCommand } from './command.ts';
import { MAX_LISTINGS_PER_CALL } from '../../shared/host/limits.ts';

/** Parses the kept raw text of a digest again and brings in what is read differently now. */
export async function rereadDigest(app: AppServices, digest: Digest): Promise<void> {
  try {
    const parsed = await readAgain(app, digest);
    const abstracts = await abstractsOf(app, digest);
    const receipt = runCommand(app.library, { name: 'rereadDigest', digest: digest.id, parsed, abstracts });
    if (receipt && !receipt.changed) showToast(`${digestName(digest)} reads as before. Nothing was changed.`);
  } catch (error) {
    showToast(errorText(error), { tone: 'error' });
  }
}

/** The abstracts of the papers that a digest lists, by paper. */
async function abstractsOf({ library }: AppServices, digest: Digest): Promise<Record<string, string>> {
  const listed = [...library.state.papers.values()].filter(paper =>
    paper.listings.some(listing => listing.digest === digest.id),
  );
  const ids = listed.map(paper => paper.id);
  const texts = await library.readAbstracts(ids);
  return Object.fromEntries(ids.map((id, index) => [id, texts[index] ?? '']));
}

/**
 * The digest in its kept text, read again. One that reads differently has another id; then it is the one at the same place
 * among those of its dump. Throws when it is no longer there.
 */
export async function overviewAgain(app: AppServices, digest: Digest): Promise<DigestOverview> {
  const { digests } = await app.host.call('dumps.reread', { dump: digest.dump });
  const ofDump = [...app.library.state.digests.values()].filter(other => other.dump === digest.dump);
  const found = digests.find(other => other.id === digest.id) ?? digests[ofDump.indexOf(digest)];
  if (!found) {
    throw new Error('The kept text no longer holds this digest. Nothing was changed. Import the dump again.');
  }
  return found;
}

async function readAgain(app: AppServices, digest: Digest): Promise<ParsedDigest> {
  const found = await overviewAgain(app, digest);
  const listings: ParsedListing[] = [];
  while (listings.length < found.listingCount) {
    const portion = await app.host.call('dumps.listings', {
      dump: digest.dump,
      digest: found.id,
      from: listings.length,
      count: MAX_LISTINGS_PER_CALL,
    });
    if (portion.length === 0) break;
    listings.push(...portion);
  }
  const { shape, header, notUnderstood } = found;
  return { shape, header, listings, notUnderstood };
}
