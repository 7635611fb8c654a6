import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { OpenedHere } from '../../../renderer/data/openLibrary.ts';
import { MIGRATIONS } from '../../../renderer/data/schema.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';
import { ManualTimers, until } from './support/timers.ts';

const RIVERS = paperId('Rivers that remember');
const TEXT = 'Rivers that remember is what this paper is about.';
const IMPORT = importOf(
  'digest',
  parsedDigest([listing('Quiet quantisation'), listing('Rivers that remember')]),
);
const OTHER = importOf(
  'other',
  parsedDigest([listing('Tides in token space'), listing('Rivers that remember')]),
);
const STAR: LibraryCommand = { name: 'star', papers: [RIVERS] };
const REMOVE: LibraryCommand = { name: 'removePapers', papers: [RIVERS] };
const RETRY_MS = 2_000;
const FOREVER_MS = 3_600_000;

async function openWithPapers(home: Home, timers = new ManualTimers()): Promise<OpenedHere> {
  const library = await home.open({ timers });
  await library.run(IMPORT).saved;
  await library.settled();
  return library;
}

/** Makes the database itself refuse to store records in which something stands, as a full disk does. */
function refuseToPut(isRefused: (text: string) => boolean): void {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, record, key) {
    if (isRefused(textOf(record))) throw new DOMException('No room.', 'QuotaExceededError');
    return key === undefined ? put.call(this, record) : put.call(this, record, key);
  });
}

function textOf(record: { readonly rows?: Uint8Array<ArrayBuffer> }): string {
  return record.rows === undefined ? JSON.stringify(record) : new TextDecoder().decode(record.rows);
}

async function nameOf(home: Home): Promise<string> {
  const db = await home.database();
  db.close();
  return db.name;
}

/** Lets the writer come to the point where it waits before it tries again. */
async function untilWaiting(timers: ManualTimers, ms: number): Promise<void> {
  while (!timers.waits.includes(ms)) await new Promise(resolve => setImmediate(resolve));
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('When the database takes no change', () => {
  test('the change is saved all the same, and written when the database takes it', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    const before = await inDatabase(home);
    refuseToPut(text => text.includes('"title":"Tides in token space"'));
    await library.run(OTHER).saved;
    await library.run(STAR).saved;
    expect([library.saveState, library.savedSeq]).toEqual([{ kind: 'saved' }, 3]);
    await untilWaiting(timers, RETRY_MS);
    expect(await inDatabase(home)).toEqual(before);
    expect(await library.readAbstract(paperId('Tides in token space'))).toMatch(/^Tides/u);
    vi.restoreAllMocks();
    timers.pass(RETRY_MS);
    await library.settled();
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
    expect((await library.undo())?.label).toBe('Undid: Starred 1 paper');
  });

  test('it is tried ever more seldom, and the next start brings it up to date', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    refuseToPut(() => true);
    await library.run(STAR).saved;
    for (const ms of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      await untilWaiting(timers, ms);
      timers.pass(ms);
    }
    await library.close();
    vi.restoreAllMocks();
    const again = await home.open();
    expect(again.state.counts.starred).toBe(1);
    expect((await inDatabase(home)).light).toEqual(inMemory(again));
  });

  test('because it was deleted, it is filled again from the files, and undo goes on', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    await Dexie.delete(await nameOf(home));
    await library.run(STAR).saved;
    await library.settled();
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
    expect(Object.keys((await inDatabase(home)).abstracts)).toHaveLength(2);
    await library.undo();
    await library.undo();
    await library.settled();
    expect(library.state.papers.size).toBe(0);
    await library.redo();
    await library.settled();
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
    await library.close();
    const again = await home.open();
    expect([again.state.papers.size, again.history]).toEqual([2, {}]);
  });

  test('because it was deleted, an abstract is read from the files', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    await Dexie.delete(await nameOf(home));
    expect(await library.readAbstract(RIVERS)).toBe(TEXT);
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
  });

  test('because it was deleted, a step that can’t be taken back whole is refused, and nothing changes', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    await Dexie.delete(await nameOf(home));
    await library.run(REMOVE).saved;
    await library.settled();
    await expect(library.undo()).rejects.toThrow(/can’t be read back/u);
    expect(library.state.papers.size).toBe(1);
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
  });

  test('because its steps from before are gone, these can’t be undone any more', async () => {
    const home = new Home();
    await (await openWithPapers(home)).close();
    const library = await home.open();
    expect(library.history.undo).toMatch(/^Imported/u);
    const db = await home.database();
    await db.history.clear();
    db.close();
    await expect(library.undo()).rejects.toThrow(/can’t be read back/u);
    expect([library.state.papers.size, library.history]).toEqual([2, {}]);
    await library.run(STAR).saved;
    expect((await library.undo())?.label).toBe('Undid: Starred 1 paper');
  });

  test('because it does not answer, it is called off after a while and does not write later', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const library = await home.open({ timers, writeTimeoutMs: FOREVER_MS });
    await library.run(IMPORT).saved;
    await library.settled();
    const blocker = await home.database();
    let release = false;
    const blocked = blocker.transaction('rw', blocker.notes, async () => {
      while (!release) await blocker.notes.count();
    });
    await library.run({ name: 'setNote', paper: RIVERS, text: 'Mine.', at: 1 }).saved;
    const limit = await untilOver(timers, FOREVER_MS);
    timers.pass(limit);
    release = true;
    await blocked;
    blocker.close();
    await untilWaiting(timers, RETRY_MS);
    expect((await inDatabase(home)).light['notes']).toEqual([]);
    timers.pass(RETRY_MS);
    await library.settled();
    expect((await inDatabase(home)).light['notes']).toHaveLength(1);
  });

  test('because a newer program took it over, it is left alone and the change is saved', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    await openInVersion(await nameOf(home), 1_000);
    await library.run(STAR).saved;
    await library.settled();
    expect(library.saveState).toEqual({ kind: 'saved' });
  });

  test('because the browser closed it, it is opened again', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    await openInVersion(await nameOf(home), MIGRATIONS.length * 10 + 1);
    await library.run(STAR).saved;
    await library.settled();
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
  });
});

describe('Two pages of one browser', () => {
  test('never mix what they write: the one that lost the library writes nothing more', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const first = await openWithPapers(home, timers);
    // Its last change is in the journal, but the database takes it only when another page has gone on.
    refuseToPut(() => true);
    await first.run(STAR).saved;
    await untilWaiting(timers, RETRY_MS);
    vi.restoreAllMocks();
    home.crash();
    const second = await home.open();
    expect(second.state.counts.starred).toBe(1);
    await second.run({ name: 'addTag', papers: [RIVERS], tag: 'later' }).saved;
    await second.settled();
    timers.pass(RETRY_MS);
    const { saved } = first.run({ name: 'addTag', papers: [RIVERS], tag: 'never' });
    await expect(saved).rejects.toThrow('could not be saved');
    await until(first, () => first.saveState.kind === 'lost');
    await first.close();
    expect((await inDatabase(home)).light).toEqual(inMemory(second));
    await second.run({ name: 'unstar', papers: [RIVERS] }).saved;
    await second.settled();
    expect((await inDatabase(home)).light).toEqual(inMemory(second));
  });
});

async function untilOver(timers: ManualTimers, ms: number): Promise<number> {
  for (;;) {
    const found = timers.waits.find(wait => wait > ms);
    if (found !== undefined) return found;
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Opens and closes the database in another version, which makes all other connections close. */
async function openInVersion(name: string, version: number): Promise<void> {
  const request = indexedDB.open(name, version);
  await new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('The database could not be opened.'));
  });
  request.result.close();
}
