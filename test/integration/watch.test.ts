import { mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { EventEmitter, once } from 'node:events';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HostEvent } from '../../shared/host/api.ts';
import type { FoundDumps, WatchedFolder } from '../../shared/host/watchApi.ts';
import { dailyDump, inventPapers, inventWeek } from '../support/inventedDumps.ts';
import {
  TestPage,
  endHosts,
  newId,
  startHost,
  temporaryFolder,
  type TestHost,
} from '../support/libraryHost.ts';

/** Quick, but slower than a file is written. */
const TIMES = { settle: 150, look: 400, gather: 2_000 };
const DUMPS = inventWeek();

let folder: string;
let data: string;
let host: TestHost;
let page: TestPage;
let heard: EventEmitter;

beforeEach(async () => {
  folder = temporaryFolder('watched');
  data = join(temporaryFolder(), 'data');
  await start();
});
afterEach(endHosts);

async function start(): Promise<void> {
  heard = new EventEmitter();
  const emit = (event: HostEvent): void => void heard.emit(event.name, event.data);
  host = startHost(data, { emit, watchTimes: TIMES });
  page = new TestPage(host);
  await page.open();
  if (page.seq === 0) await page.add(1);
}

async function startAgain(): Promise<void> {
  await page.close();
  await host.host.close();
  await start();
}

async function add(path = folder): Promise<WatchedFolder> {
  const added = await host.call('watch.add', { folder: path });
  if (added === null) throw new Error('not added');
  return added;
}

const put = (name: string, text = DUMPS.find(dump => dump.name === name)?.text ?? name): Promise<void> =>
  writeFile(join(folder, name), text);

const take = (): Promise<FoundDumps | null> => host.call('watch.take', { session: page.session });

/** What is offered once something is found. */
async function found(): Promise<FoundDumps> {
  for (;;) {
    const taken = await take();
    if (taken !== null) return taken;
    await once(heard, 'watch.found');
  }
}

async function done({ batch }: FoundDumps, failed: { dump: string; message: string }[] = []): Promise<void> {
  await host.call('watch.done', { session: page.session, batch, failed });
}

const names = ({ dumps }: FoundDumps): string[] => dumps.map(({ file }) => file);

async function only(): Promise<WatchedFolder> {
  const [first, ...others] = await host.call('watch.list', {});
  if (first === undefined || others.length > 0) throw new Error('not one folder');
  return first;
}

/** Puts a dump there that comes after whatever is not to be found, and says that it alone was. */
async function expectOnly(name: string): Promise<void> {
  const text = dailyDump(inventPapers(3, name.length + 100), 'May 6', 'plain');
  await put(name, text);
  const taken = await found();
  expect(names(taken)).toEqual([name]);
  await done(taken);
}

describe('a new dump in a watched folder', () => {
  test('is offered when it is complete, read and kept, and never again', async () => {
    const { id } = await add();
    await put('daily-04-23.txt');
    const taken = await found();
    expect(taken).toMatchObject({ folders: [basename(folder)], dumps: [{ file: 'daily-04-23.txt' }] });
    const [{ dump } = { dump: '' }] = taken.dumps;
    const { digests } = await host.call('dumps.reread', { dump });
    expect(digests.map(({ listingCount }) => listingCount)).toEqual([28]);
    await done(taken);
    expect(await only()).toMatchObject({ id, imported: 1, last: expect.any(Number), notes: [] });
    await expectOnly('later.txt');
    await startAgain();
    await expectOnly('after the start.txt');
  });

  test('is offered again when the page went away before it was brought in', async () => {
    await add();
    await put('daily-04-23.txt');
    expect(names(await found())).toEqual(['daily-04-23.txt']);
    await startAgain();
    expect(names(await found())).toEqual(['daily-04-23.txt']);
  });

  test('that came while the program did not run is found at the start', async () => {
    await add();
    await page.close();
    await host.host.close();
    await put('daily-06-13.txt');
    await start();
    expect(names(await found())).toEqual(['daily-06-13.txt']);
  });

  test('comes with all others that came at that moment', async () => {
    await add();
    await Promise.all(DUMPS.map(({ name, text }) => put(name, text)));
    const taken = await found();
    expect(names(taken)).toHaveLength(5);
    await done(taken);
    expect(await only()).toMatchObject({ imported: 5 });
  });

  test('is nothing new under another name, another time, or in another folder', async () => {
    await add();
    await put('daily-04-23.txt');
    await done(await found());
    await rename(join(folder, 'daily-04-23.txt'), join(folder, 'renamed.txt'));
    await expectOnly('first.txt');
    await utimes(join(folder, 'renamed.txt'), 1, 1);
    await expectOnly('second.txt');
    const other = join(folder, 'other');
    await mkdir(other);
    await add(other);
    await writeFile(join(other, 'copy.txt'), await readFile(join(folder, 'renamed.txt')));
    await expectOnly('the third.txt');
  });

  test('is offered with what it holds now when it was written anew', async () => {
    await add();
    await put('same name.txt', DUMPS[3]!.text);
    await done(await found());
    await put('same name.txt', DUMPS[4]!.text);
    const taken = await found();
    const { digests } = await host.call('dumps.reread', { dump: taken.dumps[0]!.dump });
    expect(digests.map(({ listingCount }) => listingCount)).toEqual([32]);
  });

  test('is given to nobody but the page that writes the library', async () => {
    await add();
    await put('daily-04-23.txt');
    await once(heard, 'watch.found');
    const session = newId();
    await expect(host.call('watch.take', { session })).rejects.toMatchObject({ code: 'notTheWriter' });
    expect(names(await found())).toEqual(['daily-04-23.txt']);
  });
});

