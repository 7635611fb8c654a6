import type { DeviceId, LibraryId, SnapshotId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Finding, Holder } from '../../../shared/host/libraryApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Change, ChangeRecord } from '../../../shared/library/change.ts';
import { countRows } from '../../../shared/library/image.ts';
import type { SnapshotInfo, SnapshotReason } from '../../../shared/library/snapshot.ts';
import { createLane } from '../../lib/lane.ts';
import { notSaved } from './journalErrors.ts';
import { readJournal } from './journalReader.ts';
import { markEnd, unmarkEnd } from './marker.ts';
import { journalAfter, openFiles, type FilesAccess, type Opening } from './opening.ts';
import { hasChanges } from './passedOver.ts';
import { advance, lightCounts, stampChanges, type Progress } from './progress.ts';
import { replay, type LibraryPlace, type WholeState } from './reading.ts';
import { headOf } from './repair.ts';
import { SnapshotKeeping } from './snapshotKeeping.ts';
import {
  filesDamaged,
  notAdopted,
  notReached,
  notTheWriter,
  onlyLooking,
  outOfOrder,
  writtenElsewhere,
} from './trouble.ts';
import type { JournalWriter, SnapshotContent } from './types.ts';
import type { LockOwner, WriterLock } from './writerLock.ts';

/** Characters of JSON in one answer of `records`. */
const MAX_RECORDS_LENGTH = 8 * 1024 * 1024;

export interface LibraryFilesOptions {
  readonly place: LibraryPlace;
  readonly device: DeviceId;
  /** Who asks for the lock, for others to read. */
  readonly owner: LockOwner;
  readonly now: () => Timestamp;
  /** Told of what the user should know, when it happens after the opening. */
  readonly tell: (finding: Finding) => void;
  /** Told of changes that were written, with their length in bytes. */
  readonly onWritten: (changes: number, length: number) => void;
  /** Told at the opening of changes from before that no snapshot holds yet. */
  readonly onBehind?: (changes: number, length: number) => void;
}

/** What an opening found. */
export interface OpenedFiles {
  readonly progress: Progress;
  /** Set when somebody else's process writes; nothing was written then. */
  readonly holder: Holder | undefined;
  readonly lastEnd: 'first' | 'clean' | 'unclean';
  readonly damaged: boolean;
  /** Told at every opening until they are `told`. */
  readonly findings: readonly Finding[];
}

interface State {
  progress: Progress;
  snapshotSeq: number;
  isEmpty: boolean;
  damaged: boolean;
  lastEnd: 'clean' | 'unclean';
  findings: readonly Finding[];
  writing: Opening['writing'];
}

type Writing = { readonly lock: WriterLock; readonly writer: JournalWriter };

/**
 * The library's files: what was written, in which order, and whole states of it. No whole library is kept in memory.
 * Changes go one after the other; snapshots too, beside them, so that their trouble never holds a change up.
 */
export class LibraryFiles {
  readonly #options: LibraryFilesOptions;
  readonly #changes = createLane();
  readonly #snapshots: SnapshotKeeping;
  #place: LibraryPlace;
  #state: State | undefined;
  #shared: { readonly seq: number; readonly whole: Promise<WholeState> } | undefined;

  constructor(options: LibraryFilesOptions) {
    this.#options = options;
    this.#place = options.place;
    const { now, tell } = options;
    this.#snapshots = new SnapshotKeeping({ place: () => this.#place, now, tell });
  }

  get place(): LibraryPlace {
    return this.#place;
  }

  /** Changes that no snapshot holds yet; none while somebody else writes. */
  get unsnapshotted(): number {
    const state = this.#state;
    return state !== undefined && 'lock' in state.writing ? state.progress.seq - state.snapshotSeq : 0;
  }

