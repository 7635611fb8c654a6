import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { atomicWrite } from '../../main/lib/atomicWrite.ts';
import { createExportsService, safeFileName } from '../../main/services/exports.ts';
import { EXPORT_EXTENSIONS, type ExportedFile } from '../../shared/citation/format.ts';
import { hostCalls } from '../../shared/host/api.ts';
import type { ErrorCode } from '../../shared/host/wire.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pandect-exports-'));
  return () => rm(folder, { recursive: true, force: true });
});

/** An error of the boundary that names the file and says what was kept. */
function failure(code: ErrorCode, file: string): object {
  return expect.objectContaining({
    name: 'HostError',
    code,
    message: expect.stringMatching(
      new RegExp(`${file}.*Nothing that was there has been changed\\..+\\.$`, 'u'),
    ),
  });
}

describe('writing a file whole or not at all', () => {
  test('makes it, with the mode that is asked for', async () => {
    await atomicWrite(join(folder, 'a.bib'), 'Łake', { mode: 0o600 });
    expect(await readFile(join(folder, 'a.bib'), 'utf8')).toBe('Łake');
    expect((await stat(join(folder, 'a.bib'))).mode & 0o777).toBe(0o600);
  });

  test('replaces it, keeps its mode, and leaves nothing beside it', async () => {
    const path = join(folder, 'a.bib');
    await writeFile(path, 'old');
    await chmod(path, 0o640);
    await atomicWrite(path, new Uint8Array([110, 101, 119]));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['a.bib']);
  });

  test('writes through a link to the file behind it', async () => {
    await writeFile(join(folder, 'real.bib'), 'old');
    await symlink('real.bib', join(folder, 'link.bib'));
    await atomicWrite(join(folder, 'link.bib'), 'new');
    expect(await readFile(join(folder, 'real.bib'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['link.bib', 'real.bib']);
  });

  test('is whole for whoever reads while many write', async () => {
    const path = join(folder, 'a.bib');
    const texts = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(300_000));
    await Promise.all(texts.map(text => atomicWrite(path, text)));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['a.bib']);
  });

  test('says so when the folder is not there', async () => {
    await expect(atomicWrite(join(folder, 'none', 'a.bib'), 'x')).rejects.toEqual(
      failure('notWritten', 'a.bib'),
    );
  });

  test('says so when the folder is a file', async () => {
    await writeFile(join(folder, 'file'), 'kept');
    await expect(atomicWrite(join(folder, 'file', 'a.bib'), 'x')).rejects.toEqual(
      failure('notWritten', 'a.bib'),
    );
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('kept');
  });

  test('says so when there is a folder of that name, and cleans up', async () => {
    await mkdir(join(folder, 'a.bib'));
    await expect(atomicWrite(join(folder, 'a.bib'), 'x')).rejects.toEqual(failure('notWritten', 'a.bib'));
    expect(await readdir(folder)).toEqual(['a.bib']);
  });
});

const isRoot = process.getuid?.() === 0;

describe.skipIf(isRoot || process.platform === 'win32')(
  'a read-only folder (skipped: permissions do not bind an administrator, nor Windows folders)',
  () => {
    test('keeps its file, and the error says why', async () => {
      const path = join(folder, 'a.bib');
      await writeFile(path, 'old');
      await chmod(folder, 0o555);
      await expect(atomicWrite(path, 'new')).rejects.toEqual(failure('readOnly', 'a.bib'));
      await chmod(folder, 0o755);
      expect(await readFile(path, 'utf8')).toBe('old');
    });
  },
);

/** Mounts a disk of 64 kB in memory, which takes Linux and an administrator; null elsewhere. */
function mountSmallDisk(at: string): 'mounted' | null {
  if (process.platform !== 'linux' || !isRoot) return null;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' });
    return 'mounted';
  } catch {
    return null;
  }
}

const smallDisk = await mkdtemp(join(tmpdir(), 'pandect-disk-'));
const mounted = mountSmallDisk(smallDisk);
afterAll(async () => {
  if (mounted) execFileSync('umount', [smallDisk]);
  await rm(smallDisk, { recursive: true, force: true });
});

describe.skipIf(!mounted)('a disk of its own (skipped: no disk can be mounted here)', () => {
  const path = join(smallDisk, 'a.bib');
  beforeAll(() => writeFile(path, 'old'));

  test('that is full keeps its file, and the error says why', async () => {
    await expect(atomicWrite(path, 'new '.repeat(100_000))).rejects.toEqual(failure('diskFull', 'a.bib'));
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(smallDisk)).toEqual(['a.bib']);
  });

  test('that is read-only keeps its file, and the error says why', async () => {
    execFileSync('mount', ['-o', 'remount,ro', smallDisk]);
    await expect(atomicWrite(path, 'new')).rejects.toEqual(failure('readOnly', 'a.bib'));
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(smallDisk)).toEqual(['a.bib']);
  });
});

interface Asked {
  /** What the system's dialogs answer; null for cancel. */
  readonly file?: string | null;
  readonly folder?: string | null;
}

/** The service with dialogs that answer at once, and the names that were suggested in them. */
function exportsTo({ file = null, folder: chosen = null }: Asked) {
  const suggested: string[] = [];
  const service = createExportsService({
    askWhere: async name => {
      suggested.push(name);
      return file;
    },
    askFolder: async () => chosen,
  });
  return { service, suggested };
}

type Service = ReturnType<typeof createExportsService>;

async function beginFile(service: Service, suggestedName = 'x'): Promise<string> {
  const begun = await service['exports.begin']({ as: 'file', suggestedName, extension: 'bib' });
  return begun?.begun ?? expect.unreachable('cancelled');
}

