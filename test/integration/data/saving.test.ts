import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { OpenedHere } from '../../../renderer/data/openLibrary.ts';
import type { SaveState } from '../../../renderer/data/types.ts';
import type { Change, ChangeRecord } from '../../../shared/library/change.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { failingDisk } from './support/disk.ts';
import { Home, newSession } from './support/home.ts';
import { inDatabase, inMemory } from './support/library.ts';
import { ManualTimers, until } from './support/timers.ts';

const RIVERS = paperId('Rivers that remember');
const IMPORT = importOf(
  'digest',
  parsedDigest([listing('Quiet quantisation'), listing('Rivers that remember')]),
);
const STAR: LibraryCommand = { name: 'star', papers: [RIVERS] };
const note = (text: string): LibraryCommand => ({ name: 'setNote', paper: RIVERS, text, at: 1 });
const RETRY_MS = 2_000;
const SLOW_MS = 5_000;

async function openWithPapers(home: Home, timers = new ManualTimers()): Promise<OpenedHere> {
  const library = await home.open({ timers });
  await library.run(IMPORT).saved;
  await library.settled();
  return library;
}

async function journalOf(home: Home): Promise<readonly ChangeRecord[]> {
  return (await home.client.call('library.records', { after: 0 })).records;
}

function appends(home: Home): readonly (readonly Change[])[] {
  return home.calls
    .filter(({ name }) => name === 'library.append')
    .map(({ args }) => (args as { changes: readonly Change[] }).changes);
}

function isUnsaved(library: OpenedHere): boolean {
  return library.saveState.kind === 'unsaved';
}

function messageOf(state: SaveState): string {
  return state.kind === 'unsaved' || state.kind === 'lost' ? state.message : '';
}

/** A promise and the function that resolves it. */
function gate(): { readonly closed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const closed = new Promise<void>(resolve => (open = resolve));
  return { closed, open };
}

describe('A change', () => {
  test('is called saved when it is in the journal, and is then written into the database', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    const { closed, open } = gate();
    home.hold = closed;
    const receipt = library.run(STAR);
    expect([library.state.counts.starred, library.saveState.kind, library.savedSeq]).toEqual([
      1,
      'saving',
      1,
    ]);
    open();
    await receipt.saved;
    expect(library.savedSeq).toBe(2);
    expect((await journalOf(home)).map(({ seq, label }) => [seq, label])).toEqual([
      [1, 'Imported digest: 2 papers, 2 new'],
      [2, 'Starred 1 paper'],
    ]);
    await library.settled();
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
  });

  test('goes together with the others that were made while one was under way', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    const { closed, open } = gate();
    home.hold = closed;
    const receipts = ['O', 'On', 'On rivers'].map(text => library.run(note(text), { group: 'note' }));
    await Promise.resolve();
    receipts.push(library.run(STAR));
    open();
    await Promise.all(receipts.map(({ saved }) => saved));
    const sent = appends(home).map(changes => changes.map(({ seq }) => seq));
    expect(sent.flat()).toEqual([1, 2, 3, 4, 5]);
    expect(sent.length).toBeLessThanOrEqual(3);
  });

  test('names the fields it sets, and says how many rows there are after it', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    await library.run(note('Mine.'), { group: 'writing', groupLabel: 'Wrote a note' }).saved;
    const change = (await journalOf(home)).at(-1);
    expect(change).toMatchObject({ seq: 2, name: 'setNote', label: 'Wrote a note', group: 'writing' });
    expect(change?.counts).toEqual({
      papers: 2,
      notes: 1,
      digests: 1,
      collections: 0,
      savedSearches: 0,
      citationKeys: 2,
    });
    expect(change?.nextSerial).toBe(3);
    expect(change?.patches.find(({ table }) => table === 'papers')).toEqual({
      kind: 'set',
      table: 'papers',
      ids: [RIVERS],
      fields: { hasNote: true },
    });
  });
});

describe('When the disk is full', () => {
  test('it is said in the host’s words, nothing is dropped, and all of it is saved when there is room', async () => {
    const disk = failingDisk();
    const home = new Home({ disk });
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    disk.breakWith('ENOSPC');
    const first = library.run(STAR);
    await until(library, () => isUnsaved(library));
    const second = library.run(note('Mine.'));
    expect(library.saveState).toMatchObject({ kind: 'unsaved', changes: 2 });
    expect(messageOf(library.saveState)).toMatch(/full/u);
    expect([library.savedSeq, library.state.counts.starred, library.state.notes.size]).toEqual([1, 1, 1]);
    timers.pass(RETRY_MS);
    await until(library, () => timers.waits.includes(RETRY_MS));
    expect(library.saveState.kind).toBe('unsaved');
    disk.repair();
    timers.pass(RETRY_MS);
    await Promise.all([first.saved, second.saved]);
    await library.settled();
    expect([library.saveState, library.savedSeq]).toEqual([{ kind: 'saved' }, 3]);
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
    const memory = inMemory(library);
    await library.close();
    await home.restart();
    expect(inMemory(await home.open())).toEqual(memory);
  });

  test('undo and redo go on', async () => {
    const disk = failingDisk();
    const home = new Home({ disk });
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    disk.breakWith('EROFS');
    library.run(STAR);
    library.run({ name: 'removePapers', papers: [RIVERS] });
    await until(library, () => isUnsaved(library));
    expect((await library.undo())?.label).toBe('Undid: Removed 1 paper from the library');
    expect(await library.readAbstract(RIVERS)).toBe('Rivers that remember is what this paper is about.');
    expect((await library.undo())?.label).toBe('Undid: Starred 1 paper');
    expect((await library.undo())?.label).toBe('Undid: Imported digest: 2 papers, 2 new');
    expect((await library.redo())?.label).toBe('Redid: Imported digest: 2 papers, 2 new');
    expect(await library.readAbstract(RIVERS)).toBe('Rivers that remember is what this paper is about.');
    disk.repair();
    timers.pass(RETRY_MS);
    await library.settled();
    expect((await inDatabase(home)).light).toEqual(inMemory(library));
    expect(Object.keys((await inDatabase(home)).abstracts)).toHaveLength(2);
  });

  test('a window that is closed keeps quiet about it, so that the next start looks closely', async () => {
    const disk = failingDisk();
    const home = new Home({ disk });
    const library = await openWithPapers(home);
    disk.breakWith('ENOSPC');
    const { saved } = library.run(STAR);
    await until(library, () => isUnsaved(library));
    await library.close();
    await expect(saved).rejects.toThrow('One change made here could not be saved');
    expect(library.unsaved).toBe(1);
    expect(library.saveState.kind).toBe('lost');
    expect(home.calls.some(({ name }) => name === 'library.close')).toBe(false);
  });
});

