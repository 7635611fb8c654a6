import { dirname } from 'node:path';

/** One operation that changes a disk, as it succeeded. Files are named by their inode. Marks say what was promised. */
export type DiskStep =
  | { readonly op: 'makeFolder'; readonly path: string }
  | { readonly op: 'create'; readonly path: string; readonly inode: number }
  | { readonly op: 'append'; readonly inode: number; readonly bytes: Uint8Array }
  | { readonly op: 'sync'; readonly inode: number }
  | { readonly op: 'syncFile'; readonly path: string }
  | { readonly op: 'syncFolder'; readonly path: string }
  | { readonly op: 'rename'; readonly path: string; readonly to: string }
  | { readonly op: 'link'; readonly path: string; readonly to: string }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'mark'; readonly name: string };

/** What becomes of whatever was not synced when the power is cut. */
export interface Fate {
  /** Whether a folder's change lasts: a file made, linked, renamed or removed. A rename lasts whole or not at all. */
  lasts(): boolean;
  /**
   * What is left of a file's bytes that were not synced: how many of them, and from which of those on they are zeros, as
   * where a file's length reached the disk and its content did not.
   */
  keeps(unsynced: number): { readonly bytes: number; readonly zerosFrom?: number };
}

interface ModelFile {
  bytes: Buffer;
  length: number;
  /** So many bytes from the start last through a power cut. */
  synced: number;
}

/** A name in a folder leads to a file's inode, or to a folder. */
type Entry = number | 'folder';
type Entries = Map<string, Entry>;

interface FolderChange {
  readonly folders: readonly string[];
  apply(entries: Entries): void;
}

/**
 * A disk as a file system without any kindness sees it: what was appended lasts when the file was synced, and a name
 * lasts when its folder was, each without the other.
 */
export class DiskModel {
  readonly files = new Map<number, ModelFile>();
  readonly entries: Entries = new Map();
  readonly #lasting: Entries = new Map();
  #changes: FolderChange[] = [];

  /** Puts a file or a folder there that has been on the disk for long. */
  place(path: string, content: Uint8Array | 'folder', inode = 0): void {
    this.#placeFolder(dirname(path));
    if (content === 'folder') return this.#placeFolder(path);
    this.files.set(inode, { bytes: Buffer.from(content), length: content.length, synced: content.length });
    this.entries.set(path, inode);
    this.#lasting.set(path, inode);
  }

  content(inode: number): Buffer {
    const file = this.#file(inode);
    return file.bytes.subarray(0, file.length);
  }

  inodeAt(path: string): number | undefined {
    const entry = this.entries.get(path);
    return typeof entry === 'number' ? entry : undefined;
  }

  apply(step: DiskStep): void {
    switch (step.op) {
      case 'makeFolder':
        return this.#makeFolder(step.path);
      case 'create':
        this.files.set(step.inode, { bytes: Buffer.alloc(0), length: 0, synced: 0 });
        return this.#change([step.path], entries => entries.set(step.path, step.inode));
      case 'append':
        return this.#append(this.#file(step.inode), step.bytes);
      case 'sync':
        return this.#sync(step.inode);
      case 'syncFile':
        return this.#sync(this.inodeAt(step.path)!);
      case 'syncFolder':
        return this.#syncFolder(step.path);
      case 'rename': {
        const entry = this.entries.get(step.path)!;
        return this.#change([step.path, step.to], entries => {
          entries.delete(step.path);
          entries.set(step.to, entry);
        });
      }
      case 'link': {
        const entry = this.entries.get(step.path)!;
        return this.#change([step.to], entries => entries.set(step.to, entry));
      }
      case 'remove':
        return this.#change([step.path], entries => entries.delete(step.path));
      case 'mark':
    }
  }

  /** Everything was synced: a power cut takes nothing. */
  get isSettled(): boolean {
    return this.#changes.length === 0 && [...this.files.values()].every(file => file.synced === file.length);
  }

  /** The files by their paths after the power was cut now. */
  afterPowerCut(fate: Fate): Map<string, Buffer | 'folder'> {
    const entries: Entries = new Map(this.#lasting);
    for (const change of this.#changes) if (fate.lasts()) change.apply(entries);
    const found = new Map<string, Buffer | 'folder'>();
    const left = new Map<number, Buffer>();
    for (const [path, entry] of [...entries].sort(([one], [other]) => (one < other ? -1 : 1))) {
      if (dirname(path) !== path && entries.get(dirname(path)) !== 'folder') continue;
      if (entry === 'folder') {
        found.set(path, entry);
        continue;
      }
      const content = left.get(entry) ?? contentLeft(this.#file(entry), fate);
      left.set(entry, content);
      found.set(path, content);
    }
    return found;
  }

  #file(inode: number): ModelFile {
    const file = this.files.get(inode);
    if (file === undefined) throw new Error(`There is no file ${inode}.`);
    return file;
  }

  #placeFolder(path: string): void {
    if (this.entries.get(path) === 'folder') return;
    if (dirname(path) !== path) this.#placeFolder(dirname(path));
    this.entries.set(path, 'folder');
    this.#lasting.set(path, 'folder');
  }

  #makeFolder(path: string): void {
    if (this.entries.get(path) === 'folder') return;
    if (dirname(path) !== path) this.#makeFolder(dirname(path));
    this.#change([path], entries => entries.set(path, 'folder'));
  }

  #change(paths: readonly string[], apply: (entries: Entries) => void): void {
    apply(this.entries);
    this.#changes.push({ folders: paths.map(path => dirname(path)), apply });
  }

  #syncFolder(path: string): void {
    this.#changes = this.#changes.filter(change => {
      if (!change.folders.includes(path)) return true;
      change.apply(this.#lasting);
      return false;
    });
  }

  #append(file: ModelFile, bytes: Uint8Array): void {
    if (file.length + bytes.length > file.bytes.length) {
      const larger = Buffer.alloc(Math.max(4096, 2 * file.length, file.length + bytes.length));
      file.bytes.copy(larger, 0, 0, file.length);
      file.bytes = larger;
    }
    file.bytes.set(bytes, file.length);
    file.length += bytes.length;
  }

  #sync(inode: number): void {
    const file = this.#file(inode);
    file.synced = file.length;
  }
}

function contentLeft(file: ModelFile, fate: Fate): Buffer {
  const unsynced = file.length - file.synced;
  if (unsynced === 0) return Buffer.from(file.bytes.subarray(0, file.length));
  const { bytes, zerosFrom = bytes } = fate.keeps(unsynced);
  const content = Buffer.alloc(file.synced + bytes);
  file.bytes.copy(content, 0, 0, file.synced + Math.min(bytes, zerosFrom));
  return content;
}
