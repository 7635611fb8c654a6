import { link, mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import type { Disk, DiskFile, DiskStat } from './disk.ts';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const PORTION_BYTES = 256 * 1024;
/** Windows flushes only what was opened for writing; elsewhere a read-only disk must be readable too. */
const SYNC_FLAGS = process.platform === 'win32' ? 'r+' : 'r';
/** How systems say that a folder can't be opened or synced as a file can; renames are then as lasting as they get. */
const CANNOT_SYNC: ReadonlySet<string> = new Set([
  'EISDIR',
  'EINVAL',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EBADF',
]);
/** What Windows says of it. */
const CANNOT_SYNC_ON_WINDOWS: ReadonlySet<string> = new Set(['EPERM', 'EACCES']);

/** The disk of this machine. */
export const nodeDisk: Disk = {
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  },
  async stat(path) {
    try {
      return toDiskStat(await stat(path, { bigint: true }));
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
  },
  read: path => readFile(path),
  readPortions,
  async makeFolder(path) {
    await mkdir(path, { recursive: true, mode: FOLDER_MODE });
  },
  async create(path) {
    return fileOf(await open(path, 'wx', FILE_MODE));
  },
  rename: (from, to) => rename(from, to),
  link: (existing, name) => link(existing, name),
  remove: path => rm(path, { force: true }),
  async syncFolder(path) {
    try {
      await syncAs('r', path);
    } catch (error) {
      if (!cannotSync(codeOf(error))) throw error;
    }
  },
  syncFile: path => syncAs(SYNC_FLAGS, path),
};

async function* readPortions(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafe(PORTION_BYTES) });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

function fileOf(handle: FileHandle): DiskFile {
  return {
    // Goes on after a write that took only a part, from where the file has come to.
    append: bytes => handle.writeFile(bytes),
    // What is needed to read the bytes again, their number included, but not when they were written: half the time.
    sync: () => handle.datasync(),
    stat: async () => toDiskStat(await handle.stat({ bigint: true })),
    close: () => handle.close(),
  };
}

async function syncAs(flags: string, path: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function cannotSync(code: string | undefined): boolean {
  if (code === undefined) return false;
  return CANNOT_SYNC.has(code) || (process.platform === 'win32' && CANNOT_SYNC_ON_WINDOWS.has(code));
}

/** Inodes are 64 bits wide on some systems; of those the low 53 are enough to tell files apart. */
function toDiskStat(found: { size: bigint; ino: bigint; mtimeMs: bigint }): DiskStat {
  return {
    size: Number(found.size),
    inode: Number(BigInt.asUintN(53, found.ino)),
    modified: Number(found.mtimeMs),
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
