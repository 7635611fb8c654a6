import { randomUUID } from 'node:crypto';
import { open, opendir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Offer, OfferedFile, RefusedPath } from '../../shared/host/api.ts';
import { DUMP_EXTENSIONS, isDumpName } from '../../shared/digest-format/fileNames.ts';
import {
  beginsPage,
  bundlePages,
  PAGE_START_LENGTH,
  type BundledPage,
} from '../../shared/digest-format/pageBundle.ts';
import { systemCode, tooLarge, unreadable } from '../lib/dumpErrors.ts';
import { readLimited } from '../lib/readLimited.ts';
import { MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

/** Files the user named, held under tickets until they are read. */
export interface Offers {
  /** Looks up files and searches folders; what gives no files is refused with the reason. Never rejects. */
  offer(paths: readonly string[]): Promise<Offer>;
  /**
   * What an offered file holds; pages of papers that a folder held come together as one file. Undefined for a ticket that
   * was never given. Throws `HostError`.
   */
  read(ticket: string): Promise<OfferedBytes | undefined>;
}

export interface OfferedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** More files than this are not taken from one folder: it is surely the wrong one. */
const MOST_FILES = 10_000;
const MOST_TICKETS = 100_000;

export function createOffers(): Offers {
  const held = new Map<string, FoundFile>();

  const hold = (file: FoundFile): OfferedFile => {
    const ticket = randomUUID();
    held.set(ticket, file);
    // A window that never takes its tickets must not fill the memory: the oldest end first.
    if (held.size > MOST_TICKETS) held.delete(held.keys().next().value ?? '');
    return { ticket, name: basename(file.path), size: file.size };
  };

  return {
    async read(ticket) {
      const file = held.get(ticket);
      if (file === undefined) return undefined;
      const bytes = file.pages === undefined ? await readLimited(file.path) : await readPages(file.pages);
      return { name: basename(file.path), bytes };
    },
    async offer(named) {
      const files: OfferedFile[] = [];
      const refused: RefusedPath[] = [];
      for (const path of named) {
        const found = await lookUp(path);
        refused.push(...found.refused);
        for (const file of found.files) files.push(hold(file));
      }
      return { files, refused };
    },
  };
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
  /** Of a folder: the paths of the pages in it. */
  readonly pages?: readonly string[];
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
  return { files: await withPagesTogether(files, path), refused };
}

/** Pages that were exported together come in together, as one digest. */
async function withPagesTogether(files: readonly FoundFile[], folder: string): Promise<readonly FoundFile[]> {
  const pages = new Set<FoundFile>();
  for (const file of files)
    if (extname(file.path).toLowerCase() === '.md' && (await isPage(file.path))) pages.add(file);
  const size = [...pages].reduce((sum, page) => sum + page.size, 0);
  if (pages.size < 2 || size > MAX_DUMP_BYTES) return files;
  const together: FoundFile = { path: folder, size, pages: [...pages].map(({ path }) => path) };
  return [together, ...files.filter(file => !pages.has(file))];
}

/** False for one that can't be read, which the import then says. */
async function isPage(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PAGE_START_LENGTH), 0, PAGE_START_LENGTH, 0);
    return beginsPage(buffer.toString('utf8', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

async function readPages(paths: readonly string[]): Promise<Uint8Array> {
  const pages: BundledPage[] = [];
  for (const path of paths) {
    pages.push({ name: basename(path), text: new TextDecoder().decode(await readLimited(path)) });
  }
  return Buffer.from(bundlePages(pages));
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
