import { createHash } from 'node:crypto';
import {
  chmod,
  link,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallArguments } from '../../shared/host/api.ts';
import type { FreshExport } from '../../shared/host/freshExportsApi.ts';
import {
  TestPage,
  endHosts,
  newId,
  startHost,
  temporaryFolder,
  type TestHost,
} from '../support/libraryHost.ts';

let folder: string;
let page: TestPage;
let host: TestHost;

beforeEach(async () => {
  folder = temporaryFolder('fresh');
  host = startHost();
  page = new TestPage(host);
  await page.open();
  await page.add(1);
});
afterEach(endHosts);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function wish(
  path: string,
  more: Partial<CallArguments<'freshExports.tie'>> = {},
): CallArguments<'freshExports.tie'> {
  return {
    source: { view: { kind: 'starred' }, query: '' },
    title: 'Starred',
    format: 'bibtex',
    options: {},
    extension: 'bib',
    place: { how: 'typed', path, ifThere: 'refuse' },
    ...more,
  };
}

async function tie(path = join(folder, 'refs.bib')): Promise<FreshExport> {
  const answer = await host.call('freshExports.tie', wish(path));
  if (answer.kind !== 'done') throw new Error(`not tied: ${answer.kind}`);
  return answer.export;
}

/** What the page does after changes; false when the host did not want the text. */
async function refresh(id: string, text: string, portions = [text]): Promise<boolean> {
  const { session } = page;
  const answer = await page.host.call('freshExports.offer', { session, id, hash: sha256(text) });
  if (answer.want === 'nothing') return false;
  const { begun } = answer;
  for (const portion of portions)
    await page.host.call('freshExports.write', { session, begun, text: portion });
  await page.host.call('freshExports.finish', { session, begun });
  return true;
}

async function only(from: TestHost = host): Promise<FreshExport> {
  const [found, ...others] = await from.call('freshExports.list', {});
  if (found === undefined || others.length > 0) throw new Error('not one export');
  return found;
}

