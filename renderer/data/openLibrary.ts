import Dexie from 'dexie';
import type { LibraryId, SessionId, Timestamp } from '../../shared/domain/ids.ts';
import type { Finding, Holder, OpenedLibrary } from '../../shared/host/libraryApi.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import { TextSharing } from '../../shared/library/shareTexts.ts';
import { yieldToPage } from './yieldToPage.ts';
import { keepingStorage } from '../host/keepingStorage.ts';
import type { HostClient } from '../host/types.ts';
import { bringInLine, type FoundState } from './bringInLine.ts';
import type { OnProgress } from './copyRows.ts';
import { readSteps } from './history.ts';
import type { OlderCopy } from './olderCopies.ts';
import type { CopiedRows } from './openCopy.ts';
import { readKeptBytes, type KeptBytes } from './keptStore.ts';
import { openInMemory } from './openInMemory.ts';
import { readByList, readLibrary, type ReadLibrary } from './read.ts';
import { DatabaseFailed } from './request.ts';
import { DATABASE_NAME, databaseName } from './databaseName.ts';
import { NewerDatabase, openDatabase, type LibraryDatabase } from './schema.ts';
import { StoredLibrary } from './storedLibrary.ts';
import { realTimers, within, type Timers } from './timers.ts';

/** A browser whose database does not open by then is taken to have none. */
const OPEN_MS = 10_000;

/** What the user chooses when the data folder is empty and the browser holds the copy of another library. */
export type OlderCopyChoice = 'bringBack' | 'startEmpty';

export interface OpenOptions {
  readonly host: HostClient;
  readonly session: SessionId;
  /** `takeOver` takes the library from the page that writes it. */
  readonly access?: 'write' | 'takeOver';
  /** What the host was asked ahead; else it is asked now. */
  readonly opened?: Promise<OpenedLibrary>;
  readonly onProgress?: OnProgress;
  /** Asked before a library is brought back into an empty folder; without it the folder stays empty. */
  readonly askAbout?: (older: OlderCopy) => Promise<OlderCopyChoice>;
  /** The library that was opened here last: its database is read while the host is asked. */
  readonly expected?: LibraryId;
  /** The list that was kept of its database, where it is read ahead. */
  readonly kept?: Promise<KeptBytes | undefined>;
  /** Beginning of the names of databases; tests take one of their own. */
  readonly prefix?: string;
  readonly now?: () => Timestamp;
  readonly timers?: Timers;
  /** How long the database may take for a change before it is tried again. */
  readonly writeTimeoutMs?: number;
}

/** A library that this page writes. */
export type OpenedHere = StoredLibrary;

/** The library, or who has it. */
export type Opening =
  | {
      readonly kind: 'open';
      readonly library: OpenedHere;
      readonly id: LibraryId;
      /** Name of the database, for the search worker, which reads it by itself. */
      readonly database: string;
      /** All rows, where the database can't be used. */
      readonly rows?: CopiedRows;
      /** What the user should be told once. */
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'held'; readonly holder: Holder };

/**
 * Opens the library for writing: asks the host for it, compares this browser's copy with the files, brings it in line with
 * them, and reads the light rows into memory. Where the database can't be used, memory and the files are all there is.
 * Rejects with `HostError` or `NewerDatabase`.
 */
export async function openLibrary(options: OpenOptions): Promise<Opening> {
  const { host, session, access = 'write', prefix = DATABASE_NAME, expected, timers = realTimers } = options;
  const early =
    expected === undefined ? undefined : find(databaseName(expected, prefix), timers, options.kept);
  early?.catch(() => undefined);
  let opened: OpenedLibrary;
  try {
    opened = await (options.opened ?? host.call('library.open', { session, access }));
  } catch (error) {
    await closeEarly(early);
    throw error;
  }
  if (opened.access !== 'write') {
    await closeEarly(early);
    return { kind: 'held', holder: opened.holder ?? UNKNOWN_HOLDER };
  }
  try {
    return await openFor(opened, early, options);
  } catch (error) {
    // Nobody has looked closely yet: the next one must.
    await host.call('library.close', { session, end: 'unclean' }).catch(() => undefined);
    throw error;
  }
}

/** What of a database was found. */
interface Database {
  readonly db: LibraryDatabase;
  readonly state: FoundState;
}
type Found = Database | 'unreadable';

async function openFor(
  opened: OpenedLibrary,
  early: Promise<Found> | undefined,
  options: OpenOptions,
): Promise<Opening> {
  const { host, prefix = DATABASE_NAME, expected, timers = realTimers } = options;
  const database = databaseName(opened.library, prefix);
  if (expected !== opened.library) await closeEarly(early);
  const read = await (expected === opened.library ? early?.catch(() => undefined) : undefined);
  const found = read ?? (await find(database, timers));
  const usable = found === 'unreadable' ? await renewed(database, opened, host, timers) : found;
  try {
    if (usable !== undefined) return await openStored(usable, opened, options);
  } catch (error) {
    if (!(error instanceof Dexie.DexieError || error instanceof DatabaseFailed)) throw error;
    // The database fails, as on a full disk: it is only a copy, and brought in line at a later start.
  }
  const { library, rows, finding } = await openInMemory(opened, options);
  const findings = [...opened.findings, finding];
  return { kind: 'open', library, id: opened.library, database, rows, findings };
}

