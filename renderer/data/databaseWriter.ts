import type { LibraryId } from '../../shared/domain/ids.ts';
import { DatabaseEmptied } from './abstractTexts.ts';
import { NewerDatabase, type LibraryDatabase } from './schema.ts';
import type { Timers } from './timers.ts';
import { PapersMoved, writeChange, type PendingChange } from './write.ts';

/** How long a transaction may take before it counts as failed, and what each of its rows adds. */
const WRITE_TIMEOUT_MS = 30_000;
const TIMEOUT_PER_ROW_MS = 2;
/** How long after a failure it is tried again; twice as long each time, up to the longest. */
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

/** The database did not answer: a transaction that ran out of space can leave its promise open for ever. */
class WriteTimedOut extends Error {
  constructor(readonly timeoutMs: number) {
    super(`The database did not answer for ${Math.round(timeoutMs / 1000)} seconds.`);
    this.name = 'WriteTimedOut';
  }
}

/** What the writer works with, and whom it tells. */
export interface WriterParts {
  readonly db: LibraryDatabase;
  readonly library: LibraryId;
  readonly timers: Timers;
  readonly timeoutMs?: number;
  /** The changes up to this one are in the database. */
  readonly onWritten: (seq: number) => void;
  /** Fills the database from the files, and says which is the last change in it. */
  readonly refill: () => Promise<number>;
  /** The database was filled again: its steps of undo are gone. */
  readonly onRefilled: () => void;
}

/**
 * Brings the database up to what is already in the journal, one change after the other, each in its own transaction.
 * The files are the truth: a database that fails is tried again, one that isn't what it was is filled from the files, and
 * one that stays behind is brought up to date at the next start. Nobody needs to be told.
 */
export class DatabaseWriter {
  readonly #parts: WriterParts;
  #waiting: PendingChange[] = [];
  #running: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;
  #retryMs = FIRST_RETRY_MS;
  /** After filling from the files no steps are kept in the database: those before are not there to be continued. */
  #keepsHistory = true;
  /** Set when the database is found to be damaged, until it was filled again. */
  #mustRefill = false;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** The change is in the journal. */
  push(change: PendingChange): void {
    if (this.#stopped) return;
    this.#waiting.push(change);
    if (this.#cancelRetry === undefined) this.#start();
  }

  /** Something that must be in the database isn't: fills it from the files. Resolves when that went one way or the other. */
  async refill(): Promise<void> {
    if (this.#stopped) return;
    this.#mustRefill = true;
    await this.flush();
  }

  /** Resolves when everything is in the database, or it is no longer written. */
  async settled(): Promise<void> {
    if (this.#isBusy) await new Promise<void>(resolve => this.#idle.push(resolve));
  }

  /** Tries to write everything. Resolves when that went one way or the other. */
  async flush(): Promise<void> {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#start();
    await this.#running;
  }

  /** Writes no more; the next start brings the database up to date. */
  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#waiting = [];
    this.#mustRefill = false;
    this.#tellIdle();
  }

  get #isBusy(): boolean {
    return this.#waiting.length > 0 || this.#mustRefill;
  }

  #start(): void {
    if (!this.#stopped) this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    try {
      if (this.#mustRefill) await this.#refill();
      for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
        await this.#write(next);
        next.abstracts.written();
        this.#written(next.change.seq);
      }
      this.#retryMs = FIRST_RETRY_MS;
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#running = undefined;
    }
    if (!this.#isBusy) this.#tellIdle();
  }

  async #write(next: PendingChange): Promise<void> {
    const change: PendingChange = this.#keepsHistory ? next : { ...next, history: { kind: 'none' } };
    try {
      await this.#inTime(change);
    } catch (error) {
      if (this.#stopped || error instanceof NewerDatabase) throw error;
      await this.#mend(next, error);
    }
  }

  /** Finds out what the database holds after a failure. Throws the failure when trying again is all there is to do. */
  async #mend({ change }: PendingChange, failure: unknown): Promise<void> {
    const { db, library } = this.#parts;
    await db.ensureOpen();
    const meta = await db.meta.get('library');
    // It was written after all, and only the answer did not come.
    if (meta?.library === library && meta.seq === change.seq) return;
    const isSame = meta?.library === library && meta.seq === change.seq - 1;
    const isStrange = failure instanceof DatabaseEmptied || failure instanceof PapersMoved;
    if (isSame && !isStrange) throw failure;
    this.#mustRefill = true;
    await this.#refill();
  }

  async #refill(): Promise<void> {
    const seq = await this.#parts.refill();
    this.#mustRefill = false;
    this.#keepsHistory = false;
    for (const { change, abstracts } of this.#waiting) if (change.seq <= seq) abstracts.giveUp();
    this.#parts.onRefilled();
    this.#written(seq);
  }

  #written(seq: number): void {
    if (this.#stopped) return;
    this.#waiting = this.#waiting.filter(({ change }) => change.seq > seq);
    this.#parts.onWritten(seq);
  }

  #onFailure(error: unknown): void {
    if (this.#stopped) return;
    if (error instanceof NewerDatabase) {
      // It belongs to the newer program now, which will compare it with the files.
      this.stop();
      return;
    }
    this.#cancelRetry = this.#parts.timers.after(this.#retryMs, () => {
      this.#cancelRetry = undefined;
      this.#start();
    });
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  async #inTime(change: PendingChange): Promise<void> {
    const { db, library, timers, timeoutMs = WRITE_TIMEOUT_MS } = this.#parts;
    let rows = 0;
    for (const touched of change.rows.values()) rows += touched.size;
    const limitMs = timeoutMs + rows * TIMEOUT_PER_ROW_MS;
    const caller = new AbortController();
    let cancel = (): void => undefined;
    const timedOut = new Promise<never>((_, reject) => {
      cancel = timers.after(limitMs, () => {
        reject(new WriteTimedOut(limitMs));
        // So that it doesn't succeed after all, behind the back of whoever was told that it failed.
        caller.abort();
      });
    });
    try {
      await Promise.race([writeChange(db, library, change, caller.signal), timedOut]);
    } finally {
      cancel();
    }
  }

  #tellIdle(): void {
    const idle = this.#idle;
    this.#idle = [];
    for (const tell of idle) tell();
  }
}
