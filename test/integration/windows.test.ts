import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { findTestBrowser } from '../support/browser.mjs';
import { ADDRESS, Start, endStarts, freePort } from '../support/starts.ts';

const folder = mkdtempSync(join(tmpdir(), 'pandect-windows-'));
afterEach(endStarts);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** A program made of shell lines, in a folder of its own. */
function program(place: string, name: string, lines: readonly string[]): string {
  const inside = join(folder, place);
  mkdirSync(inside, { recursive: true });
  writeFileSync(join(inside, name), ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(join(inside, name), 0o755);
  return inside;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const browser = findTestBrowser();
const display = { DISPLAY: ':99' };

describe.skipIf(process.platform !== 'linux')('an app window (the stand-ins are for Linux)', () => {
  const pidFile = join(folder, 'browser.pid');
  const path = () =>
    program('browser', 'google-chrome-stable', [
      `echo $$ > ${pidFile}`,
      `echo "$@" > ${join(folder, 'browser.args')}`,
      `exec ${browser} --headless=new "$@"`,
    ]);
  const environment = () => ({ ...display, PATH: `${path()}${delimiter}${process.env['PATH']}` });
  const start = async (port: string) => {
    const begun = new Start(folder, ['--host=loopback', '--data', 'data', '--port', port], environment());
    const address = await begun.says(ADDRESS);
    await begun.says(/Its window is open/u);
    return { begun, address, pid: Number(readFileSync(pidFile, 'utf8')) };
  };

  test.skipIf(!browser)(
    'opens, is asked forward by a second start, and ends with Ctrl-C (needs a browser)',
    async () => {
      const port = String(await freePort());
      const { begun, address, pid } = await start(port);
      const args = readFileSync(join(folder, 'browser.args'), 'utf8');
      expect(args).toContain(`--user-data-dir=${join(folder, 'data', 'browser')}`);
      const second = new Start(folder, ['--host=loopback', '--data', 'data', '--port', port], environment());
      expect(await second.ended).toBe(0);
      expect(second.output).toContain('asked to come forward');
      expect(second.output).toContain(address);
      begun.child.kill('SIGINT');
      expect(await begun.ended).toBe(0);
      expect(isRunning(pid)).toBe(false);
      expect(existsSync(join(folder, 'data', 'browser'))).toBe(true);
    },
  );

  test.skipIf(!browser)('ends the program when it is closed (needs a browser)', async () => {
    const { begun, pid } = await start('0');
    process.kill(pid, 'SIGTERM');
    expect(await begun.ended).toBe(0);
    expect(begun.output).toContain('Pandect has ended.');
  });
});

describe.skipIf(process.platform !== 'linux')(
  'a browser that shows nothing (the stand-ins are for Linux)',
  () => {
    test('leaves the address to be opened', async () => {
      const path = program('blind', 'google-chrome-stable', ['exit 1']);
      const start = new Start(folder, ['--host=loopback', '--data', 'blind', '--port', '0'], {
        ...display,
        PATH: `${path}${delimiter}${process.env['PATH']}`,
      });
      const address = await start.says(ADDRESS);
      await start.says(/showed no window\. Open the address/u);
      expect((await fetch(address)).status).toBe(200);
      start.child.kill('SIGINT');
      expect(await start.ended).toBe(0);
    });
  },
);

describe.skipIf(process.platform !== 'linux')('Electron (the stand-ins are for Linux)', () => {
  test('is started with the files and the data folder, and ends with Ctrl-C', async () => {
    const dist = program('electron', 'electron', [
      'trap "exit 0" TERM',
      'echo "electron: $@"',
      'while :; do sleep 0.05; done',
    ]);
    const start = new Start(folder, ['dump.txt', '--data', 'mine'], {
      ...display,
      ELECTRON_OVERRIDE_DIST_PATH: dist,
    });
    const line = await start.says(/electron: .*\n/u);
    expect(line).toContain(join(folder, 'dump.txt'));
    expect(line).toContain(`--data=${join(folder, 'mine')} -- `);
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
  });

  test('gives way to the browser when it can’t come up', async () => {
    const dist = program('broken', 'electron', ['exit 133']);
    const start = new Start(folder, ['--data', 'other', '--port', '0'], {
      ...display,
      ELECTRON_OVERRIDE_DIST_PATH: dist,
      PATH: join(folder, 'nothing'),
    });
    await start.says(ADDRESS);
    expect(start.output).toMatch(
      /Electron ended at once with status 133; opening Pandect in a browser instead/u,
    );
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
  });

  test('gives way to the browser when it is no program of this system', async () => {
    const dist = program('foreign', 'electron', []);
    chmodSync(join(dist, 'electron'), 0o644);
    const start = new Start(folder, ['--data', 'other', '--port', '0'], {
      ...display,
      ELECTRON_OVERRIDE_DIST_PATH: dist,
      PATH: join(folder, 'nothing'),
    });
    await start.says(ADDRESS);
    expect(start.errors).toMatch(/Electron can't be run: .*EACCES/u);
    expect(start.output).toContain('opening Pandect in a browser instead');
  });

  test('that was asked for and can’t come up is an error', async () => {
    const dist = program('broken', 'electron', ['exit 133']);
    const start = new Start(folder, ['--host=electron'], { ...display, ELECTRON_OVERRIDE_DIST_PATH: dist });
    expect(await start.ended).toBe(133);
  });
});
