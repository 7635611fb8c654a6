import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/libraryHost.ts';
import { runCommand, writeDump } from '../support/runCommand.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder('completion');
  vi.stubEnv('PANDECT_CONFIG', join(folder, 'config'));
});
afterEach(() => void vi.unstubAllEnvs());

const data = (): string[] => ['--data', join(folder, 'data')];
const startingWith = async (start: string): Promise<string[]> => {
  const { status, out, err } = await runCommand(['completion', 'keys', ...data(), '--', start]);
  expect([status, err]).toEqual([0, '']);
  return out.split('\n').slice(0, -1);
};

describe('The keys that shells complete', () => {
  test('are those of the library that start so, in order', async () => {
    const titles = ['Quiet Lakes at Dawn', 'Quiet Stones at Dusk', 'Sparse Rivers Inland'];
    await runCommand(['import', writeDump(folder, 'may.txt', titles), ...data()]);
    const keys = (await runCommand(['list', '--keys', ...data()])).out.split('\n').filter(Boolean).sort();
    expect(await startingWith('')).toEqual(keys);
    expect(await startingWith('quiet')).toEqual(keys.filter(key => key.startsWith('quiet')));
    expect(await startingWith('quietS')).toHaveLength(1);
    expect(await startingWith('x$(')).toEqual([]);
  });

  test('are at most a thousand', async () => {
    const titles = Array.from({ length: 1_001 }, (_, place) => `Lake number ${place} of many`);
    await runCommand(['import', writeDump(folder, 'many.txt', titles), ...data()]);
    expect((await runCommand(['list', '--json', ...data()])).json()).toMatchObject({ total: 1_001 });
    expect(await startingWith('lake')).toHaveLength(1_000);
  });

  test('are none, without a word, where there is no library or its files are damaged', async () => {
    expect(await startingWith('')).toEqual([]);
    await runCommand(['import', writeDump(folder, 'may.txt', ['Quiet Lakes']), ...data()]);
    writeFileSync(join(folder, 'data', 'library.json'), '{"pand');
    expect(await startingWith('')).toEqual([]);
  });
});

describe.skipIf(spawnSync('bash', ['-c', 'true']).status !== 0)('bash, where it is installed,', () => {
  /** What it offers for the last word, when the program answers with these keys. */
  async function offered(line: string, words: readonly string[], keys: string): Promise<string[]> {
    const script = (await runCommand(['completion', 'bash'])).out;
    writeFileSync(join(folder, 'keys'), keys);
    writeFileSync(join(folder, 'program'), '#!/bin/sh\nprintf "%s\\n" "$@" > asked\ncat keys\n', {
      mode: 0o755,
    });
    writeFileSync(
      join(folder, 'complete.sh'),
      `${script}
COMP_LINE=$1 COMP_POINT=\${#1}; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _pandect
for each in "\${COMPREPLY[@]}"; do printf '%s\\n' "$each"; done`,
    );
    const { stdout, status } = spawnSync('bash', ['complete.sh', line, ...words], { cwd: folder });
    expect(status).toBe(0);
    return stdout.toString().split('\n').slice(0, -1);
  }

  test.each(['show', 'note', 'mark'])(
    'completes the keys of %s, of the library named with --data',
    async name => {
      const words = ['./program', name, '--data', 'my data', 'qu'];
      expect(await offered(words.join(' '), words, 'quietLakes\nquiet+Stones\n')).toEqual([
        'quietLakes',
        'quiet+Stones',
      ]);
      const asked = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
      expect(asked).toEqual(['completion', 'keys', '--data', 'my data', '--', 'qu']);
    },
  );

  test('goes on behind a colon, which ends a word for it', async () => {
    const line = './program show new:qu';
    expect(await offered(line, ['./program', 'show', 'new', ':', 'qu'], 'new:quiet\n')).toEqual(['quiet']);
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toContain('--\nnew:qu\n');
  });

  test('neither runs nor offers what is no key', async () => {
    const hostile = [
      '$(touch run)',
      '`touch run`',
      'a;touch run',
      'a b',
      '*',
      "'",
      '"',
      '~',
      'x>run',
      '\\',
      '',
    ];
    expect(
      await offered('./program show ', ['./program', 'show', ''], `${hostile.join('\n')}\nlakes\n`),
    ).toEqual(expect.arrayContaining(['lakes']));
    const all = await offered('./program note ', ['./program', 'note', ''], `${hostile.join('\n')}\nlakes\n`);
    expect(all.filter(each => !each.startsWith('-'))).toEqual(['lakes']);
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });

  test('asks for nothing where what was typed is no key', async () => {
    const typed = '$(touch run)';
    expect(await offered(`./program show ${typed}`, ['./program', 'show', typed], 'lakes\n')).toEqual([]);
    expect(existsSync(join(folder, 'asked'))).toBe(false);
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });
});
