import type { ImportId, Timestamp } from '../../../shared/domain/ids.ts';
import {
  MAX_DUMP_BYTES,
  MAX_LISTINGS_PER_CALL,
  type CallArguments,
  type DigestOverview,
  type ReadDump,
  type RefusedPath,
} from '../../../shared/host/api.ts';
import type { ParsedListing } from '../../../shared/digest-format/types.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Library } from '../../data/types.ts';
import type { HostClient } from '../../host/types.ts';
import { counted, messageOf, TOO_LARGE } from './messages.ts';
import {
  isFresh,
  type BroughtDigest,
  type Gathered,
  type ImportItem,
  type ImportProgress,
  type ImportSource,
} from './types.ts';
import { chosenKeyPattern } from '../../hooks/keyPattern.ts';
import { yieldToPage } from '../../hooks/yieldToPage.ts';

/** What an import works with. */
export interface ImportParts {
  readonly host: HostClient;
  readonly library: Library;
  readonly now: () => Timestamp;
  /**
   * Keeps the library as it is, before anything is brought in. Begun with the import and waited for only when the first
   * digest is about to come in: by then it is long done. Never rejects.
   */
  readonly keepLibrary?: () => Promise<void>;
  /** Called with every step of the import. */
  readonly onProgress: (progress: ImportProgress) => void;
}

/** An import on its way. */
export interface ImportRun {
  readonly id: ImportId;
  /** Puts more at the end of the queue; false when the import is over or being cancelled. */
  add(more: Gathered): boolean;
  /** Stops after the call at hand; digests that are in stay, whole. */
  cancel(): void;
  /** Resolves when everything is in, refused or cancelled; never rejects. */
  readonly over: Promise<void>;
}

/**
 * Imports sources one after the other: read by the host, fetched in portions, put into the library digest by digest. A
 * source that fails says why in its item and doesn't stop the others. Everything brought in is one step of undo.
 */
export function startImport(id: ImportId, first: Gathered, parts: ImportParts): ImportRun {
  const sources: ImportSource[] = [];
  let items: readonly ImportItem[] = [];
  let refused: readonly RefusedPath[] = [];
  let phase: ImportProgress['phase'] = 'running';
  const stop = new AbortController();

  const tell = () => parts.onProgress({ id, phase, items, refused });
  const change = (at: number, fields: Partial<ImportItem>) => {
    items = items.map((item, place) => (place === at ? { ...item, ...fields } : item));
    tell();
  };
  const enqueue = (more: Gathered) => {
    sources.push(...more.sources);
    items = [...items, ...more.sources.map(waitingItem)];
    refused = [...refused, ...more.refused];
    tell();
  };

  const run = async () => {
    const kept = parts.keepLibrary?.();
    for (let at = 0; at < sources.length; at += 1) {
      const source = sources[at];
      if (source === undefined) break;
      await importSource(source, {
        ...parts,
        id,
        signal: stop.signal,
        kept,
        change: fields => change(at, fields),
        place: items.filter((item, place) => place < at && item.digests.some(isFresh)).length + 1,
      });
    }
    phase = 'over';
    tell();
  };

  enqueue(first);
  return {
    id,
    over: run(),
    add(more) {
      if (phase !== 'running') return false;
      enqueue(more);
      return true;
    },
    cancel() {
      if (phase !== 'running') return;
      phase = 'cancelling';
      stop.abort();
      tell();
    },
  };
}

interface SourceParts extends ImportParts {
  readonly id: ImportId;
  readonly signal: AbortSignal;
  readonly kept: Promise<void> | undefined;
  readonly change: (fields: Partial<ImportItem>) => void;
  /** How many dumps the import has brought in when this one is, for the name of its undo step. */
  readonly place: number;
}

function waitingItem(source: ImportSource): ImportItem {
  return { name: sourceName(source), progress: { kind: 'waiting' }, digests: [] };
}

function sourceName(source: ImportSource): string {
  return source.kind === 'offered' ? source.file.name : source.name;
}

