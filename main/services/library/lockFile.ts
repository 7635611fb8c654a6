import { join } from 'node:path';
import * as v from 'valibot';
import type { DeviceId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Holder } from '../../../shared/host/libraryApi.ts';
import { toVisibleLine } from '../../../shared/text/visible.ts';
import type { Disk } from '../../lib/disk.ts';
import { livenessOf, type ProcessMark } from './processes.ts';

/** The lock's file in a data folder; files beside it begin with the same name and a dot. */
export const LOCK_FILE = 'writer.lock';
/** What a command of the command line calls itself in the lock. */
export const COMMAND_KIND = 'command';

/** What a lock says. */
export interface LockContent {
  readonly process: ProcessMark;
  readonly device: DeviceId;
  /** Name of the machine. */
  readonly machine: string;
  /** Which shell of Pandect it is. */
  readonly kind: string;
  /** For people only: clocks go wrong. */
  readonly since: Timestamp;
  /** No two locks have the same. */
  readonly nonce: string;
}

/** A lock as it is found. `damaged`: nobody can tell whose it is; then `nonce` names the file and its content. */
export type FoundLock =
  | { readonly kind: 'lock'; readonly content: LockContent; readonly nonce: string }
  | { readonly kind: 'damaged'; readonly nonce: string };

const word = v.pipe(v.string(), v.maxLength(300));
const lockSchema = v.object({
  pandect: v.literal('lock'),
  process: v.object({
    pid: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31)),
    started: word,
    boot: word,
    space: word,
  }),
  device: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
  machine: word,
  kind: word,
  since: v.number(),
  nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
});

export function encodeLock(content: LockContent): Uint8Array {
  return Buffer.from(`${JSON.stringify({ pandect: 'lock', version: 1, ...content })}\n`);
}

/** Undefined when there is no lock. Rejects with the system's error when that can't be told. */
export async function readLock(disk: Disk, path: string): Promise<FoundLock | undefined> {
  const found = await disk.stat(path);
  if (found === undefined) return undefined;
  const bytes = await disk.read(path).catch(unlessGone);
  if (bytes === undefined) return undefined;
  const checked = v.safeParse(lockSchema, parsed(bytes));
  if (!checked.success) return { kind: 'damaged', nonce: `damaged-${found.inode}-${bytes.length}` };
  const content = checked.output as unknown as LockContent;
  return { kind: 'lock', content, nonce: content.nonce };
}

/** Who writes as this process does: which locks are its own and in use. */
export interface LockReader {
  readonly device: DeviceId;
  readonly machine: string;
  /** Nonces of the locks that this process uses. */
  readonly inUse: ReadonlySet<string>;
  readonly process: ProcessMark;
}

/**
 * Whether whoever wrote a lock still works. `unknown`: on another machine, or in a container of its own.
 *
 * A device's id alone does not make a machine: homes are shared. So its name must agree too, or the start of the system.
 */
export async function standingOf(
  lock: LockContent,
  reader: LockReader,
): Promise<'alive' | 'dead' | 'unknown'> {
  const isSameBoot = lock.process.boot !== '' && lock.process.boot === reader.process.boot;
  const isHere = lock.device === reader.device && (isSameBoot || lock.machine === reader.machine);
  if (!isHere) return 'unknown';
  const liveness = await livenessOf(lock.process);
  if (liveness === 'elsewhere') return 'unknown';
  const isOwn = liveness === 'alive' && lock.process.pid === reader.process.pid;
  return isOwn && !reader.inUse.has(lock.nonce) ? 'dead' : liveness;
}

/** The holder as the user is told. */
export function holderOf(lock: LockContent, standing: 'alive' | 'dead' | 'unknown'): Holder {
  const { since } = lock;
  if (standing !== 'unknown' && lock.kind === COMMAND_KIND) {
    const name = `a pandect command (process ${lock.process.pid})`;
    return { kind: 'process', name, since, canTakeOver: false, passing: true };
  }
  if (standing !== 'unknown') {
    return { kind: 'process', name: `Pandect (process ${lock.process.pid})`, since, canTakeOver: false };
  }
  const machine = toVisibleLine(lock.machine).slice(0, 80);
  return { kind: 'machine', name: `Pandect on “${machine}”`, since, canTakeOver: true };
}

export function lockPath(dataFolder: string): string {
  return join(dataFolder, LOCK_FILE);
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

function unlessGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
