import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand, writeDump, type CommandResult } from '../support/runCommand.ts';

let folder: string;
let data: string;
const bases: string[] = [];

const TITLES = ['Quiet Lattice Flows', 'Sparse Ledger Networks', 'Mirror Training at Dawn'];

function pandect(...args: string[]): Promise<CommandResult> {
  return runCommand([...args, '--data', data]);
}

async function keys(...args: string[]): Promise<string[]> {
  return (await pandect('list', '--keys', ...args)).out.split('\n').filter(line => line !== '');
}

interface PrintedPaper {
  readonly key: string;
  readonly title: string;
  readonly status: string;
  readonly starred: boolean;
  readonly hasNote: boolean;
}

async function paperOf(title: string): Promise<PrintedPaper> {
  const { papers } = (await pandect('list', '--json')).json<{ papers: PrintedPaper[] }>();
  const found = papers.find(paper => paper.title === title);
  if (found === undefined) throw new Error(`There is no ${title}`);
  return found;
}

beforeAll(() => {
  process.env['TZ'] = 'UTC';
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pandect-cli-'));
  bases.push(folder);
  data = join(folder, 'data');
});
afterAll(() => bases.forEach(base => rmSync(base, { recursive: true, force: true })));

/** A library with the three papers. */
async function imported(): Promise<void> {
  const { status, err } = await pandect('import', writeDump(folder, 'may.txt', TITLES));
  expect([status, err]).toEqual([0, '']);
}

describe('pandect import', () => {
  test('counts what is new and what is known, and keeps the raw text', async () => {
    const first = await pandect('import', writeDump(folder, 'may.txt', TITLES), '--json');
    expect(first.status).toBe(0);
    expect(first.json()).toMatchObject({
      papers: 3,
      new: 3,
      known: 0,
      digests: [{ file: 'may.txt', papers: 3, new: 3, known: 0, notUnderstood: 0 }],
      failed: [],
    });
    expect(readdirSync(join(data, 'dumps'))).toHaveLength(1);
    const again = await pandect('import', join(folder, 'may.txt'), '--json');
    expect(again.status).toBe(0);
    const [digest] = again.json<{ digests: { new: number; importedBefore?: string }[] }>().digests;
    expect(digest?.new).toBe(0);
    expect(digest?.importedBefore).toMatch(/^\d{4}-\d\d-\d\dT/u);
    const more = writeDump(folder, 'june.txt', [...TITLES, 'Orchard Search in Winter']);
    expect((await pandect('import', more, '--json')).json()).toMatchObject({ papers: 4, new: 1, known: 3 });
  });

  test('takes a folder, and brings in the rest when a file can’t be read', async () => {
    const dumps = join(folder, 'dumps');
    writeDump(dumps, 'a.txt', TITLES.slice(0, 1));
    writeDump(dumps, 'b.txt', TITLES.slice(1));
    const { status, out, err } = await pandect('import', dumps, join(folder, 'gone.txt'));
    expect(status).toBe(1);
    expect(out).toContain('3 papers, 3 new, 0 already in your library');
    expect(err).toMatch(/^gone\.txt: There is no file or folder .+\n$/u);
    expect(await keys()).toHaveLength(3);
  });

  test('leaves a mark that the end was good, and nothing that others could read', async () => {
    await imported();
    expect(readdirSync(data).sort()).toEqual(
      ['closed.json', 'dumps', 'journal', 'library.json', 'loopback.json', 'snapshots'].sort(),
    );
  });
});

