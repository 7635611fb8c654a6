import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { LibraryId, Timestamp } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Disk } from '../../lib/disk.ts';
import { LIBRARY_FILE, MOVED_FILE, libraryFolders } from '../../paths.ts';
import { readMarker, writeWhole } from './marker.ts';
import type { LibraryFolders } from './types.ts';

/** What of a data folder is the library's, but for its mark: that is copied last, so that a part is never taken for it. */
const FOLDERS = ['journal', 'snapshots', 'aside', 'damaged', 'dumps'] as const;
const FILES = ['loopback.json', 'closed.json', 'loss.json'] as const;

/** A file of the library, by its path inside the data folder. */
interface LibraryFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * The folder that a library may be moved to: absolute, empty or not there yet, and neither inside the old one nor around
 * it. Throws `folderInUse` or `badArguments` in words.
 */
export async function checkTarget(disk: Disk, from: string, to: string): Promise<string> {
  const still = `Your library stays in ${from}.`;
  if (!isAbsolute(to)) {
    throw new HostError(
      'badArguments',
      `“${to}” is not the whole path of a folder. ${still} Give a path that starts at the root of a drive.`,
    );
  }
  const target = resolve(to);
  if (isInside(target, from) || isInside(from, target)) {
    throw new HostError(
      'folderInUse',
      `${target} lies inside the present folder, or around it. ${still} Choose a folder beside it.`,
    );
  }
  const found = await disk.stat(target);
  if (found !== undefined && (await contentOf(disk, target)).length > 0) {
    throw new HostError(
      'folderInUse',
      `${target} is not empty. ${still} Choose an empty folder, or give a new folder a name.`,
    );
  }
  return target;
}

/**
 * Copies a library to another folder: every file is synced and read back. What was copied is removed again when anything
 * fails; the old files are not touched. Throws the system's error, or `notWritten` for a copy that is not the same.
 */
export async function copyLibrary(
  disk: Disk,
  from: string,
  to: string,
  library: LibraryId,
): Promise<LibraryFolders> {
  const made: string[] = [];
  const files = await libraryFiles(disk, from);
  try {
    for (const folder of ['', ...FOLDERS]) await disk.makeFolder(join(to, folder));
    for (const { path } of [...files, { path: LIBRARY_FILE }]) {
      await copyFile(disk, join(from, path), join(to, path), made);
    }
    for (const folder of [...FOLDERS, '']) await disk.syncFolder(join(to, folder));
    await disk.syncFolder(dirname(to));
    if ((await readMarker(disk, to)) !== library) throw notTheSame(to);
    return libraryFolders(to);
  } catch (error) {
    for (const path of made) await disk.remove(path).catch(() => undefined);
    throw error;
  }
}

/** Copies the dumps that were kept in the old folder while the rest was being copied. */
export async function copyLateDumps(disk: Disk, from: string, to: string): Promise<void> {
  const there = new Set(await disk.list(join(to, 'dumps')));
  for (const name of await disk.list(join(from, 'dumps'))) {
    if (there.has(name) || name.endsWith('.tmp')) continue;
    await copyFile(disk, join(from, 'dumps', name), join(to, 'dumps', name), []);
  }
  await disk.syncFolder(join(to, 'dumps'));
}

/** Removes a copy that is not to be used after all. */
export async function removeCopy(disk: Disk, folder: string): Promise<void> {
  const files = [{ path: LIBRARY_FILE }, ...(await libraryFiles(disk, folder))];
  for (const { path } of files) await disk.remove(join(folder, path));
}

/** Leaves word in the old folder. */
export async function leaveWord(disk: Disk, from: string, to: string, at: Timestamp): Promise<void> {
  const content = { pandect: 'moved', to, at: new Date(at).toISOString() };
  await writeWhole(disk, from, MOVED_FILE, `${JSON.stringify(content, null, 2)}\n`);
}

/** Bytes of everything in the folder that is the library's. */
export async function libraryBytes(disk: Disk, folder: string): Promise<number> {
  return (await libraryFiles(disk, folder)).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** All files but the mark, the lock and what was never finished. */
async function libraryFiles(disk: Disk, data: string): Promise<readonly LibraryFile[]> {
  const paths: string[] = [...FILES];
  for (const folder of FOLDERS) {
    const names = await disk.list(join(data, folder));
    paths.push(...names.filter(name => !name.endsWith('.tmp')).map(name => join(folder, name)));
  }
  const files: LibraryFile[] = [];
  for (const path of paths) {
    const found = await disk.stat(join(data, path));
    if (found !== undefined) files.push({ path, bytes: found.size });
  }
  return files;
}

/** Adds the copy to `made` once it is this one's: a file that somebody else put there meanwhile is not. */
async function copyFile(disk: Disk, from: string, to: string, made: string[]): Promise<void> {
  const file = await disk.create(to);
  made.push(to);
  const hash = createHash('sha256');
  try {
    for await (const portion of disk.readPortions(from)) {
      hash.update(portion);
      await file.append(portion);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if ((await hashOf(disk, to)) !== hash.digest('hex')) throw notTheSame(to);
}

async function hashOf(disk: Disk, path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const portion of disk.readPortions(path)) hash.update(portion);
  return hash.digest('hex');
}

/** What is in a folder, but for empty folders that a move left which did not come to its end. */
async function contentOf(disk: Disk, folder: string): Promise<readonly string[]> {
  try {
    const names = await disk.list(folder);
    const ours: readonly string[] = FOLDERS;
    const left = names.filter(name => ours.includes(name));
    const inside = await Promise.all(left.map(name => disk.list(join(folder, name))));
    return [...names.filter(name => !ours.includes(name)), ...inside.flat()];
  } catch {
    // A file, or a folder that may not be read: surely not one to move into.
    return [folder];
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function notTheSame(path: string): HostError {
  return new HostError(
    'notWritten',
    `${path} was written, but did not read back the same. Your library stays where it was, unchanged. Check that disk, or choose another folder.`,
  );
}
