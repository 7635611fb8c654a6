import type { PaperId, Timestamp } from '../../shared/domain/ids.ts';
import type { LibraryCommand } from '../../shared/library/command.ts';
import { describeCommand } from '../../shared/library/describe.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { planCommand } from '../../shared/library/planCommand.ts';
import { CommandRefused } from '../../shared/library/refused.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import * as steps from './history.ts';
import { PendingAbstracts } from './pendingAbstracts.ts';
import { readLibrary } from './read.ts';
import { NOT_HELD, NOTHING_TAKEN, notReadable, notSaved, vanished } from './saveMessages.ts';
import { openDatabase, type LibraryDatabase } from './schema.ts';
import type { HistoryState, Library, LibraryAccess, LibraryChange, Receipt, SaveState } from './types.ts';
import { touchedRows, type HistoryWrite, type PendingChange } from './write.ts';
import { WriteQueue } from './writeQueue.ts';

export interface OpenOptions {
  /** Name of the database; tests take one of their own. */
  readonly name?: string;
  readonly now?: () => Timestamp;
  /** How long the database may take for a change before it counts as failed. */
  readonly writeTimeoutMs?: number;
}

/**
 * Opens the library: brings the database up to date and reads the light rows into memory. Rejects with `NewerDatabase`
 * or the database's own error.
 */
export async function openLibrary(options: OpenOptions = {}): Promise<Library> {
  const db = await openDatabase(options.name);
  const [read, history] = [await readLibrary(db), await steps.readSteps(db)];
  const memory = new MemoryLibrary(read.rows, { nextSerial: read.nextSerial });
  return new StoredLibrary(db, memory, read.seq, history, options);
}

type Listener = (change?: LibraryChange) => void;

/** The database holds less than was written into it. */
class LibraryVanished extends Error {}

function unreadable(label: string, error: unknown): string {
  return error instanceof LibraryVanished ? vanished(label) : notReadable(label, error);
}

