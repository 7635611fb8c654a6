import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { SnapshotId } from '../../../shared/domain/ids.ts';
import type { Finding } from '../../../shared/host/libraryApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { RowCounts } from '../../../shared/library/change.ts';
import type { SnapshotInfo } from '../../../shared/library/snapshot.ts';
import type { Disk, DiskFile } from '../../lib/disk.ts';
import { systemCode } from '../../lib/dumpErrors.ts';
import { planPruning, type PrunableSnapshot } from './pruning.ts';
import { parseSnapshotName, snapshotLines, snapshotName, sumInName, zipped } from './snapshotFormat.ts';
import { readHead, readSnapshot, SnapshotFault, visitSnapshot } from './snapshotReading.ts';
import {
  shrunk,
  snapshotDamaged,
  snapshotGone,
  snapshotNewer,
  snapshotNotVerified,
} from './snapshotTrouble.ts';
import type { LibraryFolders, SnapshotContent, SnapshotHead, SnapshotStore } from './types.ts';

export interface SnapshotStoreOptions {
  /** Told when nothing is pruned because the library shrank without its user, once for each cause. */
  readonly tell?: (finding: Finding) => void;
}

type Kind = SnapshotInfo['kind'];

/** A snapshot's file as it was last seen. */
interface Seen {
  readonly id: SnapshotId;
  readonly kind: Kind;
  readonly bytes: number;
  readonly modified: number;
  readonly inode: number;
  /** Undefined when it can't be read. */
  readonly head: SnapshotHead | undefined;
  /** Whether every byte was read and found as it was written. */
  isVerified: boolean;
}

const TEMPORARY = /^\.writing-[0-9a-f]{16}\.tmp$/u;

/** Snapshots in the folders of a library. One caller at a time writes. */
export function createSnapshotStore(
  disk: Disk,
  folders: LibraryFolders,
  options: SnapshotStoreOptions = {},
): SnapshotStore {
  return new DiskSnapshots(disk, folders, options);
}

class DiskSnapshots implements SnapshotStore {
  readonly #disk: Disk;
  readonly #folders: LibraryFolders;
  readonly #tell: (finding: Finding) => void;
  readonly #seen = new Map<SnapshotId, Seen>();
  #toldOf: SnapshotId | undefined;

  constructor(disk: Disk, folders: LibraryFolders, { tell = () => undefined }: SnapshotStoreOptions) {
    this.#disk = disk;
    this.#folders = folders;
    this.#tell = tell;
  }

