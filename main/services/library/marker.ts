import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { LibraryId, Timestamp } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Disk } from '../../lib/disk.ts';
import { LIBRARY_FILE } from '../../paths.ts';

const libraryFile = v.object({
  pandect: v.literal('library'),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  library: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
});
const closedFile = v.object({ pandect: v.literal('closed'), seq: v.number() });
const lossFile = v.object({ pandect: v.literal('loss'), seq: v.number() });

/** There while nobody writes, and the last one who did said goodbye. */
const CLOSED_FILE = 'closed.json';

/** There since changes were lost to damage. It means something while nothing was written since. */
const LOSS_FILE = 'loss.json';

/** What `library.json` says of its folder. */
export type Marker = LibraryId | 'none' | 'damaged';

/** Reads the mark of a data folder. Throws `newerLibrary`, or the system's error. */
export async function readMarker(disk: Disk, folder: string): Promise<Marker> {
  const text = await readText(disk, join(folder, LIBRARY_FILE));
  if (text === undefined) return 'none';
  const checked = v.safeParse(libraryFile, parsed(text));
  if (!checked.success) return 'damaged';
  if (checked.output.version > 1) throw newer(folder);
  return checked.output.library as LibraryId;
}

/** The library of a data folder. Throws `vanished` where there is none, or its mark can't be read. */
export async function libraryIn(disk: Disk, folder: string): Promise<LibraryId> {
  const marker = await readMarker(disk, folder);
  if (marker !== 'none' && marker !== 'damaged') return marker;
  throw new HostError(
    'vanished',
    `There is no library in ${folder} at the moment. Nothing was changed. Check that its drive is connected, and try again.`,
  );
}

/** Marks a folder as a library's. */
export async function writeMarker(
  disk: Disk,
  folder: string,
  library: LibraryId,
  made: Timestamp,
): Promise<void> {
  const content = { pandect: 'library', version: 1, library, made: new Date(made).toISOString() };
  await writeWhole(disk, folder, LIBRARY_FILE, `${JSON.stringify(content)}\n`);
}

/** Whether the last one who wrote the library ended well, at this very change. */
export async function endedWell(disk: Disk, folder: string, seq: number): Promise<boolean> {
  const text = await readText(disk, join(folder, CLOSED_FILE)).catch(() => undefined);
  const checked = v.safeParse(closedFile, parsed(text ?? ''));
  return checked.success && checked.output.seq === seq;
}

/** Notes down that the last one who wrote ended well. */
export async function markEnd(disk: Disk, folder: string, seq: number): Promise<void> {
  await writeWhole(disk, folder, CLOSED_FILE, `${JSON.stringify({ pandect: 'closed', seq })}\n`);
}

/** Whether damage took the changes after this one, and nothing has taken their place yet. */
export async function endsInLoss(disk: Disk, folder: string, seq: number): Promise<boolean> {
  const text = await readText(disk, join(folder, LOSS_FILE)).catch(() => undefined);
  const checked = v.safeParse(lossFile, parsed(text ?? ''));
  return checked.success && checked.output.seq === seq;
}

/** Notes down that damage took the changes after this one, for a page that comes later and still has them. */
export async function markLoss(disk: Disk, folder: string, seq: number): Promise<void> {
  await writeWhole(disk, folder, LOSS_FILE, `${JSON.stringify({ pandect: 'loss', seq })}\n`);
}

/** Somebody writes from now on. */
export async function unmarkEnd(disk: Disk, folder: string): Promise<void> {
  if ((await disk.stat(join(folder, CLOSED_FILE))) === undefined) return;
  await disk.remove(join(folder, CLOSED_FILE));
  await disk.syncFolder(folder);
}

/** A file that is there whole or not at all; replaces an older one. */
export async function writeWhole(disk: Disk, folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, `.pandect-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const file = await disk.create(temporary);
    try {
      await file.append(Buffer.from(text));
      await file.sync();
    } finally {
      await file.close();
    }
    await disk.rename(temporary, join(folder, name));
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(folder);
}

async function readText(disk: Disk, path: string): Promise<string | undefined> {
  if ((await disk.stat(path)) === undefined) return undefined;
  return new TextDecoder().decode(await disk.read(path));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function newer(folder: string): HostError {
  return new HostError(
    'newerLibrary',
    `The library in ${folder} was written by a newer version of Pandect. Nothing was changed. Update Pandect, or name another folder with --data.`,
  );
}