class StoredLibrary implements Library {
  readonly #db: LibraryDatabase;
  readonly #memory: MemoryLibrary;
  readonly #queue: WriteQueue;
  readonly #abstracts = new PendingAbstracts();
  readonly #listeners = new Set<Listener>();
  readonly #now: () => Timestamp;
  #steps: steps.Steps;
  /** Number of the last change of memory; the database follows. */
  #seq: number;
  #writtenSeq: number;
  #version = 0;
  #saveState: SaveState = { kind: 'saved' };
  /** Set while memory may show what isn't saved, because the library could not be read again. */
  #reading: 'no' | 'now' | 'failed' = 'no';
  /** The last change that could not be saved, and the reading that followed it. */
  #failure: { readonly label: string; readonly cause: unknown } = { label: '', cause: undefined };
  #recovery: Promise<void> = Promise.resolve();
  #closed = false;
  /** Undo and redo wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    db: LibraryDatabase,
    memory: MemoryLibrary,
    seq: number,
    history: steps.Steps,
    { now = Date.now, writeTimeoutMs }: OpenOptions,
  ) {
    this.#db = db;
    this.#memory = memory;
    this.#seq = seq;
    this.#writtenSeq = seq;
    this.#steps = history;
    this.#now = now;
    const events = {
      onWritten: (change: PendingChange): void => this.#onWritten(change),
      onIdle: (): void => this.#setSaveState({ kind: 'saved' }),
      onFailed: (change: PendingChange, error: unknown): void =>
        this.#recover(change.history.step.label, error),
    };
    this.#queue = new WriteQueue(db, events, writeTimeoutMs);
  }

  get state(): LibraryState {
    return this.#memory.state;
  }

  get version(): number {
    return this.#version;
  }

  get saveState(): SaveState {
    return this.#saveState;
  }

  get access(): LibraryAccess {
    return { kind: 'write' };
  }

  get savedSeq(): number {
    return this.#writtenSeq;
  }

  get history(): HistoryState {
    return steps.historyState(this.#steps);
  }

  run(
    command: LibraryCommand,
    { group, groupLabel }: { readonly group?: string; readonly groupLabel?: string } = {},
  ): Receipt {
    this.#refuseWhileUnreadable();
    const patches = planCommand(this.state, command);
    const label = describeCommand(command, this.state, patches);
    if (patches.length === 0) return { label, changed: false, saved: Promise.resolve() };
    const { steps: history, step, dropped } = steps.extendHistory(this.#steps, groupLabel ?? label, group);
    this.#steps = history;
    const saved = this.#change(command.name, patches, { kind: 'grow', step, dropped }, 'command');
    return { label, changed: true, saved };
  }

  undo(): Promise<Receipt | undefined> {
    return this.#inTurn(() => this.#turnStep('undo'));
  }

  redo(): Promise<Receipt | undefined> {
    return this.#inTurn(() => this.#turnStep('redo'));
  }

  async readAbstract(paper: PaperId): Promise<string> {
    const [text = ''] = await this.readAbstracts([paper]);
    return text;
  }

  async readAbstracts(papers: readonly PaperId[]): Promise<readonly string[]> {
    // Looked up before the wait: a text that is on its way may have arrived and been forgotten after it.
    const pending = papers.map(paper => this.#abstracts.get(paper));
    if (!pending.includes(undefined)) return pending.map(text => text ?? '');
    await this.#db.ensureOpen();
    const stored = await this.#db.abstracts.bulkGet([...papers]);
    return pending.map((text, index) => text ?? stored[index]?.text ?? '');
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async settled(): Promise<void> {
    await this.#queue.settled();
    await this.#recovery;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#turn.catch(() => undefined);
    await this.settled();
    this.#db.close();
  }

  /** Memory at once, the database in its turn. */
  #change(
    name: PendingChange['record']['name'],
    patches: readonly Patch[],
    history: HistoryWrite,
    cause: LibraryChange['cause'],
  ): Promise<void> {
    const inverse = this.#memory.applyPatches(patches);
    this.#seq += 1;
    const change: PendingChange = {
      record: { seq: this.#seq, name, patches, at: this.#now() },
      rows: touchedRows(this.#memory, patches),
      inverse,
      history,
      nextSerial: this.state.nextSerial,
    };
    this.#abstracts.add(change.record);
    this.#version += 1;
    this.#saveState = { kind: 'saving' };
    const saved = this.#queue.push(change);
    this.#notify({ version: this.#version, patches, cause });
    return saved;
  }

  async #turnStep(direction: 'undo' | 'redo'): Promise<Receipt | undefined> {
    const next = direction === 'undo' ? steps.nextUndo : steps.nextRedo;
    for (;;) {
      await this.settled();
      this.#refuseWhileUnreadable();
      const step = next(this.#steps);
      if (step === undefined) return undefined;
      const patches = await this.#readPatches(step);
      // A command may have been run while the patches were read; then they are no longer the whole step.
      if (next(this.#steps) === step && this.#queue.idle && this.#reading === 'no') {
        return this.#applyTurn(direction, step, patches);
      }
    }
  }

  async #readPatches(step: steps.Step): Promise<readonly Patch[]> {
    try {
      await this.#db.ensureOpen();
      return await steps.readStepPatches(this.#db, step.step);
    } catch (error) {
      this.#recover(`Undo of “${step.label}”`, error);
      throw new CommandRefused(NOTHING_TAKEN);
    }
  }

  #applyTurn(direction: 'undo' | 'redo', step: steps.Step, patches: readonly Patch[]): Receipt {
    const turned: steps.Step = { ...step, side: direction === 'undo' ? 'undone' : 'done' };
    this.#steps = steps.replaceStep(this.#steps, turned);
    const saved = this.#change(direction, patches, { kind: 'turn', step: turned }, direction);
    const label = `${direction === 'undo' ? 'Undid' : 'Redid'}: ${step.label}`;
    return { label, changed: true, saved };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work, work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #onWritten({ record }: PendingChange): void {
    this.#writtenSeq = record.seq;
    this.#abstracts.drop(record);
  }

  #recover(label: string, cause: unknown): void {
    this.#failure = { label, cause };
    this.#reading = 'now';
    this.#abstracts.clear();
    this.#recovery = this.#readAgain(label, cause);
  }

  /** After a failed write: what is in the database is what counts. */
  async #readAgain(label: string, cause: unknown): Promise<void> {
    try {
      await this.#db.ensureOpen();
      const read = await readLibrary(this.#db);
      const history = await steps.readSteps(this.#db);
      if (read.seq < this.#writtenSeq) throw new LibraryVanished();
      this.#memory.reset(read.rows, read.nextSerial);
      this.#steps = history;
      this.#seq = read.seq;
      this.#writtenSeq = read.seq;
      this.#reading = 'no';
      this.#saveState = { kind: 'unsaved', message: notSaved(label, cause), changes: 1 };
    } catch (error) {
      this.#reading = 'failed';
      this.#saveState = { kind: 'unsaved', message: unreadable(label, error), changes: 1 };
    }
    this.#version += 1;
    this.#notify({ version: this.#version, patches: [], cause: 'reload' });
  }

  #refuseWhileUnreadable(): void {
    if (this.#closed) throw new CommandRefused(NOT_HELD);
    if (this.#reading === 'no') return;
    if (this.#reading === 'failed') this.#recover(this.#failure.label, this.#failure.cause);
    throw new CommandRefused(NOTHING_TAKEN);
  }

  #setSaveState(saveState: SaveState): void {
    this.#saveState = saveState;
    this.#notify();
  }

  #notify(change?: LibraryChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
