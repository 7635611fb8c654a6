import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DeviceId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Holder } from '../../../shared/host/libraryApi.ts';
import { isSameFile, type Disk, type DiskStat } from '../../lib/disk.ts';
import { LIBRARY_FILE } from '../../paths.ts';
import { vanished } from './journalErrors.ts';
import {
  encodeLock,
  holderOf,
  LOCK_FILE,
  lockPath,
  readLock,
  standingOf,
  type FoundLock,
  type LockContent,
  type LockReader,
} from './lockFile.ts';
import { thisProcess, type ProcessMark } from './processes.ts';
import { notTheWriter } from './trouble.ts';

/** Who asks for a lock, for others to read. */
export interface LockOwner {
  readonly device: DeviceId;
  /** Name of the machine. */
  readonly machine: string;
  /** Which shell of Pandect it is. */
  readonly kind: string;
  /** The wall clock; what it says is shown, and decides nothing. */
  readonly clock: () => Timestamp;
}

/** The right to write a data folder. */
export interface WriterLock {
  /**
   * Resolves while the lock is still held; cheap enough to be asked before every append. Rejects with `HostError`
   * `notTheWriter` when somebody else took it or removed it, `vanished` when the folder is gone, or the system's error.
   */
  verify(): Promise<void>;
  /** Lets go; does nothing when the lock is no longer held. */
  release(): Promise<void>;
}

export type LockAnswer =
  | {
      readonly kind: 'acquired';
      /** `unclean`: its last holder did not let go. */
      readonly previous: 'none' | 'unclean';
      readonly lock: WriterLock;
    }
  | { readonly kind: 'held'; readonly holder: Holder };

const MOST_TRIES = 50;
const RETRY_MS = 20;
/** So long a file that can't be read is left alone: where there are no links, a lock is made and then filled. */
const FILLING_MS = 1_000;

/** Nonces of the locks and claims of this process that are in use: what it left behind after a failure is not. */
const inUse = new Set<string>();

/**
 * Takes the writer's lock of a data folder, which must exist. A lock whose holder on this machine is dead is taken over;
 * one of another machine, or of a container with process numbers of its own, only with `takeOver`; one of a living
 * process never. A lock that can't be read is taken over too: its file was whole before it got its name, so it was
 * damaged since, and a holder who lives notices before it writes again. The wall clock plays no part.
 *
 * Rejects with the system's error.
 */
export async function acquireWriterLock(
  disk: Disk,
  dataFolder: string,
  owner: LockOwner,
  access: 'open' | 'takeOver' = 'open',
): Promise<LockAnswer> {
  const taking = new Taking(disk, dataFolder, owner, access, await thisProcess());
  try {
    const answer = await takeOrTell(taking);
    if (answer.kind === 'acquired') await taking.tidyUp().catch(() => undefined);
    return answer;
  } finally {
    taking.end();
  }
}

/** Who has the lock of a data folder, without asking for it; undefined when nobody does who lives. */
export async function findHolder(
  disk: Disk,
  dataFolder: string,
  owner: LockOwner,
): Promise<Holder | undefined> {
  const found = await readLock(disk, lockPath(dataFolder));
  if (found?.kind !== 'lock') return undefined;
  const standing = await standingOf(found.content, { ...owner, process: await thisProcess(), inUse });
  return standing === 'dead' ? undefined : holderOf(found.content, standing);
}

async function takeOrTell(taking: Taking): Promise<LockAnswer> {
  for (let tries = 1; ; tries++) {
    const found = await readLock(taking.disk, taking.path);
    if (found === undefined) {
      const lock = await taking.place();
      if (lock !== undefined) return { kind: 'acquired', previous: 'none', lock };
    } else {
      const standing = await taking.standingOf(found);
      if (standing === 'held') return { kind: 'held', holder: await taking.holderOf(found) };
      const lock = standing === 'free' ? await taking.replace(found) : undefined;
      if (lock !== undefined) return { kind: 'acquired', previous: 'unclean', lock };
      if (tries >= MOST_TRIES) return { kind: 'held', holder: await taking.holderOf(found) };
    }
    await wait(RETRY_MS);
  }
}

/** One process's attempt at a lock. */
class Taking {
  readonly path: string;
  readonly #reader: LockReader;
  readonly #nonces = new Set<string>();

  constructor(
    readonly disk: Disk,
    readonly dataFolder: string,
    readonly owner: LockOwner,
    readonly access: 'open' | 'takeOver',
    readonly process: ProcessMark,
  ) {
    this.path = lockPath(dataFolder);
    this.#reader = { ...owner, process, inUse };
  }

