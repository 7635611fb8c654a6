import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { TestPage, addPaper, endHosts, newId, startHost } from '../../support/libraryHost.ts';

afterEach(endHosts);

describe('A new library', () => {
  test('is made in the data folder, for its owner alone', async () => {
    const host = startHost();
    const opened = await new TestPage(host).open();
    expect(opened).toMatchObject({
      access: 'write',
      seq: 0,
      nextSerial: 1,
      lastEnd: 'first',
      damaged: false,
    });
    expect(opened.library).toMatch(/^[0-9a-f]{32}$/u);
    expect(JSON.parse(readFileSync(join(host.data, 'library.json'), 'utf8'))).toMatchObject({
      pandect: 'library',
      version: 1,
      library: opened.library,
    });
    if (process.platform !== 'win32') {
      expect(statSync(join(host.data, 'library.json')).mode & 0o777).toBe(0o600);
      expect(statSync(join(host.data, 'journal')).mode & 0o777).toBe(0o700);
    }
  });

  test('stays a first one until something is in it', async () => {
    const host = startHost();
    await new TestPage(host).open();
    host.host.allPagesGone();
    expect(await new TestPage(host).open()).toMatchObject({ lastEnd: 'first' });
  });
});

describe('Changes', () => {
  test('are on the disk when they are answered, one line each', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    expect(await page.add(2)).toBe(2);
    const [segment = ''] = readdirSync(join(host.data, 'journal'));
    const lines = readFileSync(join(host.data, 'journal', segment), 'utf8')
      .trimEnd()
      .split('\n');
    const records = lines.slice(1).map(line => JSON.parse(line.split(' ').slice(2).join(' ')));
    expect(records).toMatchObject([
      { seq: 1, counter: 1, patches: addPaper(1).patches },
      { seq: 2, counter: 2, patches: addPaper(2).patches },
    ]);
    expect(records[1].clock > records[0].clock).toBe(true);
  });

  test('that came before are passed over, as after a lost answer', async () => {
    const page = new TestPage(startHost());
    await page.open();
    await page.add(2);
    expect(await page.send([addPaper(1), addPaper(2), addPaper(3)])).toEqual({ seq: 3 });
    const { records } = await page.host.call('library.records', { after: 0 });
    expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('are never called saved when others have their numbers, as of a page that slept meanwhile', async () => {
    const host = startHost();
    const sleeper = new TestPage(host);
    await sleeper.open();
    await sleeper.add(1);
    host.host.allPagesGone();
    const other = new TestPage(host);
    await other.open();
    await other.setNote(1, 'Written by the other page');
    await other.close();
    await expect(sleeper.send([addPaper(2)])).rejects.toMatchObject({ code: 'outOfOrder' });
    await expect(sleeper.send([addPaper(2), addPaper(3)])).rejects.toMatchObject({ code: 'outOfOrder' });
    const { records } = await host.call('library.records', { after: 1 });
    expect(records).toMatchObject([{ seq: 2, patches: [{ table: 'notes' }, { table: 'papers' }] }]);
  });

  test.each([[[3]], [[2, 4]], [[2, 3, 3]]])('with a gap are refused: %j after 1', async seqs => {
    const page = new TestPage(startHost());
    await page.open();
    await page.add(1);
    await expect(page.send(seqs.map(addPaper))).rejects.toMatchObject({ code: 'outOfOrder' });
    const { records } = await page.host.call('library.records', { after: 0 });
    expect(records).toHaveLength(1);
  });

  test('of a page that never opened the library are refused while another writes', async () => {
    const host = startHost();
    await new TestPage(host).open();
    await expect(new TestPage(host).send([addPaper(1)])).rejects.toMatchObject({ code: 'notTheWriter' });
  });

  test('of a page that lived through a restart of the host are taken', async () => {
    const first = startHost();
    const page = new TestPage(first);
    await page.open();
    await page.add(1);
    await first.host.close();
    const second = startHost(first.data);
    const same = Object.assign(new TestPage(second), { session: page.session, seq: 1 });
    expect(await same.add(1)).toBe(2);
  });

  test('that come while the host ends are for the next one, and nobody has taken the library over', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    await page.add(1);
    await host.host.close();
    await expect(page.add(1)).rejects.toMatchObject({ code: 'connectionLost' });
    const next = Object.assign(new TestPage(startHost(host.data)), { session: page.session, seq: 1 });
    expect(await next.add(1)).toBe(2);
  });

  test('are all there after the host ended, and after it was ended', async () => {
    const first = startHost();
    const page = new TestPage(first);
    const { library } = await page.open();
    await page.add(3);
    await first.host.close();
    const second = startHost(first.data);
    expect(await new TestPage(second).open()).toMatchObject({
      library,
      seq: 3,
      nextSerial: 4,
      counts: { papers: 3 },
    });
  });

  test('never go back in their stamps when the clock of the machine does', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    await page.add(1);
    await host.host.close();
    const tenYearsAgo = () => Date.now() - 10 * 365 * 24 * 60 * 60 * 1000;
    const later = new TestPage(startHost(host.data, { now: tenYearsAgo }));
    await later.open();
    await later.add(1);
    const { records } = await later.host.call('library.records', { after: 0 });
    expect(records[1]!.clock > records[0]!.clock).toBe(true);
    expect(records.map(({ counter }) => counter)).toEqual([1, 2]);
  });
});

