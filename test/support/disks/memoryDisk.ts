import { dirname } from 'node:path';
import type { Disk, DiskFile, DiskStat } from '../../../main/lib/disk.ts';
import { DiskModel, type DiskStep, type Fate } from './diskModel.ts';

const PORTION_BYTES = 4096;

/**
 * A disk in memory that knows what of it was synced. Files that it begins with have been there for long. Portions are
 * small, so that lines reach over their edges.
 */
export class MemoryDisk implements Disk {
  readonly #model = new DiskModel();
  readonly #modified = new Map<number, number>();
  #lastInode = 0;
  #time = 0;

  constructor(content: Iterable<readonly [path: string, content: Uint8Array | string | 'folder']> = []) {
    for (const [path, given] of content) {
      const isFolder = given === 'folder';
      this.#model.place(
        path,
        isFolder ? 'folder' : Buffer.from(given),
        isFolder ? undefined : this.#newInode(),
      );
    }
  }

  /** The disk after the power was cut now, whoever still has files open. */
  afterPowerCut(fate: Fate): MemoryDisk {
    return new MemoryDisk(this.#model.afterPowerCut(fate));
  }

  /** Files and folders by their paths, as whoever looks now sees them; files copied. */
  content(): Map<string, Buffer | 'folder'> {
    const found = [...this.#model.entries].map(([path, entry]): [string, Buffer | 'folder'] => [
      path,
      entry === 'folder' ? entry : Buffer.from(this.#model.content(entry)),
    ]);
    return new Map(found);
  }

  async list(folder: string): Promise<readonly string[]> {
    return [...this.#model.entries.keys()]
      .filter(path => path !== folder && dirname(path) === folder)
      .map(path => path.slice(folder === '/' ? 1 : folder.length + 1));
  }

  async stat(path: string): Promise<DiskStat | undefined> {
    const entry = this.#model.entries.get(path);
    if (entry === 'folder') return { size: 0, inode: 0, modified: 0 };
    return entry === undefined ? undefined : this.#stat(entry);
  }

  async read(path: string): Promise<Uint8Array> {
    return Buffer.from(this.#model.content(this.#inode(path)));
  }

  async *readPortions(path: string): AsyncGenerator<Uint8Array> {
    const content = this.#model.content(this.#inode(path));
    for (let from = 0; from < content.length; from += PORTION_BYTES) {
      yield Buffer.from(content.subarray(from, from + PORTION_BYTES));
    }
  }

  async makeFolder(path: string): Promise<void> {
    this.#apply({ op: 'makeFolder', path });
  }

  async create(path: string): Promise<DiskFile> {
    this.#mustBeFree(path);
    const inode = this.#newInode();
    this.#apply({ op: 'create', path, inode });
    return {
      append: async bytes => {
        this.#modified.set(inode, ++this.#time);
        this.#apply({ op: 'append', inode, bytes });
      },
      sync: async () => this.#apply({ op: 'sync', inode }),
      stat: async () => this.#stat(inode),
      close: async () => {},
    };
  }

  async rename(path: string, to: string): Promise<void> {
    if (!this.#model.entries.has(path)) throw failure('ENOENT', path);
    this.#mustHaveFolder(to);
    this.#apply({ op: 'rename', path, to });
  }

  async link(path: string, to: string): Promise<void> {
    this.#inode(path);
    this.#mustBeFree(to);
    this.#apply({ op: 'link', path, to });
  }

  async remove(path: string): Promise<void> {
    if (this.#model.entries.has(path)) this.#apply({ op: 'remove', path });
  }

  async syncFolder(path: string): Promise<void> {
    if (this.#model.entries.get(path) !== 'folder') throw failure('ENOENT', path);
    this.#apply({ op: 'syncFolder', path });
  }

  async syncFile(path: string): Promise<void> {
    this.#apply({ op: 'sync', inode: this.#inode(path) });
  }

  #apply(step: DiskStep): void {
    this.#model.apply(step);
  }

  #newInode(): number {
    this.#lastInode += 1;
    this.#modified.set(this.#lastInode, ++this.#time);
    return this.#lastInode;
  }

  #inode(path: string): number {
    const inode = this.#model.inodeAt(path);
    if (inode === undefined) throw failure('ENOENT', path);
    return inode;
  }

  #mustBeFree(path: string): void {
    if (this.#model.entries.has(path)) throw failure('EEXIST', path);
    this.#mustHaveFolder(path);
  }

  #mustHaveFolder(path: string): void {
    if (this.#model.entries.get(dirname(path)) !== 'folder') throw failure('ENOENT', path);
  }

  #stat(inode: number): DiskStat {
    return { size: this.#model.content(inode).length, inode, modified: this.#modified.get(inode) ?? 0 };
  }
}

/** An error as the system gives it. */
export function failure(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}
