import { digestId } from '../../shared/digest-format/digestId.ts';
import type { ParsedDigest, ParsedListing } from '../../shared/digest-format/types.ts';
import type { DigestId, DumpId } from '../../shared/domain/ids.ts';
import { hashText } from '../../shared/domain/title.ts';
import type { DigestOverview, HostHandlers, Offer, ReadDump } from '../../shared/host/api.ts';
import { HostError } from '../../shared/host/wire.ts';
import type { DigestSource } from '../../shared/library/sentChange.ts';
import { tooLarge } from '../lib/dumpErrors.ts';
import { readDump, readText } from '../lib/readDump.ts';
import { createKeptDumps } from './keptDumps.ts';
import { createOffers } from './offers.ts';
import { MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

type DumpCalls = 'dumps.offered' | 'dumps.read' | 'dumps.listings' | 'dumps.reread';

/** Dumps from the user's files to parsed digests; their raw texts are kept. */
export interface DumpsService {
  readonly handlers: Pick<HostHandlers, DumpCalls>;
  /** Looks up files and folders for an answer to the page (the dialog). Absolute paths. */
  offerPaths(paths: readonly string[]): Promise<Offer>;
  /** Looks up files and folders and puts them by for the page's next `dumps.offered`; then tell the page. */
  putBy(paths: readonly string[]): Promise<void>;
  /** All listings of a digest of a dump that was read or kept. Rejects as `dumps.listings`. */
  listingsOf(source: DigestSource): Promise<readonly ParsedListing[]>;
}

export interface DumpsOptions {
  /** Where raw texts are kept now: `<dumps>/<DumpId>.txt.gz`. Made when it is missing. */
  readonly dumpsFolder: () => string;
}

/** A dump in memory. */
interface HeldDump {
  readonly digests: ReadonlyMap<DigestId, ParsedDigest>;
}

/**
 * An import fetches the listings of a dump right after reading it, and has the journal written while the next ones are read:
 * some files at a time.
 */
const MOST_HELD_DUMPS = 10;
const REREAD_NAME = 'The kept text of this dump';

export function createDumpsService({ dumpsFolder }: DumpsOptions): DumpsService {
  const offers = createOffers();
  const kept = createKeptDumps(dumpsFolder);
  const held = new Map<DumpId, HeldDump>();
  let putBy: Offer = { files: [], refused: [] };

  const hold = (dump: DumpId, digests: readonly ParsedDigest[]): HeldDump => {
    const holding = { digests: byId(digests) };
    held.delete(dump);
    held.set(dump, holding);
    for (const oldest of held.keys()) {
      if (held.size <= MOST_HELD_DUMPS) break;
      held.delete(oldest);
    }
    return holding;
  };

  const reparse = async (dump: DumpId): Promise<HeldDump> =>
    hold(dump, await readText(await kept.read(dump), REREAD_NAME));

  const listingsOf = async ({ dump, digest }: DigestSource): Promise<readonly ParsedListing[]> => {
    const { digests } = held.get(dump) ?? (await reparse(dump));
    const found = digests.get(digest);
    if (found === undefined) throw unknownDigest();
    return found.listings;
  };

  const read = async (bytes: Uint8Array, name: string): Promise<ReadDump> => {
    const { text, digests } = await readDump(bytes, name);
    const dump = hashText(text) as DumpId;
    await kept.keep(dump, text, name);
    return { dump, file: name, digests: overviews(hold(dump, digests)) };
  };

  return {
    offerPaths: paths => offers.offer(paths),
    listingsOf,
    async putBy(paths) {
      const offer = await offers.offer(paths);
      putBy = { files: [...putBy.files, ...offer.files], refused: [...putBy.refused, ...offer.refused] };
    },
    handlers: {
      'dumps.offered': async () => {
        const taken = putBy;
        putBy = { files: [], refused: [] };
        return taken;
      },
      'dumps.read': async args => {
        if ('bytes' in args) {
          if (args.bytes.length > MAX_DUMP_BYTES) throw tooLarge(args.name, args.bytes.length);
          return read(args.bytes, args.name);
        }
        const offered = await offers.read(args.ticket);
        if (offered === undefined) throw unknownTicket();
        return read(offered.bytes, offered.name);
      },
      'dumps.listings': async args => {
        const listings = await listingsOf({ dump: args.dump as DumpId, digest: args.digest as DigestId });
        return listings.slice(args.from, args.from + args.count);
      },
      'dumps.reread': async args => {
        const dump = args.dump as DumpId;
        return { dump, file: '', digests: overviews(await reparse(dump)) };
      },
    },
  };
}

/** A page that stands twice in a file is one digest; what was not understood in either is reported. */
function byId(digests: readonly ParsedDigest[]): ReadonlyMap<DigestId, ParsedDigest> {
  const found = new Map<DigestId, ParsedDigest>();
  for (const digest of digests) {
    const id = digestId(digest);
    const first = found.get(id);
    const notUnderstood = [...(first?.notUnderstood ?? []), ...digest.notUnderstood];
    found.set(id, { ...(first ?? digest), notUnderstood });
  }
  return found;
}

function overviews({ digests }: HeldDump): DigestOverview[] {
  return [...digests].map(([id, { shape, header, listings, notUnderstood }]) => ({
    id,
    shape,
    header,
    listingCount: listings.length,
    notUnderstood,
  }));
}

function unknownTicket(): HostError {
  return new HostError(
    'notFound',
    'This file is no longer offered, because Pandect was started again since. Nothing was imported. Choose the file again.',
  );
}

function unknownDigest(): HostError {
  return new HostError(
    'notFound',
    'The kept dump does not hold this digest any more. Your library is as it was. Import the file itself again.',
  );
}
