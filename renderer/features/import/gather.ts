import { DUMP_EXTENSIONS, isDumpName } from '../../../shared/digest-format/fileNames.ts';
import {
  beginsPage,
  bundlePages,
  PAGE_START_LENGTH,
  type BundledPage,
} from '../../../shared/digest-format/pageBundle.ts';
import type { Offer, RefusedPath } from '../../../shared/host/api.ts';
import type { Gathered, ImportSource } from './types.ts';

/** Deepest folder that is looked into, against links that lead in circles. */
const MAX_DEPTH = 32;
/** A folder with more files than this is surely the wrong one. */
const MAX_FILES = 10_000;

/** Files of an `<input type="file" multiple>`: all of them, as they are. */
export function gatherFiles(files: Iterable<File>): Gathered {
  return { sources: [...files].map(file => fileSource(file, file.name)), refused: [] };
}

/** Files of an `<input webkitdirectory>`: those that look like dumps. */
export async function gatherFolder(files: Iterable<File>): Promise<Gathered> {
  const all = [...files];
  const sources = all
    .filter(file => isDumpName(file.name))
    .map(file => fileSource(file, file.webkitRelativePath || file.name))
    .sort(byName);
  if (sources.length > 0) {
    const name = all[0]?.webkitRelativePath.split('/')[0] ?? 'pages';
    return { sources: await withPagesTogether(sources, name), refused: [] };
  }
  const folder = all[0]?.webkitRelativePath.split('/')[0] ?? 'The folder';
  return { sources, refused: [withoutDumps(folder)] };
}

/** What the host offers: files under tickets, and paths it could not take. */
export function gatherOffer({ files, refused }: Offer): Gathered {
  return { sources: files.map(file => ({ kind: 'offered', file })), refused };
}

/** Text from the clipboard or built in. White space alone is refused. */
export function gatherText(text: string, name: string): Gathered {
  if (text.trim() !== '') return { sources: [{ kind: 'text', name, text }], refused: [] };
  const message =
    'The clipboard holds no text. Nothing was imported. Select all of a digest page, copy it, and paste it here.';
  return { sources: [], refused: [{ name, message }] };
}

/**
 * What a drop holds. Must be called within the event, because the browser empties it afterwards; the folders are then
 * walked at leisure.
 */
export function gatherDrop(transfer: DataTransfer): Promise<Gathered> {
  const items = [...transfer.items].filter(item => item.kind === 'file');
  const dropped = items.map(item => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return gatherDropped(dropped);
}

/** A dropped thing: an entry of the file system where the browser gives one, else a file. */
export interface Dropped {
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
}

/** Takes files as they are and looks into folders; what gives nothing is refused with a reason. */
export async function gatherDropped(dropped: readonly Dropped[]): Promise<Gathered> {
  const sources: ImportSource[] = [];
  const refused: RefusedPath[] = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory === true) {
      await gatherDirectory(entry as FileSystemDirectoryEntry, sources, refused);
    } else if (file !== null) {
      sources.push(fileSource(file, file.name));
    }
  }
  return { sources, refused };
}

async function gatherDirectory(
  directory: FileSystemDirectoryEntry,
  sources: ImportSource[],
  refused: RefusedPath[],
): Promise<void> {
  const found: FileSource[] = [];
  const unread: RefusedPath[] = [];
  await walk(directory, { path: directory.name, depth: 0 }, found, unread);
  if (found.length > MAX_FILES) return void refused.push(withTooMany(directory.name));
  sources.push(...(await withPagesTogether(found.sort(byName), directory.name)));
  refused.push(...unread);
  if (found.length + unread.length === 0) refused.push(withoutDumps(directory.name));
}

interface Place {
  readonly path: string;
  readonly depth: number;
}

/** What can't be read is noted in `unread` and doesn't keep the rest from being found. */
async function walk(
  directory: FileSystemDirectoryEntry,
  { path, depth }: Place,
  found: FileSource[],
  unread: RefusedPath[],
): Promise<void> {
  if (depth > MAX_DEPTH || found.length > MAX_FILES) return;
  const entries = await entriesOf(directory).catch(() => undefined);
  if (entries === undefined) unread.push(unreadable(path, 'folder'));
  for (const entry of entries ?? []) {
    if (entry.name.startsWith('.')) continue;
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory) {
      await walk(entry as FileSystemDirectoryEntry, { path: name, depth: depth + 1 }, found, unread);
    } else if (isDumpName(entry.name)) {
      const file = await fileOf(entry as FileSystemFileEntry).catch(() => undefined);
      if (file === undefined) unread.push(unreadable(name, 'file'));
      else found.push(fileSource(file, name));
    }
  }
}

/** A directory reader gives at most 100 entries a call, and none when it is through. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

type FileSource = ImportSource & { readonly kind: 'file' };

/** Pages that were exported together come in together, as one file of the folder's name. */
async function withPagesTogether(sources: readonly FileSource[], folder: string): Promise<FileSource[]> {
  const pages = new Map<FileSource, BundledPage>();
  for (const source of sources) {
    const { file, name } = source;
    if (!/\.md$/iu.test(name)) continue;
    // One that can't be read is left for the import to say so.
    const start = await file
      .slice(0, PAGE_START_LENGTH)
      .text()
      .catch(() => '');
    if (beginsPage(start)) pages.set(source, { name: file.name, text: await file.text().catch(() => '') });
  }
  if (pages.size < 2) return [...sources];
  const together = new File([bundlePages([...pages.values()])], folder, { type: 'application/json' });
  return [fileSource(together, folder), ...sources.filter(source => !pages.has(source))];
}

function fileSource(file: File, name: string): FileSource {
  return { kind: 'file', file, name };
}

function byName(a: ImportSource, b: ImportSource): number {
  return nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true });
}

function nameOf(source: ImportSource): string {
  return source.kind === 'offered' ? source.file.name : source.name;
}

function unreadable(name: string, what: 'file' | 'folder'): RefusedPath {
  const message = `This ${what} could not be read. The rest was taken. Check that you may open it and drop it again.`;
  return { name, message };
}

function withTooMany(folder: string): RefusedPath {
  return {
    name: folder,
    message: `This folder holds more than ${MAX_FILES} files that papers may be in. None of them was imported. Choose the folder that holds the digests alone.`,
  };
}

function withoutDumps(folder: string): RefusedPath {
  return {
    name: folder,
    message: `This folder holds no dumps: nothing in it has the name of a text, page, mail, feed or list of references (.${DUMP_EXTENSIONS.join(', .')}). Nothing was imported from it. Choose the folder they are in, or drop the files themselves.`,
  };
}
