import Dexie from 'dexie';
import type { LibraryId, SessionId, Timestamp } from '../../shared/domain/ids.ts';
import type { Finding, Holder, OpenedLibrary } from '../../shared/host/libraryApi.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import type { HostClient } from '../host/types.ts';
import { bringInLine, type FoundState } from './bringInLine.ts';
import type { OnProgress } from './copyRows.ts';
import { readSteps } from './history.ts';
import type { OlderCopy } from './olderCopies.ts';
import { readLibrary } from './read.ts';
import { DATABASE_NAME, databaseName, NewerDatabase, openDatabase, type LibraryDatabase } from './schema.ts';
import { StoredLibrary } from './storedLibrary.ts';
import { realTimers, type Timers } from './timers.ts';

/** What the user chooses when the data folder is empty and the browser holds the copy of another library. */
export type OlderCopyChoice = 'bringBack' | 'startEmpty';

export interface OpenOptions {
  readonly host: HostClient;
  readonly session: SessionId;
  /** `takeOver` takes the library from the page that writes it. */
  readonly access?: 'write' | 'takeOver';
  readonly onProgress?: OnProgress;
  /** Asked before a library is brought back into an empty folder; without it the folder stays empty. */
  readonly askAbout?: (older: OlderCopy) => Promise<OlderCopyChoice>;
  /** The library that was opened here last: its database is read while the host is asked. */
  readonly expected?: LibraryId;
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
      /** What the user should be told once. */
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'held'; readonly holder: Holder };

/**
 * Opens the library for writing: asks the host for it, compares this browser's copy with the files, brings it in line with
 * them, and reads the light rows into memory. Rejects with `HostError`, `NewerDatabase` or the database's own error.
 */
export async function openLibrary(options: OpenOptions): Promise<Opening> {
  const { host, session, access = 'write', prefix = DATABASE_NAME, expected } = options;
  const early = expected === undefined ? undefined : find(databaseName(expected, prefix));
  early?.catch(() => undefined);
  let opened: OpenedLibrary;
  try {
    opened = await host.call('library.open', { session, access });
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
    await host.call('library.close', { session }).catch(() => undefined);
    throw error;
  }
}

/** What of a database was found. */
interface Found {
  readonly db: LibraryDatabase;
  readonly state: FoundState;
}

async function openFor(
  opened: OpenedLibrary,
  early: Promise<Found> | undefined,
  options: OpenOptions,
): Promise<Opening> {
  const { host, session, prefix = DATABASE_NAME, expected, now = Date.now, timers = realTimers } = options;
  const database = databaseName(opened.library, prefix);
  if (expected !== opened.library) await closeEarly(early);
  const found = await (expected === opened.library ? early?.catch(() => find(database)) : undefined);
  const { db, state } = found ?? (await find(database));
  try {
    const { read, findings } = await bringInLine(db, state, opened, options);
    const library = new StoredLibrary({
      host,
      session,
      library: opened.library,
      db,
      memory: new MemoryLibrary(read.rows, { nextSerial: Math.max(read.nextSerial, opened.nextSerial) }),
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
      database,
      findings: [...opened.findings, ...findings],
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a database and reads it; one that can't be read is thrown away, as it is only a copy. */
async function find(name: string): Promise<Found> {
  try {
    const db = await openDatabase(name);
    try {
      return { db, state: { kind: 'read', read: await readLibrary(db) } };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof NewerDatabase) throw error;
    await Dexie.delete(name);
    return { db: await openDatabase(name), state: { kind: 'unreadable' } };
  }
}

async function closeEarly(early: Promise<Found> | undefined): Promise<void> {
  const found = await early?.catch(() => undefined);
  found?.db.close();
}

const UNKNOWN_HOLDER: Holder = { kind: 'window', name: 'another window', since: 0, canTakeOver: true };
