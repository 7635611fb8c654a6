import { randomUUID } from 'node:crypto';
import { opendir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Offer, OfferedFile, RefusedPath } from '../../shared/host/api.ts';
import { DUMP_EXTENSIONS, isDumpName } from '../../shared/digest-format/fileNames.ts';
import { systemCode, tooLarge, unreadable } from '../lib/dumpErrors.ts';
import { MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

/** Files the user named, held under tickets until they are read. */
export interface Offers {
  /** Looks up files and searches folders; what gives no files is refused with the reason. Never rejects. */
  offer(paths: readonly string[]): Promise<Offer>;
  /** The path of an offered file; undefined for a ticket that was never given. */
  pathOf(ticket: string): string | undefined;
}

/** More files than this are not taken from one folder: it is surely the wrong one. */
const MOST_FILES = 10_000;
const MOST_TICKETS = 100_000;

export function createOffers(): Offers {
  const paths = new Map<string, string>();

  const hold = (path: string, size: number): OfferedFile => {
    const ticket = randomUUID();
    paths.set(ticket, path);
    // A window that never takes its tickets must not fill the memory: the oldest end first.
    if (paths.size > MOST_TICKETS) paths.delete(paths.keys().next().value ?? '');
    return { ticket, name: basename(path), size };
  };

  return {
    pathOf: ticket => paths.get(ticket),
    async offer(named) {
      const files: OfferedFile[] = [];
      const refused: RefusedPath[] = [];
      for (const path of named) {
        const found = await lookUp(path);
        refused.push(...found.refused);
        for (const file of found.files) files.push(hold(file.path, file.size));
      }
      return { files, refused };
    },
  };
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
}

interface Found {
  readonly files: readonly FoundFile[];
  readonly refused: readonly RefusedPath[];
}

async function lookUp(path: string): Promise<Found> {
  const name = basename(path) || path;
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return await lookInFolder(path, name);
    // Opening a pipe that nobody writes to would wait for ever.
    if (!stats.isFile()) {
      return refuse(name, `“${name}” is neither a file nor a folder. The rest was taken. Name a file.`);
    }
    if (stats.size > MAX_DUMP_BYTES) return refuse(name, tooLarge(name, stats.size).message);
    return { files: [{ path, size: stats.size }], refused: [] };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return refuse(name, `There is no file or folder ${path}. The rest was taken. Check the path.`);
    }
    return refuse(name, unreadable(name, error).message);
  }
}

function refuse(name: string, message: string): Found {
  return { files: [], refused: [{ name, message }] };
}

async function lookInFolder(path: string, name: string): Promise<Found> {
  const files: FoundFile[] = [];
  const refused: RefusedPath[] = [];
  await walk(path, new Set(), files, refused);
  if (files.length > MOST_FILES) {
    return refuse(
      name,
      `The folder “${name}” holds more than ${MOST_FILES} files that papers may be in. None of them was imported. Choose the folder that holds the digests alone.`,
    );
  }
  if (files.length === 0 && refused.length === 0) {
    return refuse(
      name,
      `The folder “${name}” holds no dumps: nothing in it has the name of a text, page, mail, feed or list of references (.${DUMP_EXTENSIONS.join(', .')}). Nothing was imported from it. Choose the folder in which they are saved, or name the files themselves.`,
    );
  }
  return { files, refused };
}

/** Gathers files in the order of their names, folders within folders included, hidden files and repeated folders not. */
async function walk(
  folder: string,
  seen: Set<string>,
  files: FoundFile[],
  refused: RefusedPath[],
): Promise<void> {
  const real = await realpath(folder);
  if (seen.has(real) || files.length > MOST_FILES) return;
  seen.add(real);
  const names: string[] = [];
  for await (const entry of await opendir(folder)) if (!entry.name.startsWith('.')) names.push(entry.name);
  for (const name of names.sort(byName)) {
    const path = join(folder, name);
    // A link that leads nowhere is passed over.
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isDirectory()) {
      await walk(path, seen, files, refused).catch((error: unknown) => {
        refused.push({ name, message: unreadable(name, error).message });
      });
    } else if (stats?.isFile() && (isDumpName(name) || extname(name) === '')) {
      if (stats.size > MAX_DUMP_BYTES) refused.push({ name, message: tooLarge(name, stats.size).message });
      else files.push({ path, size: stats.size });
    }
  }
}

/** Numbers by their value: "page 2" before "page 10". */
const byName = new Intl.Collator('en', { numeric: true }).compare;
