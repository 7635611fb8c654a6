import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HISTORY_STEPS } from '../../../renderer/data/history.ts';
import { readAbstracts, readLibrary } from '../../../renderer/data/read.ts';
import type { Library, LibraryChange } from '../../../renderer/data/types.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import { CommandRefused } from '../../../shared/library/refused.ts';
import { planCommand } from '../../../shared/library/planCommand.ts';
import {
  anyCommands,
  IMPORT_DAY,
  importOf,
  listing,
  paperId,
  parsedDigest,
} from '../../unit/library/invented.ts';
import { runAll } from '../../unit/library/support.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory, openNew, runIfTaken } from './support/library.ts';

const RIVERS = paperId('Rivers that remember');
const QUIET = paperId('Quiet quantisation');
const IMPORT = importOf(
  'digest',
  parsedDigest([listing('Quiet quantisation'), listing('Rivers that remember')]),
);
const ARCHIVE: LibraryCommand = { name: 'setStatus', papers: [RIVERS], status: 'archived' };

async function openWithPapers(home = new Home()): Promise<Library> {
  const library = await home.open();
  await library.run(IMPORT).saved;
  return library;
}

function status(library: Library): string | undefined {
  return library.state.papers.get(RIVERS)?.status;
}

describe('The stored library', () => {
  test('refuses a change that no journal could take, and goes on', async () => {
    const library = await openWithPapers();
    const before = inMemory(library);
    const text = 'word '.repeat(45_000_000);
    expect(() => library.run({ name: 'setNote', paper: RIVERS, text, at: 1 })).toThrow(CommandRefused);
    expect(inMemory(library)).toEqual(before);
    await library.run(ARCHIVE).saved;
    expect(library.saveState).toEqual({ kind: 'saved' });
  });

  test('is the same in memory, in the database and after opening again, whatever was run, undone and redone', async () => {
    const moves = fc.array(fc.constantFrom('undo' as const, 'redo' as const), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyCommands, moves, anyCommands, async (first, turns, second) => {
        const home = new Home();
        const library = await home.open();
        for (const command of first) runIfTaken(library, command);
        for (const turn of turns) await library[turn]();
        for (const command of second.slice(2)) runIfTaken(library, command);
        await library.undo();
        await library.settled();
        const memory = inMemory(library);
        const { history } = library;
        const stored = await inDatabase(home);
        expect(stored.light).toStrictEqual(memory);
        for (const paper of library.state.papers.values()) {
          expect(paper.opening !== '').toBe(stored.abstracts[paper.id] !== undefined);
        }
        expect(Object.keys(stored.abstracts).every(id => library.state.papers.has(id))).toBe(true);
        const { nextSerial } = library.state;
        await library.close();
        const again = await home.open();
        expect(inMemory(again)).toStrictEqual(memory);
        expect(again.history).toEqual(history);
        expect(again.state.nextSerial).toBe(nextSerial);
        await again.close();
      }),
      { numRuns: 40 },
    );
  });

  test('does what memory alone would do', async () => {
    await fc.assert(
      fc.asyncProperty(anyCommands, async commands => {
        const home = new Home();
        const library = await home.open();
        for (const command of commands) runIfTaken(library, command);
        await library.close();
        const memory = new MemoryLibrary({}, { abstracts: 'held' });
        runAll(memory, commands);
        const stored = await inDatabase(home);
        expect(stored.abstracts).toEqual(
          Object.fromEntries([...memory.abstracts.values()].map(({ id, text }) => [id, text])),
        );
        expect(stored.light.papers).toHaveLength(memory.state.papers.size);
      }),
      { numRuns: 20 },
    );
  });

  test('undoes everything step by step after a reload, back to an empty library', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    library.run(ARCHIVE);
    library.run({ name: 'setNote', paper: RIVERS, text: 'Mine.', at: IMPORT_DAY });
    library.run({ name: 'removePapers', papers: [RIVERS] });
    await library.close();
    const again = await home.open();
    const labels: (string | undefined)[] = [];
    for (let receipt = await again.undo(); receipt !== undefined; receipt = await again.undo()) {
      labels.push(receipt.label);
    }
    expect(labels).toEqual([
      'Undid: Removed 1 paper from the library',
      'Undid: Wrote a note on “Rivers that remember”',
      'Undid: Archived 1 paper',
      'Undid: Imported digest: 2 papers, 2 new',
    ]);
    expect([again.state.papers.size, again.state.notes.size, again.state.digests.size]).toEqual([0, 0, 0]);
  });

  test('brings an abstract back with its paper', async () => {
    const library = await openWithPapers();
    const text = await library.readAbstract(RIVERS);
    library.run({ name: 'removePapers', papers: [RIVERS] });
    expect(await library.readAbstract(RIVERS)).toBe('');
    await library.undo();
    expect(await library.readAbstract(RIVERS)).toBe(text);
    await library.settled();
    expect(await library.readAbstract(RIVERS)).toBe(text);
  });

  test('reads an abstract that is still on its way into the database', async () => {
    const library = await openNew();
    library.run(IMPORT);
    expect(library.saveState.kind).toBe('saving');
    expect(await library.readAbstracts([RIVERS, paperId('No such paper'), QUIET])).toEqual([
      'Rivers that remember is what this paper is about.',
      '',
      'Quiet quantisation is what this paper is about.',
    ]);
  });

  test('tells every step to those who follow it, who then have the same papers', async () => {
    const library = await openNew();
    const follower = new MemoryLibrary();
    const changes: LibraryChange[] = [];
    const stop = library.subscribe(change => {
      if (change === undefined) return;
      changes.push(change);
      follower.applyPatches(change.patches);
    });
    library.run(IMPORT);
    library.run(ARCHIVE);
    await library.undo();
    await library.redo();
    expect(changes.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect([...follower.state.papers]).toEqual([...library.state.papers]);
    stop();
    library.run({ name: 'star', papers: [RIVERS] });
    expect(changes).toHaveLength(4);
  });

  test('says saving, then saved', async () => {
    const library = await openWithPapers();
    const seen: string[] = [];
    library.subscribe(() => seen.push(library.saveState.kind));
    await library.run(ARCHIVE).saved;
    await library.settled();
    expect(seen).toEqual(['saving', 'saved']);
  });

  test('changes nothing and keeps its history for a command that finds nothing to do', async () => {
    const library = await openWithPapers();
    const receipt = library.run({ name: 'setStatus', papers: [RIVERS], status: 'unread' });
    await receipt.saved;
    expect(receipt).toMatchObject({ changed: false, label: 'There was nothing to change' });
    expect(library.history.undo).toMatch(/^Imported/u);
  });

  test('takes no command after it was closed, and leaves the database to whoever opens it next', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    library.run(ARCHIVE);
    await library.close();
    expect(() => library.run({ name: 'star', papers: [RIVERS] })).toThrow(/no longer holds the library/u);
    await expect(library.undo()).rejects.toThrow(/no longer holds the library/u);
    expect(status(await home.open())).toBe('archived');
  });

  test('never gives out a serial twice, even when it was closed after the last paper was removed', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    library.run({ name: 'removePapers', papers: [RIVERS] });
    await library.close();
    const again = await home.open();
    again.run(importOf('other', parsedDigest([listing('Tides in token space')])));
    expect(again.state.papers.get(paperId('Tides in token space'))?.serial).toBe(3);
  });
});

