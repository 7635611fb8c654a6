import { basename } from 'node:path';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { DumpId } from '../../../shared/domain/ids.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { toVisibleLine } from '../../../shared/text/visible.ts';
import type { Disk } from '../../lib/disk.ts';
import { systemCode, unreadable } from '../../lib/dumpErrors.ts';
import { MAX_FILE_NAME_LENGTH, type BackedUpDump } from './snapshotFormat.ts';
import {
  readSnapshot,
  SNAPSHOT_LIMITS,
  SnapshotFault,
  visitSnapshot,
  type SnapshotLimits,
} from './snapshotReading.ts';
import type { SnapshotContent } from './types.ts';
import { MAX_BACKUP_BYTES } from '../../../shared/host/limits.ts';

/** A file that says it is a backup; nothing of it is trusted. */
export interface BackupSource {
  /** Base name of the file. */
  readonly name: string;
  /** Its bytes from the start, each time it is called. */
  portions(): AsyncIterable<Uint8Array>;
}

export interface BackupLimits extends SnapshotLimits {
  /** Bytes of the file itself. */
  readonly file: number;
}

const MB = 1024 * 1024;
/** Enough for the largest library that Pandect is made for, with room; what unpacks to more is not one. */
export const BACKUP_LIMITS: BackupLimits = {
  ...SNAPSHOT_LIMITS,
  file: MAX_BACKUP_BYTES,
  rows: 1024 * MB,
  total: 8 * 1024 * MB,
};

/** A backup that was checked from end to end. */
export interface Backup {
  /** With the name of the file, as a snapshot to be set aside. */
  readonly content: SnapshotContent;
  /** Dumps whose raw texts it holds; `takeDumps` gets them. */
  readonly dumps: readonly DumpId[];
}

export function backupFile(disk: Disk, path: string): BackupSource {
  return { name: basename(path), portions: () => disk.readPortions(path) };
}

const PORTION_BYTES = 64 * 1024;

export function backupInMemory(name: string, bytes: Uint8Array): BackupSource {
  return {
    name: basename(name.replaceAll('\\', '/')),
    async *portions() {
      for (let from = 0; from < bytes.length; from += PORTION_BYTES) {
        yield bytes.subarray(from, from + PORTION_BYTES);
      }
    },
  };
}

/**
 * Reads and checks a whole backup; nothing is written. Refuses in words with `notABackup` (another program's file, one that
 * unpacks without end), `newerBackup`, `damagedBackup` (with the line), `tooLarge`, `notFound` or `unreadable`.
 */
export async function readBackup(
  source: BackupSource,
  limits: BackupLimits = BACKUP_LIMITS,
): Promise<Backup> {
  const dumps: DumpId[] = [];
  const note = ({ id }: BackedUpDump): void => void dumps.push(id);
  const content = await inWords(source, () => readSnapshot(limited(source, limits.file), limits, note));
  // It stands in sentences from now on, which no character in it may reorder.
  const name = toVisibleLine(source.name).slice(0, MAX_FILE_NAME_LENGTH);
  return { content: { ...content, reason: 'backup', name }, dumps };
}

/** Hands the raw dumps of a backup on, one at a time, each the text of its id. Rejects as `readBackup` and `take` do. */
export async function takeDumps(
  source: BackupSource,
  take: (dump: BackedUpDump) => Promise<void>,
  limits: BackupLimits = BACKUP_LIMITS,
): Promise<void> {
  await inWords(source, () => visitSnapshot(limited(source, limits.file), { dump: take }, limits));
}

async function* limited(source: BackupSource, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const portion of source.portions()) {
    bytes += portion.length;
    if (bytes > most) throw tooLarge(source.name, most);
    yield portion;
  }
}

async function inWords<T>({ name }: BackupSource, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SnapshotFault) throw refusal(name, error);
    throw systemCode(error) === undefined || error instanceof HostError ? error : unreadable(name, error);
  }
}

const UNTOUCHED = 'Nothing was taken from it; your library is as it was.';

function refusal(name: string, { kind, what }: SnapshotFault): HostError {
  switch (kind) {
    case 'foreign':
    case 'tooLarge':
      return new HostError(
        'notABackup',
        `“${name}” is not a backup of a Pandect library: ${what}. ${UNTOUCHED} Choose a file that Pandect saved as a backup; its name ends in “.jsonl.gz”.`,
      );
    case 'newer':
      return new HostError(
        'newerBackup',
        `“${name}” was saved by a newer version of Pandect: ${what}. ${UNTOUCHED} Update Pandect and bring it in again.`,
      );
    case 'damaged':
      return new HostError(
        'damagedBackup',
        `“${name}” is damaged: ${what}. ${UNTOUCHED} Copy the file again from where it was kept, or take an older backup.`,
      );
    default:
      return assertNever(kind);
  }
}

function tooLarge(name: string, most: number): HostError {
  return new HostError(
    'tooLarge',
    `“${name}” has more than ${Math.round(most / MB)} MB, which is more than Pandect brings in. ${UNTOUCHED} Check that it is the right file.`,
  );
}
