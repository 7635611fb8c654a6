import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NewerDatabase, openDatabase } from '../../../renderer/data/schema.ts';
import type { Library, SaveState } from '../../../renderer/data/types.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { CommandRefused } from '../../../shared/library/refused.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { inDatabase, inMemory, newName, open } from './support.ts';

const RIVERS = paperId('Rivers that remember');
const IMPORT = importOf(
  'digest',
  parsedDigest([listing('Quiet quantisation'), listing('Rivers that remember')]),
);
const OTHER = importOf(
  'other',
  parsedDigest([listing('Tides in token space'), listing('Rivers that remember')]),
);
const STAR: LibraryCommand = { name: 'star', papers: [RIVERS] };

async function openWithPapers(name: string, writeTimeoutMs?: number): Promise<Library> {
  const library = await open(name, writeTimeoutMs === undefined ? {} : { writeTimeoutMs });
  await library.run(IMPORT).saved;
  await library.settled();
  return library;
}

function messageOf(state: SaveState): string {
  return state.kind === 'failed' ? state.message : '';
}

/** Makes the database itself refuse to store a row, as a full disk does. */
function refuseToPut(isRefused: (row: { readonly id?: string; readonly title?: string }) => boolean): void {
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, row, key) {
    if (isRefused(row as { readonly id?: string })) throw new DOMException('No room.', 'QuotaExceededError');
    return key === undefined ? put.call(this, row) : put.call(this, row, key);
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('When a change can’t be written', () => {
  test('nothing of it is kept, memory shows what is saved, and the user is told', async () => {
    const name = newName();
    const library = await openWithPapers(name);
    const before = inMemory(library);
    refuseToPut(row => row.title === 'Tides in token space');
    const { saved } = library.run(OTHER);
    expect(library.state.papers.size).toBe(3);
    await expect(saved).rejects.toThrow();
    await library.settled();
    expect(inMemory(library)).toEqual(before);
    expect((await inDatabase(name)).light).toEqual(before);
    expect(Object.keys((await inDatabase(name)).abstracts)).toHaveLength(2);
    expect(library.history).toEqual({ undo: 'Imported digest: 2 papers, 2 new' });
    const message = messageOf(library.saveState);
    expect(message).toContain('“Imported other: 2 papers, 1 new” could not be saved.');
    expect(message).toContain('There is no room left on the disk.');
    expect(message).toContain('Everything saved before is kept');
    expect(message).toContain('do it again');
  });

  test('the changes behind it are given up too, because they may rest on it', async () => {
    const name = newName();
    const library = await openWithPapers(name);
    refuseToPut(row => row.title === 'Tides in token space');
    const first = library.run(OTHER);
    const second = library.run({ name: 'star', papers: [paperId('Tides in token space')] });
    await expect(first.saved).rejects.toThrow();
    await expect(second.saved).rejects.toThrow();
    await library.settled();
    expect(library.state.counts.starred).toBe(0);
  });

  test('those who follow the library are told to read it again', async () => {
    const library = await openWithPapers(newName());
    const causes: (string | undefined)[] = [];
    library.subscribe(change => causes.push(change?.cause));
    refuseToPut(row => row.id === RIVERS);
    await expect(library.run(STAR).saved).rejects.toThrow();
    await library.settled();
    expect(causes).toEqual(['command', 'reload']);
  });

  test('the next change is saved as soon as the database takes it', async () => {
    const name = newName();
    const library = await openWithPapers(name);
    refuseToPut(row => row.id === RIVERS);
    await expect(library.run(STAR).saved).rejects.toThrow();
    await library.settled();
    vi.restoreAllMocks();
    await library.run(STAR).saved;
    await library.settled();
    expect(library.saveState).toEqual({ kind: 'saved' });
    expect((await inDatabase(name)).light).toEqual(inMemory(library));
    await library.undo();
    expect(library.state.counts.starred).toBe(0);
  });

  test('an undo that fails leaves its step where it was', async () => {
    const library = await openWithPapers(newName());
    await library.run(STAR).saved;
    refuseToPut(row => row.id === RIVERS);
    const receipt = await library.undo();
    await expect(receipt!.saved).rejects.toThrow();
    await library.settled();
    expect(library.history.undo).toBe('Starred 1 paper');
    expect(library.state.counts.starred).toBe(1);
  });

  test('a database that does not answer counts as failed after a while, and does not write later', async () => {
    const name = newName();
    const library = await openWithPapers(name, 50);
    const blocker = await openDatabase(name);
    let release = false;
    const blocked = blocker.transaction('rw', blocker.papers, async () => {
      while (!release) await blocker.papers.count();
    });
    const { saved } = library.run({ name: 'setNote', paper: RIVERS, text: 'Mine.', at: 1 });
    await expect(saved).rejects.toThrow('The database did not answer');
    release = true;
    await blocked;
    blocker.close();
    await library.settled();
    expect(library.state.notes.size).toBe(0);
    expect((await inDatabase(name)).light['notes']).toEqual([]);
    expect(messageOf(library.saveState)).toContain('The database did not answer');
  });

  test('a database that was deleted under the library takes no more changes, and memory is kept', async () => {
    const name = newName();
    const library = await openWithPapers(name);
    await Dexie.delete(name);
    await expect(library.run(STAR).saved).rejects.toThrow();
    await library.settled();
    expect(messageOf(library.saveState)).toContain('Export what you need before you close it.');
    expect(library.state.papers.size).toBe(2);
    expect(() => library.run(STAR)).toThrow(CommandRefused);
    await expect(library.undo()).rejects.toThrow(CommandRefused);
  });

  test('a database that was closed under the library is opened again', async () => {
    const name = newName();
    const library = await openWithPapers(name);
    await openInVersion(name, 11);
    await library.run(STAR).saved;
    expect((await inDatabase(name)).light).toEqual(inMemory(library));
  });

  test('a database that a newer program took over is left alone', async () => {
    const name = newName();
    const library = await openWithPapers(name);
    await openInVersion(name, 1_000);
    await expect(library.run(STAR).saved).rejects.toThrow(NewerDatabase);
    await library.settled();
    expect(messageOf(library.saveState)).toContain('newer version of Pandect');
  });

  test('a library that another window has changed is read again instead of written over', async () => {
    const name = newName();
    const library = await openWithPapers(name);
    const other = await open(name);
    await other.run({ name: 'addTag', papers: [RIVERS], tag: 'later' }).saved;
    await expect(library.run(STAR).saved).rejects.toThrow('Another window has changed the library');
    await library.settled();
    expect(library.state.papers.get(RIVERS)).toMatchObject({ tags: ['later'], starred: false });
    await library.run(STAR).saved;
  });
});

/** Opens and closes the database in another version, which makes all other connections close. */
async function openInVersion(name: string, version: number): Promise<void> {
  const request = indexedDB.open(name, version);
  await new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('The database could not be opened.'));
  });
  request.result.close();
}
