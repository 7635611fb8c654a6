import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { whyBuild } from '../../main/launch/build.mjs';
import { profileFolder } from '../../main/launch/browser.mjs';
import { nodeComplaint, whyInstall } from '../../main/launch/ensure.mjs';
import { readOptions } from '../../main/launch/options.mjs';
import { ADDRESS, Start, endStarts, freePort, otherProgram } from '../support/starts.ts';

const folder = mkdtempSync(join(tmpdir(), 'pandect-launch-'));
afterEach(endStarts);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm start', () => {
  test('without a display says so, prints the address, and ends cleanly on Ctrl-C', async () => {
    const start = new Start(folder, ['--data', 'one', '--port', '0']);
    const address = await start.says(ADDRESS);
    expect(start.output).toMatch(/Not using Electron, because there is no display/u);
    expect((await fetch(address)).status).toBe(200);
    start.child.kill('SIGINT');
    expect(await start.ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
    expect(start.errors).toBe('');
  });

  test.skipIf(process.platform === 'win32')(
    'ends cleanly on SIGTERM too (Windows has no signals)',
    async () => {
      const start = new Start(folder, ['--host=loopback', '--data', 'one', '--port', '0']);
      await start.says(ADDRESS);
      start.child.kill('SIGTERM');
      expect(await start.ended).toBe(0);
    },
  );

  test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'through npm ends cleanly when npm is sent %s (Windows has no signals)',
    async signal => {
      const args = ['start', '--', '--host=loopback', '--data', join(folder, 'one'), '--port', '0'];
      const start = new Start(folder, args, {}, ['npm']);
      const address = await start.says(ADDRESS);
      start.child.kill(signal);
      expect(await start.ended).toBe(0);
      await expect(fetch(address)).rejects.toThrow();
    },
  );

  test('a second time hands its files to the first and gives its address', async () => {
    const port = String(await freePort());
    writeFileSync(join(folder, 'dump.txt'), 'text');
    const first = new Start(folder, ['--host=loopback', '--data', 'two', '--port', port]);
    const address = await first.says(ADDRESS);
    const second = new Start(folder, ['dump.txt', '--host=loopback', '--data', 'two', '--port', port]);
    expect(await second.ended).toBe(0);
    expect(second.output).toContain(address);
    expect(second.output).toContain('already running');
  });

  test('on a port of another program says what can be done', async () => {
    const other = await otherProgram();
    const { port } = other.address() as AddressInfo;
    const start = new Start(folder, ['--host=loopback', '--data', 'three', '--port', String(port)]);
    expect(await start.ended).toBe(1);
    expect(start.errors).toMatch(new RegExp(`Port ${port} is in use by another program.*--port.*empty`, 'u'));
    await new Promise(resolve => other.close(resolve));
  });

  test('on the port of another library says so', async () => {
    const port = String(await freePort());
    const first = new Start(folder, ['--host=loopback', '--data', 'four', '--port', port]);
    await first.says(ADDRESS);
    const second = new Start(folder, ['--host=loopback', '--data', 'five', '--port', port]);
    expect(await second.ended).toBe(1);
    expect(second.errors).toMatch(/another data folder/u);
  });

  test('with a data folder that can’t be made says so', async () => {
    writeFileSync(join(folder, 'file'), '');
    const start = new Start(folder, ['--host=loopback', '--data', 'file/data', '--port', '0']);
    expect(await start.ended).toBe(1);
    expect(start.errors).toMatch(/could not start with the data folder .*file.data.*\n.*--data/u);
  });

  test('with Electron forced but absent is an error in words', async () => {
    const start = new Start(folder, ['--host=electron'], {
      DISPLAY: ':9',
      ELECTRON_OVERRIDE_DIST_PATH: folder,
    });
    expect(await start.ended).toBe(1);
    expect(start.errors).toMatch(/--host=electron.*ELECTRON_OVERRIDE_DIST_PATH.*Leave --host out/u);
  });

  test.each([[['--host=teletype']], [['--port', 'x']], [['--unknown']]])('%j is explained', async args => {
    const start = new Start(folder, args);
    expect(await start.ended).toBe(1);
    expect(start.errors).toContain('npm start [-- FILE|FOLDER');
  });

  test('--help says how to use it', async () => {
    const start = new Start(folder, ['--help']);
    expect(await start.ended).toBe(0);
    expect(start.output).toContain('--host=loopback');
    expect(start.output).toContain('--data DIR');
    expect(start.output).toContain('PANDECT_CONFIG');
  });
});

describe('the command line', () => {
  test('paths start where the user is, not where npm runs the script', () => {
    const options = readOptions(['a.txt', '/b'], { INIT_CWD: '/home/someone' }, '/checkout');
    expect(options.paths).toEqual(['/home/someone/a.txt', '/b']);
  });

  test('what npm took for its own options still counts', () => {
    const options = readOptions([], { npm_config_host: 'loopback', npm_config_data: 'true' }, '/checkout');
    expect(options).toMatchObject({ host: 'loopback', data: undefined });
  });

  test('--data and PANDECT_DATA are told apart, as the refusals must name the right one', () => {
    const env = { PANDECT_DATA: '/env' };
    expect(readOptions([], env, '/here')).toMatchObject({ data: undefined, dataVariable: '/env' });
    const both = readOptions(['--data', 'chosen'], env, '/here');
    expect(both).toMatchObject({ data: '/here/chosen', dataVariable: '/env' });
  });
});

describe('what must be done before a start', () => {
  test.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0'])('Node %s is too old', version => {
    expect(nodeComplaint(version)).toContain(version);
  });

  test.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.0'])('Node %s will do', version => {
    expect(nodeComplaint(version)).toBeUndefined();
  });

  test('packages are installed when they are missing or other ones, and only then', () => {
    const wanted = {
      packages: {
        '': { version: '1.0.0' },
        'node_modules/ink': { version: '2.0.0' },
        'node_modules/@pen/nib-win32': { version: '1.0.0', optional: true },
      },
    };
    const ink = (version: string) => ({ packages: { 'node_modules/ink': { version } } });
    expect(whyInstall(wanted, undefined)).toBe('none are installed');
    expect(whyInstall(wanted, { packages: {} })).toBe('ink is missing');
    expect(whyInstall(wanted, ink('1.9.0'))).toBe('ink is 1.9.0 and should be 2.0.0');
    expect(whyInstall(wanted, ink('2.0.0'))).toBeUndefined();
  });

  test('a build is stale when a source is new, gone or changed', () => {
    expect(whyBuild(undefined, {})).toBe('it was never built');
    expect(whyBuild({ a: '1' }, { a: '1', b: '1' })).toBe('b is new');
    expect(whyBuild({ a: '1', b: '1' }, { a: '1' })).toBe('b is gone');
    expect(whyBuild({ a: '1' }, { a: '2' })).toBe('a has changed');
    expect(whyBuild({ a: '1' }, { a: '1' })).toBeUndefined();
  });

  test('the profile of a browser lies in the data folder, unless the browser can’t see that', () => {
    expect(profileFolder('/usr/bin/chromium', '/data')).toBe('/data/browser');
    expect(profileFolder('/snap/bin/chromium', '/home/x/.local/share/pandect')).toMatch(
      /\/snap\/chromium\/common\/pandect\/_home_x_\.local_share_pandect$/u,
    );
  });
});
