import type { LibraryDatabase } from './schema.ts';
import { writeChange, type PendingChange } from './write.ts';

/** How long a transaction may take before it counts as failed, and what each of its rows adds. */
const WRITE_TIMEOUT_MS = 30_000;
const TIMEOUT_PER_ROW_MS = 2;

/** The database did not answer: a transaction that ran out of space can leave its promise open for ever. */
export class WriteTimedOut extends Error {
  constructor(readonly timeoutMs: number) {
    super(`The database did not answer for ${Math.round(timeoutMs / 1000)} seconds.`);
    this.name = 'WriteTimedOut';
  }
}

interface Waiting {
  readonly change: PendingChange;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What the queue tells its owner. */
export interface QueueEvents {
  /** A change is in the database. */
  readonly onWritten: (change: PendingChange) => void;
  /** Nothing is left to write. */
  readonly onIdle: () => void;
  /** A change could not be written; it and all behind it were dropped, their promises rejected. */
  readonly onFailed: (change: PendingChange, error: unknown) => void;
}

/** Writes changes into the database one after the other, each in its own transaction, in the order in which they came. */
export class WriteQueue {
  readonly #db: LibraryDatabase;
  readonly #events: QueueEvents;
  readonly #timeoutMs: number;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(db: LibraryDatabase, events: QueueEvents, timeoutMs: number = WRITE_TIMEOUT_MS) {
    this.#db = db;
    this.#events = events;
    this.#timeoutMs = timeoutMs;
  }

  /** True when everything pushed is in the database or was dropped. */
  get idle(): boolean {
    return this.#running === undefined;
  }

  /** Resolves when the change is in the database. */
  push(change: PendingChange): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject });
    });
    // Whoever looks at the save state need not look at each promise as well.
    written.catch(() => undefined);
    this.#running ??= this.#writeAll();
    return written;
  }

  /** Resolves when nothing is left to write, however it went. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #writeAll(): Promise<void> {
    // Not at once: the caller first finishes what it does in memory.
    await Promise.resolve();
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      try {
        await writeInTime(this.#db, next.change, this.#timeoutMs);
      } catch (error) {
        this.#drop(next.change, error);
        return;
      }
      this.#waiting.shift();
      this.#events.onWritten(next.change);
      next.resolve();
    }
    this.#running = undefined;
    this.#events.onIdle();
  }

  #drop(change: PendingChange, error: unknown): void {
    const dropped = this.#waiting;
    this.#waiting = [];
    this.#running = undefined;
    this.#events.onFailed(change, error);
    for (const { reject } of dropped) reject(error);
  }
}

async function writeInTime(db: LibraryDatabase, change: PendingChange, timeoutMs: number): Promise<void> {
  let rows = 0;
  for (const touched of change.rows.values()) rows += touched.size;
  const limitMs = timeoutMs + rows * TIMEOUT_PER_ROW_MS;
  const caller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new WriteTimedOut(limitMs));
      // So that it doesn't succeed after all, behind the back of whoever was told that it failed.
      caller.abort();
    }, limitMs);
  });
  try {
    await Promise.race([writeChange(db, change, caller.signal), timedOut]);
  } finally {
    clearTimeout(timer);
  }
}
