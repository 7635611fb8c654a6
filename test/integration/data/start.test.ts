import 'fake-indexeddb/auto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Dexie from 'dexie';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { OpenedHere } from '../../../renderer/data/openLibrary.ts';
import { readTable } from '../../../renderer/data/read.ts';
import { MIGRATIONS, openDatabase } from '../../../renderer/data/schema.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { TABLE_NAMES } from '../../../shared/library/tables.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { Home } from './support/home.ts';
import { inDatabase, inMemory, tamper } from './support/library.ts';
import { ManualTimers } from './support/timers.ts';

const RIVERS = paperId('Rivers that remember');
const TITLES = Array.from({ length: 700 }, (_, index) => `Meadow number ${index}`);
const IMPORT = importOf('digest', parsedDigest(['Rivers that remember', ...TITLES].map(t => listing(t))));
const STAR: LibraryCommand = { name: 'star', papers: [RIVERS] };
const NOTE: LibraryCommand = { name: 'setNote', paper: RIVERS, text: 'Mine.', at: 1 };
const TAG: LibraryCommand = { name: 'addTag', papers: [RIVERS], tag: 'later' };

async function fill(home: Home, ...more: readonly LibraryCommand[]): Promise<OpenedHere> {
  const library = await home.open();
  for (const command of [IMPORT, ...more]) library.run(command);
  await library.settled();
  return library;
}

async function expectInLine(home: Home, library: OpenedHere): Promise<void> {
  await library.settled();
  const { light, abstracts } = await inDatabase(home);
  expect(light).toEqual(inMemory(library));
  expect(Object.keys(abstracts)).toHaveLength(library.state.papers.size);
}

function told(home: Home): string {
  return home.findings.map(({ message }) => message).join('\n');
}

function callsOf(home: Home, name: string): number {
  return home.calls.filter(call => call.name === name).length;
}

async function databaseNameOf(home: Home): Promise<string> {
  const db = await home.database();
  db.close();
  return db.name;
}

