import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { backupOfRows, hostileRows } from '../../support/hostileBackup.ts';
import { PAYLOADS } from '../../support/hostilePayloads.ts';
import { TestPage, endHosts, startHost } from '../../support/libraryHost.ts';
import type { TestHost } from '../../support/libraryHost.ts';

afterEach(endHosts);

async function opened(): Promise<TestHost> {
  const host = startHost();
  await new TestPage(host).open();
  return host;
}

describe('A backup whose every text is hostile', () => {
  test('is brought in as text, whatever its file is called, and writes nowhere but among the snapshots', async () => {
    const host = await opened();
    const bytes = backupOfRows(hostileRows());
    const before = readdirSync(host.data, { recursive: true, encoding: 'utf8' });
    for (const name of [
      '../../x.jsonl.gz',
      '/etc/x.gz',
      'C:\\x.gz',
      '<img src=x onerror=__ran=1>.gz',
      '\u202ezg.x',
    ]) {
      const info = await host.call('backups.take', { name, bytes });
      expect(info?.id).toMatch(/^\d{12}-\d{8}T\d{6}Z-[0-9a-f]{16}\.jsonl\.gz$/u);
      expect(info?.name).not.toMatch(/[/\\\u202a-\u202e]/u);
    }
    const after = readdirSync(host.data, { recursive: true, encoding: 'utf8' });
    const added = after.filter(name => !before.includes(name));
    expect(added.filter(name => !/^aside(?:\/[\w.-]+\.jsonl\.gz)?$/u.test(name))).toEqual([]);
    expect(readdirSync(join(host.data, '..'))).toEqual(['data']);
  });

  test('comes out of its copy as it went in', async () => {
    const host = await opened();
    const info = await host.call('backups.take', { name: 'x.gz', bytes: backupOfRows(hostileRows()) });
    const { copy, counts } = await host.call('copies.open', { of: info?.id ?? '' });
    expect(counts.papers).toBe(PAYLOADS.length);
    const notes = await host.call('copies.rows', { copy, table: 'notes', from: 0, count: 500 });
    expect(notes.map(row => ('text' in row ? row.text : '')).sort()).toEqual(
      PAYLOADS.map(({ text }) => text).sort(),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('ran' in {}).toBe(false);
  });

  test('does not lead a later backup out of the folder of dumps', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    mkdirSync(join(host.data, 'dumps'), { recursive: true });
    writeFileSync(join(host.data, 'secret.txt.gz'), gzipSync('a secret text'));
    const digests = hostileRows().filter(({ t }) => t === 'digests');
    await page.change([
      { kind: 'put', table: 'digests', rows: digests.slice(0, 1).map(({ r }) => r) as never },
    ]);
    const { backup } = await host.call('backups.make', {});
    const whole = gunzipSync(
      Buffer.from(await host.call('backups.read', { backup, from: 0 }), 'base64'),
    ).toString();
    expect(whole).toContain('"t":"digests"');
    expect(whole).not.toContain('a secret text');
    await expect(host.call('dumps.reread', { dump: '../secret' })).rejects.toMatchObject({
      code: 'badArguments',
    });
  });
});

describe('A backup with what no row has', () => {
  const [paper, , , digest] = hostileRows();
  const altered: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['a number for a title', { title: 17 }],
    ['an object for a title', { title: { toString: 'x' } }],
    ['a list for a title', { title: ['<b>'] }],
    ['no title', { title: undefined }],
    ['a field that papers don’t have', { dangerouslySetInnerHTML: { __html: '<b>' } }],
    ['the key of a prototype for an id', { id: '__proto__' }],
    ['an endless id', { id: 'x'.repeat(10_000) }],
    ['a status that there is not', { status: 'constructor' }],
    ['a listing that is text', { listings: ['x'] }],
    ['tags that are no texts', { tags: [{ length: 1 }] }],
    ['a serial past all numbers', { serial: 1e300 }],
    ['a negative serial', { serial: -1 }],
    ['a month that there is not', { issued: { month: 13, day: 1, yearSource: 'written' } }],
    ['a time past all calendars', { added: 1e300 }],
  ];

  test.each(altered)('is refused for %s, and nothing is kept', async (_what, change) => {
    const host = await opened();
    const rows = [{ t: 'papers', r: { ...paper?.r, ...change } }];
    await expect(
      host.call('backups.take', { name: 'x.gz', bytes: backupOfRows(rows) }),
    ).rejects.toMatchObject({
      code: 'damagedBackup',
    });
    const aside = readdirSync(host.data).includes('aside') ? readdirSync(join(host.data, 'aside')) : [];
    expect(aside).toEqual([]);
  });

  test('is refused for a table that there is not, and for a dump that is not its own', async () => {
    const host = await opened();
    for (const rows of [
      [{ t: '__proto__', r: digest?.r ?? {} }],
      [{ t: 'dumps', r: { id: '../../x', text: 'x' } }],
    ]) {
      const take = host.call('backups.take', { name: 'x.gz', bytes: backupOfRows(rows) });
      await expect(take).rejects.toMatchObject({ code: expect.stringMatching(/Backup$/u) as string });
    }
  });
});
