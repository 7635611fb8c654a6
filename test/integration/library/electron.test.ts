import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { HostError } from '../../../shared/host/wire.ts';
import { TestPage, addPaper, type Answering } from '../../support/libraryHost.ts';
import { endPrograms, start, temporaryFolder, type Started } from '../../support/startElectron.ts';

afterEach(endPrograms);

/** The page of the window, whose calls go over the stand-in's IPC. */
function pageOf({ call }: Started): TestPage<Answering> {
  return new TestPage<Answering>({
    async call(name, args) {
      const reply = await call(name, args);
      if (!reply.ok) throw new HostError(reply.error.code, reply.error.message);
      return reply.value;
    },
  });
}

describe('The library in Electron', () => {
  test('is taken over at once by a page that loads again', async () => {
    const started = await start();
    const before = pageOf(started);
    await before.open();
    await before.add(1);
    const page = pageOf(started);
    expect(await page.open()).toMatchObject({ access: 'write', lastEnd: 'unclean', seq: 1 });
    await expect(before.send([addPaper(2)])).rejects.toMatchObject({ code: 'notTheWriter' });
  });

  test('is let go of before the program ends, with a last snapshot', async () => {
    const started = await start();
    const page = pageOf(started);
    await page.open();
    await page.add(2);
    await page.close();
    expect(existsSync(join(started.data, 'writer.lock'))).toBe(true);
    started.window().close();
    expect(started.electron.done.hasEnded).toBe(false);
    await expect.poll(() => started.electron.done.hasEnded).toBe(true);
    expect(existsSync(join(started.data, 'writer.lock'))).toBe(false);
    expect(readdirSync(join(started.data, 'snapshots'))).toHaveLength(1);
    const again = pageOf(await start({ data: started.data }));
    expect(await again.open()).toMatchObject({ seq: 2, lastEnd: 'clean' });
  });

  test('is free for the next window where the program stays, as on macOS', async () => {
    const started = await start({ platform: 'darwin' });
    await pageOf(started).open();
    started.window().close();
    started.electron.app.emit('activate');
    await started.electron.becomeReady();
    expect(await pageOf(started).open()).toMatchObject({ access: 'write' });
  });

  test('is moved to the folder that the dialog names', async () => {
    const started = await start();
    const page = pageOf(started);
    await page.open();
    await page.add(1);
    const to = join(temporaryFolder(), 'chosen');
    started.electron.answers.open = [to];
    const moved = await started.call('dataFolder.move', { to: null });
    expect(moved).toMatchObject({
      ok: true,
      value: { folder: to, note: expect.stringContaining('PANDECT_DATA') },
    });
    expect(started.electron.asked).toMatchObject([
      { what: 'openDialog', options: { properties: expect.arrayContaining(['openDirectory']) } },
    ]);
    expect(await page.add(1)).toBe(2);
    expect(await started.call('dataFolder.info', {})).toMatchObject({
      value: { folder: to, hasDialog: true },
    });
  });
});