/** The database takes no row from now on, as when the disk is full. */
function refuseToPut(): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError');
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('A start', () => {
  test('with nothing anywhere begins an empty library and says nothing', async () => {
    const home = new Home();
    const library = await home.open();
    expect([library.state.papers.size, library.savedSeq, told(home)]).toEqual([0, 0, '']);
    await library.run(IMPORT).saved;
    await expectInLine(home, library);
  });

  test('after a good end reads nothing but the database', async () => {
    const home = new Home();
    const first = await fill(home, STAR);
    const memory = inMemory(first);
    await first.close();
    const again = await home.open();
    expect([inMemory(again), again.savedSeq, told(home)]).toEqual([memory, 2, '']);
    expect(callsOf(home, 'copies.open')).toBe(0);
    expect(again.history.undo).toBe('Starred 1 paper');
  });

  test('reads the database while the host is asked, when it knows which', async () => {
    const home = new Home();
    const first = await fill(home, STAR);
    const memory = inMemory(first);
    await first.close();
    const again = await home.open({ expected: await home.id() });
    expect(inMemory(again)).toEqual(memory);
    await again.close();
    const unexpected = await home.open({ expected: 'e'.repeat(32) as never });
    expect(inMemory(unexpected)).toEqual(memory);
  });

  test('after a kill compares every row, and says nothing when all are there', async () => {
    const home = new Home();
    const first = await fill(home, STAR);
    home.crash();
    const seen: string[] = [];
    const again = await home.open({ onProgress: ({ what }) => seen.push(what) });
    expect(inMemory(again)).toEqual(inMemory(first));
    expect([callsOf(home, 'copies.open'), callsOf(home, 'copies.rows'), told(home)]).toEqual([1, 0, '']);
    expect(new Set(seen)).toEqual(new Set(['comparing']));
  });

  test('after a kill reads again a library of which a single row was changed', async () => {
    const home = new Home();
    const first = await fill(home);
    await tamper(home, 'abstracts', RIVERS, { text: 'Something else.' });
    home.crash();
    const again = await home.open();
    expect(await again.readAbstract(RIVERS)).toBe(await first.readAbstract(RIVERS));
    expect(told(home)).toBe(
      'This window’s copy of your library was damaged, so it was read again from the library’s files: 701 papers. ' +
        'Nothing is lost, and there is nothing to do.',
    );
    await expectInLine(home, again);
  });

  test('between the journal and the database brings in what the database has not seen, as steps of undo', async () => {
    const home = new Home();
    const first = await home.open({ timers: new ManualTimers() });
    await first.run(IMPORT).saved;
    await first.settled();
    refuseToPut();
    const group = { group: 'note', groupLabel: 'Wrote a note' };
    const receipts = [first.run(STAR), first.run(NOTE, group)];
    receipts.push(first.run({ ...NOTE, text: 'Mine, all mine.' } as LibraryCommand, group), first.run(TAG));
    await Promise.all(receipts.map(({ saved }) => saved));
    await (await first.undo())!.saved;
    vi.restoreAllMocks();
    const memory = inMemory(first);
    home.crash();
    const again = await home.open();
    expect([inMemory(again), again.savedSeq]).toEqual([memory, 6]);
    expect(told(home)).toContain(
      '5 changes that the window had not kept came back from the library’s files.',
    );
    expect(again.history).toEqual({
      undo: 'Wrote a note',
      redo: 'Tagged 1 paper “later”',
    });
    await again.redo();
    expect(again.state.papers.get(RIVERS)?.tags).toEqual(['later']);
    await again.undo();
    await again.undo();
    expect(again.state.notes.size).toBe(0);
    await again.undo();
    expect(again.state.counts.starred).toBe(0);
    await again.undo();
    expect(again.state.papers.size).toBe(0);
    await expectInLine(home, again);
  });

  test('in another browser reads everything, and later only what is new', async () => {
    const home = new Home();
    await (await fill(home)).close();
    const own = home.prefix;
    home.prefix = `${own} elsewhere`;
    const elsewhere = await home.open();
    expect([elsewhere.state.papers.size, elsewhere.history]).toEqual([701, {}]);
    expect(told(home)).toMatch(/^This window held no copy of your library/u);
    await elsewhere.run(STAR).saved;
    await elsewhere.close();
    home.prefix = own;
    home.calls.length = 0;
    const again = await home.open();
    expect([again.state.counts.starred, callsOf(home, 'copies.open'), told(home)]).toEqual([1, 0, '']);
    expect(again.history.undo).toBe('Starred 1 paper');
    await expectInLine(home, again);
  });

  test('reads everything when the journal no longer reaches back', async () => {
    const home = new Home();
    await (await fill(home)).close();
    const own = home.prefix;
    home.prefix = `${own} elsewhere`;
    const elsewhere = await home.open();
    await elsewhere.run(STAR).saved;
    await elsewhere.close();
    await home.restart(() => {
      const journal = join(home.data, 'journal');
      for (const segment of readdirSync(journal)) rmSync(join(journal, segment));
    });
    home.prefix = own;
    const again = await home.open();
    expect(again.state.counts.starred).toBe(1);
    expect(told(home)).toMatch(/^This window’s copy of your library was old/u);
    await expectInLine(home, again);
  });

  test('reads everything when the database is gone', async () => {
    const home = new Home();
    const first = await fill(home, NOTE);
    const memory = inMemory(first);
    await first.close();
    await Dexie.delete(await databaseNameOf(home));
    const seen: (readonly [string, number, number])[] = [];
    const again = await home.open({ onProgress: ({ what, done, total }) => seen.push([what, done, total]) });
    expect(inMemory(again)).toEqual(memory);
    expect(seen.at(0)?.[1]).toBe(0);
    expect(seen.at(-1)).toEqual(['reading', 701 * 3 + 2, 701 * 3 + 2]);
    expect(told(home)).toContain('701 papers, 1 note');
    await expectInLine(home, again);
  });

  test('that was cut short while reading begins again', async () => {
    const home = new Home();
    const first = await fill(home, NOTE);
    const memory = inMemory(first);
    await first.close();
    await Dexie.delete(await databaseNameOf(home));
    let answers = 0;
    home.trouble = (call, when) => {
      if (call !== 'copies.rows' || when !== 'after') return undefined;
      answers += 1;
      return answers > 2 ? new HostError('connectionLost', 'Gone.') : undefined;
    };
    await expect(home.open()).rejects.toThrow('Gone.');
    home.trouble = () => undefined;
    const db = await home.database();
    expect([(await readTable(db, 'papers')).length, await db.meta.count()]).toEqual([701, 0]);
    db.close();
    const again = await home.open();
    expect(inMemory(again)).toEqual(memory);
    await expectInLine(home, again);
  });

  test('takes no library that arrived other than it was sent', async () => {
    const home = new Home();
    await (await fill(home)).close();
    await Dexie.delete(await databaseNameOf(home));
    const { call } = home.client;
    const lossy = {
      ...home.client,
      call: (async (name, args) => {
        const answer = await call(name, args);
        return name === 'copies.rows' ? (answer as readonly unknown[]).slice(1) : answer;
      }) as typeof call,
    };
    await expect(home.open({ host: lossy })).rejects.toThrow('what arrived is not what they hold');
    expect((await home.open()).state.papers.size).toBe(701);
  });
});