async function saveFolder(service: Service, name: string, files: readonly ExportedFile[]) {
  const begun = await service['exports.begin']({ as: 'folder', suggestedName: name });
  if (begun === null) expect.unreachable('cancelled');
  for (const file of files) await service['exports.write']({ ...begun, files: [file] });
  return service['exports.finish'](begun);
}

describe('saving an export as a file', () => {
  test('asks where, writes the portions there, and says under what name', async () => {
    const { service, suggested } = exportsTo({ file: join(folder, 'mine.bib') });
    const begun = await beginFile(service, 'Unread');
    for (const text of ['@misc{a,\n', '}\n']) await service['exports.write']({ begun, text });
    expect(await service['exports.finish']({ begun })).toEqual({ name: 'mine.bib' });
    expect(suggested).toEqual(['Unread.bib']);
    expect(await readFile(join(folder, 'mine.bib'), 'utf8')).toBe('@misc{a,\n}\n');
  });

  test.each(EXPORT_EXTENSIONS)('adds .%s when the user types no extension', async extension => {
    const { service, suggested } = exportsTo({ file: join(folder, 'mine') });
    const begun = await service['exports.begin']({ as: 'file', suggestedName: 'x', extension });
    expect(await service['exports.finish'](begun!)).toEqual({ name: `mine.${extension}` });
    expect(suggested).toEqual([`x.${extension}`]);
    expect(await readdir(folder)).toEqual([`mine.${extension}`]);
  });

  test('leaves the file as it was until all of it is there, and for good when it is given up', async () => {
    const path = join(folder, 'mine.bib');
    await writeFile(path, 'old');
    const { service } = exportsTo({ file: path });
    const begun = await beginFile(service);
    await service['exports.write']({ begun, text: 'new' });
    expect(await readFile(path, 'utf8')).toBe('old');
    await service['exports.abandon']({ begun });
    await expect(service['exports.finish']({ begun })).rejects.toMatchObject({ code: 'notFound' });
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  test('begins nothing when the user cancels', async () => {
    const { service } = exportsTo({});
    expect(await service['exports.begin']({ as: 'file', suggestedName: 'x', extension: 'csv' })).toBeNull();
    expect(await service['exports.begin']({ as: 'folder', suggestedName: 'x' })).toBeNull();
  });

  test('forgets the oldest of many that were never finished', async () => {
    const { service } = exportsTo({ file: join(folder, 'mine.bib') });
    const begun = await beginFile(service);
    for (let more = 0; more < 4; more += 1) await beginFile(service);
    await expect(service['exports.write']({ begun, text: 'x' })).rejects.toMatchObject({ code: 'notFound' });
  });

  test.each([
    ['Apr 23', 'Apr 23.bib'],
    ['mine.bib', 'mine.bib'],
    ['../../etc/passwd', 'etc passwd.bib'],
    ['C:\\Users\\me', 'C Users me.bib'],
    ['search: "a|b" <c>?.bib', 'search a b c.bib'],
    ['.hidden', 'hidden.bib'],
    ['NUL', 'papers.bib'],
    ['a\0b\u202ec\n', 'abc.bib'],
    ['', 'papers.bib'],
    ['...', 'papers.bib'],
    ['x'.repeat(500), `${'x'.repeat(80)}.bib`],
  ])('suggests a name that every system takes: %j', (name, safe) => {
    expect(safeFileName(name, '.bib')).toBe(safe);
  });
});

describe('saving an export as a folder', () => {
  const files = [
    { name: 'a.md', text: 'Łake' },
    { name: 'b.md', text: '' },
  ];

  test('makes a new one of that name, beside what is there', async () => {
    await mkdir(join(folder, 'Unread'));
    await writeFile(join(folder, 'Unread', 'a.md'), 'mine');
    const { service } = exportsTo({ folder });
    expect(await saveFolder(service, 'Unread', files)).toEqual({ name: 'Unread 2' });
    expect(await saveFolder(service, 'Unread', files)).toEqual({ name: 'Unread 3' });
    expect(await readdir(folder)).toEqual(['Unread', 'Unread 2', 'Unread 3']);
    expect(await readFile(join(folder, 'Unread', 'a.md'), 'utf8')).toBe('mine');
    expect(await readFile(join(folder, 'Unread 2', 'a.md'), 'utf8')).toBe('Łake');
    expect(await readdir(join(folder, 'Unread 2'))).toEqual(['a.md', 'b.md']);
  });

  test('leaves nothing behind when it can’t be written', async () => {
    const { service } = exportsTo({ folder });
    const twice = [...files, { name: 'a.md', text: 'again' }];
    await expect(saveFolder(service, 'Unread', twice)).rejects.toEqual(failure('notWritten', 'Unread'));
    expect(await readdir(folder)).toEqual([]);
    const { service: nowhere } = exportsTo({ folder: join(folder, 'none') });
    await expect(saveFolder(nowhere, 'Unread', files)).rejects.toEqual(failure('notWritten', 'Unread'));
  });

  test.each([
    '../a.md',
    'a/b.md',
    'a\\b.md',
    '.md',
    'a',
    'con.md',
    'a..md',
    ' a.md',
    'a.MD',
    'a\n.md',
    `${'x'.repeat(300)}.md`,
  ])('takes no file called %j', name => {
    const args = { begun: '0'.repeat(32), files: [{ name, text: '' }] };
    expect(v.safeParse(hostCalls['exports.write'], args).success).toBe(false);
  });

  test('takes plain names of every script', () => {
    const args = { begun: '0'.repeat(32), files: [{ name: 'Łódź 深度 2.md', text: '' }] };
    expect(v.safeParse(hostCalls['exports.write'], args).success).toBe(true);
  });
});
