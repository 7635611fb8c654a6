import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { whyBuild } from '../../main/launch/build.mjs';
import { profileFolder } from '../../main/launch/browser.mjs';
import { nodeComplaint, whyInstall } from '../../main/launch/ensure.mjs';
import { readOptions } from '../../main/launch/options.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pandect-launch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A start in a terminal without a display. */
class Start {
  output = '';
  errors = '';
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;

  constructor(args: readonly string[], more: Record<string, string> = {}) {
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', INIT_CWD: folder, ...more };
    this.child = spawn(process.execPath, [join(root, 'main/launch/start.mjs'), ...args], { cwd: root, env });
    this.ended = once(this.child, 'close').then(([status]) => status as number | null);
    this.child.stdout.on('data', chunk => (this.output += chunk));
    this.child.stderr.on('data', chunk => (this.errors += chunk));
    starts.push(this);
  }

  /** The first part of the output that fits, as soon as it is there. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.output)?.[0];
      if (found !== undefined) return found;
      const more = once(this.child.stdout, 'data').then(() => 'more');
      const over = this.ended.then(() => 'over');
      if ((await Promise.race([more, over])) === 'over' && !pattern.test(this.output)) {
        throw new Error(`Ended without saying ${pattern}: ${this.output}${this.errors}`);
      }
    }
  }
}

const starts: Start[] = [];
afterEach(async () => {
  for (const start of starts.splice(0)) {
    start.child.kill('SIGKILL');
    await start.ended;
  }
});

async function freePort(): Promise<number> {
  const server = await listening();
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

function listening(): Promise<Server> {
  const server = createServer(socket => socket.destroy());
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}/u;

describe('npm start', () => {
  test('without a display says so, prints the address, and ends cleanly on Ctrl-C', async () => {
    const start = new Start(['--data', 'one', '--port', '0']);
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
      const start = new Start(['--host=loopback', '--data', 'one', '--port', '0']);
      await start.says(ADDRESS);
      start.child.kill('SIGTERM');
      expect(await start.ended).toBe(0);
    },
  );

  test('a second time hands its files to the first and gives its address', async () => {
    const port = String(await freePort());
    writeFileSync(join(folder, 'dump.txt'), 'text');
    const first = new Start(['--host=loopback', '--data', 'two', '--port', port]);
    const address = await first.says(ADDRESS);
    const second = new Start(['dump.txt', '--host=loopback', '--data', 'two', '--port', port]);
    expect(await second.ended).toBe(0);
    expect(second.output).toContain(address);
    expect(second.output).toContain('already running');
  });

  test('on a port of another program says what can be done', async () => {
    const other = await listening();
    const { port } = other.address() as AddressInfo;
    const start = new Start(['--host=loopback', '--data', 'three', '--port', String(port)]);
    expect(await start.ended).toBe(1);
    expect(start.errors).toMatch(new RegExp(`Port ${port} is in use by another program.*--port.*empty`, 'u'));
    await new Promise(resolve => other.close(resolve));
  });

  test('on the port of another library says so', async () => {
    const port = String(await freePort());
    const first = new Start(['--host=loopback', '--data', 'four', '--port', port]);
    await first.says(ADDRESS);
    const second = new Start(['--host=loopback', '--data', 'five', '--port', port]);
    expect(await second.ended).toBe(1);
    expect(second.errors).toMatch(/another data folder/u);
  });

  test('with Electron forced but absent is an error in words', async () => {
    const start = new Start(['--host=electron'], { DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: folder });
    expect(await start.ended).toBe(1);
    expect(start.errors).toMatch(/--host=electron.*ELECTRON_OVERRIDE_DIST_PATH.*Leave --host out/u);
  });

  test.each([[['--host=teletype']], [['--port', 'x']], [['--unknown']]])('%j is explained', async args => {
    const start = new Start(args);
    expect(await start.ended).toBe(1);
    expect(start.errors).toContain('npm start [-- FILE|FOLDER');
  });

  test('--help says how to use it', async () => {
    const start = new Start(['--help']);
    expect(await start.ended).toBe(0);
    expect(start.output).toContain('--host=loopback');
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

  test('--data goes before PANDECT_DATA', () => {
    const env = { PANDECT_DATA: '/env' };
    expect(readOptions([], env, '/here').data).toBe('/env');
    expect(readOptions(['--data', 'chosen'], env, '/here').data).toBe('/here/chosen');
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