describe('How the last page ended', () => {
  const end = async (how: (page: TestPage) => unknown) => {
    const first = startHost();
    const page = new TestPage(first);
    await page.open();
    await page.add(1);
    await how(page);
    const sameHost = (await new TestPage(first).open()).lastEnd;
    await first.host.close();
    return sameHost;
  };

  test('is clean when it said goodbye', async () => {
    expect(await end(page => page.close())).toBe('clean');
  });

  test('is unclean when it was gone', async () => {
    expect(await end(page => page.host.host.allPagesGone())).toBe('unclean');
  });

  test('is remembered by the files', async () => {
    const first = startHost();
    const page = new TestPage(first);
    await page.open();
    await page.add(1);
    await page.close();
    await first.host.close();
    const second = startHost(first.data);
    const next = new TestPage(second);
    expect(await next.open()).toMatchObject({ lastEnd: 'clean' });
    await second.host.close();
    expect(await new TestPage(startHost(first.data)).open()).toMatchObject({ lastEnd: 'unclean' });
  });
});

describe('A folder that is gone', () => {
  test('is told, nothing is called saved, and all is written when it is back', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    await page.add(1);
    renameSync(host.data, `${host.data}.away`);
    await expect(page.send([addPaper(2)])).rejects.toMatchObject({ code: 'vanished' });
    expect(existsSync(host.data)).toBe(false);
    renameSync(`${host.data}.away`, host.data);
    expect(await page.send([addPaper(2), addPaper(3)])).toEqual({ seq: 3 });
    await host.host.close();
    const again = new TestPage(startHost(host.data));
    expect(await again.open()).toMatchObject({ seq: 3 });
    expect((await host.host.dispatch('library.records', { after: 0 })).ok).toBe(false);
  });

  test('is not taken for a new library when an empty one stands in its place', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    await page.add(1);
    rmSync(join(host.data, 'library.json'));
    await expect(page.send([addPaper(2)])).rejects.toMatchObject({ code: 'vanished' });
    expect(existsSync(join(host.data, 'library.json'))).toBe(false);
  });
});

describe('The mark of the folder', () => {
  test('is written again from the journal when it is missing at the start', async () => {
    const host = startHost();
    const page = new TestPage(host);
    const { library } = await page.open();
    await page.add(2);
    await host.host.close();
    rmSync(join(host.data, 'library.json'));
    const opened = await new TestPage(startHost(host.data)).open();
    expect(opened).toMatchObject({ library, seq: 2, findings: [{ kind: 'restored' }] });
  });

  test('is kept when it is damaged', async () => {
    const host = startHost();
    const { library } = await new TestPage(host).open();
    await host.host.close();
    writeFileSync(join(host.data, 'library.json'), '{"pandect":"libr');
    const opened = await new TestPage(startHost(host.data)).open();
    expect(opened.lastEnd).toBe('first');
    expect(opened.library).not.toBe(library);
    expect(readFileSync(join(host.data, 'damaged', 'library.json'), 'utf8')).toBe('{"pandect":"libr');
  });

  test('stays as it is where a newer version made the newest snapshot', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    await page.add(2);
    await host.host.close();
    const snapshots = join(host.data, 'snapshots');
    const [made = ''] = readdirSync(snapshots);
    const text = gunzipSync(readFileSync(join(snapshots, made))).toString();
    const newer = gzipSync(text.replace('"version":1', '"version":2'));
    const sum = createHash('sha256').update(newer).digest('hex').slice(0, 16);
    const name = `000000000003-20260601T120000Z-${sum}.jsonl.gz`;
    writeFileSync(join(snapshots, name), newer);
    const before = readdirSync(host.data, { recursive: true });
    await expect(new TestPage(startHost(host.data)).open()).rejects.toThrow(
      /newer version of Pandect.*as it was.*Update Pandect/u,
    );
    expect(readdirSync(host.data, { recursive: true })).toEqual(before);
  });

  test('of a newer version is not touched', async () => {
    const host = startHost();
    const mark = JSON.stringify({ pandect: 'library', version: 2, library: newId() });
    writeFileSync(join(host.data, 'library.json'), mark);
    await expect(new TestPage(host).open()).rejects.toMatchObject({ code: 'newerLibrary' });
    expect(readdirSync(host.data)).toEqual(['library.json']);
  });
});