  /** Takes the lock and reads how far the files go, unless that was done. `look` only reads. */
  open(access: FilesAccess): Promise<OpenedFiles> {
    return this.#inLane(async () => {
      const state = await this.#current(access);
      const { progress, damaged, isEmpty, lastEnd, findings, writing } = state;
      const holder = 'holder' in writing ? writing.holder : undefined;
      return { progress, holder, lastEnd: isEmpty ? 'first' : lastEnd, damaged, findings };
    });
  }

  /** Resolves to the last change when all are on the disk. Rejects with the codes of `library.append`. */
  append(changes: readonly Change[]): Promise<number> {
    return this.#inLane(async () => {
      const { state, writer } = await this.#writable();
      const { progress } = state;
      const fresh = changes.filter(({ seq }) => seq > progress.seq);
      const again = changes.filter(({ seq }) => seq <= progress.seq);
      if (again.length > 0 && !(await hasChanges(this.#place, progress.library, again))) {
        throw writtenElsewhere(again[0]!.seq);
      }
      fresh.forEach(({ seq }, position) => {
        if (seq !== progress.seq + 1 + position) throw outOfOrder(progress.seq + position, seq);
      });
      if (fresh.length === 0) return progress.seq;
      const records = stampChanges(progress.stamps, this.#options.device, fresh, this.#options.now());
      const bytes = await writer.append(records);
      state.progress = records.reduce(advance, progress);
      state.isEmpty = false;
      state.damaged = false;
      this.#options.onWritten(records.length, bytes);
      return state.progress.seq;
    });
  }

  /** The changes after one, as many as fit an answer. Rejects with `notFound` when the journal does not reach back. */
  async records(after: number): Promise<{ records: readonly ChangeRecord[]; more: boolean }> {
    const { progress } = await this.#known();
    if (after >= progress.seq) return { records: [], more: false };
    const { records } = await readJournal(
      this.#place.disk,
      this.#place.folders.journal,
      progress.library,
      after,
    );
    const reached = records.filter(({ seq }) => seq <= progress.seq);
    if (reached[0]?.seq !== after + 1 || reached.at(-1)?.seq !== progress.seq) throw notReached();
    return portionOf(reached);
  }

  /** The state as it is now, for reading only: those who ask at the same time share it. */
  async whole(): Promise<WholeState> {
    const { progress, writing } = await this.#known();
    if (this.#shared?.seq === progress.seq) return this.#shared.whole;
    const onBad = (id: SnapshotId): void => {
      if ('lock' in writing)
        void this.#snapshots.inTurn(() => this.#snapshots.setAside(id)).catch(() => undefined);
    };
    const whole = replay(this.#place, progress.library, progress.seq, onBad).then(found => {
      if (found === undefined) throw filesDamaged(this.#folder);
      return found;
    });
    const shared = (this.#shared = { seq: progress.seq, whole });
    const free = (): void => {
      if (this.#shared === shared) this.#shared = undefined;
    };
    whole.then(free, free);
    return whole;
  }

  /**
   * Writes, verifies and prunes; null when nothing changed since the last one. A failure is told to the user once, and
   * again only after it had worked.
   */
  makeSnapshot(reason: SnapshotReason): Promise<SnapshotInfo | null> {
    return this.#snapshots.inTurn(() => this.#snapshots.telling(() => this.#makeSnapshot(reason)));
  }

  /** Goes on from a state that came from a page. Only for files that lost something, or never held anything. */
  adopt(given: Pick<SnapshotContent, 'seq' | 'nextSerial' | 'image'>): Promise<SnapshotInfo> {
    return this.#inLane(() =>
      this.#snapshots.inTurn(async () => {
        const { state, writer } = await this.#writable();
        const { progress } = state;
        if (!(state.isEmpty || (state.damaged && given.seq > progress.seq))) throw notAdopted();
        const { image, seq, nextSerial } = given;
        const adopted = { ...progress, seq, nextSerial, counts: lightCounts(countRows(image)) };
        const head = headOf(adopted, this.#options.now());
        const info = await this.#snapshots.store({ ...head, reason: 'adopted', image }, 'snapshot');
        await writer.close().catch(() => undefined);
        await this.#goOnFrom(state, adopted);
        Object.assign(state, { snapshotSeq: seq, isEmpty: false, damaged: false });
        return info;
      }),
    );
  }

  /** Keeps a state that a page held ahead of the files, to be looked at and restored from. */
  async putAside(given: Pick<SnapshotContent, 'seq' | 'nextSerial' | 'image'>): Promise<SnapshotInfo> {
    const { progress } = await this.#known();
    const { image, seq, nextSerial } = given;
    const head = headOf({ ...progress, seq, nextSerial }, this.#options.now());
    return this.#write(() => this.#snapshots.store({ ...head, reason: 'ahead', image }, 'aside'));
  }

  /** Keeps a backup that was brought in, to be looked at and restored from. */
  async keepAside(content: SnapshotContent): Promise<SnapshotInfo> {
    await this.#known();
    return this.#write(() => this.#snapshots.store(content, 'aside'));
  }

  /** Keeps a snapshot no longer. */
  removeSnapshot(id: SnapshotId): Promise<void> {
    return this.#write(() => this.#place.store.remove(id));
  }

  /** Reads the newest snapshot back; one that is damaged is set aside, told, and replaced. */
  verifyNewest(): Promise<void> {
    return this.#snapshots.inTurn(async () => {
      if (this.#state === undefined || !('lock' in this.#state.writing)) return;
      const newest = await this.#snapshots.newest();
      if (newest === undefined || (await this.#snapshots.isGood(newest.id))) return;
      await this.#snapshots.setAside(newest.id);
      this.#state.snapshotSeq = -1;
      await this.#makeSnapshot('request');
    });
  }

  /** A page writes from now on: until it says goodbye, the end is unclean. */
  async begin(): Promise<void> {
    if (this.#state) this.#state.lastEnd = 'unclean';
    await unmarkEnd(this.#place.disk, this.#folder).catch(() => undefined);
  }

  /** A page has shown these to the user: they are told no more. */
  told(findings: readonly Finding[]): void {
    const state = this.#state;
    if (state) state.findings = state.findings.filter(finding => !findings.includes(finding));
  }

  /** The page that wrote said goodbye. */
  async end(): Promise<void> {
    const state = this.#state;
    if (state === undefined || !('lock' in state.writing)) return;
    state.lastEnd = 'clean';
    await this.#changes(() => markEnd(this.#place.disk, this.#folder, state.progress.seq)).catch(
      () => undefined,
    );
  }

  /** Runs while nothing else is written, and goes on with the place and the lock that it resolves to. */
  relocate(
    move: (library: LibraryId) => Promise<{ readonly place: LibraryPlace; readonly lock: WriterLock }>,
  ): Promise<void> {
    return this.#inLane(() =>
      this.#snapshots.inTurn(async () => {
        const { state, lock, writer } = await this.#writable('look');
        await writer.close().catch(() => undefined);
        const goOn = async (over: WriterLock): Promise<void> => {
          state.writing = { lock: over, writer };
          await this.#goOnFrom(state, state.progress);
        };
        try {
          const to = await move(state.progress.library);
          this.#place = to.place;
          await goOn(to.lock);
          await lock.release().catch(() => undefined);
        } catch (error) {
          await goOn(lock).catch(() => undefined);
          throw error;
        }
      }),
    );
  }

  /** Lets go of the lock, after a snapshot that is being made has noticed that it is given up. */
  close(): Promise<void> {
    this.#snapshots.end();
    return this.#changes(async () => {
      const writing = this.#state?.writing;
      this.#state = undefined;
      if (writing === undefined || !('lock' in writing)) return;
      await this.#snapshots.ended();
      await writing.writer.close().catch(() => undefined);
      await writing.lock.release().catch(() => undefined);
    });
  }

  get #folder(): string {
    return this.#place.folders.data;
  }

  /** One after the other; what fails is told in words about the disk. */
  #inLane<T>(work: () => Promise<T>): Promise<T> {
    return this.#changes(async () => {
      try {
        return await work();
      } catch (error) {
        throw notSaved(error, this.#folder);
      }
    });
  }

  /** Writes or removes a snapshot, in its turn. Rejects in words, with `notTheWriter` without the lock. */
  #write<T>(work: () => Promise<T>): Promise<T> {
    return this.#snapshots.inTurn(async () => {
      assertWriting(this.#state?.writing);
      try {
        return await work();
      } catch (error) {
        throw notSaved(error, this.#folder);
      }
    });
  }

  /** How far the files go. Without the lock, which is not asked for, that is looked up each time. */
  async #known(): Promise<State> {
    const state = this.#state;
    return state !== undefined && 'lock' in state.writing ? state : this.#inLane(() => this.#current('look'));
  }

  /** The state with the lock verified, or asked for again unless it is only to look. Only in the lane of changes. */
  async #current(access: FilesAccess): Promise<State> {
    this.#snapshots.assertOpen();
    const before = this.#state;
    if (before !== undefined && 'lock' in before.writing) {
      if (await holds(before.writing.lock)) return before;
      await before.writing.writer.close().catch(() => undefined);
    }
    const { place, owner, now } = { ...this.#options, place: this.#place };
    const known = before?.progress.library;
    const opening = await openFiles(place, owner, { access, known, now });
    const { reading, lastEnd, writing } = opening;
    const behind = reading.progress.seq - reading.snapshotSeq;
    if ('lock' in writing) this.#options.onBehind?.(behind, behind === 0 ? 0 : reading.bytesAfter);
    return (this.#state = {
      progress: reading.progress,
      snapshotSeq: reading.snapshotSeq,
      isEmpty: reading.isEmpty,
      lastEnd,
      writing,
      damaged: opening.damaged || (before?.damaged ?? false),
      findings: [...(before?.findings ?? []), ...opening.findings],
    });
  }

  async #writable(access: FilesAccess = 'open'): Promise<Writing & { readonly state: State }> {
    const state = await this.#current(access);
    return { state, ...assertWriting(state.writing) };
  }

  async #goOnFrom(state: State, progress: Progress): Promise<void> {
    if (!('lock' in state.writing)) return;
    const writer = await journalAfter(this.#place, progress.library, progress.seq);
    state.writing = { lock: state.writing.lock, writer };
    state.progress = progress;
  }

  async #makeSnapshot(reason: SnapshotReason): Promise<SnapshotInfo | null> {
    const state = this.#state;
    if (state === undefined || state.progress.seq === state.snapshotSeq) return null;
    assertWriting(state.writing);
    const whole = await this.whole();
    const info = await this.#snapshots.storeWhole(whole, reason);
    state.snapshotSeq = Math.max(state.snapshotSeq, info.seq);
    await this.#snapshots.pruneJournal(whole.progress.library);
    return info;
  }
}

/** The lock and the journal. Throws why there are none. */
function assertWriting(writing: State['writing'] | undefined): Writing {
  if (writing === undefined || 'nobody' in writing) throw onlyLooking();
  if ('holder' in writing) throw notTheWriter(writing.holder.name);
  if ('trouble' in writing) throw writing.trouble;
  return writing;
}

/** False when the lock is no longer ours; trouble with the disk is thrown. */
async function holds(lock: WriterLock): Promise<boolean> {
  try {
    await lock.verify();
    return true;
  } catch (error) {
    if (error instanceof HostError && error.code === 'notTheWriter') return false;
    throw error;
  }
}

function portionOf(records: readonly ChangeRecord[]): { records: readonly ChangeRecord[]; more: boolean } {
  let length = 0;
  let count = 0;
  for (const record of records) {
    length += lengthOf([record]);
    if (count > 0 && length > MAX_RECORDS_LENGTH) break;
    count++;
  }
  return { records: records.slice(0, count), more: count < records.length };
}

function lengthOf(changes: readonly Change[]): number {
  return JSON.stringify(changes).length;
}