describe('When the files hold less than the browser', () => {
  test('because an older copy of them was put back, what the browser held is set aside', async () => {
    const home = new Home();
    await (await fill(home)).close();
    const older = `${home.data}-older`;
    await home.restart(() => cpSync(home.data, older, { recursive: true }));
    const library = await home.open();
    for (const command of [STAR, NOTE]) await library.run(command).saved;
    await library.close();
    await home.restart(() => {
      rmSync(home.data, { recursive: true });
      cpSync(older, home.data, { recursive: true });
      rmSync(older, { recursive: true });
    });
    const again = await home.open();
    expect([again.savedSeq, again.state.counts.starred, again.state.notes.size]).toEqual([1, 0, 0]);
    expect(told(home)).toContain('2 changes that the library’s files don’t have');
    const aside = (await home.client.call('snapshots.list', {})).find(({ kind }) => kind === 'aside');
    expect(aside).toMatchObject({ reason: 'ahead', seq: 3, counts: { papers: 701, notes: 1 } });
    await again.run(TAG).saved;
    await expectInLine(home, again);
  });

  test('because they were damaged, what the browser holds is written into them', async () => {
    const home = new Home();
    const library = await fill(home, STAR, NOTE, TAG);
    const memory = inMemory(library);
    home.crash(() => damageJournal(home));
    const again = await home.open();
    expect([inMemory(again), again.savedSeq]).toEqual([memory, 4]);
    expect(told(home)).toContain('They were written into the files again: 701 papers, 1 note.');
    expect((await again.undo())?.label).toBe('Undid: Tagged 1 paper “later”');
    await again.close();
    home.prefix = `${home.prefix} elsewhere`;
    const elsewhere = await home.open();
    expect(elsewhere.state.notes.size).toBe(1);
    await expectInLine(home, elsewhere);
  });
});

/** Changes a letter in the middle of the journal. */
function damageJournal(home: Home): void {
  const folder = join(home.data, 'journal');
  for (const segment of readdirSync(folder)) {
    const path = join(folder, segment);
    const text = readFileSync(path, 'utf8');
    if (text.includes('"name":"star"')) writeFileSync(path, text.replace('"name":"star"', '"name":"scar"'));
  }
}

describe('What a browser holds from before', () => {
  /** A database without files, as programs before the journal left it. */
  async function leaveUnfiled(home: Home): Promise<void> {
    const source = new Home();
    await (await fill(source, NOTE)).close();
    const from = await source.database();
    const old = await openDatabase(home.prefix, MIGRATIONS.slice(0, 1));
    for (const table of TABLE_NAMES) await old.table(table).bulkPut([...(await readTable(from, table))]);
    await old.meta.put({ id: 'library', seq: 2, nextSerial: 702 });
    from.close();
    old.close();
  }

  test('without files is written into files, once, and left as it was', async () => {
    const home = new Home();
    await leaveUnfiled(home);
    const library = await home.open();
    expect([library.state.papers.size, library.state.notes.size, library.savedSeq]).toEqual([701, 1, 2]);
    expect(library.state.nextSerial).toBe(702);
    expect(told(home)).toMatch(/^Your library is now kept in files of its own: 701 papers\./u);
    await library.run(STAR).saved;
    await expectInLine(home, library);
    await library.close();
    const old = await openDatabase(home.prefix);
    expect([(await readTable(old, 'papers')).length, (await old.meta.get('library'))?.seq]).toEqual([701, 2]);
    old.close();
    const empty = new Home();
    empty.prefix = home.prefix;
    expect((await empty.open()).state.papers.size).toBe(0);
  });

  test('of another library is brought back when the user wants it', async () => {
    const other = new Home();
    const before = await fill(other, NOTE);
    const memory = inMemory(before);
    await before.close();
    const home = new Home();
    home.prefix = other.prefix;
    const asked: number[] = [];
    const library = await home.open({
      askAbout: async ({ kind, papers, at }) => {
        asked.push(papers, at ?? 0);
        return kind === 'other' ? 'bringBack' : 'startEmpty';
      },
    });
    expect(asked).toEqual([701, 1]);
    expect(inMemory(library)).toEqual(memory);
    expect(told(home)).toContain('The library that this browser held was written into this folder');
    await expectInLine(home, library);
  });

  test('of another library is left where it is when the user wants an empty one, who is not asked again', async () => {
    const other = new Home();
    await (await fill(other)).close();
    const home = new Home();
    home.prefix = other.prefix;
    let asked = 0;
    const askAbout = async () => {
      asked += 1;
      return 'startEmpty' as const;
    };
    const library = await home.open({ askAbout });
    expect(library.state.papers.size).toBe(0);
    await library.close();
    await home.open({ askAbout });
    expect(asked).toBe(1);
    expect((await other.open()).state.papers.size).toBe(701);
  });
});
