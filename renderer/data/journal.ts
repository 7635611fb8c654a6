import type { SessionId } from '../../shared/domain/ids.ts';
import { HostError } from '../../shared/host/wire.ts';
import type { Change } from '../../shared/library/change.ts';
import { withoutGivenTexts, type GivenDigest } from '../../shared/library/sentChange.ts';
import type { HostClient } from '../host/types.ts';
import { changeLength } from './changeLength.ts';
import { NOT_TAKEN, NotKept, SLOW, TAKEN_OVER } from './saveMessages.ts';
import type { Timers } from './timers.ts';
import type { SaveState } from './types.ts';
import { yieldToPage } from './yieldToPage.ts';
import { MAX_APPEND_LENGTH } from '../../shared/host/limits.ts';

/** How long the disk may take before the user is told. */
const SLOW_MS = 5_000;
/** How long after a failure it is tried again. */
const RETRY_MS = 2_000;

interface Waiting {
  readonly change: Change;
  /** The host has read what the change brings. */
  readonly given: GivenDigest | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What the journal needs, and whom it tells. */
export interface JournalParts {
  readonly host: Pick<HostClient, 'call'>;
  readonly session: SessionId;
  readonly timers: Timers;
  /** The last change in the files. */
  readonly savedSeq: number;
  /** Everything up to this change is on the disk. */
  readonly onSaved: (seq: number) => void;
  readonly onState: () => void;
}

/**
 * Hands changes to the host, in order, and knows which of them are on the disk. Changes made while some are on their way
 * go together in the next call. Nothing is given up because it could not be written: it is tried until it is.
 */
export class Journal {
  readonly #parts: JournalParts;
  #waiting: Waiting[] = [];
  #savedSeq: number;
  #state: SaveState = { kind: 'saved' };
  #running: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;
  #idle: (() => void)[] = [];

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#savedSeq = parts.savedSeq;
  }

  get state(): SaveState {
    return this.#state;
  }

  get savedSeq(): number {
    return this.#savedSeq;
  }

  /** Resolves when the change is on the disk; rejects when that was given up for good. The caller tells of the new state. */
  push(change: Change, given?: GivenDigest): Promise<void> {
    const saved = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ change, given, resolve, reject });
    });
    // Whoever looks at the save state need not look at each promise as well.
    saved.catch(() => undefined);
    const changes = this.#waiting.length;
    if (this.#state.kind === 'unsaved') this.#state = { ...this.#state, changes };
    else if (this.#state.kind === 'saved') this.#state = { kind: 'saving' };
    if (this.#cancelRetry === undefined) this.#start();
    return saved;
  }

  /** Tries at once what would be tried in a moment. */
  retry(): void {
    if (this.#cancelRetry === undefined) return;
    this.#cancelRetry();
    this.#cancelRetry = undefined;
    this.#start();
  }

  /** Resolves when everything is on the disk, or was given up for good. */
  async settled(): Promise<void> {
    if (this.#waiting.length > 0) await new Promise<void>(resolve => this.#idle.push(resolve));
  }

  /** Tries once more to write everything. Resolves when that went one way or the other. */
  async flush(): Promise<void> {
    this.retry();
    await this.#running;
  }

  /** Writes no more. What is not on the disk by now never will be. */
  stop(message: string): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    const lost = this.#waiting;
    this.#waiting = [];
    this.#setState({ kind: 'lost', message: lost.length > 0 ? new NotKept(lost.length).message : message });
    for (const { reject } of lost) reject(new NotKept(lost.length));
    this.#tellIdle();
  }

  #start(): void {
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // Not at once: the caller first finishes what it does in memory.
    await Promise.resolve();
    try {
      while (this.#waiting.length > 0) await this.#append();
      if (this.#state.kind !== 'lost') this.#setState({ kind: 'saved' });
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#running = undefined;
    }
    if (this.#waiting.length === 0) this.#tellIdle();
  }

  async #append(): Promise<void> {
    const cancelSlow = this.#parts.timers.after(SLOW_MS, () => this.#trouble(SLOW));
    try {
      const next = nextCall(this.#waiting);
      // What is small is on its way in the same task, should the page end with it.
      if (isLong(next)) await yieldToPage();
      if (this.#state.kind === 'lost') return;
      const seq = await this.#send(next);
      this.#taken(Math.min(seq, next.at(-1)!.change.seq));
    } finally {
      cancelSlow();
    }
  }

  async #send(next: readonly Waiting[]): Promise<number> {
    const { session, host } = this.#parts;
    const changes = next.map(({ change, given }) => (given ? withoutGivenTexts(change, given) : change));
    try {
      return (await host.call('library.append', { session, changes })).seq;
    } catch (error) {
      const mayLack = next.some(({ given }) => given !== undefined);
      if (!(mayLack && error instanceof HostError && error.code === 'notFound')) throw error;
    }
    // The host was started again, and the kept text of the dump is gone.
    return (await host.call('library.append', { session, changes: next.map(({ change }) => change) })).seq;
  }

  #taken(seq: number): void {
    const saved = this.#waiting.filter(({ change }) => change.seq <= seq);
    if (this.#state.kind === 'lost') return;
    if (saved.length === 0) throw new HostError('notWritten', NOT_TAKEN);
    this.#waiting = this.#waiting.slice(saved.length);
    this.#savedSeq = seq;
    this.#parts.onSaved(seq);
    this.#state = { kind: this.#waiting.length > 0 ? 'saving' : 'saved' };
    this.#parts.onState();
    for (const { resolve } of saved) resolve();
  }

  #onFailure(error: unknown): void {
    if (this.#state.kind === 'lost') return;
    const code = error instanceof HostError ? error.code : undefined;
    if (code === 'notTheWriter' || code === 'outOfOrder') {
      this.stop(TAKEN_OVER);
      return;
    }
    this.#cancelRetry = this.#parts.timers.after(RETRY_MS, () => {
      this.#cancelRetry = undefined;
      this.#start();
    });
    this.#trouble(error instanceof Error ? error.message : String(error));
  }

  #trouble(message: string): void {
    if (this.#state.kind === 'lost') return;
    this.#setState({ kind: 'unsaved', message, changes: this.#waiting.length });
  }

  #setState(state: SaveState): void {
    if (this.#state.kind === state.kind && (state.kind === 'saved' || state.kind === 'saving')) return;
    this.#state = state;
    this.#parts.onState();
  }

  #tellIdle(): void {
    const idle = this.#idle;
    this.#idle = [];
    for (const tell of idle) tell();
  }
}

/** Long enough that putting it down takes as long as making it did. */
const LONG = 100_000;

function isLong(next: readonly Waiting[]): boolean {
  return next.some(({ change }) => changeLength(change.patches) > LONG);
}

/** As many changes as one call may carry, at least one. */
function nextCall(waiting: readonly Waiting[]): Waiting[] {
  const next: Waiting[] = [];
  let room = MAX_APPEND_LENGTH;
  for (const each of waiting) {
    room -= changeLength(each.change.patches);
    if (room < 0 && next.length > 0) break;
    next.push(each);
  }
  return next;
}
