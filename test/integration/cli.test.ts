import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../main/cli/runCli.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/digests/${name}`, import.meta.url));

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCli(args, {
    stdout: text => {
      out += text;
    },
    stderr: text => {
      err += text;
    },
  });
  return { status, out, err };
}

interface Printed {
  readonly digests: readonly {
    readonly file: string;
    readonly shape: string;
    readonly header: object;
    readonly listings: readonly {
      readonly rank: number;
      readonly title: string;
      readonly abstract: string;
    }[];
    readonly notUnderstood: readonly object[];
  }[];
}

describe('pandect parse', () => {
  test('prints every digest as JSON, with the path as given and no key for what is not there', async () => {
    const file = fixture('daily-details.txt');
    const { status, out, err } = await run('parse', file, '--json');
    expect([status, err]).toEqual([0, '']);
    const { digests } = JSON.parse(out) as Printed;
    expect(digests).toHaveLength(1);
    expect(Object.keys(digests[0] ?? {})).toEqual(['file', 'shape', 'header', 'listings', 'notUnderstood']);
    expect(digests[0]).toMatchObject({
      file,
      shape: 'daily-details',
      header: { date: { month: 4, day: 23 } },
      notUnderstood: [],
    });
    expect(digests[0]?.listings[1]).toEqual({
      rank: 2,
      title: 'rope-walk: a library for positional encodings that outlive their training length',
      abstract: expect.stringMatching(/^Models are trained/u) as string,
      authorCount: 1,
      issued: { month: 3, day: 13 },
    });
    expect(digests[0]?.listings[2]).toMatchObject({
      organisation: 'fjordlab Fjord Lab of the North',
      issued: { year: 2025, month: 12, day: 16 },
      commentCount: 2,
    });
    expect(out).not.toContain('null');
  });

  test('takes the option before the files, and prints the digests of several in order', async () => {
    const { status, out } = await run(
      'parse',
      '--json',
      fixture('concatenated.txt'),
      fixture('no-header.txt'),
    );
    expect(status).toBe(0);
    const { digests } = JSON.parse(out) as Printed;
    expect(digests.map(digest => digest.shape)).toEqual([
      'search-compact',
      'daily-details',
      'daily-plain',
      'search-compact',
    ]);
  });

  test('prints the others when a file holds no papers, says why, and ends with 1', async () => {
    const { status, out, err } = await run(
      'parse',
      fixture('page-without-titles.txt'),
      fixture('daily-plain.txt'),
      fixture('no-such-file.txt'),
      '--json',
    );
    expect(status).toBe(1);
    expect((JSON.parse(out) as Printed).digests).toHaveLength(1);
    const reasons = err.trim().split('\n');
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toMatch(/holds no papers: it is a page without titles/u);
    expect(reasons[1]).toMatch(/“no-such-file\.txt” is not there/u);
  });

  test('prints an empty list when no file holds papers', async () => {
    const { status, out } = await run('parse', fixture('novel.txt'), '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({ digests: [] });
  });

  test('prints a summary to read without --json', async () => {
    const { status, out } = await run('parse', fixture('one-broken-paper.txt'));
    expect(status).toBe(0);
    expect(out).toContain('Daily page, Apr 23, 2 papers, 4 lines not understood');
    expect(out).toContain('    1  Quiet Ledgers: Auditing Sparse Models with Bounded Memory');
    expect(out).toContain('not understood, line 25: Apr 31, 20x5');
  });

  test('sends a terminal nothing that it would obey', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pandect-cli-')), 'escapes.txt');
    const abstract = 'We study quiet lakes, and find them quiet whenever nobody looks at them for long.';
    const title = 'Quiet\u001b[2J \u001b]8;;https://example.org\u0007Lakes\u009b31m \u202erewop';
    writeFileSync(file, `Get trending papers in your email inbox!\nSubscribe${title}\n${abstract}\n`);
    for (const args of [[file], [file, '--json'], ['no\u001b[2Jne.txt']]) {
      const { out, err } = await run('parse', ...args);
      expect(out + err).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e]/u);
    }
    const { digests } = JSON.parse((await run('parse', file, '--json')).out) as Printed;
    expect(digests[0]?.listings[0]?.title).toBe(title);
    rmSync(dirname(file), { recursive: true });
  });

  test('takes everything behind -- for a file', async () => {
    const { status, err } = await run('parse', '--', '--json');
    expect(status).toBe(1);
    expect(err).toContain('“--json” is not there');
  });
});

describe('what pandect does not understand', () => {
  test.each([[[]], [['frobnicate']], [['parse']], [['parse', '--xml', 'a.txt']]])(
    'ends with 2: %j',
    async args => {
      const { status, out, err } = await run(...args);
      expect(status).toBe(2);
      expect(out).toBe('');
      expect(err).toMatch(/^pandect: .+ Nothing was done\. See “pandect (--help|help parse)”\.\n$/u);
    },
  );

  test('is told by --help', async () => {
    const all = await run('--help');
    expect([all.status, all.err]).toEqual([0, '']);
    expect(all.out).toContain('Usage: pandect COMMAND');
    for (const args of [
      ['parse', '--help'],
      ['help', 'parse'],
    ]) {
      const { status, out } = await run(...args);
      expect(status).toBe(0);
      expect(out).toContain('Usage: pandect parse FILE... [--json]');
    }
  });

  test('says of a folder that it is one', async () => {
    const folder = fileURLToPath(new URL('../fixtures/digests', import.meta.url));
    const { status, err } = await run('parse', folder, '--json');
    expect([status, err]).toEqual([1, `${folder}: “digests” is a folder.\n`]);
  });
});

test('what every command takes may stand before its name', async () => {
  const file = fixture('daily-details.txt');
  expect(await run('--json', '--data=/nowhere', 'parse', file)).toEqual(await run('parse', file, '--json'));
  expect(await run('--data', '/nowhere', '--json')).toMatchObject({
    status: 2,
    err: 'pandect: There is no command “--data”. Nothing was done. See “pandect --help”.\n',
  });
});

test('what every command takes may stand beside a question for help', async () => {
  expect(await run('help', '--data', '/nowhere')).toEqual(await run('help'));
  const parse = await run('help', 'parse');
  expect(await run('--data', '/nowhere', 'help', 'parse')).toEqual(parse);
  expect(await run('help', '--json', 'parse')).toEqual(parse);
});

test('a completion script comes as JSON on request', async () => {
  const { out } = await run('completion', 'zsh');
  expect(JSON.parse((await run('completion', 'zsh', '--json')).out)).toEqual({ shell: 'zsh', script: out });
});
