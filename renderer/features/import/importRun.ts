import type { Digest } from '../../../shared/domain/digest.ts';
import type { DigestId, ImportId, Timestamp } from '../../../shared/domain/ids.ts';
import {
  type CallArguments,
  type DigestOverview,
  type ReadDump,
  type RefusedPath,
} from '../../../shared/host/api.ts';
import type { ParsedListing } from '../../../shared/digest-format/types.ts';
import type { ImportDigest } from '../../../shared/library/command.ts';
import { findDigest } from '../../../shared/library/plan/imports.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Library, Receipt } from '../../data/types.ts';
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
import { yieldToPage } from '../../data/yieldToPage.ts';
import { MAX_DUMP_BYTES, MAX_LISTINGS_PER_CALL } from '../../../shared/host/limits.ts';

/** So many sources are read and fetched before their turn, unless they are large: their papers are all in memory. */
const SOURCES_AHEAD = 2;
const MOST_AHEAD_BYTES = 4 * 1024 * 1024;
/** So many digests may be in memory before one of them has to be on the disk. */
const MOST_UNSAVED = 6;

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
 * Imports sources one after the other: read by the host, fetched in portions, put into the library digest by digest. The
 * next ones are read and fetched while one is brought in, and the last ones saved. A source that fails says why in its item
 * and doesn't stop the others. Everything brought in is one step of undo.
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
    const saving = new Saving();
    const coming: (Promise<ComingDump> | undefined)[] = [];
    const partsOf = (at: number): SourceParts => ({
      ...parts,
      id,
      signal: stop.signal,
      kept,
      saving,
      change: fields => change(at, fields),
      place: items.filter((item, place) => place < at && item.digests.some(isFresh)).length + 1,
    });
    for (let at = 0; at < sources.length; at += 1) {
      for (let next = at; next <= at + SOURCES_AHEAD; next += 1) {
        const source = sources[next];
        if (source === undefined || (next > at && sizeOf(source) > MOST_AHEAD_BYTES)) break;
        coming[next] ??= fetchDump(source, partsOf(next));
      }
      await importSource(coming[at]!, partsOf(at));
      coming[at] = undefined;
    }
    await saving.done();
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
  readonly saving: Saving;
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

/** A dump that was read, and the papers of those of its digests that are to be brought in. */
interface ReadyDump {
  readonly dump: ReadDump;
  readonly listings: ReadonlyMap<DigestId, readonly ParsedListing[]>;
}

/** A dump on its way, or why there is none: told when its turn comes. */
type ComingDump = { readonly ready: ReadyDump } | { readonly error: unknown };

/** Digests that are in memory and on their way to the disk. */
class Saving {
  readonly #pending = new Set<Promise<unknown>>();

