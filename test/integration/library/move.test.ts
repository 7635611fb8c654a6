import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeDisk } from '../../../main/lib/nodeDisk.ts';
import { preparePaths } from '../../../main/paths.ts';
import { loadSettings } from '../../../main/services/settings.ts';
import { TestPage, endHosts, startHost, temporaryFolder, type TestHost } from '../../support/libraryHost.ts';

let config: string;

beforeEach(() => {
  config = join(temporaryFolder('config'), 'settings');
  vi.stubEnv('PANDECT_CONFIG', config);
});
afterEach(async () => {
  await endHosts();
  vi.unstubAllEnvs();
});

/** A library with a snapshot, a dump and three changes. */
async function filled(host: TestHost): Promise<TestPage> {
  const page = new TestPage(host);
  await page.open();
  await page.add(2);
  await host.call('snapshots.make', { reason: 'request' });
  await page.add(1);
  mkdirSync(join(host.data, 'dumps'));
  writeFileSync(join(host.data, 'dumps', `${'d'.repeat(32)}.txt.gz`), 'zipped');
  return page;
}

const filesIn = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter(name => !/\.(?:lock|jsonl)$/u.test(name))
    .sort();

describe('Moving the library', () => {
  test('goes on in the new folder without a new start', async () => {
    const host = startHost();
    const page = await filled(host);
    const before = filesIn(host.data);
    const to = join(temporaryFolder(), 'new', 'library');
    expect(await host.call('dataFolder.move', { to })).toMatchObject({ folder: to });
    expect(host.events.map(({ name }) => name)).toContain('library.moved');
    expect(filesIn(host.data)).toEqual([...before, 'moved.json'].sort());
    expect(await page.add(1)).toBe(4);
    expect(await host.call('dataFolder.info', {})).toMatchObject({ folder: to, hasDialog: false });
    expect(await host.call('app.info', {})).toMatchObject({ dataFolder: to });
    await host.host.close();
    expect(loadSettings(config).dataFolder).toBe(to);
    const next = startHost(to);
    expect(await new TestPage(next).open()).toMatchObject({ seq: 4, counts: { papers: 4 }, damaged: false });
    expect(readFileSync(join(to, 'dumps', `${'d'.repeat(32)}.txt.gz`), 'utf8')).toBe('zipped');
  });

  test('takes along a dump that is kept while the files are being copied', async () => {
    const to = join(temporaryFolder(), 'new');
    const name = `${'e'.repeat(32)}.txt.gz`;
    const create = async (path: string) => {
      if (path === join(to, 'library.json')) writeFileSync(join(host.data, 'dumps', name), 'late');
      return nodeDisk.create(path);
    };
    const host = startHost(undefined, { disk: { ...nodeDisk, create } });
    await filled(host);
    await host.call('dataFolder.move', { to });
    expect(readFileSync(join(to, 'dumps', name), 'utf8')).toBe('late');
  });

  test('leaves alone what somebody else puts into the new folder meanwhile', async () => {
    const to = join(temporaryFolder(), 'new');
    const theirs = join(to, 'dumps', `${'d'.repeat(32)}.txt.gz`);
    const create = async (path: string) => {
      if (path === theirs) writeFileSync(theirs, 'theirs');
      return nodeDisk.create(path);
    };
    const host = startHost(undefined, { disk: { ...nodeDisk, create } });
    const page = await filled(host);
    await expect(host.call('dataFolder.move', { to })).rejects.toThrow(/was not moved.*stays in/u);
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    expect(await page.add(1)).toBe(4);
  });

  test('is found where it was moved to, even without its mark', async () => {
    const host = startHost();
    await filled(host);
    const to = join(temporaryFolder(), 'chosen');
    await host.call('dataFolder.move', { to });
    await host.host.close();
    rmSync(join(to, 'library.json'));
    expect(preparePaths()).toMatchObject({ data: to, chosenBy: 'setting' });
    const opened = await new TestPage(startHost(to)).open();
    expect(opened).toMatchObject({ seq: 3, findings: [{ kind: 'restored' }] });
  });

  test('is remembered for the next start that names no folder', async () => {
    const host = startHost();
    await filled(host);
    const to = join(temporaryFolder(), 'chosen');
    await host.call('dataFolder.move', { to });
    expect(preparePaths()).toMatchObject({ data: to, chosenBy: 'setting' });
  });

  test('says so when the option or the variable names the old folder', async () => {
    const host = startHost();
    await filled(host);
    const moved = await host.call('dataFolder.move', { to: join(temporaryFolder(), 'elsewhere') });
    expect(moved?.note).toMatch(/--data/u);
  });

  test('leaves a folder that is not opened as a library again', async () => {
    const host = startHost();
    await filled(host);
    const to = join(temporaryFolder(), 'chosen');
    await host.call('dataFolder.move', { to });
    expect(() => preparePaths(host.data)).toThrow(to);
  });

  test('is undone in words when the user cancels the dialog, and asks none in a browser', async () => {
    const cancelled = startHost(undefined, { kind: 'electron', chooseFiles: async () => [] });
    await filled(cancelled);
    expect(await cancelled.call('dataFolder.move', { to: null })).toBeNull();
    const loopback = startHost();
    await expect(loopback.call('dataFolder.move', { to: null })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  test.each([
    ['a folder that holds something', (data: string) => join(data, '..', 'full'), 'folderInUse'],
    ['a folder inside', (data: string) => join(data, 'inside'), 'folderInUse'],
    ['the folder around', (data: string) => join(data, '..'), 'folderInUse'],
    ['the folder itself', (data: string) => data, 'folderInUse'],
    ['a file', (data: string) => join(data, '..', 'full', 'plan.txt'), 'folderInUse'],
    ['a path that is not whole', () => 'library', 'badArguments'],
    ['a place that can’t be made', (data: string) => join(data, '..', 'full', 'plan.txt', 'x'), 'vanished'],
  ])('into %s is refused, and nothing changes', async (_what, target, code) => {
    const host = startHost();
    const page = await filled(host);
    const beside = join(host.data, '..', 'full');
    mkdirSync(beside);
    writeFileSync(join(beside, 'plan.txt'), 'ours');
    await expect(host.call('dataFolder.move', { to: target(host.data) })).rejects.toMatchObject({ code });
    expect(await page.add(1)).toBe(4);
    expect(existsSync(join(host.data, 'moved.json'))).toBe(false);
    expect(readdirSync(beside)).toEqual(['plan.txt']);
    expect(loadSettings(config).dataFolder).toBeUndefined();
  });

  test('that can’t be remembered is taken back', async () => {
    const host = startHost();
    const page = await filled(host);
    const to = join(temporaryFolder(), 'chosen');
    rmSync(config, { recursive: true });
    writeFileSync(config, 'no folder');
    await expect(host.call('dataFolder.move', { to })).rejects.toThrow(/not moved|stays/u);
    expect(await page.add(1)).toBe(4);
    rmSync(config);
    expect(await host.call('dataFolder.move', { to })).toEqual(expect.objectContaining({ folder: to }));
  });
});