async function openStored(
  { db, state }: Database,
  opened: OpenedLibrary,
  options: OpenOptions,
): Promise<Opening> {
  const { host, session, now = Date.now, timers = realTimers } = options;
  try {
    const { read, findings } = await bringInLine(db, state, opened, options);
    const library = new StoredLibrary({
      host,
      session,
      library: opened.library,
      db,
      early: read.late,
      memory: await memoryOf(read, Math.max(read.nextSerial, opened.nextSerial)),
      seq: read.seq,
      history: await readSteps(db),
      now,
      timers,
      ...(options.writeTimeoutMs === undefined ? {} : { writeTimeoutMs: options.writeTimeoutMs }),
    });
    return {
      kind: 'open',
      library,
      id: opened.library,
      database: db.name,
      findings: [...opened.findings, ...findings],
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Rows taken into memory at a time: a millisecond or two. */
const ROWS_AT_A_TIME = 1_000;

/** The rows in memory, taken in between the window's own work. */
async function memoryOf({ rows, late }: ReadLibrary, nextSerial: number): Promise<MemoryLibrary> {
  const { papers, citationKeys, ...others } = rows;
  if (late !== undefined) return new MemoryLibrary(others, { nextSerial, late });
  const memory = new MemoryLibrary(others, { nextSerial });
  const sharing = new TextSharing();
  for (let from = 0; from < Math.max(papers.length, citationKeys.length); from += ROWS_AT_A_TIME) {
    const portion = papers.slice(from, from + ROWS_AT_A_TIME);
    const keys = citationKeys.slice(from, from + ROWS_AT_A_TIME);
    sharing.inPapers(portion);
    memory.load({ papers: portion });
    sharing.inKeys(keys, memory.state.papers);
    memory.load({ citationKeys: keys });
    await yieldToPage();
  }
  return memory;
}

/** A list that takes longer is not waited for: the rows are read without it. */
const LIST_TIMEOUT_MS = 5_000;

async function inTime(kept: Promise<KeptBytes | undefined>, timers: Timers): Promise<KeptBytes | undefined> {
  return (await within(timers, LIST_TIMEOUT_MS, kept)) ? kept : undefined;
}

/** Opens a database and reads it. */
async function find(name: string, timers: Timers, kept?: OpenOptions['kept']): Promise<Found> {
  try {
    const db = await openInTime(name, timers);
    if (db === undefined) return 'unreadable';
    try {
      const list = inTime(kept ?? readKeptBytes(name), timers);
      return { db, state: { kind: 'read', read: (await readByList(db, list)) ?? (await readLibrary(db)) } };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof NewerDatabase) throw error;
    return 'unreadable';
  }
}

/**
 * A database that can't be read is made anew, as it is only a copy. Undefined when that fails, or when the files have lost
 * something: then it may be the only one that holds it, and is left as it is.
 */
async function renewed(
  name: string,
  { seq, damaged }: OpenedLibrary,
  host: HostClient,
  timers: Timers,
): Promise<Database | undefined> {
  if (damaged || seq === 0) return undefined;
  const made = await madeAnew(name, timers);
  if (made !== undefined) return made;
  // Some damage makes Chromium refuse all databases of an origin, for ever and without deleting them. Where it still
  // tells their names, others may be whole.
  if (
    await indexedDB.databases().then(
      () => true,
      () => false,
    )
  )
    return undefined;
  const cleared = await keepingStorage(() => host.call('browser.clear', {})).then(
    () => true,
    () => false,
  );
  return cleared ? madeAnew(name, timers) : undefined;
}

/** Undefined when the browser does not let it. */
async function madeAnew(name: string, timers: Timers): Promise<Database | undefined> {
  try {
    const deletion = Dexie.delete(name);
    if (!(await within(timers, OPEN_MS, deletion))) return undefined;
    await deletion;
    const db = await openInTime(name, timers);
    return db && { db, state: { kind: 'unreadable' } };
  } catch (error) {
    if (error instanceof NewerDatabase) throw error;
    return undefined;
  }
}

/** Undefined when the browser does not answer. Rejects as `openDatabase` does. */
async function openInTime(name: string, timers: Timers): Promise<LibraryDatabase | undefined> {
  const opening = openDatabase(name);
  if (await within(timers, OPEN_MS, opening)) return opening;
  opening.then(
    db => db.close(),
    () => undefined,
  );
  return undefined;
}

async function closeEarly(early: Promise<Found> | undefined): Promise<void> {
  const found = await early?.catch(() => undefined);
  if (found !== 'unreadable') found?.db.close();
}

const UNKNOWN_HOLDER: Holder = { kind: 'window', name: 'another window', since: 0, canTakeOver: true };