describe('the commands that read', () => {
  test('say that there is no library, and make none', async () => {
    for (const args of [
      ['list'],
      ['search', 'x'],
      ['stats'],
      ['snapshots'],
      ['show', 'x'],
      ['mark', 'x', 'read'],
    ]) {
      const { status, out, err } = await pandect(...args);
      expect([args[0], status, out]).toEqual([args[0], 3, '']);
      expect(err).toMatch(/^pandect: There is no library in .+\. Nothing was made there\. Import a dump/u);
    }
    expect(existsSync(data)).toBe(false);
  });

  test('change no file', async () => {
    await imported();
    const before = contentOf(data);
    const [key = ''] = await keys();
    for (const args of [
      ['list'],
      ['search', 'quiet'],
      ['show', key],
      ['stats'],
      ['snapshots'],
      ['export', '-f', 'ris'],
    ]) {
      expect((await pandect(...args)).status).toBe(0);
    }
    expect(contentOf(data)).toEqual(before);
  });

  test('list the newest first, and as the options say', async () => {
    await imported();
    const titles = async (...args: string[]) =>
      (await pandect('list', '--json', ...args)).json<{ total: number; papers: PrintedPaper[] }>();
    expect((await titles()).papers.map(({ title }) => title)).toEqual([...TITLES].reverse());
    expect((await titles('--sort', 'title', '-n', '2')).papers.map(({ title }) => title)).toEqual([
      'Mirror Training at Dawn',
      'Quiet Lattice Flows',
    ]);
    expect(await titles('-n', '1')).toMatchObject({ total: 3 });
    expect((await titles('--digest', 'may 7')).papers.map(({ title }) => title)).toEqual(TITLES);
    expect((await titles('--status', 'read')).papers).toEqual([]);
    expect((await pandect('list', '--digest', 'No such')).status).toBe(3);
  });

  test('search with words, phrases, fields, filters and minus', async () => {
    await imported();
    const found = async (query: string) => {
      const { papers } = (await pandect('search', query, '--json')).json<{ papers: PrintedPaper[] }>();
      return papers.map(({ title }) => title);
    };
    expect(await found('latt')).toEqual(['Quiet Lattice Flows']);
    expect(await found('"ledger networks"')).toEqual(['Sparse Ledger Networks']);
    expect(await found('"networks ledger"')).toEqual([]);
    expect(await found('title:quiet')).toEqual(['Quiet Lattice Flows']);
    expect(await found('quiet')).toEqual([
      'Quiet Lattice Flows',
      'Mirror Training at Dawn',
      'Sparse Ledger Networks',
    ]);
    expect(await found('quiet -sparse (dawn OR lattice)')).toHaveLength(2);
    expect(await found('is:starred OR title:dawn')).toEqual(['Mirror Training at Dawn']);
    const unknown = await pandect('search', 'is:sleepy');
    expect(unknown.err).toContain('“is:sleepy” is not known');
  });

  test('show a paper by its key, whatever its case', async () => {
    await imported();
    const { key } = await paperOf('Quiet Lattice Flows');
    const shown = (await pandect('show', key.toUpperCase(), '--json')).json<Record<string, unknown>>();
    expect(shown).toMatchObject({ key, status: 'unread', starred: false, formerKeys: [] });
    expect(shown['abstract']).toContain('quiet lakes');
    expect(shown['listings']).toEqual([expect.objectContaining({ rank: 1 })]);
    const missing = await pandect('show', 'nobody');
    expect([missing.status, missing.out]).toEqual([3, '']);
    expect(missing.err).toMatch(
      /No paper has the citation key “nobody”\. Nothing was changed\. .+list --keys/u,
    );
  });

  test('count, and list the snapshots', async () => {
    await imported();
    await pandect('import', writeDump(folder, 'june.txt', ['Orchard Search in Winter']));
    const stats = (await pandect('stats', '--json')).json<Record<string, unknown>>();
    expect(stats).toMatchObject({ dataFolder: data, papers: 4, status: { unread: 4 }, starred: 0, notes: 0 });
    expect(stats['digests']).toHaveLength(2);
    const { snapshots } = (await pandect('snapshots', '--json')).json<{ snapshots: object[] }>();
    expect(snapshots).toEqual([expect.objectContaining({ kind: 'snapshot', reason: 'import' })]);
  });

  test('send a terminal nothing that it would obey', async () => {
    const title = 'Quiet\u001b[2J Lakes\u009b31m \u202erewop of Stones';
    await pandect('import', writeDump(folder, 'a.txt', [title]));
    for (const args of [['list'], ['list', '--json'], ['search', 'stones'], ['stats', '--json']]) {
      const { out, err } = await pandect(...args);
      expect(out + err).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e]/u);
    }
    expect((await paperOf(title)).title).toBe(title);
  });
});

describe('pandect mark', () => {
  test('marks papers by key, by query and by keys that come in', async () => {
    await imported();
    const [one, two, three] = await Promise.all(TITLES.map(paperOf));
    expect((await pandect('mark', one!.key, two!.key, 'read', 'starred')).status).toBe(0);
    expect(await paperOf(TITLES[0]!)).toMatchObject({ status: 'read', starred: true });
    expect(await paperOf(TITLES[2]!)).toMatchObject({ status: 'unread', starred: false });
    await pandect('mark', '--search', 'is:starred', 'unstarred');
    expect(await keys('--starred')).toEqual([]);
    const piped = await runCommand(
      ['mark', '-', '--as', 'archived', '--data', data],
      `${one!.key}\n${three!.key}\n`,
    );
    expect(piped.out).toBe('Archived 2 papers.\n');
    const again = await pandect('mark', one!.key, 'archived', '--json');
    expect(again.json()).toMatchObject({ changed: false });
  });

  test('marks nothing when a key is not known, or states contradict each other', async () => {
    await imported();
    const [key = ''] = await keys();
    expect((await pandect('mark', key, 'nobody', 'read')).status).toBe(3);
    for (const args of [[key, 'read', 'unread'], [key], ['read'], [key, '--as', 'gone']]) {
      expect([args, (await pandect('mark', ...args)).status]).toEqual([args, 2]);
    }
    expect(await keys('--status', 'unread')).toHaveLength(3);
  });
});