describe('When the disk is slow', () => {
  test('it is said after five seconds, and taken back when the answer comes', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    const { closed, open } = gate();
    home.hold = closed;
    const { saved } = library.run(STAR);
    await Promise.resolve();
    expect(timers.waits).toEqual([SLOW_MS]);
    timers.pass(SLOW_MS);
    expect(library.saveState).toMatchObject({ kind: 'unsaved', changes: 1 });
    expect(messageOf(library.saveState)).toMatch(/has not answered/u);
    open();
    await saved;
    await library.settled();
    expect(library.saveState).toEqual({ kind: 'saved' });
  });
});

describe('When the host does not answer', () => {
  const lost = new HostError('connectionLost', 'Pandect’s own process does not answer.');

  test('changes wait, and are written when it was started again', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    home.trouble = () => lost;
    const { saved } = library.run(STAR);
    await until(library, () => isUnsaved(library));
    expect(messageOf(library.saveState)).toBe(lost.message);
    await home.restart();
    home.trouble = () => undefined;
    library.retry();
    await saved;
    expect((await journalOf(home)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('a change whose answer was lost is not written twice', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    home.trouble = (call, when) => (call === 'library.append' && when === 'after' ? lost : undefined);
    const { saved } = library.run(STAR);
    await until(library, () => isUnsaved(library));
    home.trouble = () => undefined;
    library.run(note('Mine.'));
    timers.pass(RETRY_MS);
    await saved;
    await library.settled();
    expect((await journalOf(home)).map(({ seq, name }) => [seq, name])).toEqual([
      [1, 'importDigest'],
      [2, 'star'],
      [3, 'setNote'],
    ]);
  });

  test('and somebody else wrote meanwhile, nothing of theirs is passed off as saved here', async () => {
    const home = new Home();
    const timers = new ManualTimers();
    const library = await openWithPapers(home, timers);
    home.trouble = () => lost;
    const { saved } = library.run(STAR);
    await until(library, () => isUnsaved(library));
    home.trouble = () => undefined;
    await home.restart();
    const other = await home.open({ prefix: 'another browser' });
    await other.run({ name: 'addTag', papers: [RIVERS], tag: 'later' }).saved;
    await other.close();
    timers.pass(RETRY_MS);
    await expect(saved).rejects.toThrow('could not be saved');
    expect(library.saveState.kind).toBe('lost');
    expect(() => library.run(STAR)).toThrow(/no longer holds the library/u);
    expect((await journalOf(home)).map(({ name }) => name)).toEqual(['importDigest', 'addTag']);
  });
});

test('What somebody else wrote while this page slept is never passed off as saved here', async () => {
  const home = new Home();
  const library = await openWithPapers(home);
  await home.restart();
  const other = await home.open();
  await other.run({ name: 'addTag', papers: [RIVERS], tag: 'later' }).saved;
  await other.close();
  await expect(library.run(STAR).saved).rejects.toThrow('could not be saved');
  expect(library.saveState.kind).toBe('lost');
  expect((await journalOf(home)).map(({ name }) => name)).toEqual(['importDigest', 'addTag']);
});

describe('When another page takes the library over', () => {
  test('this one writes what it has, lets go, and the other goes on from there', async () => {
    const home = new Home();
    const session = newSession();
    const library = await home.open({ session });
    await library.run(IMPORT).saved;
    home.client.listen('library.takenOver', taken => {
      if (taken.session === session) void library.close();
    });
    library.run(STAR);
    const other = await home.open({ access: 'takeOver' });
    expect(other.state.counts.starred).toBe(1);
    expect(library.unsaved).toBe(0);
    expect(() => library.run(STAR)).toThrow(/no longer holds the library/u);
    await other.run(note('Mine.')).saved;
    expect((await journalOf(home)).map(({ name }) => name)).toEqual(['importDigest', 'star', 'setNote']);
  });

  test('a page that asks without taking over is told who has it', async () => {
    const home = new Home();
    await openWithPapers(home);
    await expect(home.open()).rejects.toThrow(/held by another/u);
  });
});
