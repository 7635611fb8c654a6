import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceId, LibraryId } from '../../../../shared/domain/ids.ts';
import type { LibraryImage } from '../../../../shared/library/image.ts';
import type { LibraryCommand } from '../../../../shared/library/command.ts';
import { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { libraryFolders } from '../../../../main/paths.ts';
import type { LibraryFolders, SnapshotContent } from '../../../../main/services/library/types.ts';
import { imageOf } from '../../library/images.ts';
import { runAll } from '../../library/support.ts';
import { importOf, listing, parsedDigest } from '../../library/invented.ts';

const LIBRARY = 'a1'.repeat(16) as LibraryId;
const DEVICE = 'd0'.repeat(16) as DeviceId;
/** Noon on 1 June 2026, UTC. */
export const NOON = Date.UTC(2026, 5, 1, 12);

export function imageAfter(commands: readonly LibraryCommand[]): LibraryImage {
  const library = new MemoryLibrary({}, { abstracts: 'held' });
  runAll(library, commands);
  return imageOf(library);
}

/** A library of so many papers, in one digest. */
export function imageOfPapers(count: number, title = 'On meadows, part'): LibraryImage {
  const listings = Array.from({ length: count }, (_, at) =>
    listing(`${title} ${at + 1}`, { authorCount: at % 9 }),
  );
  return imageAfter(count === 0 ? [] : [importOf(`digest of ${count}`, parsedDigest(listings))]);
}

export function contentOf(image: LibraryImage, rest: Partial<SnapshotContent> = {}): SnapshotContent {
  return {
    library: LIBRARY,
    seq: 7,
    at: NOON,
    reason: 'request',
    nextSerial: 1 + Math.max(0, ...[...image.papers.values()].map(({ serial }) => serial)),
    stamps: { counters: { [DEVICE]: 7 }, clock: '019000000000-0001' },
    removedRows: 0,
    image,
    ...rest,
  };
}

/** Runs with the folders of a library in a folder of its own. */
export async function inFolder<T>(work: (folders: LibraryFolders) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pandect-snapshots-'));
  try {
    return await work(libraryFolders(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function gathered(portions: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const portion of portions) all.push(portion);
  return Buffer.concat(all);
}

export async function* portionsOf(bytes: Uint8Array, size = 4_096): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
