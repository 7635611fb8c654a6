import type { LibraryId, PaperId, SessionId, Timestamp } from '../../shared/domain/ids.ts';
import type { Abstract, Paper } from '../../shared/domain/paper.ts';
import type { Change } from '../../shared/library/change.ts';
import type { ImportDigest, LibraryCommand } from '../../shared/library/command.ts';
import { describeCommand } from '../../shared/library/describe.ts';
import type { MemoryLibrary } from '../../shared/library/memory.ts';
import { namedFields } from '../../shared/library/namedFields.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { planCommand } from '../../shared/library/planCommand.ts';
import { CommandRefused } from '../../shared/library/refused.ts';
import type { GivenDigest } from '../../shared/library/sentChange.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import type { HostClient } from '../host/types.ts';
import { AbstractTexts } from './abstractTexts.ts';
import { refuseTooLarge } from './changeLength.ts';
import { DatabaseWriter } from './databaseWriter.ts';
import { forgetList, keepList, ListDamaged } from './keepList.ts';
import type { ListOrder } from './keptRows.ts';
import * as steps from './history.ts';
import { Journal } from './journal.ts';
import { planUnchanged } from './planUnchanged.ts';
import { readTexts } from './read.ts';
import { refillFromFiles } from './refill.ts';
import { rowCounts } from './rowCounts.ts';
import { NOT_HELD, STEP_UNREADABLE, TAKEN_OVER } from './saveMessages.ts';
import type { LibraryDatabase } from './schema.ts';
import { SessionSteps } from './sessionSteps.ts';
import { takeAllIn } from './takeAllIn.ts';
import { within, type Timers } from './timers.ts';
import { Turning } from './turning.ts';
import type {
  EarlyList,
  HistoryState,
  Library,
  LibraryAccess,
  LibraryChange,
  OnPart,
  Receipt,
  RunOptions,
  SaveState,
} from './types.ts';
import { applyToMemory, type HistoryWrite, type PendingChange, type TouchedRows } from './write.ts';

/** How long closing waits for the disk, and then for the database: less than another page waits for this one. */
const SAVE_MS = 3_000;
const STORE_MS = 1_000;

/** What a library is made of. */
export interface LibraryParts {
  readonly host: HostClient;
  readonly session: SessionId;
  readonly library: LibraryId;
  /** None where the browser has none: then memory and the files are all there is. */
  readonly db: LibraryDatabase | undefined;
  /** All abstracts, where there is no database. */
  readonly abstracts?: Iterable<Abstract>;
  readonly memory: MemoryLibrary;
  /** What is known of the rows that memory has still to take in. */
  readonly early?: EarlyList | undefined;
  /** The last change in memory, in the database and in the files. */
  readonly seq: number;
  readonly history: steps.Steps;
  readonly now: () => Timestamp;
  readonly timers: Timers;
  readonly writeTimeoutMs?: number;
}

type Listener = (change?: LibraryChange) => void;

/** The library that this page writes: memory first, then the journal, then the database. */
export class StoredLibrary implements Library {
  readonly access: LibraryAccess = { kind: 'write' };
  readonly whole: Promise<void>;
  readonly #parts: LibraryParts;
  readonly #memory: MemoryLibrary;
  readonly #journal: Journal;
  readonly #writer: DatabaseWriter | undefined;
  readonly #abstracts: AbstractTexts;
  readonly #session = new SessionSteps();
  readonly #listeners = new Set<Listener>();
  /** In memory, but not yet in the journal. */
  #unsaved: PendingChange[] = [];
  #steps: steps.Steps;
  #early: EarlyList | undefined;
  /** `useful`: it was read, or written, by this page. `failed`: it could not be written; that is not tried again. */
  #keptList: 'useful' | 'useless' | 'failed';
  /** Number of the last change of memory. */
  #seq: number;
  #version = 0;
  #storedVersion = 0;
  /** The database was filled from the files; what is missing now is missing there too. */
  #isRefilled = false;
  #closing: Promise<void> | undefined;
  /** Undo and redo wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** A step that is being turned. Whoever changes something else has what is left of it turned first. */
  #turning: Turning | undefined;