/** Takes one source all the way; whatever happens ends in its item. */
async function importSource(source: ImportSource, parts: SourceParts): Promise<void> {
  try {
    parts.signal.throwIfAborted();
    parts.change({ progress: { kind: 'reading' } });
    const dump = await parts.host.call('dumps.read', await readArguments(source), parts.signal);
    await importDump(dump, parts);
    parts.change({ progress: { kind: 'done' } });
  } catch (error) {
    if (parts.signal.aborted) parts.change({ progress: { kind: 'cancelled' } });
    else parts.change({ progress: { kind: 'failed', message: messageOf(error) } });
  }
}

/** The bytes of a source, or its ticket. Refuses what is too large before reading it. */
async function readArguments(source: ImportSource): Promise<CallArguments<'dumps.read'>> {
  switch (source.kind) {
    case 'offered':
      if (source.file.size > MAX_DUMP_BYTES) throw new HostError('tooLarge', TOO_LARGE);
      return { ticket: source.file.ticket };
    case 'file':
      if (source.file.size > MAX_DUMP_BYTES) throw new HostError('tooLarge', TOO_LARGE);
      return { name: source.file.name || source.name, bytes: await fileBytes(source.file) };
    case 'text':
      return { name: source.name, bytes: textBytes(source.text) };
  }
}

function textBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_DUMP_BYTES) throw new HostError('tooLarge', TOO_LARGE);
  return bytes;
}

async function fileBytes(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new HostError(
      'unreadable',
      'The file could not be read: it was moved, or you may not open it. Nothing was taken from it. Check the file and import it again.',
    );
  }
}

/** Brings in the digests of a dump, each in one piece. */
async function importDump(dump: ReadDump, parts: SourceParts): Promise<void> {
  const total = dump.digests.reduce((sum, digest) => sum + digest.listingCount, 0);
  const brought: BroughtDigest[] = [];
  let done = 0;
  for (const overview of dump.digests) {
    const before = parts.library.state.digests.get(overview.id);
    if (before === undefined) {
      const listings = await fetchListings(dump, overview, parts, fetched =>
        parts.change({ progress: { kind: 'listings', done: done + fetched, of: total } }),
      );
      await parts.kept;
      await bringIn(dump, overview, listings, parts);
    }
    done += overview.listingCount;
    brought.push(broughtDigest(overview, dump.file, before?.imported));
    parts.change({ digests: [...brought] });
  }
}

function broughtDigest(overview: DigestOverview, file: string, before: Timestamp | undefined): BroughtDigest {
  const digest: BroughtDigest = { id: overview.id, file };
  return before === undefined ? digest : { ...digest, importedBefore: before };
}

/** All listings of a digest, portion by portion; between two of them the page may paint. */
async function fetchListings(
  dump: ReadDump,
  overview: DigestOverview,
  parts: SourceParts,
  onFetched: (count: number) => void,
): Promise<readonly ParsedListing[]> {
  const listings: ParsedListing[] = [];
  while (listings.length < overview.listingCount) {
    parts.signal.throwIfAborted();
    onFetched(listings.length);
    const portion = await parts.host.call(
      'dumps.listings',
      { dump: dump.dump, digest: overview.id, from: listings.length, count: MAX_LISTINGS_PER_CALL },
      parts.signal,
    );
    if (portion.length === 0) {
      throw new HostError(
        'internal',
        `The host gave ${listings.length} of ${overview.listingCount} papers of this dump. Nothing was taken from it. Import it again.`,
      );
    }
    listings.push(...portion);
    await yieldToPage();
  }
  parts.signal.throwIfAborted();
  return listings;
}

/** One digest into the library: there whole, or not at all. */
async function bringIn(
  dump: ReadDump,
  overview: DigestOverview,
  listings: readonly ParsedListing[],
  parts: SourceParts,
): Promise<void> {
  const { shape, header, notUnderstood } = overview;
  const receipt = parts.library.run(
    {
      name: 'importDigest',
      digest: overview.id,
      dump: dump.dump,
      importId: parts.id,
      file: dump.file,
      parsed: { shape, header, listings, notUnderstood },
      at: parts.now(),
      keyPattern: chosenKeyPattern(),
    },
    { group: parts.id, groupLabel: `Imported ${counted(parts.place, 'dump')}` },
  );
  await receipt.saved;
  await yieldToPage();
}
