import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { nodeDisk } from '../../../main/lib/nodeDisk.ts';
import type { Disk, DiskFile } from '../../../main/lib/disk.ts';
import { TestPage, addPaper, endHosts, startHost, temporaryFolder } from '../../support/libraryHost.ts';

afterEach(endHosts);

/** The disk of this machine, which takes nothing while `trouble` is set, or nothing in the folders named. */
function troubledDisk() {
  const state: { trouble: string | undefined; where: string } = { trouble: undefined, where: '' };
  const check = (path: string): void => {
    if (state.trouble !== undefined && path.includes(state.where)) {
      throw Object.assign(new Error(state.trouble), { code: state.trouble });
    }
  };
  const fileAt = (path: string, file: DiskFile): DiskFile => ({
    ...file,
    append: async bytes => (check(path), file.append(bytes)),
    sync: async () => (check(path), file.sync()),
  });
  const disk: Disk = {
    ...nodeDisk,
    create: async path => (check(path), fileAt(path, await nodeDisk.create(path))),
    rename: async (from, to) => (check(to), nodeDisk.rename(from, to)),
    link: async (from, to) => (check(to), nodeDisk.link(from, to)),
    makeFolder: async path => (check(path), nodeDisk.makeFolder(path)),
    remove: async path => (check(path), nodeDisk.remove(path)),
  };
  return { state, disk };
}

describe.each([
  ['ENOSPC', 'diskFull'],
  ['EROFS', 'readOnly'],
  ['EACCES', 'readOnly'],
  ['EIO', 'notWritten'],
  ['ENODEV', 'vanished'],
])('A disk that answers %s', (trouble, code) => {
  test('is told at every append, and takes everything when it is well again', async () => {
    const { disk, state } = troubledDisk();
    const host = startHost(undefined, { disk });
    const page = new TestPage(host);
    await page.open();
    await page.add(1);
    state.trouble = trouble;
    const waiting = [addPaper(2)];
    await expect(page.send(waiting)).rejects.toMatchObject({ code });
    waiting.push(addPaper(3));
    await expect(page.send(waiting)).rejects.toMatchObject({ code });
    state.trouble = undefined;
    expect(await page.send(waiting)).toEqual({ seq: 3 });
    await host.host.close();
    expect(await new TestPage(startHost(host.data)).open()).toMatchObject({
      seq: 3,
      damaged: false,
      findings: [],
    });
  });

  test('at the start lets the library be seen, and written when it is well again', async () => {
    const { disk, state } = troubledDisk();
    const first = startHost();
    const page = new TestPage(first);
    await page.open();
    await page.add(2);
    await page.close();
    await first.host.close();
    state.trouble = trouble;
    const next = new TestPage(startHost(first.data, { disk }));
    expect(await next.open()).toMatchObject({ access: 'write', seq: 2, counts: { papers: 2 } });
    expect(await next.host.call('copies.open', { of: 'now' })).toMatchObject({ seq: 2 });
    await expect(next.add(1)).rejects.toMatchObject({ code });
    state.trouble = undefined;
    expect(await next.add(1)).toBe(3);
  });

  test('at the first start makes no library', async () => {
    const { disk, state } = troubledDisk();
    state.trouble = trouble;
    const page = new TestPage(startHost(undefined, { disk }));
    await expect(page.open()).rejects.toMatchObject({ code });
    state.trouble = undefined;
    expect(await page.open()).toMatchObject({ access: 'write', lastEnd: 'first' });
  });
});

describe('Snapshots that can’t be written', () => {
  test('hold up no change, and are told once until they can be', async () => {
    const { disk, state } = troubledDisk();
    const host = startHost(undefined, { disk });
    const page = new TestPage(host);
    await page.open();
    state.where = join(host.data, 'snapshots');
    const make = () => host.call('snapshots.make', { reason: 'request' });
    const found = () => host.events.filter(({ name }) => name === 'library.found').length;
    for (const expected of [1, 2]) {
      state.trouble = 'ENOSPC';
      await page.add(1);
      await expect(make()).rejects.toMatchObject({ code: 'diskFull' });
      await expect(make()).rejects.toMatchObject({ code: 'diskFull' });
      expect(await page.add(1)).toBe(expected * 2);
      expect(found()).toBe(expected);
      state.trouble = undefined;
      await make();
    }
  });

  test('do not keep the program from ending', async () => {
    const { disk, state } = troubledDisk();
    const host = startHost(undefined, { disk });
    const page = new TestPage(host);
    await page.open();
    await page.add(1);
    state.where = join(host.data, 'snapshots');
    state.trouble = 'ENOSPC';
    await host.host.close();
    expect(await new TestPage(startHost(host.data)).open()).toMatchObject({ seq: 1 });
  });
});

describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'A folder that may not be written to (root may write anywhere)',
  () => {
    test('is told, and takes everything when it may', async () => {
      const data = join(temporaryFolder(), 'data');
      const page = new TestPage(startHost(data));
      await page.open();
      await page.add(1);
      await page.host.host.close();
      chmodSync(data, 0o500);
      chmodSync(join(data, 'journal'), 0o500);
      const next = new TestPage(startHost(data));
      expect(await next.open()).toMatchObject({ seq: 1 });
      await expect(next.add(1)).rejects.toMatchObject({ code: 'readOnly' });
      chmodSync(data, 0o700);
      chmodSync(join(data, 'journal'), 0o700);
      expect(await next.add(1)).toBe(2);
    });
  },
);
