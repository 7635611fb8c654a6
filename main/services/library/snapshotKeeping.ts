import type { LibraryId, SnapshotId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Finding } from '../../../shared/host/libraryApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { SnapshotInfo, SnapshotReason } from '../../../shared/library/snapshot.ts';
import { atMost } from '../../lib/atMost.ts';
import { createLane } from '../../lib/lane.ts';
import { createTelling, damagedSnapshot, snapshotTrouble } from './findings.ts';
import { notSaved } from './journalErrors.ts';
import { removeSegments } from './journalReader.ts';
import type { LibraryPlace, WholeState } from './reading.ts';
import { headOf } from './repair.ts';
import { ending } from './trouble.ts';
import type { SnapshotContent } from './types.ts';

/** How many good snapshots the journal reaches back behind, so that two of them may turn out damaged. */
const JOURNAL_REACH = 3;
/** How long a snapshot that was given up may take to notice: one step of the disk, which may hang for ever. */
const GIVE_UP_MS = 3_000;

export interface SnapshotKeepingOptions {
  /** Where the library is now. */
  readonly place: () => LibraryPlace;
  readonly now: () => Timestamp;
  /** Told of what the user should know. */
  readonly tell: (finding: Finding) => void;
}

/** Writing, checking and removing of a library's snapshots, one after the other, until the files are closed. */
export class SnapshotKeeping {
  readonly #options: SnapshotKeepingOptions;
  readonly #lane = createLane();
  /** Ends the snapshot that is being made: without the lock nothing may be put in place or removed. */
  readonly #ending = new AbortController();
  readonly #telling;

  constructor(options: SnapshotKeepingOptions) {
    this.#options = options;
    this.#telling = createTelling(options.tell);
  }

  /** Runs in its turn, and no more once the files are being closed. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#lane(async () => {
      this.#ending.signal.throwIfAborted();
      return work();
    });
  }

  /** Throws once the files are being closed. */
  assertOpen(): void {
    this.#ending.signal.throwIfAborted();
  }

  /** Gives up what is being written. */
  end(): void {
    this.#ending.abort(ending());
  }

  /** Resolves when what was given up has noticed, or after the time that it may take. */
  async ended(): Promise<void> {
    await atMost(
      GIVE_UP_MS,
      this.#lane(async () => undefined),
    );
  }

  /** Rejects in words about the disk; the user is told once, and again only after it had worked. */
  async telling<T>(work: () => Promise<T>): Promise<T> {
    try {
      const made = await work();
      this.#telling.works('snapshot');
      return made;
    } catch (error) {
      if (this.#ending.signal.aborted) throw error;
      const why = notSaved(error, this.#options.place().folders.data);
      this.#telling.once('snapshot', snapshotTrouble(why));
      throw why;
    }
  }

  /** Writes a snapshot, unless the files are closed meanwhile. */
  store(content: SnapshotContent, kind: SnapshotInfo['kind']): Promise<SnapshotInfo> {
    return this.#options.place().store.write(content, kind, this.#ending.signal);
  }

  /** Writes a whole state. */
  async storeWhole({ progress, image }: WholeState, reason: SnapshotReason): Promise<SnapshotInfo> {
    const head = headOf(progress, this.#options.now());
    // The last one may be younger than any change: were the clock set back since, this one would seem older than it.
    const last = await this.newest();
    const at = Math.max(head.at, last?.at ?? 0);
    return this.store({ ...head, at, reason, image }, 'snapshot');
  }

  async newest(): Promise<SnapshotInfo | undefined> {
    return (await this.#options.place().store.list()).find(({ kind }) => kind === 'snapshot');
  }

  /** False for one that is damaged; other trouble with reading it proves nothing. */
  async isGood(id: SnapshotId): Promise<boolean> {
    return this.#options
      .place()
      .store.read(id)
      .then(
        () => true,
        (error: unknown) => !(error instanceof HostError && error.code === 'damagedBackup'),
      );
  }

  /** Puts a damaged one out of the way, and tells. */
  async setAside(id: SnapshotId): Promise<void> {
    const { store, folders } = this.#options.place();
    if (!(await store.list()).some(info => info.id === id)) return;
    this.assertOpen();
    await store.setAside(id);
    this.#options.tell(damagedSnapshot(1, folders.damaged));
  }

  /** Lets go of what the journal need not reach back to any more. */
  async pruneJournal(library: LibraryId): Promise<void> {
    const { disk, folders, store } = this.#options.place();
    const good = (await store.list()).filter(({ kind, damaged }) => kind === 'snapshot' && !damaged);
    const reach = good[JOURNAL_REACH - 1];
    this.assertOpen();
    if (reach) await removeSegments(disk, folders.journal, library, reach.seq);
  }
}
