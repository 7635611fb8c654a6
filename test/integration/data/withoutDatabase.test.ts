import 'fake-indexeddb/auto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openLibrary } from '../../../renderer/data/openLibrary.ts';
import { realTimers, type Timers } from '../../../renderer/data/timers.ts';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { importOf, listing, paperId, parsedDigest } from '../../unit/library/invented.ts';
import { Home, newSession } from './support/home.ts';
import { inMemory, tamper } from './support/library.ts';

const RIVERS = paperId('Rivers that remember');
const IMPORT = importOf(
  'digest',
  parsedDigest(['Rivers that remember', 'Tides in token space'].map(title => listing(title))),
);
const STAR: LibraryCommand = { name: 'star', papers: [RIVERS] };
const NOTE: LibraryCommand = { name: 'setNote', paper: RIVERS, text: 'Mine.', at: 1 };

const NOTICE =
  'This browser could not use its own copy of your library, so the library was read from its files: 2 papers. What you ' +
  'do is saved into the files as ever, but what was done before can’t be undone, and each start takes longer. Check that ' +
  'the disk has room, then reload this page.';

/** A library with two papers, one starred, closed in good order. */
async function filled(): Promise<Home> {
  const home = new Home();
  const library = await home.open();
  library.run(IMPORT);
  library.run(STAR);
  await library.settled();
  await library.close();
  return home;
}

function told(home: Home): readonly string[] {
  return home.findings.map(({ message }) => message);
}

/** What a browser does whose storage is broken. */
function refuseToOpen(): void {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store.', 'UnknownError');
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('Where the browser can’t open its database', () => {
  test('the library is read from the files, saved into them, and undone', async () => {
    const home = await filled();
    refuseToOpen();
    const library = await home.open();
    expect(told(home)).toEqual([NOTICE]);
    expect([library.state.papers.size, library.history]).toEqual([2, {}]);
    const abstract = await library.readAbstract(RIVERS);
    expect(abstract).not.toBe('');
    await library.run(NOTE).saved;
    await library.run({ name: 'removePapers', papers: [RIVERS] }).saved;
    expect(await library.readAbstract(RIVERS)).toBe('');
    await (
      await library.undo()
    )?.saved;
    expect(await library.readAbstract(RIVERS)).toBe(abstract);
    await library.settled();
    const memory = inMemory(library);
    await library.close();
    vi.restoreAllMocks();
    const next = await home.open();
    expect([inMemory(next), next.savedSeq]).toEqual([memory, 5]);
    expect(await next.readAbstract(RIVERS)).toBe(abstract);
  });

  test('the search is given the rows', async () => {
    const home = await filled();
    refuseToOpen();
    const { client: host, prefix } = home;
    const opening = await openLibrary({ host, session: newSession(), prefix });
    expect(opening).toMatchObject({ kind: 'open', rows: { papers: [{}, {}], abstracts: [{}, {}] } });
  });

  test('or never answers, it is not waited for', async () => {
    const home = await filled();
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(
      () => ({ addEventListener: () => undefined }) as unknown as IDBOpenDBRequest,
    );
    const timers: Timers = { after: (ms, work) => realTimers.after(ms === 10_000 ? 0 : ms, work) };
    const deleted = vi.spyOn(IDBFactory.prototype, 'deleteDatabase');
    deleted.mockImplementation(() => ({ addEventListener: () => undefined }) as unknown as IDBOpenDBRequest);
    const library = await home.open({ timers });
    expect([library.state.papers.size, told(home)]).toEqual([2, [NOTICE]]);
  });

  test('and the files have lost what it may hold, it is left as it is', async () => {
    const home = await filled();
    await home.restart(() => {
      rmSync(join(home.data, 'snapshots'), { recursive: true, force: true });
      const [segment = ''] = readdirSync(join(home.data, 'journal'));
      const path = join(home.data, 'journal', segment);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace('"importDigest"', '"importdigest"'));
    });
    refuseToOpen();
    const deleted = vi.spyOn(IDBFactory.prototype, 'deleteDatabase');
    const empty = await home.open();
    expect([empty.state.papers.size, deleted.mock.calls]).toEqual([0, []]);
    await empty.close();
    vi.restoreAllMocks();
    const library = await home.open();
    expect(library.state.papers.get(RIVERS)).toMatchObject({ starred: true });
    expect(told(home).join()).toMatch(/which this window still held/u);
  });
});

test('Where the database takes nothing, the library opens from the files', async () => {
  const home = await filled();
  home.prefix = 'another browser of the full disk';
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError');
  });
  const library = await home.open();
  expect(told(home)).toEqual([NOTICE]);
  await library.run(NOTE).saved;
  expect(library.savedSeq).toBe(3);
});

test('A start that failed is no good end: the next one looks as closely', async () => {
  const home = await filled();
  await tamper(home, 'papers', RIVERS, { starred: false });
  home.crash(() => rmSync(join(home.data, 'closed.json'), { force: true }));
  home.trouble = call =>
    call === 'copies.open' ? new HostError('connectionLost', 'The host does not answer.') : undefined;
  await expect(home.open()).rejects.toMatchObject({ code: 'connectionLost' });
  home.trouble = () => undefined;
  const library = await home.open();
  expect(library.state.papers.get(RIVERS)).toMatchObject({ starred: true });
});