describe('a file that is kept fresh', () => {
  test('is written when its text is new, and then only when the text differs', async () => {
    const { id, state } = await tie();
    expect(state).toEqual({ kind: 'waiting' });
    expect(await refresh(id, 'αβγ😀', ['αβ', 'γ😀'])).toBe(true);
    const path = join(folder, 'refs.bib');
    expect(await readFile(path, 'utf8')).toBe('αβγ😀');
    expect(await only()).toMatchObject({
      state: { kind: 'fresh' },
      written: expect.any(Number),
      name: 'refs.bib',
    });
    const before = await stat(path, { bigint: true });
    expect(await refresh(id, 'αβγ😀')).toBe(false);
    expect(await stat(path, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
    expect(await refresh(id, 'new')).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['refs.bib']);
  });

  test('keeps the mode of the file that the user let it replace', async () => {
    const path = join(folder, 'refs.bib');
    await writeFile(path, 'mine');
    await chmod(path, 0o640);
    expect(await host.call('freshExports.tie', wish(path))).toEqual({ kind: 'exists', name: 'refs.bib' });
    expect(await host.call('freshExports.list', {})).toEqual([]);
    const place = { how: 'typed', path, ifThere: 'replace' } as const;
    const answer = await host.call('freshExports.tie', wish(path, { place }));
    await refresh(answer.kind === 'done' ? answer.export.id : '', 'theirs');
    expect(await readFile(path, 'utf8')).toBe('theirs');
    expect((await stat(path)).mode & 0o777).toBe(0o640);
  });

  test('typed by a page ends as files of its format do, whatever was typed', async () => {
    for (const name of ['.bashrc', 'run.sh', 'other.md'])
      expect((await tie(join(folder, name))).path).toBe(join(folder, `${name}.bib`));
    expect((await tie(join(folder, 'REFS.BIB'))).path).toBe(join(folder, 'REFS.BIB'));
  });

  test('gets the extension of its format, and comes back when it was deleted', async () => {
    const { id, path } = await tie(join(folder, 'refs'));
    expect(path).toBe(join(folder, 'refs.bib'));
    await refresh(id, 'text');
    await rm(path);
    expect((await only()).state).toEqual({ kind: 'waiting' });
    expect(await refresh(id, 'text')).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('text');
  });

  test('is still there after the program was started again', async () => {
    const { id, path } = await tie();
    await refresh(id, 'old');
    await page.close();
    await host.host.close();
    host = startHost(host.data);
    page = new TestPage(host);
    await page.open();
    expect(await only()).toMatchObject({ id, path, state: { kind: 'fresh' } });
    expect(await refresh(id, 'old')).toBe(false);
    expect(await refresh(id, 'new')).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  test('belongs to its library alone', async () => {
    await tie();
    const other = startHost();
    await new TestPage(other).open();
    expect(await other.call('freshExports.list', {})).toEqual([]);
  });

  test('is written by nobody but the page that writes the library', async () => {
    const { id } = await tie();
    const session = newId();
    await new TestPage(host).open('read');
    const offer = { session, id, hash: sha256('text') };
    await expect(host.call('freshExports.offer', offer)).rejects.toMatchObject({ code: 'notTheWriter' });
    const answer = await host.call('freshExports.offer', { ...offer, session: page.session });
    const begun = answer.want === 'text' ? answer.begun : '';
    const other = new TestPage(host);
    await Promise.all([other.open('takeOver'), page.close()]);
    await expect(host.call('freshExports.finish', { session: page.session, begun })).rejects.toMatchObject({
      code: expect.stringMatching(/notTheWriter|notFound/u),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a file that is not to be written over', () => {
  test('is left alone when somebody edited it, until the user says otherwise', async () => {
    const { id, path } = await tie();
    await refresh(id, 'ours');
    await writeFile(path, 'ours, and a line of mine');
    expect(await refresh(id, 'new')).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('ours, and a line of mine');
    expect((await only()).state).toMatchObject({
      kind: 'paused',
      reason: 'edited',
      message: expect.stringContaining('Write over it, choose another place, or stop'),
    });
    await host.call('freshExports.resume', { id, ifEdited: 'replace' });
    expect(await refresh(id, 'new')).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  test('is not replaced when it was edited once more after the user gave it up', async () => {
    const { id, path } = await tie();
    await refresh(id, 'ours');
    await writeFile(path, 'first edit');
    await host.call('freshExports.resume', { id, ifEdited: 'replace' });
    await writeFile(path, 'second edit');
    expect(await refresh(id, 'new')).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('second edit');
  });

  test('goes on by itself when its content is again what was written', async () => {
    const { id, path } = await tie();
    await refresh(id, 'ours');
    await writeFile(path, 'edited');
    expect((await only()).state.kind).toBe('paused');
    await writeFile(path, 'ours');
    expect((await only()).state).toEqual({ kind: 'fresh' });
    expect(await refresh(id, 'new')).toBe(true);
  });

  test('is not taken for edited when only its time changed', async () => {
    const { id, path } = await tie();
    await refresh(id, 'ours');
    await utimes(path, 1, 1);
    expect((await only()).state).toEqual({ kind: 'fresh' });
  });

  test('is caught when it was edited between the offer and the text', async () => {
    const { id, path } = await tie();
    await refresh(id, 'ours');
    const { session } = page;
    const answer = await host.call('freshExports.offer', { session, id, hash: sha256('new') });
    const begun = answer.want === 'text' ? answer.begun : '';
    await writeFile(path, 'just now');
    await host.call('freshExports.write', { session, begun, text: 'new' });
    await host.call('freshExports.finish', { session, begun });
    expect(await readFile(path, 'utf8')).toBe('just now');
    expect((await only()).state).toMatchObject({ reason: 'edited' });
  });

  test('is ours after a crash that came between the writing and the note of it', async () => {
    const { id, path } = await tie();
    await refresh(id, 'old');
    // As the list is when the new text was about to be written.
    const list = join(
      process.env['PANDECT_CONFIG']!,
      'libraries',
      (await page.open()).library,
      'fresh-exports.json',
    );
    const kept = JSON.parse(await readFile(list, 'utf8'));
    kept.exports[0].mayReplace.push(sha256('new'));
    await writeFile(list, JSON.stringify(kept));
    await writeFile(path, 'new');
    expect((await only()).state).toEqual({ kind: 'fresh' });
    expect(await refresh(id, 'newer')).toBe(true);
    expect((await stat(list)).mode & 0o777).toBe(0o600);
  });

  test('is not tied in a folder that is not there', async () => {
    await expect(tie(join(folder, 'nowhere', 'refs.bib'))).rejects.toThrow(
      /^The folder .*nowhere is not there\. Nothing was written or tied\./u,
    );
    expect(await host.call('freshExports.list', {})).toEqual([]);
  });

  test('waits for a folder that is gone, makes none, and goes on when it is back', async () => {
    const drive = join(folder, 'drive');
    await mkdir(drive);
    const { id, path } = await tie(join(drive, 'refs.bib'));
    await refresh(id, 'old');
    await rename(drive, join(folder, 'away'));
    expect(await refresh(id, 'new')).toBe(false);
    expect((await only()).state).toMatchObject({ reason: 'folderMissing' });
    expect(await readdir(folder)).toEqual(['away']);
    await rename(join(folder, 'away'), drive);
    expect(await refresh(id, 'new')).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  test.skipIf(process.getuid?.() === 0)('says so when the folder may not be written to', async () => {
    const { id } = await tie();
    await refresh(id, 'old');
    await chmod(folder, 0o500);
    await refresh(id, 'new');
    expect((await only()).state).toMatchObject({ reason: 'notWritable' });
    await chmod(folder, 0o700);
    expect(await refresh(id, 'new')).toBe(true);
    expect((await only()).state).toEqual({ kind: 'fresh' });
  });

  test('is paused where a folder took its place', async () => {
    const { id, path } = await tie();
    await mkdir(path);
    expect(await refresh(id, 'new')).toBe(false);
    expect((await only()).state).toMatchObject({ kind: 'paused', reason: 'edited' });
  });

  test('is paused when a link leads it into the data folder', async () => {
    const { id, path } = await tie();
    await symlink(join(host.data, 'library.json'), path);
    const before = await readFile(path, 'utf8');
    await host.call('freshExports.resume', { id, ifEdited: 'replace' });
    expect(await refresh(id, 'new')).toBe(false);
    expect((await only()).state).toMatchObject({ reason: 'inDataFolder' });
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});

describe('tying', () => {
  test.each([
    ['a path that is not whole', 'refs.bib', /not the whole path/u],
    ['a folder that is not there', '/no/such/folder/refs.bib', /is not there/u],
  ])('refuses %s', async (_, path, message) => {
    await expect(host.call('freshExports.tie', wish(path))).rejects.toMatchObject({
      code: 'badArguments',
      message: expect.stringMatching(message),
    });
    expect(await host.call('freshExports.list', {})).toEqual([]);
  });

  test('refuses the data folder, also by another way', async () => {
    await symlink(host.data, join(folder, 'link'));
    for (const path of [
      join(host.data, 'refs.bib'),
      join(host.data, 'dumps', '..', 'r.bib'),
      join(folder, 'link', 'r.bib'),
    ])
      await expect(host.call('freshExports.tie', wish(path))).rejects.toMatchObject({
        message: expect.stringContaining('Pandect keeps its own files in'),
      });
  });

  test('refuses a file that is tied already, by whatever name', async () => {
    const { id, path } = await tie();
    await refresh(id, 'text');
    await link(path, join(folder, 'hard.bib'));
    await symlink(path, join(folder, 'soft.bib'));
    for (const name of [
      'refs.bib',
      '../' + folder.split('/').at(-1)! + '/refs.bib',
      'hard.bib',
      'soft.bib',
    ]) {
      const place = { how: 'typed', path: `${folder}/${name}`, ifThere: 'replace' } as const;
      await expect(host.call('freshExports.tie', wish('', { place }))).rejects.toMatchObject({
        message: expect.stringContaining('is kept fresh already, with “Starred”'),
      });
    }
  });

  test('refuses a format of many files, and one that there is not', async () => {
    for (const format of ['markdown-files', 'docx', '__proto__'])
      await expect(host.call('freshExports.tie', wish(join(folder, 'a'), { format }))).rejects.toMatchObject({
        code: 'badArguments',
      });
  });

  test('takes no path from the page where the system has a dialog', async () => {
    const asked: string[] = [];
    const electron = startHost(undefined, {
      kind: 'electron',
      askWhere: async name => (asked.push(name), join(folder, 'chosen.bib')),
    });
    await new TestPage(electron).open();
    await expect(electron.call('freshExports.tie', wish(join(folder, 'page.bib')))).rejects.toMatchObject({
      code: 'badArguments',
    });
    await writeFile(join(folder, 'chosen.bib'), 'the dialog asked whether to replace it');
    const place = { how: 'ask', suggestedName: '../../pandect-starred' } as const;
    const answer = await electron.call('freshExports.tie', wish('', { place }));
    expect(answer).toMatchObject({
      kind: 'done',
      export: { path: join(folder, 'chosen.bib'), state: { kind: 'waiting' } },
    });
    expect(asked).toEqual([expect.not.stringContaining('/')]);
  });

  test('is taken back by stopping, and stopping by tying again', async () => {
    const { id, path } = await tie();
    await refresh(id, 'text');
    await host.call('freshExports.stop', { id });
    expect(await host.call('freshExports.list', {})).toEqual([]);
    expect(await readFile(path, 'utf8')).toBe('text');
    expect(await refresh(id, 'new').catch((error: { code: string }) => error.code)).toBe('notFound');
    await host.call('freshExports.tieAgain', { id });
    expect(await only()).toMatchObject({ id, state: { kind: 'fresh' } });
  });

  test('can be moved; the old file stays', async () => {
    const { id, path } = await tie();
    await refresh(id, 'old');
    await writeFile(path, 'edited');
    const place = { how: 'typed', path: join(folder, 'other.bib'), ifThere: 'refuse' } as const;
    expect(await host.call('freshExports.move', { id, place })).toMatchObject({
      kind: 'done',
      export: { name: 'other.bib', state: { kind: 'waiting' } },
    });
    expect(await refresh(id, 'new')).toBe(true);
    expect(await readFile(path, 'utf8')).toBe('edited');
    expect(await readFile(join(folder, 'other.bib'), 'utf8')).toBe('new');
  });
});

test('a pause lasts until the user ends it, through a start', async () => {
  const { id } = await tie();
  await host.call('freshExports.pause', { id });
  expect(await refresh(id, 'text')).toBe(false);
  await page.close();
  await host.host.close();
  host = startHost(host.data);
  page = new TestPage(host);
  await page.open();
  expect((await only()).state).toMatchObject({ reason: 'byUser' });
  await host.call('freshExports.resume', { id, ifEdited: 'keep' });
  expect(await refresh(id, 'text')).toBe(true);
});

test('what the page can’t say is told until it can', async () => {
  const { id } = await tie();
  const hold = {
    session: page.session,
    id,
    reason: 'sourceGone',
    message: 'The collection is gone.',
  } as const;
  await host.call('freshExports.hold', hold);
  expect((await only()).state).toEqual({
    kind: 'paused',
    reason: 'sourceGone',
    message: 'The collection is gone.',
  });
  expect(await refresh(id, 'text')).toBe(true);
  expect((await only()).state).toEqual({ kind: 'fresh' });
});

test('a damaged list is set aside, and tying goes on', async () => {
  await tie();
  const kept = join(process.env['PANDECT_CONFIG']!, 'libraries', (await page.open()).library);
  await writeFile(join(kept, 'fresh-exports.json'), '{"pandect": "fresh-exp');
  expect(await host.call('freshExports.list', {})).toEqual([]);
  expect((await readdir(kept)).some(name => /^fresh-exports-damaged-\d+\.json$/u.test(name))).toBe(true);
  await tie();
  expect(await host.call('freshExports.list', {})).toHaveLength(1);
});
