import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportedFile } from '../../shared/citation/format.ts';
import { notWritten } from './atomicWrite.ts';

/** Files written at a time. */
const AT_ONCE = 16;
/** Folders of one name before it is given up. */
const MAX_TRIES = 1_000;

/**
 * Writes files into a new folder in `parent`, whole or not at all, under the name given or the next free one ("name 2"),
 * which is returned. Nothing that is there is touched. Throws a `HostError` (`diskFull`, `readOnly`, `notWritten`).
 */
export async function writeNewFolder(
  parent: string,
  name: string,
  files: readonly ExportedFile[],
): Promise<string> {
  const temporary = join(parent, `.pandect-${randomUUID()}.tmp`);
  try {
    await mkdir(temporary);
    for (let at = 0; at < files.length; at += AT_ONCE) {
      const portion = files.slice(at, at + AT_ONCE);
      await Promise.all(
        portion.map(file => writeFile(join(temporary, file.name), file.text, { flag: 'wx' })),
      );
    }
    return await renameToFree(temporary, parent, name);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw notWritten(join(parent, name), error);
  }
}

async function renameToFree(temporary: string, parent: string, name: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name} ${count}`;
    try {
      if (await isThere(join(parent, free))) continue;
      await rename(temporary, join(parent, free));
      return free;
    } catch (error) {
      // Somebody else made one of that name in between.
      if (count >= MAX_TRIES || !(await isThere(join(parent, free)))) throw error;
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
