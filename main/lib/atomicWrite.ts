import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ErrorCode, HostError } from '../../shared/host/wire.ts';

const NEW_FILE_MODE = 0o644;

export interface AtomicWriteOptions {
  /** Permission bits of a new file; a file that is replaced keeps its own. */
  readonly mode?: number;
}

/** The bytes of a file, or its text, in portions or whole. */
export type FileContent = string | Uint8Array | Iterable<string>;

/**
 * Writes a whole file or leaves it as it was: to a temporary file beside it, synced to disk, then renamed over it, and
 * the folder synced. A link is followed. Throws a `HostError` (`diskFull`, `readOnly`, `notWritten`) that names the
 * file, and leaves no temporary file behind.
 *
 * (The package write-file-atomic neither notices a write that was cut short nor syncs the folder.)
 */
export async function atomicWrite(
  path: string,
  data: FileContent,
  options: AtomicWriteOptions = {},
): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const mode = (await modeOf(target)) ?? options.mode ?? NEW_FILE_MODE;
    const temporary = join(dirname(target), `.pandect-${randomUUID()}.tmp`);
    try {
      await writeSynced(temporary, data, mode);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(dirname(target));
  } catch (error) {
    throw notWritten(path, error);
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && found.mode & 0o777;
}

async function writeSynced(path: string, data: FileContent, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await writeFile(file, data);
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself last through a power cut. Not every system lets a folder be opened; the file is safe anyway. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const KEPT = 'Nothing that was there has been changed.';

/** The error of a file or folder that could not be written, in words. */
export function notWritten(path: string, error: unknown): HostError {
  const file = `“${basename(path)}”`;
  const folder = dirname(path);
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const code = errorCodeFor(systemCode);
  switch (code) {
    case 'diskFull':
      return new HostError(
        code,
        `The disk is full, so ${file} could not be written to ${folder}. ${KEPT} Make room, or save to another disk.`,
      );
    case 'readOnly':
      return new HostError(
        code,
        `${file} could not be written: ${folder} does not allow it (it is read-only, or the file is in use). ${KEPT} ` +
          'Choose another folder.',
      );
    default:
      return new HostError(
        'notWritten',
        `${file} could not be written to ${folder} (${systemCode ?? String(error)}). ${KEPT} ` +
          'Check that the folder exists and can be reached, or choose another.',
      );
  }
}

/** The system's error codes, sorted by what the user can do about them. */
function errorCodeFor(systemCode: string | undefined): ErrorCode {
  switch (systemCode) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'diskFull';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'EBUSY':
      return 'readOnly';
    default:
      return 'notWritten';
  }
}