describe('The history', () => {
  test('takes a group of commands back in one step, and forth again', async () => {
    const home = new Home();
    const library = await home.open();
    const group = { group: 'import 7', groupLabel: 'Imported 2 dumps' };
    library.run(IMPORT, group);
    library.run(
      importOf('other', parsedDigest([listing('Rivers that remember'), listing('Tides in token space')])),
      group,
    );
    expect(library.history).toEqual({ undo: 'Imported 2 dumps' });
    const full = inMemory(library);
    expect((await library.undo())?.label).toBe('Undid: Imported 2 dumps');
    expect([library.state.papers.size, library.state.digests.size]).toEqual([0, 0]);
    await library.close();
    const again = await home.open();
    expect((await again.redo())?.label).toBe('Redid: Imported 2 dumps');
    expect(inMemory(again)).toStrictEqual(full);
  });

  test('starts a new step when another command came between two of a group', async () => {
    const library = await openWithPapers();
    const write = (text: string): LibraryCommand => ({ name: 'setNote', paper: RIVERS, text, at: 1 });
    library.run(write('O'), { group: 'note' });
    library.run(write('On'), { group: 'note' });
    library.run(ARCHIVE);
    library.run(write('On rivers'), { group: 'note' });
    await library.undo();
    expect(library.state.notes.get(RIVERS)?.text).toBe('On');
    await library.undo();
    await library.undo();
    expect(library.state.notes.size).toBe(0);
  });

  test(`remembers the last ${HISTORY_STEPS} steps, over a reload`, async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    for (let step = 0; step < HISTORY_STEPS + 20; step += 1) {
      library.run({ name: step % 2 === 0 ? 'star' : 'unstar', papers: [RIVERS] });
    }
    await library.close();
    const again = await home.open();
    let undone = 0;
    while ((await again.undo()) !== undefined) undone += 1;
    expect(undone).toBe(HISTORY_STEPS);
    expect(again.state.papers.size).toBe(2);
    await again.close();
    const db = await home.database();
    expect(await db.history.filter(({ part }) => part === 0).count()).toBe(HISTORY_STEPS);
    db.close();
  });

  test('forgets what could be redone when something new is done', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    library.run(ARCHIVE);
    await library.undo();
    expect(library.history.redo).toBe('Archived 1 paper');
    library.run({ name: 'star', papers: [RIVERS] });
    expect(library.history.redo).toBeUndefined();
    expect(await library.redo()).toBeUndefined();
    await library.close();
    expect((await home.open()).history).toEqual({ undo: 'Starred 1 paper' });
  });

  test('does one step for each undo when several are asked for at once', async () => {
    const library = await openWithPapers();
    library.run(ARCHIVE);
    library.run({ name: 'star', papers: [RIVERS] });
    const receipts = await Promise.all([library.undo(), library.undo(), library.redo()]);
    expect(receipts.map(receipt => receipt?.label)).toEqual([
      'Undid: Starred 1 paper',
      'Undid: Archived 1 paper',
      'Redid: Archived 1 paper',
    ]);
    expect(status(library)).toBe('archived');
  });

  test('undoes the command that was run while undo waited for the database', async () => {
    const library = await openWithPapers();
    library.run(ARCHIVE);
    const undone = library.undo();
    library.run({ name: 'star', papers: [RIVERS] });
    expect((await undone)?.label).toBe('Undid: Starred 1 paper');
    expect(status(library)).toBe('archived');
  });

  test('keeps its rows small when a command touches very many papers', async () => {
    const home = new Home();
    const library = await home.open();
    const titles = Array.from({ length: 3_000 }, (_, index) => `Meadow number ${index}`);
    library.run(importOf('large', parsedDigest(titles.map(title => listing(title)))));
    library.run({ name: 'setStatus', papers: titles.map(paperId), status: 'read' });
    library.run({ name: 'removePapers', papers: titles.map(paperId) });
    await library.settled();
    const db = await home.database();
    const longest = Math.max(...(await db.history.toArray()).map(row => JSON.stringify(row).length));
    db.close();
    expect(longest).toBeLessThan(60_000);
    await library.undo();
    await library.undo();
    expect(library.state.counts.status('unread')).toBe(3_000);
    expect(await library.readAbstract(paperId('Meadow number 2999'))).toMatch(/^Meadow number 2999/u);
  });
});