describe('pandect note', () => {
  test('writes, adds to, prints and removes a note', async () => {
    await imported();
    const [key = ''] = await keys();
    expect((await pandect('note', key)).status).toBe(3);
    expect((await pandect('note', key, 'First *thought*')).status).toBe(0);
    const added = await runCommand(['note', key, '-', '--append', '--data', data], 'Second one\n');
    expect(added.status).toBe(0);
    expect((await pandect('note', key)).out).toBe('First *thought*\n\nSecond one\n');
    expect((await pandect('note', key, '--json')).json()).toMatchObject({
      note: { text: 'First *thought*\n\nSecond one' },
    });
    const empty = await runCommand(['note', key, '-', '--data', data], '\n');
    expect([empty.status, (await pandect('note', key)).status]).toEqual([1, 0]);
    expect((await pandect('note', key, '--remove')).status).toBe(0);
    expect((await pandect('note', key)).status).toBe(3);
  });
});

describe('pandect export', () => {
  test.each([
    ['bibtex', 'a.bib', /@misc\{/u],
    ['biblatex', 'b.bib', /@online\{|@misc\{/u],
    ['csl-json', 'c.json', /"title"/u],
    ['ris', 'd.ris', /^TY {2}- /mu],
    ['csv', 'e.csv', /citation key/u],
    ['markdown', 'f.md', /Quiet Lattice Flows/u],
  ])('writes %s', async (format, name, expected) => {
    await imported();
    const out = join(folder, name);
    const { status, out: said } = await pandect(
      'export',
      'lattice',
      '--format',
      format,
      '--out',
      out,
      '--json',
    );
    expect(status).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ format, file: out, papers: 1 });
    const text = readFileSync(out, 'utf8');
    expect(text).toMatch(expected);
    expect(text).not.toContain('Sparse Ledger Networks');
    expect((await pandect('export', 'lattice', '--format', format)).out).toBe(text);
  });

  test('makes a folder of Markdown files, and never writes over one', async () => {
    await imported();
    const out = join(folder, 'vault');
    for (const name of ['vault', 'vault 2']) {
      expect((await pandect('export', '-f', 'markdown-files', '-o', out)).status).toBe(0);
      expect(readdirSync(join(folder, name))).toHaveLength(3);
    }
  });

  test('goes by the extension, and takes the options of the format', async () => {
    await imported();
    const out = join(folder, 'papers.csv');
    expect((await pandect('export', '-o', out, '--option', 'separator=tab')).status).toBe(0);
    expect(readFileSync(out, 'utf8').split('\r\n')[0]).toContain('citation key\ttitle');
    for (const args of [
      [],
      ['-f', 'docx'],
      ['-f', 'csv', '--option', 'separator=dot'],
      ['-f', 'ris', '--json'],
    ]) {
      expect([args, (await pandect('export', ...args)).status]).toEqual([args, 2]);
    }
  });
});

function contentOf(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => {
      const file = join(entry.parentPath, entry.name);
      return `${file} ${readFileSync(file).toString('base64')}`;
    })
    .sort();
}

test('nothing is added to files that lost changes, before the app was asked for them', async () => {
  await imported();
  const [key = ''] = await keys();
  for (const state of ['read', 'unread', 'starred']) await pandect('mark', key, state);
  const journal = join(data, 'journal');
  const [, second = ''] = readdirSync(journal).sort();
  const bytes = readFileSync(join(journal, second));
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
  writeFileSync(join(journal, second), bytes);
  const listed = await pandect('list');
  expect([listed.status, listed.err]).toEqual([
    0,
    expect.stringContaining('files of the library are damaged'),
  ]);
  const { status, err } = await pandect('mark', key, 'archived');
  expect([status, err]).toEqual([1, expect.stringContaining('Nothing was changed. Open the app first')]);
});
