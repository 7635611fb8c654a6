import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { downloadZip } from 'client-zip';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DumpsService } from '../../main/services/dumps.ts';
import { createDumpsService } from '../../main/services/dumps.ts';
import { beginFiles } from '../../shared/citation/format.ts';
import { markdownFiles } from '../../shared/citation/markdownFiles.ts';
import { HostError } from '../../shared/host/wire.ts';
import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { citedPaper } from '../unit/citation/citedPapers.ts';

const FIXTURES = new URL('../fixtures/digests/', import.meta.url);
const fixture = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(new URL(name, FIXTURES)));

let folder: string;
let dumpsFolder: string;
let dumps: DumpsService;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pandect-dumps-'));
  dumpsFolder = join(folder, 'data', 'dumps');
  dumps = createDumpsService({ dumpsFolder: () => dumpsFolder });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function failure(promise: Promise<unknown>): Promise<HostError> {
  const error: unknown = await promise.then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HostError)) throw error;
  return error;
}

async function save(name: string, data: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, data);
  return path;
}

describe('reading a dump', () => {
  test('answers its digests, and their listings in portions', async () => {
    const text = searchDump(inventPapers(120));
    const read = await dumps.handlers['dumps.read']({
      name: 'week.txt',
      bytes: new TextEncoder().encode(text),
    });
    expect(read).toMatchObject({
      file: 'week.txt',
      digests: [{ shape: 'search-compact', listingCount: 120 }],
    });
    expect(Object.keys(read.digests[0] ?? {})).not.toContain('listings');
    const of = { dump: read.dump, digest: read.digests[0]?.id ?? '' };
    const last = await dumps.handlers['dumps.listings']({ ...of, from: 100, count: 50 });
    expect(last.map(listing => listing.rank)).toEqual(Array.from({ length: 20 }, (_, at) => 101 + at));
  });

  test('keeps its text for its owner alone, before it answers, and once', async () => {
    const bytes = await fixture('concatenated.txt');
    const read = await dumps.handlers['dumps.read']({ name: 'a.txt', bytes });
    const again = await dumps.handlers['dumps.read']({ name: 'b.txt', bytes });
    expect(again.dump).toBe(read.dump);
    expect(await readdir(dumpsFolder)).toEqual([`${read.dump}.txt.gz`]);
    const path = join(dumpsFolder, `${read.dump}.txt.gz`);
    expect(gunzipSync(await readFile(path)).toString()).toBe(new TextDecoder().decode(bytes));
    if (process.platform !== 'win32') {
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await stat(dumpsFolder)).mode & 0o777).toBe(0o700);
    }
  });

  test('can be done again from the kept text by a service that has just started', async () => {
    const read = await dumps.handlers['dumps.read']({
      name: 'a.txt',
      bytes: await fixture('concatenated.txt'),
    });
    const restarted = createDumpsService({ dumpsFolder: () => dumpsFolder });
    const digest = read.digests[1]?.id ?? '';
    const listings = await restarted.handlers['dumps.listings']({
      dump: read.dump,
      digest,
      from: 0,
      count: 500,
    });
    expect(listings).toHaveLength(5);
    const reread = await restarted.handlers['dumps.reread']({ dump: read.dump });
    expect(reread.digests).toEqual(read.digests);
  });

  test('is quick for many dumps, whichever were let go', async () => {
    const papers = inventPapers(60);
    const read = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        dumps.handlers['dumps.read']({
          name: `${at}.txt`,
          bytes: new TextEncoder().encode(searchDump(papers.slice(at, at + 20))),
        }),
      ),
    );
    for (const { dump, digests } of read) {
      const args = { dump, digest: digests[0]?.id ?? '', from: 0, count: 500 };
      expect(await dumps.handlers['dumps.listings'](args)).toHaveLength(20);
    }
  });

  test.each([
    ['daily-details-utf16le.txt', 5],
    ['daily-details-utf16be-no-bom.txt', 5],
    ['daily-details-bom.txt', 5],
    ['search-compact-windows-1252.txt', 5],
  ])('understands the encoding of %s', async (name, count) => {
    const read = await dumps.handlers['dumps.read']({ name, bytes: await fixture(name) });
    const digest = read.digests[0]?.id ?? '';
    const listings = await dumps.handlers['dumps.listings']({ dump: read.dump, digest, from: 0, count: 500 });
    expect(listings).toHaveLength(count);
    expect(listings[2]?.abstract).toContain('Gödel-numbered');
  });

  test.each([
    ['empty.txt', 'empty'],
    ['blank.txt', 'empty'],
    ['binary.dat', 'binary'],
    ['page-without-titles.txt', 'pageWithoutTitles'],
    ['novel.txt', 'notADigest'],
  ])('refuses %s as %s and keeps nothing of it', async (name, code) => {
    const error = await failure(dumps.handlers['dumps.read']({ name, bytes: await fixture(name) }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(
      new RegExp(`^“${name}” holds no papers: .+ Nothing was imported from it`, 'u'),
    );
    await expect(readdir(dumpsFolder)).rejects.toThrow('ENOENT');
  });

  test('refuses bytes that are more than a dump has', async () => {
    const bytes = new Uint8Array(64 * 1024 * 1024 + 1);
    const error = await failure(dumps.handlers['dumps.read']({ name: 'huge.txt', bytes }));
    expect(error).toMatchObject({ code: 'tooLarge' });
  });

  test('fails for the file alone when its text cannot be kept', async () => {
    await save('data/dumps', 'a file where the folder should be');
    const error = await failure(
      dumps.handlers['dumps.read']({ name: 'a.txt', bytes: await fixture('daily-plain.txt') }),
    );
    expect(error.code).toBe('notWritten');
    expect(error.message).toMatch(
      /copy of “a\.txt” could not be kept .* not imported; your library is as it was/u,
    );
  });

  test('says that a kept text is gone', async () => {
    const error = await failure(dumps.handlers['dumps.reread']({ dump: '0'.repeat(32) }));
    expect(error.code).toBe('notFound');
  });

  test('says that a kept text is damaged', async () => {
    const { dump } = await dumps.handlers['dumps.read']({
      name: 'a',
      bytes: await fixture('daily-plain.txt'),
    });
    await truncate(join(dumpsFolder, `${dump}.txt.gz`), 100);
    const error = await failure(
      createDumpsService({ dumpsFolder: () => dumpsFolder }).handlers['dumps.reread']({ dump }),
    );
    expect(error.code).toBe('unreadable');
  });
});

