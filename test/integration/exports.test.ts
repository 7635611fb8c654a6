import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { atomicWrite } from '../../main/lib/atomicWrite.ts';
import { createExportsService, safeFileName } from '../../main/services/exports.ts';
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

describe('saving an export', () => {
  const saveTo = (path: string | null, asked: string[] = []) =>
    createExportsService({
      askWhere: async name => {
        asked.push(name);
        return path;
      },
    })['exports.save'];

  test('asks where, writes there, and says under what name', async () => {
    const asked: string[] = [];
    const save = saveTo(join(folder, 'mine.bib'), asked);
    expect(await save({ suggestedName: 'Unread', text: '@misc{a,\n}\n' })).toEqual({
      saved: 'saved',
      name: 'mine.bib',
    });
    expect(asked).toEqual(['Unread.bib']);
    expect(await readFile(join(folder, 'mine.bib'), 'utf8')).toBe('@misc{a,\n}\n');
  });

  test('adds the extension when the user types none', async () => {
    expect(await saveTo(join(folder, 'mine'))({ suggestedName: 'x', text: '' })).toEqual({
      saved: 'saved',
      name: 'mine.bib',
    });
    expect(await readdir(folder)).toEqual(['mine.bib']);
  });

  test('writes nothing when the user cancels', async () => {
    expect(await saveTo(null)({ suggestedName: 'x', text: 'x' })).toEqual({ saved: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ['Apr 23', 'Apr 23.bib'],
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
    expect(safeFileName(name)).toBe(safe);
  });
});
