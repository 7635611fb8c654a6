import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import type { SnapshotId } from '../../../shared/domain/ids.ts';
import type { HostHandlers } from '../../../shared/host/api.ts';
import type { SnapshotInfo } from '../../../shared/library/snapshot.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { toVisibleLine } from '../../../shared/text/visible.ts';
import type { Disk } from '../../lib/disk.ts';
import { systemCode } from '../../lib/dumpErrors.ts';
import { nodeDisk } from '../../lib/nodeDisk.ts';
import type { Shell } from '../../shell.ts';
import { createKeptDumps, type KeptDumps } from '../keptDumps.ts';
import { backupFile, backupInMemory, readBackup, takeDumps, type BackupSource } from './backupReader.ts';
import { dumpsOf, writeBackup } from './backupWriter.ts';
import { createShelf } from './copies.ts';
import type { LibraryFiles } from './libraryFiles.ts';
import { headOf } from './repair.ts';

type BackupCalls = 'backups.save' | 'backups.make' | 'backups.read' | 'backups.take';

const EXTENSION = '.jsonl.gz';
/** Bytes of one answer of `backups.read`, before they are Base64. A multiple of 3, so that only the end is padded. */
const PORTION_BYTES = 3 * 1024 * 1024;

export interface BackupCallsOptions {
  readonly shell: Shell;
  readonly files: LibraryFiles;
  readonly disk: Disk;
  readonly now: () => number;
}

/** The whole library as one file, out and in. */
export interface BackupService {
  readonly handlers: Pick<HostHandlers, BackupCalls>;
  /** Removes what was prepared for fetching. */
  clear(): Promise<void>;
}

export function createBackupCalls({ shell, files, disk, now }: BackupCallsOptions): BackupService {
  const kept = createKeptDumps(() => files.place.folders.dumps);
  const removals = new Set<Promise<void>>();
  const made = createShelf<string>(path => {
    const removal = rm(dirname(path), { recursive: true, force: true }).catch(() => undefined);
    removals.add(removal);
    void removal.then(() => removals.delete(removal));
  });

  /** Writes the library as it is now to a file. Gives its size in bytes. */
  const write = async (to: Disk, path: string): Promise<number> => {
    const { progress, image } = await files.whole();
    const content = { ...headOf(progress, now()), reason: 'backup' as const, image };
    const dumps = dumpsOf(image, dump => kept.read(dump));
    return writeBackup(to, path, content, dumps).catch((error: unknown) => {
      throw notWritten(path, error);
    });
  };

  return {
    async clear() {
      made.clear();
      await Promise.all(removals);
    },
    handlers: {
      'backups.save': async ({ suggestedName }) => {
        const chosen = await shell.askWhere(safeName(suggestedName));
        if (chosen === null) return { saved: 'cancelled' };
        const path = extname(chosen) === '' ? chosen + EXTENSION : chosen;
        await write(disk, path);
        return { saved: 'saved', name: basename(path) };
      },
      'backups.make': async () => {
        const folder = await mkdtemp(join(tmpdir(), 'pandect-backup-'));
        const path = join(folder, backupName(now()));
        try {
          const bytes = await write(nodeDisk, path);
          const backup = randomBytes(16).toString('hex');
          made.set(backup, path);
          return { backup, name: basename(path), bytes };
        } catch (error) {
          await rm(folder, { recursive: true, force: true });
          throw error;
        }
      },
      'backups.read': ({ backup, from }) => readPortion(made.get(backup), from),
      'backups.take': async args => {
        const source = await sourceOf(args, shell, disk);
        return source === undefined ? null : take(source, files, kept);
      },
    },
  };
}

/** The file that came with the call, or that the user names. */
async function sourceOf(
  args: { readonly name: string; readonly bytes: Uint8Array } | Record<string, never>,
  shell: Shell,
  disk: Disk,
): Promise<BackupSource | undefined> {
  if ('bytes' in args) return backupInMemory(args.name, args.bytes);
  const [path] = await shell.chooseFiles('backup');
  return path === undefined ? undefined : backupFile(disk, path);
}

/** Checks a backup from end to end; only then is anything of it kept. */
async function take(source: BackupSource, files: LibraryFiles, kept: KeptDumps): Promise<SnapshotInfo> {
  const { content, dumps } = await readBackup(source);
  const info = await files.keepAside(content);
  if (dumps.length === 0) return info;
  try {
    // A dump that is there already is left as it is.
    await takeDumps(source, ({ id, text }) => kept.keep(id, text, id));
    return info;
  } catch (error) {
    await files.removeSnapshot(info.id as SnapshotId).catch(() => undefined);
    throw error;
  }
}

async function readPortion(path: string, from: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PORTION_BYTES), 0, PORTION_BYTES, from);
    return buffer.toString('base64', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** `pandect-2026-11-21.jsonl.gz`, by the day in UTC. */
function backupName(now: number): string {
  return `pandect-${new Date(now).toISOString().slice(0, 10)}${EXTENSION}`;
}

/** A name that stays in its folder and ends as backups do. */
function safeName(name: string): string {
  const stem = toVisibleLine(name)
    .replace(/(?:\.jsonl)?(?:\.gz)?$/iu, '')
    .replace(/[/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .slice(0, 80)
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  return `${stem === '' ? 'pandect' : stem}${EXTENSION}`;
}

function notWritten(path: string, error: unknown): HostError {
  if (error instanceof HostError) return error;
  const code = systemCode(error);
  const kept = 'Your library is as it was, and so is what had that name.';
  const name = `The backup “${basename(path)}”`;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    const what = `${name} could not be written to ${dirname(path)}: the disk is full. ${kept}`;
    return new HostError('diskFull', `${what} Make room, or save to another disk.`);
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') {
    const what = `${name} could not be written: ${dirname(path)} does not allow it. ${kept}`;
    return new HostError('readOnly', `${what} Choose another folder.`);
  }
  const what = `${name} could not be written to ${dirname(path)} (${code ?? String(error)}). ${kept}`;
  return new HostError('notWritten', `${what} Check that the folder can be reached, or choose another.`);
}