describe('offering files and folders', () => {
  test('gives tickets for files, by which they are read', async () => {
    const path = await save('page.txt', await fixture('daily-plain.txt'));
    const { files, refused } = await dumps.offerPaths([path]);
    expect(refused).toEqual([]);
    expect(files).toMatchObject([{ name: 'page.txt', size: (await stat(path)).size }]);
    const read = await dumps.handlers['dumps.read']({ ticket: files[0]?.ticket ?? '' });
    expect(read).toMatchObject({ file: 'page.txt', digests: [{ listingCount: 5 }] });
  });

  test('brings pages that were exported together in as one digest, from their folder as from their archive', async () => {
    const papers = ['Quiet Lakes', 'Loud Rivers'].map(title => citedPaper({ title }, { abstract: 'Ice.' }));
    const { file } = beginFiles(markdownFiles);
    const pages = papers.map(file);
    for (const { name, text } of pages) await save(`vault/${name}`, text);
    await save('vault/diary.md', searchDump(inventPapers(3)));
    const { files } = await dumps.offerPaths([join(folder, 'vault')]);
    expect(files.map(({ name }) => name)).toEqual(['vault', 'diary.md']);
    const ofFolder = await dumps.handlers['dumps.read']({ ticket: files[0]!.ticket });
    const zip = await downloadZip(pages.map(({ name, text }) => ({ name, input: text }))).arrayBuffer();
    const ofArchive = await dumps.handlers['dumps.read']({ name: 'pages.zip', bytes: new Uint8Array(zip) });
    for (const { digests } of [ofFolder, ofArchive]) {
      expect(digests).toMatchObject([{ shape: 'markdown-pages', listingCount: 2, notUnderstood: [] }]);
    }
    const { dump, digests } = ofArchive;
    expect((await dumps.handlers['dumps.reread']({ dump })).digests).toEqual(digests);
    const other = await downloadZip([{ name: 'a.png', input: 'x' }]).arrayBuffer();
    expect(
      (await failure(dumps.handlers['dumps.read']({ name: 'a.zip', bytes: new Uint8Array(other) }))).message,
    ).toContain('it is an archive without pages (.md)');
  });

  test('searches folders in order of names, and leaves out hidden files, other files and loops', async () => {
    for (const name of [
      'page 10.txt',
      'page 2.TXT',
      'deep/er/note.md',
      '.hidden.txt',
      '.git/a.txt',
      'photo.png',
      'plain',
    ])
      await save(join('pages', name), 'text');
    await symlink(join(folder, 'pages'), join(folder, 'pages', 'deep', 'loop'));
    await symlink(join(folder, 'nowhere'), join(folder, 'pages', 'broken.txt'));
    const { files, refused } = await dumps.offerPaths([join(folder, 'pages')]);
    expect(files.map(file => file.name)).toEqual(['note.md', 'page 2.TXT', 'page 10.txt', 'plain']);
    expect(refused).toEqual([]);
  });

  test('says why something gave no files and takes the rest', async () => {
    await mkdir(join(folder, 'empty'));
    const huge = await save('huge.txt', '');
    await truncate(huge, 64 * 1024 * 1024 + 1);
    const good = await save('good.txt', 'text');
    const { files, refused } = await dumps.offerPaths([
      join(folder, 'gone.txt'),
      join(folder, 'empty'),
      huge,
      good,
    ]);
    expect(files.map(file => file.name)).toEqual(['good.txt']);
    expect(refused.map(({ name }) => name)).toEqual(['gone.txt', 'empty', 'huge.txt']);
    expect(refused[0]?.message).toContain('There is no file or folder');
    expect(refused[1]?.message).toContain('holds no dumps');
    expect(refused[2]?.message).toContain('64 MB at most');
  });

  test.skipIf(process.platform === 'win32')(
    'does not wait for a pipe that nobody writes to (Windows has none among its files)',
    async () => {
      const pipe = join(folder, 'pipe.txt');
      execFileSync('mkfifo', [pipe]);
      const offer = await dumps.offerPaths([pipe, '/dev/null']);
      expect(offer.files).toEqual([]);
      expect(offer.refused.map(({ message }) => message)).toEqual([
        expect.stringContaining('“pipe.txt” is neither a file nor a folder'),
        expect.stringContaining('“null” is neither a file nor a folder'),
      ]);
    },
  );

  test('puts files by until the page takes them, once', async () => {
    await dumps.putBy([await save('a.txt', 'a')]);
    await dumps.putBy([await save('b.txt', 'b'), join(folder, 'gone')]);
    const taken = await dumps.handlers['dumps.offered']({});
    expect(taken.files.map(file => file.name)).toEqual(['a.txt', 'b.txt']);
    expect(taken.refused).toHaveLength(1);
    expect(await dumps.handlers['dumps.offered']({})).toEqual({ files: [], refused: [] });
  });

  test('says that an offered file went away, or was never offered', async () => {
    const path = await save('a.txt', await fixture('daily-plain.txt'));
    const { files } = await dumps.offerPaths([path]);
    await rm(path);
    const gone = await failure(dumps.handlers['dumps.read']({ ticket: files[0]?.ticket ?? '' }));
    expect(gone).toMatchObject({
      code: 'notFound',
      message: expect.stringContaining('“a.txt” is not there') as string,
    });
    const unknown = await failure(dumps.handlers['dumps.read']({ ticket: 'made up' }));
    expect(unknown.code).toBe('notFound');
  });

  test('says that a file grew beyond the limit since it was offered', async () => {
    const path = await save('a.txt', 'small');
    const { files } = await dumps.offerPaths([path]);
    await truncate(path, 64 * 1024 * 1024 + 1);
    const error = await failure(dumps.handlers['dumps.read']({ ticket: files[0]?.ticket ?? '' }));
    expect(error.code).toBe('tooLarge');
  });

  const mayReadAll = process.platform === 'win32' || process.getuid?.() === 0;
  test.skipIf(mayReadAll)(
    `says that a file may not be read${mayReadAll ? ' (skipped: this user may read every file)' : ''}`,
    async () => {
      const path = await save('secret.txt', 'text');
      await chmod(path, 0);
      const { files } = await dumps.offerPaths([path]);
      const error = await failure(dumps.handlers['dumps.read']({ ticket: files[0]?.ticket ?? '' }));
      expect(error).toMatchObject({ code: 'unreadable' });
      expect(error.message).toContain('not allowed to read it');
    },
  );
});