describe('a file that brings nothing', () => {
  test('is noted with the reason, once', async () => {
    await add();
    await put('letter.txt', 'Dear Ada,\n\nthe garden is in bloom.\n');
    await expectOnly('digest.txt');
    const { notes } = await only();
    expect(notes).toMatchObject([
      { file: 'letter.txt', message: expect.stringContaining('holds no papers') },
    ]);
    await startAgain();
    await expectOnly('another.txt');
    expect((await only()).notes).toEqual(notes);
  });

  test('may be one that the library refused', async () => {
    await add();
    await put('daily-04-23.txt');
    const taken = await found();
    await done(taken, [{ dump: taken.dumps[0]!.dump, message: 'The journal refused it.' }]);
    expect(await only()).toMatchObject({
      imported: 0,
      notes: [{ file: 'daily-04-23.txt', message: 'The journal refused it.' }],
    });
  });

  test('may be one that Pandect keeps fresh itself', async () => {
    await add();
    const tied = await host.call('freshExports.tie', {
      source: { view: { kind: 'all' }, query: '' },
      title: 'All papers',
      format: 'markdown',
      options: {},
      extension: 'md',
      place: { how: 'typed', path: join(folder, 'list.md'), ifThere: 'refuse' },
    });
    expect(tied.kind).toBe('done');
    await put('list.md', DUMPS[3]!.text);
    await expectOnly('digest.txt');
    expect((await only()).notes).toEqual([]);
  });
});

describe('watching', () => {
  test('leaves alone what was there before, unless it is asked for', async () => {
    await put('daily-04-23.txt');
    await put('daily-06-13.txt');
    const { id, before } = await add();
    expect(before).toBe(2);
    await expectOnly('new.txt');
    await host.call('watch.includeBefore', { id });
    expect(names(await found()).sort()).toEqual(['daily-04-23.txt', 'daily-06-13.txt']);
    expect((await only()).before).toBe(0);
  });

  test('ends, and can be taken up again where it was', async () => {
    const { id } = await add();
    await put('daily-04-23.txt');
    await done(await found());
    await host.call('watch.remove', { id });
    expect(await host.call('watch.list', {})).toEqual([]);
    await put('daily-06-13.txt');
    await host.call('watch.putBack', { id });
    expect(names(await found())).toEqual(['daily-06-13.txt']);
  });

  test('goes on when a folder that was gone is back', async () => {
    const drive = join(folder, 'drive');
    await mkdir(drive);
    await add(drive);
    await rename(drive, join(folder, 'away'));
    while ((await only()).state.kind !== 'missing') await once(heard, 'watch.changed');
    await writeFile(join(folder, 'away', 'digest.txt'), DUMPS[3]!.text);
    await rename(join(folder, 'away'), drive);
    expect(names(await found())).toEqual(['digest.txt']);
    expect((await only()).state).toEqual({ kind: 'watching' });
  });

  test.each([
    ['a path that is not whole', () => 'digests', /not the whole path/u],
    ['a folder that is not there', () => join(folder, 'none'), /There is no folder/u],
    ['the data folder', () => data, /keeps its own files in/u],
    ['a folder inside it', () => join(data, 'dumps'), /keeps its own files in|There is no folder/u],
  ])('refuses %s', async (_, path, message) => {
    await expect(host.call('watch.add', { folder: path() })).rejects.toMatchObject({
      code: 'badArguments',
      message: expect.stringMatching(message),
    });
  });

  test('refuses a folder that is watched already, by whatever name', async () => {
    await add();
    const other = join(temporaryFolder(), 'link');
    await symlink(folder, other);
    for (const path of [folder, `${folder}/`, other])
      await expect(host.call('watch.add', { folder: path })).rejects.toMatchObject({
        message: expect.stringContaining('watched already'),
      });
  });

  test('takes no path from the page where the system has a dialog', async () => {
    const chosen: string[] = [];
    const electron = startHost(undefined, { kind: 'electron', chooseFiles: async () => chosen });
    await new TestPage(electron).open();
    await expect(electron.call('watch.add', { folder })).rejects.toMatchObject({ code: 'badArguments' });
    expect(await electron.call('watch.add', { folder: null })).toBeNull();
    chosen.push(folder);
    expect(await electron.call('watch.add', { folder: null })).toMatchObject({ path: folder });
  });

  test('belongs to its library alone', async () => {
    await add();
    const other = startHost();
    await new TestPage(other).open();
    expect(await other.call('watch.list', {})).toEqual([]);
  });
});

test('a file with a name that means something to JavaScript is one like any other', async () => {
  await add();
  await put('__proto__.txt', DUMPS[3]!.text);
  const taken = await found();
  await done(taken);
  await startAgain();
  await rm(join(folder, 'none'), { force: true });
  await expectOnly('constructor.txt');
});