  constructor({ early, ...parts }: LibraryParts) {
    const { db, host, session, library, timers, seq, writeTimeoutMs } = parts;
    this.#parts = parts;
    this.#memory = parts.memory;
    this.#early = early;
    this.#keptList = early === undefined ? 'useless' : 'useful';
    this.whole = this.#takeAllIn('idle');
    // Whoever waits for it is told.
    this.whole.catch(() => undefined);
    this.#seq = seq;
    this.#steps = parts.history;
    this.#abstracts = new AbstractTexts(db, parts.abstracts);
    this.#journal = new Journal({
      host,
      session,
      timers,
      savedSeq: seq,
      onSaved: saved => this.#onSaved(saved),
      onState: () => this.#onState(),
    });
    this.#writer =
      db &&
      new DatabaseWriter({
        db,
        library,
        timers,
        ...(writeTimeoutMs === undefined ? {} : { timeoutMs: writeTimeoutMs }),
        onWritten: written => {
          this.#abstracts.drop(written);
          this.#storedVersion = written - seq;
        },
        refill: () => this.#refill(db),
        onRefilled: () => this.#onRefilled(),
      });
  }

  get state(): LibraryState {
    return this.#memory.state;
  }

  get version(): number {
    return this.#version;
  }

  get isWhole(): boolean {
    return this.#memory.isWhole;
  }

  get early(): EarlyList | undefined {
    return this.#early;
  }

  get saveState(): SaveState {
    return this.#journal.state;
  }

  get savedSeq(): number {
    return this.#journal.savedSeq;
  }

  get storedVersion(): number {
    return this.#storedVersion;
  }

  /** How many changes are in memory only. */
  get unsaved(): number {
    return this.#unsaved.length;
  }

  get history(): HistoryState {
    return steps.historyState(this.#steps);
  }

  run(command: LibraryCommand, options?: RunOptions): Receipt {
    this.#refuseUnlessHeld();
    this.#turning?.finish();
    return this.#runPlanned(command, planCommand(this.state, command), options);
  }

  async bringIn(command: ImportDigest, options?: RunOptions): Promise<Receipt> {
    this.#refuseUnlessHeld();
    this.#turning?.finish();
    const planned = await planUnchanged(command, this);
    // A step that began to be turned meanwhile is turned whole before anything else is changed.
    if (planned === undefined || this.#turning !== undefined) return this.run(command, options);
    this.#refuseUnlessHeld();
    const { dump, digest, parsed } = command;
    return this.#runPlanned(command, planned, options, { dump, digest, listings: parsed.listings });
  }

  /** `planned`: what the command changes of the library as it is. */
  #runPlanned(
    command: LibraryCommand,
    planned: readonly Patch[],
    { group, groupLabel }: RunOptions = {},
    given?: GivenDigest,
  ): Receipt {
    const label = describeCommand(command, this.state, planned);
    const patches = this.#named(planned);
    if (patches.length === 0) return { label, changed: false, saved: Promise.resolve() };
    refuseTooLarge(patches);
    const { steps: history, step, dropped } = steps.extendHistory(this.#steps, groupLabel ?? label, group);
    this.#steps = history;
    const grouped = group === undefined ? {} : { group };
    const made = { name: command.name, label: step.label, ...grouped, patches };
    const saved = this.#make(made, { kind: 'grow', step, dropped }, given);
    return { label, changed: true, saved };
  }

  undo(onPart?: OnPart): Promise<Receipt | undefined> {
    return this.#inTurn(() => this.#turnStep('undo', onPart));
  }

  redo(onPart?: OnPart): Promise<Receipt | undefined> {
    return this.#inTurn(() => this.#turnStep('redo', onPart));
  }

  async readAbstract(paper: PaperId): Promise<string> {
    const [text = ''] = await this.readAbstracts([paper]);
    return text;
  }

  async readAbstracts(papers: readonly PaperId[]): Promise<readonly string[]> {
    const texts = await this.#readTexts(papers);
    const isMissing = (text: string | undefined, index: number): boolean =>
      text === undefined && (this.state.papers.get(papers[index]!)?.opening ?? '') !== '';
    if (!texts.some(isMissing) || this.#isRefilled) return texts.map(text => text ?? '');
    await this.#writer?.refill();
    return (await this.#readTexts(papers)).map(text => text ?? '');
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async settled(): Promise<void> {
    await this.#journal.settled();
    await this.#writer?.settled();
  }

  /** Tries at once to save what could not be saved, instead of in a moment. */
  retry(): void {
    this.#journal.retry();
  }

  /**
   * Keeps what the next start shows the list by, unless it is kept already. `order`: the one in which it is likely to show
   * it. Whatever fails, the next start is slower.
   */
  async keepList(order: () => ListOrder): Promise<void> {
    const { db } = this.#parts;
    const { version } = this;
    const isOver = () => this.version !== version || this.#closing !== undefined;
    const kept = this.#keptList;
    try {
      await this.whole;
      if (db === undefined || kept === 'failed' || isOver() || this.#seq !== this.savedSeq) return;
      await keepList(db, { state: this.state, seq: this.#seq, order: order(), kept, isOver });
      this.#keptList = 'useful';
    } catch {
      // There is nothing to be told. On a full disk another try would take what little there is.
      this.#keptList = 'failed';
    }
  }

  makeWhole(): Promise<void> {
    return this.#takeAllIn('now');
  }

  async #takeAllIn(when: 'idle' | 'now'): Promise<void> {
    const { db } = this.#parts;
    try {
      await takeAllIn(this.#memory, when);
      this.#early = undefined;
    } catch (error) {
      if (db) await forgetList(db);
      throw new ListDamaged(error);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The patches as they are journalled, named against the rows as they are now. */
  #named(patches: readonly Patch[]): Patch[] {
    return namedFields(patches, (table, id) => this.#memory.row(table, id));
  }

  /** Memory at once, the journal and the database in their turn. */
  #make(
    made: Pick<Change, 'name' | 'label' | 'group' | 'patches'>,
    history: HistoryWrite,
    given?: GivenDigest,
  ): Promise<void> {
    const { patches } = made;
    const abstracts = this.#abstracts.prepare(patches, id => this.state.papers.get(id));
    const touched = applyToMemory(this.#memory, patches);
    const { inverse } = touched;
    this.#seq += 1;
    const change: Change = {
      ...made,
      seq: this.#seq,
      at: this.#parts.now(),
      counts: rowCounts(this.state),
      nextSerial: this.state.nextSerial,
    };
    this.#abstracts.add(change);
    this.#session.add(history, { inverse, abstracts });
    this.#unsaved.push({ change, ...touched, abstracts, history });
    this.#version += 1;
    this.#tellEarly(touched);
    const saved = this.#journal.push(change, given);
    this.#notify({ version: this.#version, patches });
    return saved;
  }

  #tellEarly({ rows }: TouchedRows): void {
    if (this.#memory.isWhole) this.#early = undefined;
    const papers = (rows.get('papers') ?? new Map()) as ReadonlyMap<string, Paper | undefined>;
    this.#early?.follow([...papers.values()].filter(paper => paper !== undefined));
  }

  async #turnStep(direction: 'undo' | 'redo', onPart?: OnPart): Promise<Receipt | undefined> {
    const next = direction === 'undo' ? steps.nextUndo : steps.nextRedo;
    for (;;) {
      this.#refuseUnlessHeld();
      const step = next(this.#steps);
      if (step === undefined) return undefined;
      const changes = await this.#changesOf(step);
      this.#refuseUnlessHeld();
      // A command may have been run while the patches were read; then they are no longer the whole step.
      if (next(this.#steps) === step) return this.#applyTurn(direction, step, changes, onPart);
    }
  }

  async #changesOf({ step }: steps.Step): Promise<readonly (readonly Patch[])[]> {
    try {
      const held = await this.#session.changesOf(step);
      if (held !== undefined) return held;
      const { db } = this.#parts;
      await db?.ensureOpen();
      const stored = db && (await steps.readStepPatches(db, step));
      if (stored !== undefined) return [stored];
    } catch {
      throw new CommandRefused(STEP_UNREADABLE);
    }
    // The steps from before are gone with the database.
    await this.#writer?.refill();
    throw new CommandRefused(STEP_UNREADABLE);
  }

  async #applyTurn(
    direction: 'undo' | 'redo',
    step: steps.Step,
    changes: readonly (readonly Patch[])[],
    onPart: OnPart = () => undefined,
  ): Promise<Receipt> {
    const turned = steps.turned(step);
    const label = steps.turnLabel(direction, step);
    const turning = new Turning(changes, (patches, place) => {
      const history: HistoryWrite =
        place === 0 ? { kind: 'turn', step: turned } : { kind: 'grow', step: turned, dropped: [] };
      return this.#make({ name: direction, label, patches: this.#named(patches) }, history);
    });
    this.#steps = steps.replaceStep(this.#steps, turned);
    this.#turning = turning;
    try {
      await turning.go(onPart, () => this.saveState.kind === 'lost');
    } finally {
      this.#turning = undefined;
    }
    return { label, changed: true, saved: turning.saved() };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work, work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #onSaved(seq: number): void {
    const saved = this.#unsaved.filter(({ change }) => change.seq <= seq);
    this.#unsaved = this.#unsaved.slice(saved.length);
    for (const change of saved) this.#writer?.push(change);
  }

  #onState(): void {
    // Another page has the database now.
    if (this.#journal.state.kind === 'lost') this.#writer?.stop();
    this.#notify();
  }

  async #refill(db: LibraryDatabase): Promise<number> {
    const { host, session, library } = this.#parts;
    // Only the page that writes the library may fill the database that the pages share.
    await host.call('library.append', { session, changes: [] });
    return refillFromFiles(db, host, library);
  }

  #onRefilled(): void {
    this.#isRefilled = true;
    this.#steps = this.#steps.filter(({ step }) => this.#session.has(step));
    this.#notify();
  }

  async #readTexts(papers: readonly PaperId[]): Promise<readonly (string | undefined)[]> {
    // Looked up before the wait: a text that is on its way may have arrived and been forgotten after it.
    const pending = papers.map(paper => this.#abstracts.pending(paper));
    const { db } = this.#parts;
    if (db === undefined || !pending.includes(undefined)) return pending;
    await db.ensureOpen();
    const asked = papers.flatMap((paper, index) =>
      pending[index] === undefined ? (this.state.papers.get(paper) ?? []) : [],
    );
    const stored = await readTexts(db, asked);
    return papers.map((paper, index) => pending[index] ?? stored.get(paper));
  }

  async #close(): Promise<void> {
    const { timers, host, session, db } = this.#parts;
    this.#turning?.finish();
    await this.#turn.catch(() => undefined);
    await within(timers, SAVE_MS, this.#journal.flush());
    const isSaved = this.unsaved === 0;
    if (this.#writer) await within(timers, STORE_MS, this.#writer.flush());
    if (this.#journal.state.kind !== 'lost') this.#journal.stop(TAKEN_OVER);
    this.#writer?.stop();
    // A page that leaves something unwritten does not say goodbye, so that the next one looks closely.
    if (isSaved) await host.call('library.close', { session }).catch(() => undefined);
    db?.close();
  }

  #refuseUnlessHeld(): void {
    if (this.#closing !== undefined || this.saveState.kind === 'lost') throw new CommandRefused(NOT_HELD);
  }

  #notify(change?: LibraryChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
