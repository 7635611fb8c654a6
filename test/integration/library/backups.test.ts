import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import {
  TestPage,
  endHosts,
  newId,
  startHost,
  temporaryFolder,
  type TestHost,
} from '../../support/libraryHost.ts';
import { inventPapers, searchDump } from '../../support/inventedDumps.ts';
import type { Digest } from '../../../shared/domain/digest.ts';
import type { DigestId, ImportId } from '../../../shared/domain/ids.ts';

afterEach(endHosts);

/** A library with papers and a digest whose raw dump is kept. */
async function filled(host: TestHost) {
  const page = new TestPage(host);
  await page.open();
  await page.add(5);
  const bytes = new TextEncoder().encode(searchDump(inventPapers(3)));
  const { dump } = await host.call('dumps.read', { name: 'monday.txt', bytes });
  const digest: Digest = {
    id: newId() as DigestId,
    dump,
    importId: newId() as ImportId,
    file: 'monday.txt',
    imported: 1,
    shape: 'search-compact',
    header: { lines: [] },
    year: { source: 'unknown', evidence: '' },
    listingCount: 3,
    newCount: 3,
    notUnderstood: [],
  };
  await page.change([{ kind: 'put', table: 'digests', rows: [digest] }]);
  return { page, dump };
}

async function fetched(host: TestHost): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const { backup, name, bytes } = await host.call('backups.make', {});
  const portions: Buffer[] = [];
  for (let from = 0; from < bytes;) {
    const portion = Buffer.from(await host.call('backups.read', { backup, from }), 'base64');
    if (portion.length === 0) throw new Error('The backup ended early.');
    portions.push(portion);
    from += portion.length;
  }
  return { name, bytes: new Uint8Array(Buffer.concat(portions)) };
}

describe('A backup', () => {
  test('fetched from one library and brought into another brings everything, raw dumps too', async () => {
    const from = startHost();
    const { dump } = await filled(from);
    const { name, bytes } = await fetched(from);
    expect(name).toMatch(/^pandect-\d{4}-\d\d-\d\d\.jsonl\.gz$/u);
    const into = startHost();
    const page = new TestPage(into);
    await page.open();
    const info = await into.call('backups.take', { name, bytes });
    expect(info).toMatchObject({ kind: 'aside', reason: 'backup', name, counts: { papers: 5, digests: 1 } });
    expect(existsSync(join(into.data, 'dumps', `${dump}.txt.gz`))).toBe(true);
    expect((await into.call('dumps.reread', { dump })).digests).toHaveLength(1);
    const before = await from.call('copies.open', { of: 'now' });
    expect(await into.call('copies.open', { of: info!.id })).toMatchObject({ hash: before.hash });
    const restore = await into.call('snapshots.restore', {
      snapshot: info!.id,
      papers: null,
      parts: 'everything',
    });
    expect(restore).toMatchObject({ seq: 0 });
    expect(restore.portions).toBeGreaterThan(0);
  });

  test('puts back a raw dump that is missing, and leaves one that is there', async () => {
    const host = startHost();
    const { dump } = await filled(host);
    const { name, bytes } = await fetched(host);
    const file = join(host.data, 'dumps', `${dump}.txt.gz`);
    const text = gunzipSync(readFileSync(file)).toString();
    rmSync(file);
    await host.call('backups.take', { name, bytes });
    expect(gunzipSync(readFileSync(file)).toString()).toBe(text);
  });

  test('is saved and brought in with the dialogs where there are any', async () => {
    const chosen = join(temporaryFolder(), 'mine.jsonl.gz');
    const suggested: string[] = [];
    const host = startHost(undefined, {
      kind: 'electron',
      askWhere: async name => (suggested.push(name), chosen),
      chooseFiles: async what => (what === 'backup' ? [chosen] : []),
    });
    await filled(host);
    const saved = await host.call('backups.save', { suggestedName: '../../pandect: today' });
    expect(saved).toEqual({ saved: 'saved', name: 'mine.jsonl.gz' });
    expect(suggested).toEqual(['pandect today.jsonl.gz']);
    expect(gunzipSync(readFileSync(chosen)).toString().split('\n')[0]).toContain('"pandect":"snapshot"');
    expect(await host.call('backups.take', {})).toMatchObject({ kind: 'aside', name: 'mine.jsonl.gz' });
  });

  test('is nothing when a dialog is cancelled, and has none in a browser', async () => {
    const host = startHost(undefined, {
      kind: 'electron',
      askWhere: async () => null,
      chooseFiles: async () => [],
    });
    await filled(host);
    expect(await host.call('backups.save', { suggestedName: 'x' })).toEqual({ saved: 'cancelled' });
    expect(await host.call('backups.take', {})).toBeNull();
    const loopback = startHost();
    await expect(loopback.call('backups.save', { suggestedName: 'x' })).rejects.toMatchObject({
      code: 'unsupported',
    });
    await expect(loopback.call('backups.take', {})).rejects.toMatchObject({ code: 'unsupported' });
  });

  test.each([
    ['another program’s file', () => new TextEncoder().encode('PK\u0003\u0004'), 'notABackup'],
    ['an empty file', () => new Uint8Array(), 'damagedBackup'],
    ['half of one', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, bytes.length / 2), 'damagedBackup'],
  ])('is refused when it is %s, and nothing changes', async (_what, spoil, code) => {
    const host = startHost();
    const { page } = await filled(host);
    const { bytes } = await fetched(host);
    await expect(host.call('backups.take', { name: 'x.gz', bytes: spoil(bytes) })).rejects.toMatchObject({
      code,
    });
    expect(existsSync(join(host.data, 'aside')) ? readdirSync(join(host.data, 'aside')) : []).toEqual([]);
    expect(await page.add(1)).toBe(page.seq);
  });

  test('that can’t be written leaves what had its name', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'ours');
    const host = startHost(undefined, {
      kind: 'electron',
      askWhere: async () => join(folder, 'file', 'x.gz'),
    });
    await filled(host);
    await expect(host.call('backups.save', { suggestedName: 'x' })).rejects.toThrow(/could not be written/u);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('ours');
  });
});
