import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { tooLarge, unreadable } from './dumpErrors.ts';
import { MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

/**
 * Reads a whole file of at most `MAX_DUMP_BYTES`; more is never held in memory, not even of a file that grows meanwhile
 * or that has no size (a pipe). Throws `HostError` (`notFound`, `unreadable`, `tooLarge`) with the file's name.
 */
export async function readLimited(path: string, limit = MAX_DUMP_BYTES): Promise<Uint8Array> {
  const name = basename(path);
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(name, error);
  });
  try {
    const { size } = await file.stat();
    if (size > limit) throw tooLarge(name, size);
    const chunks: Uint8Array[] = [];
    let total = 0;
    for await (const chunk of file.createReadStream({ autoClose: false, end: limit })) {
      chunks.push(chunk as Uint8Array);
      total += (chunk as Uint8Array).length;
    }
    if (total > limit) throw tooLarge(name, total);
    return Buffer.concat(chunks, total);
  } catch (error) {
    throw systemError(error) ? unreadable(name, error) : error;
  } finally {
    await file.close();
  }
}

function systemError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error;
}
