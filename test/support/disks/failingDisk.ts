import type { Disk, DiskFile } from '../../../main/lib/disk.ts';
import { failure } from './memoryDisk.ts';

/**
 * How a call fails. `instead`: nothing is done. `after`: all is done, and then an error told. `partly`: of bytes appended
 * a half is written; other calls fail as with `instead`.
 */
export type FailureKind = 'instead' | 'after' | 'partly';

export interface FailingOptions {
  readonly kind?: FailureKind;
  /** How many calls fail from that one on; 1 unless told, Infinity until `heal`. */
  readonly times?: number;
}

export interface FailingDisk {
  readonly disk: Disk;
  /** How many calls there were so far. */
  calls(): number;
  /** Name of the call that failed first; undefined while none did. */
  failed(): string | undefined;
  /** From now on nothing fails. */
  heal(): void;
}

/**
 * A disk on which the `nth` call (from 1) fails with a system error such as `ENOSPC`. Every call counts: of the disk and
 * of the files made on it, those that read as well.
 */
export function failingDisk(
  disk: Disk,
  nth: number,
  code: string,
  options: FailingOptions = {},
): FailingDisk {
  const { kind = 'instead', times = 1 } = options;
  let count = 0;
  let failed: string | undefined;
  let healed = false;

  const run = async <T>(name: string, work: () => Promise<T>, part = async () => {}): Promise<T> => {
    count += 1;
    if (healed || count < nth || count >= nth + times) return work();
    failed ??= name;
    if (kind === 'after') await work();
    if (kind === 'partly') await part();
    throw failure(code, name);
  };
  const fileOf = (file: DiskFile): DiskFile => ({
    append: bytes =>
      run(
        'append',
        () => file.append(bytes),
        () => file.append(bytes.subarray(0, bytes.length / 2)),
      ),
    sync: () => run('sync', () => file.sync()),
    stat: () => run('file.stat', () => file.stat()),
    close: () => run('close', () => file.close()),
  });

  return {
    calls: () => count,
    failed: () => failed,
    heal: () => void (healed = true),
    disk: {
      list: folder => run('list', () => disk.list(folder)),
      stat: path => run('stat', () => disk.stat(path)),
      read: path => run('read', () => disk.read(path)),
      async *readPortions(path) {
        await run('readPortions', async () => {});
        for await (const portion of disk.readPortions(path)) {
          yield await run('readPortion', async () => portion);
        }
      },
      makeFolder: path => run('makeFolder', () => disk.makeFolder(path)),
      create: path => run('create', async () => fileOf(await disk.create(path))),
      rename: (from, to) => run('rename', () => disk.rename(from, to)),
      link: (existing, name) => run('link', () => disk.link(existing, name)),
      remove: path => run('remove', () => disk.remove(path)),
      syncFolder: path => run('syncFolder', () => disk.syncFolder(path)),
      syncFile: path => run('syncFile', () => disk.syncFile(path)),
    },
  };
}
