import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDumpName } from '../../../shared/digest-format/fileNames.ts';

/** A folder with more files than this that may be dumps is surely the wrong one. */
export const MOST_WATCHED_FILES = 10_000;

/** What browsers and other programs append to the name of a file that they have not finished. */
const PARTIAL_ENDINGS = ['.part', '.crdownload', '.download', '.partial', '.tmp', '.filepart', '.!ut'];

/** A file that may be a dump, as it was seen. */
export interface SeenFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** What was seen of a folder. */
export interface FolderSight {
  readonly files: readonly SeenFile[];
  /** Names of files that are the unfinished halves of others. */
  readonly partial: ReadonlySet<string>;
}

/**
 * The files of a folder that may be dumps, by their names; links, folders in it and hidden files are passed over.
 * Undefined when there are too many. Rejects with the system's error.
 */
export async function scanFolder(folder: string): Promise<FolderSight | undefined> {
  const names: string[] = [];
  const partial = new Set<string>();
  for await (const entry of await opendir(folder)) {
    const ending = PARTIAL_ENDINGS.find(each => entry.name.endsWith(each));
    if (ending !== undefined) partial.add(entry.name.slice(0, -ending.length));
    else if (!entry.isDirectory() && !entry.isSymbolicLink() && isDumpName(entry.name))
      names.push(entry.name);
    if (names.length > MOST_WATCHED_FILES) return undefined;
  }
  const files: SeenFile[] = [];
  for (const name of names) {
    const seen = await seeFile(folder, name);
    if (seen !== undefined) files.push(seen);
  }
  return { files, partial };
}

/** Undefined for what is no plain file, or is gone. */
export async function seeFile(folder: string, name: string): Promise<SeenFile | undefined> {
  const found = await lstat(join(folder, name)).catch(() => undefined);
  return found?.isFile() ? { name, size: found.size, modified: found.mtimeMs } : undefined;
}

/** Whether a file is as it was. */
export function isAsSeen(one: SeenFile | undefined, other: SeenFile | undefined): boolean {
  return one !== undefined && one.size === other?.size && one.modified === other.modified;
}
