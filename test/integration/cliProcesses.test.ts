import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { inventLibrary } from '../support/inventedDumps.ts';
import { startHostProcess, type HostProcess } from '../support/hostProcess.ts';
import { endStarts } from '../support/starts.ts';
import { runCommand, writeDump } from '../support/runCommand.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'dist/main/cli.mjs');
const base = mkdtempSync(join(tmpdir(), 'pandect-cli-'));

afterAll(async () => {
  await endStarts();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built program in a process of its own. `npm run build` before. */
async function pandect(...args: string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, ...args]);
    return { status: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, out: stdout, err: stderr };
  }
}

describe('processes of the command line', () => {
  test('that start at once wait for each other, and none is lost', { timeout: 60_000 }, async () => {
    const data = join(base, 'at-once');
    const dumps = [1, 2, 3, 4].map(at => writeDump(base, `once-${at}.txt`, [`Quiet Lakes of Kind ${at}`]));
    const ended = await Promise.all(dumps.map(dump => pandect('import', dump, '--data', data)));
    expect(ended.map(({ status, err }) => [status, err])).toEqual(dumps.map(() => [0, '']));
    expect(JSON.parse((await pandect('list', '--json', '--data', data)).out)).toMatchObject({ total: 4 });
  });

  test('killed in the middle of an import leave a whole library', { timeout: 60_000 }, async () => {
    const data = join(base, 'killed');
    const dumps = join(base, 'killed-dumps');
    mkdirSync(dumps);
    for (const { name, text } of inventLibrary(2_000)) writeFileSync(join(dumps, name), text);
    const child = spawn(process.execPath, [program, 'import', dumps, '--data', data], { stdio: 'ignore' });
    const journal = join(data, 'journal');
    const begun = () => existsSync(journal) && readdirSync(journal).length > 0;
    await expect.poll(begun, { interval: 2, timeout: 20_000 }).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'close');
    const left = await pandect('list', '--json', '--data', data);
    expect([left.status, left.err]).toEqual([0, '']);
    const again = await pandect('import', dumps, '--data', data);
    expect([again.status, again.err]).toEqual([0, '']);
    const { total } = JSON.parse((await pandect('list', '--json', '--data', data)).out) as { total: number };
    expect(total).toBe(2_000);
    const { papers } = JSON.parse(left.out) as { papers: readonly object[] };
    expect(papers.length).toBeLessThanOrEqual(total);
  });

  test('end well when nobody reads on', () => {
    const { status, stderr } = spawnSync('sh', [
      '-c',
      `"$0" "$1" help list | head -c 1`,
      process.execPath,
      program,
    ]);
    expect([status, String(stderr)]).toEqual([0, '']);
  });

  test('say what the program does, and its version', async () => {
    expect((await pandect('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect(await pandect()).toMatchObject({ status: 2, out: '' });
  });
});

describe('beside a loopback host in a process of its own', () => {
  let host: HostProcess;
  const data = join(base, 'beside');

  test(
    'commands work before a page was there, after it left, and after the host was killed',
    { timeout: 60_000 },
    async () => {
      mkdirSync(data);
      host = await startHostProcess(data);
      const dump = writeDump(base, 'beside.txt', ['Quiet Lakes', 'Sparse Stones']);
      expect((await pandect('import', dump, '--data', data)).status).toBe(0);
      const session = 'a'.repeat(32);
      const opened = await host.call('library.open', { session, access: 'write' });
      expect(opened).toMatchObject({ access: 'write', seq: 1, counts: { papers: 2 } });
      await host.call('library.close', { session });
      const { out } = await pandect('list', '--keys', '--data', data);
      const [one = '', two = ''] = out.split('\n');
      expect(await pandect('mark', one, 'starred', '--data', data)).toMatchObject({ status: 0, err: '' });
      expect(await host.call('library.open', { session, access: 'write' })).toMatchObject({ seq: 2 });
      await host.call('library.close', { session });
      await host.kill();
      // The lock and the socket of the dead are in nobody’s way.
      expect(await pandect('mark', two, 'starred', '--data', data)).toMatchObject({ status: 0, err: '' });
      expect((await pandect('list', '--starred', '--keys', '--data', data)).out).toBe(out);
    },
  );
});

describe('completion', () => {
  const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

  test.skipIf(!has('bash'))(
    'is a script that bash reads, and completes, where bash is installed',
    async () => {
      const script = (await runCommand(['completion', 'bash'])).out;
      expect(spawnSync('bash', ['-n'], { input: script })).toMatchObject({ status: 0 });
      const complete = (...words: string[]): string[] => {
        const run = `${script}
COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _pandect; printf '%s\\n' "\${COMPREPLY[@]}"`;
        return spawnSync('bash', ['-c', run]).stdout.toString().trim().split('\n');
      };
      expect(complete('pandect', 'se')).toEqual(['search']);
      expect(complete('pandect', 'list', '--sta')).toEqual(['--status', '--starred']);
      expect(complete('pandect', 'export', '--format', 'bib')).toEqual(['bibtex', 'biblatex']);
      expect(complete('pandect', 'mark', 'aKey', 'sta')).toEqual(['starred']);
      expect(complete('pandect', 'completion', '')).toContain('zsh');
    },
  );

  test.skipIf(!has('zsh'))('is a script that zsh reads, where zsh is installed', async () => {
    const script = (await runCommand(['completion', 'zsh'])).out;
    expect(spawnSync('zsh', ['-n'], { input: script })).toMatchObject({ status: 0 });
  });

  test('names every command in both', async () => {
    const help = (await runCommand(['--help'])).out;
    const names = [...help.matchAll(/^ {2}([a-z]+) {2,}/gmu)].map(([, name = '']) => name);
    expect(names).toEqual(expect.arrayContaining(['import', 'list', 'mark', 'completion']));
    for (const shell of ['bash', 'zsh']) {
      const { out, status } = await runCommand(['completion', shell]);
      expect(status).toBe(0);
      for (const name of names) expect(out).toContain(`${name})`);
    }
    expect((await runCommand(['completion', 'fish'])).status).toBe(2);
  });
});