describe('Reading the database', () => {
  test('gives every light row and its sequence number, and the abstracts in batches', async () => {
    const home = new Home();
    const library = await openWithPapers(home);
    library.run(ARCHIVE);
    await library.close();
    const db = await home.database();
    const { rows, seq, nextSerial } = await readLibrary(db);
    expect([rows.papers.length, rows.digests.length, seq, nextSerial]).toEqual([2, 1, 2, 3]);
    const batches: string[][] = [];
    for await (const batch of readAbstracts(db, 1)) batches.push(batch.map(({ id }) => id));
    expect(batches).toEqual([[QUIET, RIVERS]]);
    db.close();
  });
});

describe('Speed', () => {
  test('of a command on one paper does not depend on the size of the library', () => {
    const timeOf = (size: number): number => {
      const papers = Array.from({ length: size }, (_, index) => inventedPaper(index));
      const library = new MemoryLibrary({ papers });
      const commands = papers
        .slice(0, 200)
        .map(({ id }): LibraryCommand => ({ name: 'setStatus', papers: [id], status: 'read' }));
      const start = performance.now();
      for (const command of commands) library.applyPatches(planCommand(library.state, command));
      return (performance.now() - start) / commands.length;
    };
    timeOf(1_000);
    expect(timeOf(20_000)).toBeLessThan(1);
  });
});

function inventedPaper(index: number): Paper {
  const id = `${index}` as Paper['id'];
  return {
    id,
    serial: index + 1,
    title: `Paper ${index}`,
    titleKeys: [`${index}` as Paper['titleKeys'][number]],
    opening: '',
    hasLink: false,
    hasNote: false,
    listings: [],
    addedBy: 'digest' as Paper['addedBy'],
    added: 1,
    citationKey: `paper${index}` as Paper['citationKey'],
    status: 'unread',
    starred: false,
    tags: [],
    collections: [],
    keptApart: [],
  };
}
