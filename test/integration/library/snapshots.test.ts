import { existsSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { SnapshotInfo } from '../../../shared/library/snapshot.ts';
import { ContentHash } from '../../../shared/library/contentHash.ts';
import { TABLE_NAMES } from '../../../shared/library/tables.ts';
import {
  TestPage,
  addPaper,
  endHosts,
  newId,
  paperOf,
  startHost,
  type TestHost,
} from '../../support/libraryHost.ts';
import { inventedPaper } from '../../support/inventedRows.ts';

afterEach(endHosts);

async function opened(papers: number, host = startHost()) {
  const page = new TestPage(host);
  await page.open();
  if (papers > 0) await page.add(papers);
  return page;
}

async function snapshotOf(page: TestPage): Promise<SnapshotInfo> {
  const made = await page.host.call('snapshots.make', { reason: 'request' });
  if (made === null) throw new Error('Nothing changed since the last snapshot.');
  return made;
}

const seqsIn = async (host: TestHost) =>
  (await host.call('snapshots.list', {})).filter(({ kind }) => kind === 'snapshot').map(({ seq }) => seq);

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(file, bytes);
}

/** A snapshot that is due waits until no changes come for a moment. */
const SOON = { timeout: 10_000 };

describe('A copy of the library', () => {
  test('has every row, in order, and the hash of all', async () => {
    const page = await opened(7);
    const copy = await page.host.call('copies.open', { of: 'now' });
    expect(copy).toMatchObject({ seq: 7, nextSerial: 8, counts: { papers: 7, abstracts: 7, notes: 0 } });
    const hash = new ContentHash();
    for (const table of TABLE_NAMES) {
      for (let from = 0; from < copy.counts[table]; from += 3) {
        const rows = await page.host.call('copies.rows', { copy: copy.copy, table, from, count: 3 });
        rows.forEach(row => hash.add(table, row));
      }
    }
    expect(hash.value).toBe(copy.hash);
    const [first] = await page.host.call('copies.rows', {
      copy: copy.copy,
      table: 'papers',
      from: 0,
      count: 1,
    });
    expect(first).toEqual(inventedPaper(1));
  });

  test('stays as it was while the library goes on, and is gone when it is closed', async () => {
    const page = await opened(1);
    const { copy } = await page.host.call('copies.open', { of: 'now' });
    await page.add(1);
    const rows = () => page.host.call('copies.rows', { copy, table: 'papers', from: 0, count: 500 });
    expect(await rows()).toHaveLength(1);
    await page.host.call('copies.close', { copy });
    await expect(rows()).rejects.toMatchObject({ code: 'notFound' });
  });

  test('is let go of when too many are held, the longest unused first', async () => {
    const page = await opened(1);
    const open = async () => (await page.host.call('copies.open', { of: 'now' })).copy;
    const copies = [await open(), await open(), await open()];
    const rows = (copy: string) =>
      page.host.call('copies.rows', { copy, table: 'papers', from: 0, count: 1 });
    await rows(copies[0]!);
    await open();
    await rows(copies[0]!);
    await expect(rows(copies[1]!)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('of a snapshot shows what was then', async () => {
    const page = await opened(2);
    const { id } = await snapshotOf(page);
    await page.add(3);
    expect(await page.host.call('copies.open', { of: id })).toMatchObject({ seq: 2, counts: { papers: 2 } });
  });
});

describe('Snapshots', () => {
  test('are made on request, and not when nothing changed', async () => {
    const page = await opened(2);
    expect(await snapshotOf(page)).toMatchObject({
      kind: 'snapshot',
      seq: 2,
      reason: 'request',
      counts: { papers: 2 },
    });
    expect(await page.host.call('snapshots.make', { reason: 'import' })).toBeNull();
  });

  test('are made at the end, and opened from then', async () => {
    const page = await opened(4);
    await page.host.host.close();
    const next = startHost(page.host.data);
    expect(await new TestPage(next).open()).toMatchObject({ seq: 4, counts: { papers: 4 }, nextSerial: 5 });
    expect(await next.call('snapshots.list', {})).toMatchObject([{ seq: 4, reason: 'quit' }]);
  });

  test('are made after 500 changes', async () => {
    const page = await opened(499);
    expect(await seqsIn(page.host)).toEqual([]);
    await page.add(1);
    await expect.poll(() => seqsIn(page.host), SOON).toEqual([500]);
  });

  test('let the journal reach back to the third newest', async () => {
    const host = startHost();
    let page = await opened(0, host);
    for (let round = 1; round <= 4; round++) {
      await page.add(1);
      await snapshotOf(page);
      await page.host.host.close();
      page = await opened(0, startHost(host.data));
    }
    await page.add(1);
    await snapshotOf(page);
    expect(await seqsIn(page.host)).toEqual([5, 4, 3, 2, 1]);
    const reach = await page.host.call('library.records', { after: 3 });
    expect(reach.records.map(({ seq }) => seq)).toEqual([4, 5]);
    await expect(page.host.call('library.records', { after: 0 })).rejects.toMatchObject({ code: 'notFound' });
  });

  test('can be removed, but for the newest', async () => {
    const page = await opened(1);
    const first = await snapshotOf(page);
    await page.add(1);
    const second = await snapshotOf(page);
    await page.host.call('snapshots.remove', { snapshot: first.id });
    await expect(page.host.call('snapshots.remove', { snapshot: second.id })).rejects.toMatchObject({
      code: 'badArguments',
    });
    expect(await seqsIn(page.host)).toEqual([2]);
  });
});

describe('What was lost', () => {
  test('is compared and brought back over the calls', async () => {
    const page = await opened(3);
    await page.setNote(2, 'Read this again.');
    const { id, at } = await snapshotOf(page);
    await page.change([
      { kind: 'remove', table: 'papers', ids: [paperOf(1)] },
      { kind: 'remove', table: 'abstracts', ids: [paperOf(1)] },
      { kind: 'set', table: 'papers', ids: [paperOf(3)], fields: { starred: true } },
    ]);
    const compared = await page.host.call('snapshots.compare', { snapshot: id, with: 'now' });
    expect(compared.papers).toEqual({ added: 0, removed: 1, changed: 1 });
    expect(compared.differences).toEqual([
      { paper: paperOf(1), title: inventedPaper(1).title, kind: 'removed', parts: [] },
      { paper: paperOf(3), title: inventedPaper(3).title, kind: 'changed', parts: ['star'] },
    ]);
    const restore = await page.host.call('snapshots.restore', {
      snapshot: id,
      papers: null,
      parts: 'everything',
    });
    expect(restore).toMatchObject({ seq: page.seq, at });
    for (let portion = 0; portion < restore.portions; portion++) {
      const patches = await page.host.call('snapshots.patches', { restore: restore.restore, portion });
      await page.change(patches);
    }
    const after = await page.host.call('snapshots.compare', { snapshot: id, with: 'now' });
    expect(after).toMatchObject({ papers: { added: 0, removed: 0, changed: 0 }, differences: [] });
  });

  test('is brought back in portions when it is large', async () => {
    const page = await opened(0);
    const text = 'long '.repeat(700_000);
    const rows = [1, 2, 3].map(number => ({ id: paperOf(number), text }));
    await page.add(3);
    await page.change([{ kind: 'put', table: 'abstracts', rows }]);
    // So large a change makes a snapshot by itself.
    await expect.poll(() => seqsIn(page.host), SOON).toEqual([4]);
    const { id } = (await page.host.call('snapshots.list', {}))[0]!;
    await page.change([
      { kind: 'remove', table: 'papers', ids: rows.map(row => row.id) },
      { kind: 'remove', table: 'abstracts', ids: rows.map(row => row.id) },
    ]);
    const restore = await page.host.call('snapshots.restore', {
      snapshot: id,
      papers: null,
      parts: 'everything',
    });
    expect(restore.portions).toBeGreaterThan(1);
    const ask = { restore: restore.restore, portion: restore.portions };
    await expect(page.host.call('snapshots.patches', ask)).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('Damage', () => {
  test('of the newest snapshot is passed over, set aside and told', async () => {
    const page = await opened(2);
    await snapshotOf(page);
    await page.add(1);
    const { id } = await snapshotOf(page);
    await page.host.host.close();
    truncateSync(join(page.host.data, 'snapshots', id), 20);
    const next = startHost(page.host.data);
    const open = await new TestPage(next).open();
    expect(open).toMatchObject({
      seq: 3,
      counts: { papers: 3 },
      damaged: false,
      findings: [{ kind: 'setAside' }],
    });
    expect(existsSync(join(next.data, 'damaged', id))).toBe(true);
    expect(await next.call('copies.open', { of: 'now' })).toMatchObject({ seq: 3, counts: { abstracts: 3 } });
  });

  test('is told to every page until one that writes has shown it', async () => {
    const page = await opened(1);
    const { id } = await snapshotOf(page);
    await page.host.host.close();
    truncateSync(join(page.host.data, 'snapshots', id), 20);
    const next = startHost(page.host.data);
    const told = { findings: [{ kind: 'setAside' }] };
    expect(await new TestPage(next).open()).toMatchObject({ access: 'write', ...told });
    next.host.allPagesGone();
    const writing = new TestPage(next);
    expect(await writing.open()).toMatchObject({ access: 'write', ...told });
    expect(await new TestPage(next).open('read')).toMatchObject({ access: 'read', ...told });
    await writing.add(1);
    expect(await new TestPage(next).open()).toMatchObject({ seq: 2, findings: [] });
  });

  test('deep in the newest snapshot is noticed when it is read', async () => {
    const page = await opened(450);
    const { id, bytes } = await snapshotOf(page);
    await page.host.host.close();
    flipByte(join(page.host.data, 'snapshots', id), bytes - 60);
    const next = startHost(page.host.data);
    expect(await new TestPage(next).open()).toMatchObject({ seq: 450, findings: [] });
    expect(await next.call('copies.open', { of: 'now' })).toMatchObject({
      seq: 450,
      counts: { papers: 450 },
    });
    await expect
      .poll(() => next.events.map(({ data }) => (data as { kind?: string }).kind))
      .toEqual(['setAside']);
    expect(existsSync(join(next.data, 'damaged', id))).toBe(true);
  });

  test('of the journal’s tail is silent', async () => {
    const page = await opened(3);
    const [segment = ''] = readdirSync(join(page.host.data, 'journal'));
    const file = join(page.host.data, 'journal', segment);
    await page.host.host.close();
    for (const snapshot of readdirSync(join(page.host.data, 'snapshots'))) {
      rmSync(join(page.host.data, 'snapshots', snapshot));
    }
    truncateSync(file, readFileSync(file).length - 5);
    const open = await new TestPage(startHost(page.host.data)).open();
    expect(open).toMatchObject({ seq: 2, damaged: false, findings: [] });
  });

  test('in the middle of the journal keeps what came before and puts the rest aside', async () => {
    const page = await opened(0);
    for (let papers = 1; papers <= 5; papers++) await page.add(1);
    const [segment = ''] = readdirSync(join(page.host.data, 'journal'));
    const file = join(page.host.data, 'journal', segment);
    await page.host.host.close();
    rmSync(join(page.host.data, 'snapshots'), { recursive: true });
    const text = readFileSync(file, 'utf8');
    flipByte(
      file,
      Buffer.byteLength(text.slice(0, text.indexOf('On the 3rd') + 1 || text.indexOf('"seq":3'))) + 20,
    );
    const next = startHost(page.host.data);
    const again = new TestPage(next);
    expect(await again.open()).toMatchObject({ seq: 2, damaged: true, findings: [{ kind: 'damaged' }] });
    expect(existsSync(join(next.data, 'damaged', segment))).toBe(true);
    expect(await seqsIn(next)).toEqual([2]);
    // The page may end before it gave what it still had.
    await next.host.close();
    const after = startHost(page.host.data);
    const later = new TestPage(after);
    expect(await later.open()).toMatchObject({ seq: 2, damaged: true, findings: [] });
    expect(await later.add(1)).toBe(3);
    await after.host.close();
    const third = startHost(page.host.data);
    expect(await new TestPage(third).open()).toMatchObject({ seq: 3, damaged: false, findings: [] });
    expect(readdirSync(join(third.data, 'journal'))).not.toContain(segment);
  });
});

describe('Rows that a page gives', () => {
  const give = async (page: TestPage, as: 'adopted' | 'ahead', seq: number, papers: number) => {
    const copy = newId();
    for (let number = 1; number <= papers; number++) {
      const rows = { table: 'papers' as const, rows: [inventedPaper(number)] };
      await page.host.call('copies.give', { copy, rows });
    }
    return page.host.call('copies.given', { copy, session: page.session, as, seq, nextSerial: papers + 1 });
  };

  test('become the library of a first start, which goes on from there', async () => {
    const page = await opened(0);
    expect(await give(page, 'adopted', 40, 4)).toMatchObject({
      kind: 'snapshot',
      seq: 40,
      reason: 'adopted',
    });
    expect(await page.send([addPaper(41)])).toEqual({ seq: 41 });
    await page.host.host.close();
    const next = await new TestPage(startHost(page.host.data)).open();
    expect(next).toMatchObject({ seq: 41, lastEnd: 'unclean' });
  });

  test('are taken in by a start after the one that found the damage', async () => {
    const page = await opened(0);
    for (let papers = 1; papers <= 5; papers++) await page.add(1);
    const [segment = ''] = readdirSync(join(page.host.data, 'journal'));
    await page.host.host.close();
    rmSync(join(page.host.data, 'snapshots'), { recursive: true });
    const file = join(page.host.data, 'journal', segment);
    flipByte(file, Buffer.byteLength(readFileSync(file, 'utf8').split('"seq":3')[0]!) + 20);
    const found = startHost(page.host.data);
    expect(await new TestPage(found).open()).toMatchObject({ seq: 2, damaged: true });
    await found.host.close();
    const giver = new TestPage(startHost(page.host.data));
    await giver.open();
    expect(await give(giver, 'adopted', 5, 5)).toMatchObject({ seq: 5, reason: 'adopted' });
    await giver.host.host.close();
    const next = await new TestPage(startHost(page.host.data)).open();
    expect(next).toMatchObject({ seq: 5, damaged: false, counts: { papers: 5 } });
  });

  test('never replace files that are whole', async () => {
    const page = await opened(3);
    await expect(give(page, 'adopted', 40, 4)).rejects.toMatchObject({ code: 'outOfOrder' });
    expect(await new TestPage(page.host).open('read')).toMatchObject({ seq: 3 });
  });

  test('that were ahead of the files are kept beside them', async () => {
    const page = await opened(3);
    expect(await give(page, 'ahead', 9, 5)).toMatchObject({ kind: 'aside', seq: 9, counts: { papers: 5 } });
    expect(await page.add(1)).toBe(4);
    const [aside] = await page.host.call('snapshots.list', {});
    expect(aside).toMatchObject({ kind: 'aside', reason: 'ahead' });
    const compared = await page.host.call('snapshots.compare', { snapshot: aside!.id, with: 'now' });
    expect(compared.papers).toMatchObject({ removed: 1, added: 0 });
  });
});
