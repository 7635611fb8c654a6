import type { ParsedListing } from '../../../shared/digest-format/types.ts';
import type { DigestId } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Change } from '../../../shared/library/change.ts';
import {
  givenDigests,
  withGivenTexts,
  type DigestSource,
  type SentChange,
} from '../../../shared/library/sentChange.ts';

/**
 * Changes as they are journalled, with the texts that the page left out because they were read here. Rejects with `notFound`
 * when one of them is not there any more; then the page sends them.
 */
export async function readGiven(
  changes: readonly SentChange[],
  listingsOf: (source: DigestSource) => Promise<readonly ParsedListing[]>,
): Promise<Change[]> {
  const digests = new Map<DigestId, readonly ParsedListing[]>();
  for (const source of givenDigests(changes)) {
    digests.set(source.digest, await listingsOf(source).catch(notThere));
  }
  return changes.map(change => withGivenTexts(change, digests) ?? notThere());
}

function notThere(): never {
  throw new HostError(
    'notFound',
    'A text that this change brings is not kept here any more. Nothing was written; it is sent again with its texts.',
  );
}