  /** Resolves when there is room for more. */
  async add(saved: Promise<void>): Promise<void> {
    const pending: Promise<unknown> = saved.then(
      () => this.#pending.delete(pending),
      () => this.#pending.delete(pending),
    );
    this.#pending.add(pending);
    while (this.#pending.size >= MOST_UNSAVED) await Promise.race(this.#pending);
  }

  /** Resolves when everything is on the disk, or was given up, and those who wait for it were told. */
  async done(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }
}

/** Has one source read and fetches its papers; never rejects. */
async function fetchDump(source: ImportSource, parts: SourceParts): Promise<ComingDump> {
  try {
    parts.signal.throwIfAborted();
    parts.change({ progress: { kind: 'reading' } });
    const dump = await parts.host.call('dumps.read', await readArguments(source), parts.signal);
    return { ready: { dump, listings: await fetchDigests(dump, parts) } };
  } catch (error) {
    return { error };
  }
}

/** Takes one source all the way; whatever happens ends in its item, at the latest when the import is over. */
async function importSource(coming: Promise<ComingDump>, parts: SourceParts): Promise<void> {
  const fail = (error: unknown) => {
    if (parts.signal.aborted) parts.change({ progress: { kind: 'cancelled' } });
    else parts.change({ progress: { kind: 'failed', message: messageOf(error) } });
  };
  try {
    const dump = await coming;
    if ('error' in dump) throw dump.error;
    const saved = Promise.all(await importDump(dump.ready, parts)).then(
      () => parts.change({ progress: { kind: 'done' } }),
      fail,
    );
    await parts.saving.add(saved);
  } catch (error) {
    fail(error);
  }
}

/** What is to be sent of a source, in bytes. */
function sizeOf(source: ImportSource): number {
  return source.kind === 'text' ? source.text.length : source.file.size;
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

/** The papers of those digests of a dump that the library does not hold. */
async function fetchDigests(dump: ReadDump, parts: SourceParts): Promise<ReadyDump['listings']> {
  const total = dump.digests.reduce((sum, digest) => sum + digest.listingCount, 0);
  const listings = new Map<DigestId, readonly ParsedListing[]>();
  let done = 0;
  for (const overview of dump.digests) {
    if (heldDigest(overview, parts) === undefined) {
      const fetched = await fetchListings(dump, overview, parts, count =>
        parts.change({ progress: { kind: 'listings', done: done + count, of: total } }),
      );
      listings.set(overview.id, fetched);
    }
    done += overview.listingCount;
  }
  return listings;
}

/** Brings in the digests of a dump, each in one piece; gives back when they are on the disk. */
async function importDump({ dump, listings }: ReadyDump, parts: SourceParts): Promise<Promise<void>[]> {
  const brought: BroughtDigest[] = [];
  const saved: Promise<void>[] = [];
  for (const overview of dump.digests) {
    const held = heldDigest(overview, parts);
    if (held !== undefined) brought.push(broughtDigest(held, dump.file, held.imported));
    else {
      await parts.kept;
      parts.signal.throwIfAborted();
      const papers = listings.get(overview.id) ?? (await fetchListings(dump, overview, parts));
      const command = importOf(dump, overview, papers, parts);
      const same = findDigest(parts.library.state, command);
      if (same === undefined) {
        saved.push((await bringIn(command, parts)).saved);
        await parts.saving.add(saved.at(-1)!);
        await yieldToPage();
      }
      brought.push(broughtDigest(same ?? overview, dump.file, same?.imported));
    }
    parts.change({ digests: [...brought] });
  }
  return saved;
}

/** The digest, if the library holds the whole of it; of one whose papers were restored one by one it may hold a part. */
function heldDigest({ id, listingCount }: DigestOverview, { library }: SourceParts): Digest | undefined {
  const held = library.state.digests.get(id);
  return held !== undefined && held.listingCount >= listingCount ? held : undefined;
}

function broughtDigest(
  { id }: { readonly id: DigestId },
  file: string,
  before: Timestamp | undefined,
): BroughtDigest {
  const digest: BroughtDigest = { id, file };
  return before === undefined ? digest : { ...digest, importedBefore: before };
}

/** All listings of a digest, portion by portion; between two of them the page may paint. */
async function fetchListings(
  dump: ReadDump,
  overview: DigestOverview,
  parts: SourceParts,
  onFetched: (count: number) => void = () => undefined,
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

function importOf(
  { dump, file }: ReadDump,
  { id, shape, header, notUnderstood }: DigestOverview,
  listings: readonly ParsedListing[],
  { id: importId, now }: SourceParts,
): ImportDigest {
  return {
    name: 'importDigest',
    digest: id,
    dump,
    importId,
    file,
    parsed: { shape, header, listings, notUnderstood },
    at: now(),
    keyPattern: chosenKeyPattern(),
  };
}

/** One digest into the library: there whole, or not at all. */
function bringIn(command: ImportDigest, { library, id, place }: SourceParts): Promise<Receipt> {
  return library.bringIn(command, { group: id, groupLabel: `Imported ${counted(place, 'dump')}` });
}
