import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { DumpId } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { LibraryImage } from '../../../shared/library/image.ts';
import type { Disk } from '../../lib/disk.ts';
import { snapshotLines, zipped, type BackedUpDump } from './snapshotFormat.ts';
import { SnapshotFault, visitSnapshot } from './snapshotReading.ts';
import type { SnapshotContent } from './types.ts';

/** The bytes of a backup: a snapshot with the raw texts of the dumps, compressed. */
export function backupBytes(
  content: SnapshotContent,
  dumps: AsyncIterable<BackedUpDump> | Iterable<BackedUpDump> = [],
): AsyncGenerator<Buffer> {
  return zipped(snapshotLines({ ...content, reason: 'backup' }, dumps));
}

/**
 * The raw texts of the dumps that a library's digests came from, one at a time. One whose kept text can't be read is left
 * out and told: its papers are in the backup all the same.
 */
export async function* dumpsOf(
  image: LibraryImage,
  read: (dump: DumpId) => Promise<string>,
  onMissing: (dump: DumpId) => void = () => undefined,
): AsyncGenerator<BackedUpDump> {
  const ids = new Set([...image.digests.values()].map(({ dump }) => dump));
  for (const id of ids) {
    const text = await read(id).catch(() => undefined);
    if (text === undefined) onMissing(id);
    else yield { id, text };
  }
}

/**
 * Writes a backup to a file, whole or not at all: under a temporary name beside it, synced, read back and checked, then
 * renamed over what has that name. Readable by its owner alone. Returns its size in bytes. Rejects with the system's
 * error, or `notWritten` when it could not be read back.
 */
export async function writeBackup(
  disk: Disk,
  path: string,
  content: SnapshotContent,
  dumps: AsyncIterable<BackedUpDump> | Iterable<BackedUpDump> = [],
): Promise<number> {
  const folder = dirname(path);
  const temporary = join(folder, `.pandect-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const file = await disk.create(temporary);
    let bytes = 0;
    try {
      for await (const portion of backupBytes(content, dumps)) {
        await file.append(portion);
        bytes += portion.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await visitSnapshot(disk.readPortions(temporary), {});
    await disk.rename(temporary, path);
    await disk.syncFolder(folder);
    return bytes;
  } catch (error) {
    await disk.remove(temporary).catch(() => undefined);
    throw error instanceof SnapshotFault ? notReadBack(path, error) : error;
  }
}

function notReadBack(path: string, { what }: SnapshotFault): HostError {
  return new HostError(
    'notWritten',
    `The backup could not be read back from ${dirname(path)} as it was written (${what}). Your library is as it was, and no backup was left there. Check the disk, or save to another one.`,
  );
}
