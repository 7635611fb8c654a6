import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { FolderWatch } from '../../../../main/services/watch/folderWatch.ts';
import { isAsSeen, type SeenFile } from '../../../../main/services/watch/scan.ts';

const TIMES = { settle: 2_000, look: 30_000, gather: 10_000 };

let folder: string;
let now: number;
let known: SeenFile[];
let waiting: { at: number; run: () => void }[];
let watch: FolderWatch;
let told: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pandect-watched-'));
  now = 0;
  known = [];
  waiting = [];
  told = 0;
  watch = watchIn(folder);
  return async () => {
    await watch.stop();
    await rm(folder, { recursive: true, force: true });
  };
});

function watchIn(path: string): FolderWatch {
  return new FolderWatch({
    path,
    times: TIMES,
    // Time passes when the test says so; nothing is looked at behind its back.
    clock: {
      now: () => now,
      later(ms, run) {
        const timer = { at: now + ms, run };
        waiting.push(timer);
        return () => void (waiting = waiting.filter(each => each !== timer));
      },
    },
    isKnown: seen => known.some(each => each.name === seen.name && isAsSeen(each, seen)),
    onChange: () => void (told += 1),
  });
}

/** Lets time pass and looks. */
async function after(ms: number): Promise<readonly string[]> {
  now += ms;
  await watch.look();
  return watch.ready().map(({ name }) => name);
}

const write = (name: string, text = 'some text'): Promise<void> => writeFile(join(folder, name), text);

describe('a file is complete', () => {
  test('when it was as it is for long enough, and not before', async () => {
    await write('digest.txt');
    expect(await after(0)).toEqual([]);
    expect(watch.isSettling()).toBe(true);
    expect(await after(1_999)).toEqual([]);
    expect(await after(1)).toEqual(['digest.txt']);
    expect(watch.isSettling()).toBe(false);
  });

  test('only when it stopped growing', async () => {
    await write('digest.txt');
    await after(0);
    for (let times = 0; times < 5; times += 1) {
      await appendFile(join(folder, 'digest.txt'), 'more');
      expect(await after(1_900)).toEqual([]);
    }
    expect(await after(2_000)).toEqual(['digest.txt']);
  });

  test('not while it is empty, or its other half is still there', async () => {
    await write('empty.txt', '');
    await write('halved.txt');
    await write('halved.txt.part');
    await after(0);
    expect(await after(60_000)).toEqual([]);
    expect(watch.isSettling()).toBe(false);
    await rm(join(folder, 'halved.txt.part'));
    expect(await after(0)).toEqual(['halved.txt']);
  });

  test('under the name that it gets at last', async () => {
    await write('digest.txt.crdownload');
    await after(0);
    expect(await after(60_000)).toEqual([]);
    await rename(join(folder, 'digest.txt.crdownload'), join(folder, 'digest.txt'));
    await after(0);
    expect(await after(2_000)).toEqual(['digest.txt']);
  });
});

test('that a file is complete is told when its time has come, with nobody looking', async () => {
  await write('digest.txt');
  await watch.look();
  const before = told;
  for (let passed = 0; passed < TIMES.settle; passed += TIMES.settle / 2) {
    now += TIMES.settle / 2;
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { run } of due) run();
    // In turn with what the timer began.
    await watch.settled();
  }
  expect(told).toBe(before + 1);
  expect(watch.ready()).toHaveLength(1);
});

test('hidden files, links, folders and what is no dump by its name are passed over', async () => {
  for (const name of ['.hidden.txt', 'picture.png', 'page.html', 'page 10.txt', 'page 2.txt', 'noextension'])
    await write(name);
  await mkdir(join(folder, 'folder.txt'));
  await writeFile(join(folder, 'folder.txt', 'inside.txt'), 'text');
  await symlink('/etc/hostname', join(folder, 'link.txt'));
  await after(0);
  expect(await after(2_000)).toEqual(['page 2.txt', 'page 10.txt', 'page.html']);
});

test('what is known is not new, and is again when it was changed', async () => {
  await write('digest.txt');
  await after(0);
  await after(2_000);
  known = [...watch.ready()];
  expect(await after(0)).toEqual([]);
  await write('digest.txt', 'another text');
  await after(0);
  expect(await after(2_000)).toEqual(['digest.txt']);
});

test('a folder that goes away is missing, and is picked up again when it is back', async () => {
  await watch.look();
  expect(watch.state).toEqual({ kind: 'watching' });
  await rename(folder, `${folder}-away`);
  await watch.look();
  expect(watch.state).toEqual({ kind: 'missing' });
  expect(waiting.map(({ at }) => at - now)).toContain(TIMES.look);
  await writeFile(join(`${folder}-away`, 'while-away.txt'), 'text');
  await rename(`${folder}-away`, folder);
  expect(await after(TIMES.look)).toEqual([]);
  expect(watch.state).toEqual({ kind: 'watching' });
  expect(await after(2_000)).toEqual(['while-away.txt']);
});

test('a folder with far too many files is not watched, and says so', async () => {
  for (let from = 0; from <= 10_000; from += 500) {
    await Promise.all(Array.from({ length: 500 }, (_, at) => write(`${from + at}.txt`, '')));
  }
  await watch.look();
  expect(watch.state).toMatchObject({
    kind: 'trouble',
    message: expect.stringContaining('more than 10,000 files'),
  });
});