  /** `changing`: it is just being made. */
  async standingOf(found: FoundLock): Promise<'free' | 'held' | 'changing'> {
    if (found.kind === 'lock') return (await this.#isFree(found.content)) ? 'free' : 'held';
    await wait(FILLING_MS);
    return (await readLock(this.disk, this.path))?.nonce === found.nonce ? 'free' : 'changing';
  }

  async holderOf(found: FoundLock): Promise<Holder> {
    if (found.kind === 'lock') return holderOf(found.content, await standingOf(found.content, this.#reader));
    return { kind: 'process', name: 'another start of Pandect', since: 0, canTakeOver: false };
  }

  /** A lock where there was none; undefined when somebody else was faster. */
  place(): Promise<WriterLock | undefined> {
    return this.#withFile(async file =>
      (await this.#give(file, this.path)) ? this.#lock(file.nonce) : undefined,
    );
  }

  /**
   * A lock in place of a free one; undefined when somebody else is about to do the same, or did.
   *
   * Whoever replaces a lock must first have the claim to that very lock, a file named after its nonce: of many who found
   * it free only one gets that. The claim is given up after the new lock stands, so that a latecomer who then gets it
   * sees that the lock it means is gone. A claim left by a process that died is replaced in the same way.
   */
  replace(found: FoundLock): Promise<WriterLock | undefined> {
    return this.#replace(this.path, found, nonce => this.#lock(nonce));
  }

  /** Removes what dead processes left beside the lock. */
  async tidyUp(): Promise<void> {
    for (const name of await this.disk.list(this.dataFolder)) {
      if (!name.startsWith(`${LOCK_FILE}.`)) continue;
      const path = join(this.dataFolder, name);
      const left = await readLock(this.disk, path);
      if (left?.kind !== 'lock') continue;
      if ((await standingOf(left.content, this.#reader)) === 'dead') await this.disk.remove(path);
    }
  }

  /** What was made and not kept is left behind from now on, should it still be there. */
  end(): void {
    for (const nonce of this.#nonces) inUse.delete(nonce);
  }

  async #isFree(content: LockContent): Promise<boolean> {
    const standing = await standingOf(content, this.#reader);
    return standing === 'dead' || (standing === 'unknown' && this.access === 'takeOver');
  }

  async #replace<T>(
    path: string,
    found: FoundLock,
    use: (nonce: string) => Promise<T>,
  ): Promise<T | undefined> {
    const claim = `${this.path}.over-${found.nonce}`;
    if (!(await this.#claim(claim))) return undefined;
    try {
      return await this.#withFile(async file => {
        if ((await readLock(this.disk, path))?.nonce !== found.nonce) return undefined;
        await this.disk.rename(file.path, path);
        return use(file.nonce);
      });
    } finally {
      await this.disk.remove(claim).catch(() => undefined);
    }
  }

  async #claim(claim: string): Promise<boolean> {
    if (await this.#withFile(file => this.#give(file, claim))) return true;
    const other = await readLock(this.disk, claim);
    if (other === undefined) return false;
    const isFree = other.kind === 'damaged' || (await this.#isFree(other.content));
    return isFree && (await this.#replace(claim, other, async () => true)) === true;
  }

  /** Runs with a file of this process's own, whole on the disk; it is gone afterwards unless it was renamed. */
  async #withFile<T>(run: (file: OwnFile) => Promise<T>): Promise<T> {
    const nonce = randomBytes(8).toString('hex');
    this.#nonces.add(nonce);
    inUse.add(nonce);
    const { device, machine, kind, clock } = this.owner;
    const bytes = encodeLock({ process: this.process, device, machine, kind, since: clock(), nonce });
    const path = `${this.path}.new-${nonce}`;
    try {
      await writeNew(this.disk, path, bytes);
      return await run({ path, bytes, nonce });
    } finally {
      await this.disk.remove(path).catch(() => undefined);
    }
  }

  /**
   * Gives a file a second name, unless that is taken. Where there are no links the file is made again under it. Network
   * drives make a link and tell an error when the answer got lost, so the name may be taken by this very file.
   */
  async #give({ path, bytes, nonce }: OwnFile, name: string): Promise<boolean> {
    try {
      await this.disk.link(path, name).catch((error: unknown) => {
        if (codeOf(error) === 'EEXIST') throw error;
        return writeNew(this.disk, name, bytes);
      });
      return true;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      return (await readLock(this.disk, name))?.nonce === nonce;
    }
  }

  /** The lock, now that it stands. */
  async #lock(nonce: string): Promise<WriterLock | undefined> {
    const { disk, dataFolder, path } = this;
    const isHeld = async (): Promise<boolean> => (await readLock(disk, path))?.nonce === nonce;
    if (!(await isHeld())) return undefined;
    this.#nonces.delete(nonce);
    /** The lock's file as it was when it was read last. */
    let known: DiskStat | undefined;
    return {
      verify: async () => {
        const file = await disk.stat(path);
        if (isSameFile(file, known)) return;
        const found = await readLock(disk, path);
        known = file;
        if (found?.nonce === nonce) return;
        known = undefined;
        if (found !== undefined) inUse.delete(nonce);
        if (found !== undefined) throw notTheWriter((await this.holderOf(found)).name);
        const isThere = (await disk.stat(join(dataFolder, LIBRARY_FILE))) !== undefined;
        throw isThere ? notTheWriter('another start of Pandect') : vanished(dataFolder);
      },
      release: async () => {
        // Should it stay there, because the drive is gone, it is no longer in use.
        inUse.delete(nonce);
        if (await isHeld()) await disk.remove(path);
      },
    };
  }
}

interface OwnFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly nonce: string;
}

/** A new file, on the disk; rejects with EEXIST when there is one, and leaves none when it fails. */
async function writeNew(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const file = await disk.create(path);
  try {
    await file.append(bytes);
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => undefined);
    await disk.remove(path).catch(() => undefined);
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
