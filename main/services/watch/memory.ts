import { join } from 'node:path';
import * as v from 'valibot';
import type { WatchNote } from '../../../shared/host/watchApi.ts';
import { readKept, writeKept } from '../../lib/keptJson.ts';
import { isAsSeen, type SeenFile } from './scan.ts';

/** So many contents are remembered, of all folders; the oldest are forgotten first. */
const MOST_CONTENTS = 20_000;
/** So many files of a folder are remembered; the ones dealt with longest ago are forgotten first. */
const MOST_FILES = 20_000;
const MOST_NOTES = 20;

const text = v.pipe(v.string(), v.maxLength(20_000));
/** Name, bytes, time of the last change, and whether it was there before the folder was watched. */
const fileEntry = v.tuple([text, v.number(), v.number(), v.picklist(['before', 'since'])]);

const folderEntry = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
  path: v.string(),
  files: v.array(fileEntry),
  imported: v.number(),
  last: v.optional(v.number()),
  notes: v.array(v.object({ file: text, message: text, at: v.number() })),
});

const memoryFile = v.object({
  pandect: v.literal('watched-folders'),
  version: v.literal(1),
  folders: v.array(folderEntry),
  contents: v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u))),
});

type KeptFolder = v.InferOutput<typeof folderEntry>;

/** A watched folder and what was dealt with in it. */
export class FolderMemory {
  readonly id: string;
  readonly path: string;
  imported: number;
  last: number | undefined;
  #notes: readonly WatchNote[];
  readonly #files: Map<string, { readonly seen: SeenFile; readonly when: 'before' | 'since' }>;

  constructor(kept: Pick<KeptFolder, 'id' | 'path'> & Partial<KeptFolder>) {
    this.id = kept.id;
    this.path = kept.path;
    this.imported = kept.imported ?? 0;
    this.last = kept.last;
    this.#notes = kept.notes ?? [];
    this.#files = new Map(
      (kept.files ?? []).map(([name, size, modified, when]) => [
        name,
        { seen: { name, size, modified }, when },
      ]),
    );
  }

  get notes(): readonly WatchNote[] {
    return this.#notes;
  }

  /** How many files were there before, and were left alone. */
  get before(): number {
    return [...this.#files.values()].filter(({ when }) => when === 'before').length;
  }

  isKnown(file: SeenFile): boolean {
    return isAsSeen(this.#files.get(file.name)?.seen, file);
  }

  /** The file was dealt with, as it is now. */
  remember(seen: SeenFile, when: 'before' | 'since' = 'since'): void {
    this.#files.delete(seen.name);
    this.#files.set(seen.name, { seen, when });
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST_FILES && oldest !== undefined) this.#files.delete(oldest);
  }

  forgetBefore(): void {
    for (const [name, { when }] of [...this.#files]) if (when === 'before') this.#files.delete(name);
  }

  /** Newest first; one for each file. */
  note(file: string, message: string, at: number): void {
    const others = this.#notes.filter(each => each.file !== file);
    this.#notes = [{ file, message: message.slice(0, 10_000), at }, ...others].slice(0, MOST_NOTES);
  }

  /** As it is kept. */
  toKept(): KeptFolder {
    const { id, path, imported, last } = this;
    const files = [...this.#files.values()].map(({ seen, when }): KeptFolder['files'][number] => [
      seen.name,
      seen.size,
      seen.modified,
      when,
    ]);
    return { id, path, files, imported, notes: [...this.#notes], ...(last !== undefined && { last }) };
  }
}

/** What this machine remembers of the watched folders of one library. */
export interface WatchMemory {
  folders: readonly FolderMemory[];
  /** SHA-256 of files that were dealt with: the same content under another name is nothing new. */
  readonly contents: Set<string>;
}

/** Reads it from the folder that is kept for the library. Throws `unreadable`. */
export async function readMemory(folder: string): Promise<WatchMemory> {
  const kept = await readKept(fileIn(folder), memoryFile);
  return {
    folders: (kept?.folders ?? []).map(each => new FolderMemory(each)),
    contents: new Set(kept?.contents),
  };
}

/** Writes it. Throws a `HostError` when it can't be written. */
export async function writeMemory(folder: string, { folders, contents }: WatchMemory): Promise<void> {
  for (const oldest of contents) {
    if (contents.size <= MOST_CONTENTS) break;
    contents.delete(oldest);
  }
  await writeKept(fileIn(folder), {
    pandect: 'watched-folders',
    version: 1,
    folders: folders.map(each => each.toKept()),
    contents: [...contents],
  });
}

function fileIn(folder: string): string {
  return join(folder, 'watched-folders.json');
}