  async list(): Promise<readonly SnapshotInfo[]> {
    const all = [...(await this.#look('snapshot')), ...(await this.#look('aside'))];
    return all.map(infoOf).sort(newestFirst);
  }

  async write(content: SnapshotContent, kind: Kind, signal?: AbortSignal): Promise<SnapshotInfo> {
    const folder = this.#folderOf(kind);
    await this.#makeFolder(folder);
    await this.#removeLeftovers(folder);
    const temporary = join(folder, `.writing-${randomBytes(8).toString('hex')}.tmp`);
    let id: SnapshotId;
    try {
      const sum = await this.#writeSynced(temporary, content, signal);
      id = snapshotName({ seq: content.seq, at: content.at, sum });
      signal?.throwIfAborted();
      await this.#disk.rename(temporary, join(folder, id));
    } catch (error) {
      await this.#disk.remove(temporary).catch(() => undefined);
      throw error;
    }
    await this.#disk.syncFolder(folder);
    const seen = await this.#verify(id, kind, signal);
    signal?.throwIfAborted();
    // The snapshot is there; what could not be pruned is pruned after the next one.
    if (kind === 'snapshot') await this.#prune(content, seen, signal).catch(() => undefined);
    return infoOf(seen);
  }

  async read(id: SnapshotId): Promise<SnapshotContent> {
    return this.#checked(id, file => readSnapshot(file));
  }

  async readHead(id: SnapshotId): Promise<SnapshotHead> {
    const { path } = await this.#find(id);
    try {
      return await readHead(this.#disk.readPortions(path));
    } catch (error) {
      throw await this.#inWords(id, path, error);
    }
  }

  async setAside(id: SnapshotId): Promise<void> {
    const found = await this.#find(id).catch(ifGone);
    if (found === undefined) return;
    await this.#makeFolder(this.#folders.damaged);
    let kept = join(this.#folders.damaged, id);
    for (let number = 2; (await this.#disk.stat(kept)) !== undefined; number++) {
      kept = join(this.#folders.damaged, `${id}.${number}`);
    }
    await this.#disk.rename(found.path, kept);
    this.#seen.delete(id);
    await this.#disk.syncFolder(this.#folders.damaged);
    await this.#disk.syncFolder(this.#folderOf(found.kind));
  }

  async remove(id: SnapshotId): Promise<void> {
    const found = await this.#find(id).catch(ifGone);
    if (found === undefined) return;
    await this.#disk.remove(found.path);
    this.#seen.delete(id);
    await this.#disk.syncFolder(this.#folderOf(found.kind));
  }

  #folderOf(kind: Kind): string {
    return kind === 'snapshot' ? this.#folders.snapshots : this.#folders.aside;
  }

  /** The snapshots of a folder; only those that changed since are opened. */
  async #look(kind: Kind): Promise<Seen[]> {
    const folder = this.#folderOf(kind);
    const found: Seen[] = [];
    for (const name of await this.#disk.list(folder)) {
      if (parseSnapshotName(name) === undefined) continue;
      const seen = await this.#lookAt(name as SnapshotId, kind);
      if (seen !== undefined) found.push(seen);
    }
    return found;
  }

  async #lookAt(id: SnapshotId, kind: Kind, isVerified = false): Promise<Seen | undefined> {
    const path = join(this.#folderOf(kind), id);
    const stat = await this.#disk.stat(path);
    if (stat === undefined) return undefined;
    const known = this.#seen.get(id);
    const { size: bytes, modified, inode } = stat;
    if (
      known?.kind === kind &&
      known.bytes === bytes &&
      known.modified === modified &&
      known.inode === inode
    ) {
      known.isVerified ||= isVerified;
      return known;
    }
    const head = await this.#headOf(id, kind, path);
    const seen: Seen = { id, kind, bytes, modified, inode, head, isVerified };
    this.#seen.set(id, seen);
    return seen;
  }

  /** Undefined when it is damaged. Rejects with `newerBackup`: what a newer version wrote is not for this one to put away. */
  async #headOf(id: SnapshotId, kind: Kind, path: string): Promise<SnapshotHead | undefined> {
    try {
      return await readHead(this.#disk.readPortions(path));
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      if (kind === 'snapshot' && fault.kind === 'newer' && (await this.#isAsWritten(id, path))) {
        throw snapshotNewer(id);
      }
      return undefined;
    }
  }

  /** A flipped bit can make another version of it, but not one that fits the name. */
  async #isAsWritten(id: SnapshotId, path: string): Promise<boolean> {
    const hash = createHash('sha256');
    for await (const portion of this.#disk.readPortions(path)) hash.update(portion);
    return sumInName(hash.digest('hex')) === parseSnapshotName(id)?.sum;
  }

  async #writeSynced(path: string, content: SnapshotContent, signal?: AbortSignal): Promise<string> {
    const file = await this.#disk.create(path);
    try {
      return await this.#writeAll(file, content, signal);
    } finally {
      await file.close();
    }
  }

  async #writeAll(file: DiskFile, content: SnapshotContent, signal?: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    for await (const portion of zipped(snapshotLines(content))) {
      signal?.throwIfAborted();
      hash.update(portion);
      await file.append(portion);
    }
    await file.sync();
    return sumInName(hash.digest('hex'));
  }

  /** Reads back what was written; a file that is not as it was written is set aside. */
  async #verify(id: SnapshotId, kind: Kind, signal?: AbortSignal): Promise<Seen> {
    try {
      await this.#checked(id, file => visitSnapshot(file, {}));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      signal?.throwIfAborted();
      await this.setAside(id);
      throw snapshotNotVerified(this.#folders, error);
    }
    const seen = await this.#lookAt(id, kind, true);
    if (seen === undefined) throw snapshotGone(id);
    return seen;
  }

  /** Reads a snapshot whole; its bytes must be those its name tells of. */
  async #checked<T>(id: SnapshotId, read: (file: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T> {
    const { path, kind } = await this.#find(id);
    const hash = createHash('sha256');
    try {
      const value = await read(hashed(this.#disk.readPortions(path), hash));
      if (sumInName(hash.digest('hex')) !== parseSnapshotName(id)?.sum) {
        throw new SnapshotFault('damaged', 'its bytes are not those that were written');
      }
      await this.#lookAt(id, kind, true);
      return value;
    } catch (error) {
      throw await this.#inWords(id, path, error);
    }
  }

  async #inWords(id: SnapshotId, path: string, error: unknown): Promise<unknown> {
    const fault = faultOf(error);
    if (fault === undefined) return error;
    if (fault.kind === 'newer' && (await this.#isAsWritten(id, path))) return snapshotNewer(id);
    const seen = this.#seen.get(id);
    if (seen !== undefined) this.#seen.set(id, { ...seen, head: undefined, isVerified: false });
    return snapshotDamaged(id, fault.what);
  }

  async #find(id: SnapshotId): Promise<{ readonly path: string; readonly kind: Kind }> {
    if (parseSnapshotName(id) === undefined) throw snapshotGone(id);
    for (const kind of ['snapshot', 'aside'] as const) {
      const path = join(this.#folderOf(kind), id);
      if ((await this.#disk.stat(path)) !== undefined) return { path, kind };
    }
    throw snapshotGone(id);
  }

  async #prune({ library }: SnapshotContent, made: Seen, signal?: AbortSignal): Promise<void> {
    const others = (await this.#look('snapshot')).filter(
      ({ id, head }) => id !== made.id && head?.library === library,
    );
    const line = [...others.sort(oldestFirst), made];
    const { remove, held } = planPruning(line.map(prunable));
    if (held !== undefined && held.since !== this.#toldOf) {
      this.#toldOf = held.since;
      this.#tell(shrunk(held, line.find(({ id }) => id === held.since)?.head?.at ?? 0));
    }
    if (held === undefined) this.#toldOf = undefined;
    for (const id of remove) {
      signal?.throwIfAborted();
      await this.#disk.remove(join(this.#folders.snapshots, id));
      this.#seen.delete(id);
    }
    if (remove.length > 0) await this.#disk.syncFolder(this.#folders.snapshots);
  }

  /** A new folder is there after a power cut only when the one above it was synced. */
  async #makeFolder(folder: string): Promise<void> {
    if ((await this.#disk.stat(folder)) !== undefined) return;
    await this.#disk.makeFolder(folder);
    await this.#disk.syncFolder(this.#folders.data);
  }

  /** What a process left that ended while it wrote. */
  async #removeLeftovers(folder: string): Promise<void> {
    for (const name of await this.#disk.list(folder)) {
      if (TEMPORARY.test(name)) await this.#disk.remove(join(folder, name));
    }
  }
}

async function* hashed(
  portions: AsyncIterable<Uint8Array>,
  hash: { update(bytes: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const portion of portions) {
    hash.update(portion);
    yield portion;
  }
}

const NO_ROWS: RowCounts = {
  papers: 0,
  notes: 0,
  digests: 0,
  collections: 0,
  savedSearches: 0,
  citationKeys: 0,
};

function infoOf({ id, kind, bytes, head }: Seen): SnapshotInfo {
  if (head === undefined) {
    const { seq, at } = parseSnapshotName(id)!;
    return { id, kind, seq, at, reason: 'request', counts: NO_ROWS, bytes, damaged: true };
  }
  const { papers, notes, digests, collections, savedSearches, citationKeys } = head.counts;
  return {
    id,
    kind,
    seq: head.seq,
    at: head.at,
    reason: head.reason,
    counts: { papers, notes, digests, collections, savedSearches, citationKeys },
    bytes,
    ...(head.name === undefined ? {} : { name: head.name }),
  };
}

function prunable({ id, head, isVerified }: Seen): PrunableSnapshot {
  const { seq, at, counts, removedRows } = head!;
  return { id, seq, at, papers: counts.papers, notes: counts.notes, removedRows, isVerified };
}

function oldestFirst(a: Seen, b: Seen): number {
  return a.modified - b.modified || (a.id < b.id ? -1 : 1);
}

/** At the same seq the library goes on from what was adopted. */
function newestFirst(a: SnapshotInfo, b: SnapshotInfo): number {
  const adopted = Number(b.reason === 'adopted') - Number(a.reason === 'adopted');
  return b.seq - a.seq || adopted || b.at - a.at || (a.id < b.id ? 1 : -1);
}

/** What is wrong with a file; undefined for what is wrong with the disk. A stretch that can't be read is damage too. */
function faultOf(error: unknown): SnapshotFault | undefined {
  if (error instanceof SnapshotFault) return error;
  return systemCode(error) === 'EIO'
    ? new SnapshotFault('damaged', 'the disk can’t read all of it')
    : undefined;
}

function ifGone(error: unknown): undefined {
  if (!(error instanceof HostError && error.code === 'notFound')) throw error;
  return undefined;
}
