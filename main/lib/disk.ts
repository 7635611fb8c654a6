/**
 * The file operations on which the library's safety rests, few enough to be recorded, failed and cut short one by one in
 * tests. All paths are absolute. Every function rejects with the system's error (`code` ENOSPC, EROFS, ENOENT …).
 */
export interface Disk {
  /** Names of the files and folders in a folder; empty when there is none. */
  list(folder: string): Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  stat(path: string): Promise<DiskStat | undefined>;
  /** The whole file. */
  read(path: string): Promise<Uint8Array>;
  /** The file in portions, for files that may be large. */
  readPortions(path: string): AsyncIterable<Uint8Array>;
  /** Makes a folder and those above it, readable by the owner alone. */
  makeFolder(path: string): Promise<void>;
  /** Makes a file that must not exist (EEXIST), readable by the owner alone, for appending. */
  create(path: string): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails with EEXIST when the name is taken. */
  link(existing: string, name: string): Promise<void>;
  /** Removes a file; nothing happens when there is none. */
  remove(path: string): Promise<void>;
  /** Makes what was created, renamed and removed in a folder last through a power cut. */
  syncFolder(path: string): Promise<void>;
  /** Makes the content of a file that somebody else wrote last. */
  syncFile(path: string): Promise<void>;
}

/** A file being written. */
export interface DiskFile {
  append(bytes: Uint8Array): Promise<void>;
  /** Returns when everything appended is on the disk. */
  sync(): Promise<void>;
  /** As it is on the disk; tells whether the path still leads to this file. */
  stat(): Promise<DiskStat>;
  close(): Promise<void>;
}

export interface DiskStat {
  /** Bytes. */
  readonly size: number;
  /** Same number, same file. */
  readonly inode: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** Whether a file is still as it was found: the same one, not written since. */
export function isSameFile(one: DiskStat | undefined, other: DiskStat | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.inode === other.inode && one.modified === other.modified && one.size === other.size;
}
