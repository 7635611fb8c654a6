import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildStale } from '../../../main/launch/build.mjs';
import { startHostProcess } from '../../support/hostProcess.ts';
import { TestPage, addPaper, endHosts, startHost, temporaryFolder } from '../../support/libraryHost.ts';
import { endStarts } from '../../support/starts.ts';

beforeAll(() => buildStale(() => {}, ['host']), 120_000);
afterEach(async () => {
  await endStarts();
  await endHosts();
});

const folder = () => join(temporaryFolder(), 'data');

/** Every file below a folder with its size and the time of its last change. */
function stateOf(data: string): readonly string[] {
  return (readdirSync(data, { recursive: true }) as string[]).sort().map(name => {
    const { size, mtimeMs } = statSync(join(data, name));
    return `${name} ${size} ${mtimeMs}`;
  });
}

describe('A host that is killed', () => {
  test('has kept what it acknowledged, and its lock is recognised', async () => {
    const data = folder();
    let acknowledged = 0;
    for (let round = 1; round <= 3; round++) {
      const host = await startHostProcess(data);
      const page = new TestPage(host);
      const opened = await page.open();
      expect(opened).toMatchObject({
        access: 'write',
        lastEnd: round === 1 ? 'first' : 'unclean',
        damaged: false,
      });
      expect(opened.seq).toBeGreaterThanOrEqual(acknowledged);
      expect(opened.counts.papers).toBe(opened.seq);
      acknowledged = await page.add(5);
      // More is on its way when the process goes.
      const onItsWay = page.send([addPaper(page.seq + 1)]).then(
        ({ seq }) => (acknowledged = seq),
        () => undefined,
      );
      await host.kill();
      await onItsWay;
    }
    const last = await new TestPage(startHost(data)).open();
    expect(last.access).toBe('write');
    expect(last.seq).toBeGreaterThanOrEqual(acknowledged);
  });
});

describe('Hosts that are killed one after the other', () => {
  test('make a snapshot after 500 changes all the same', async () => {
    const data = folder();
    for (let round = 1; round <= 3; round++) {
      const host = await startHostProcess(data);
      const page = new TestPage(host);
      await page.open();
      await page.add(166);
      await host.kill();
    }
    const last = startHost(data);
    const page = new TestPage(last);
    expect(await page.open()).toMatchObject({ seq: 498 });
    expect(await last.call('snapshots.list', {})).toEqual([]);
    await page.add(2);
    await expect
      .poll(() => last.call('snapshots.list', {}), { timeout: 10_000 })
      .toMatchObject([{ seq: 500, reason: 'changes' }]);
  });
});

describe('A second host with the same data folder', () => {
  test('says who has it, can read, and writes nothing', async () => {
    const data = folder();
    const first = await startHostProcess(data);
    const writing = new TestPage(first);
    const { library } = await writing.open();
    await writing.add(3);
    const before = stateOf(data);
    const second = startHost(data);
    const page = new TestPage(second);
    const held = await page.open();
    expect(held).toMatchObject({
      access: 'held',
      holder: { kind: 'process', canTakeOver: false },
      library,
      seq: 3,
    });
    expect(held.holder?.name).toContain(String(first.pid));
    expect(await page.open('takeOver')).toMatchObject({ access: 'held' });
    expect(await page.open('read')).toMatchObject({ access: 'read', holder: { kind: 'process' } });
    expect(await second.call('copies.open', { of: 'now' })).toMatchObject({ seq: 3, counts: { papers: 3 } });
    await expect(page.send([addPaper(4)])).rejects.toMatchObject({ code: 'notTheWriter' });
    await expect(second.call('snapshots.make', { reason: 'request' })).rejects.toMatchObject({
      code: 'notTheWriter',
    });
    await second.host.close();
    expect(stateOf(data)).toEqual(before);
    expect(await writing.add(1)).toBe(4);
  });

  test('sees what was written since, and may write when the first has ended', async () => {
    const data = folder();
    const first = await startHostProcess(data);
    const writing = new TestPage(first);
    await writing.open();
    await writing.add(1);
    const second = startHost(data);
    const page = new TestPage(second);
    expect(await page.open()).toMatchObject({ access: 'held', seq: 1 });
    await writing.add(2);
    expect(await second.call('copies.open', { of: 'now' })).toMatchObject({ seq: 3 });
    await writing.close();
    await first.end();
    expect(await page.open()).toMatchObject({ access: 'write', seq: 3, lastEnd: 'clean' });
    expect(await page.add(1)).toBe(4);
  });

  test('only looks on for a page that only looks, also when the first has ended', async () => {
    const data = folder();
    const first = await startHostProcess(data);
    const writing = new TestPage(first);
    await writing.open();
    await writing.add(2);
    const second = startHost(data);
    const looking = new TestPage(second);
    await looking.open();
    expect(await looking.open('read')).toMatchObject({ access: 'read', holder: { kind: 'process' } });
    await writing.close();
    await first.end();
    const before = stateOf(data);
    expect(await second.call('copies.open', { of: 'now' })).toMatchObject({ seq: 2 });
    expect(await second.call('library.records', { after: 2 })).toMatchObject({ records: [] });
    expect(await looking.open('read')).not.toHaveProperty('holder');
    await expect(looking.send([addPaper(3)])).rejects.toMatchObject({ code: 'notTheWriter' });
    await expect(second.call('snapshots.make', { reason: 'request' })).resolves.toBeNull();
    expect(stateOf(data)).toEqual(before);
    const again = new TestPage(await startHostProcess(data));
    expect(await again.open()).toMatchObject({ access: 'write', seq: 2, lastEnd: 'clean' });
    expect(await again.add(1)).toBe(3);
    expect(await looking.open('write')).toMatchObject({ access: 'held', seq: 3 });
  });

  test('of another machine is taken over when the user says so', async () => {
    const data = folder();
    const first = startHost(data);
    const page = new TestPage(first);
    await page.open();
    await page.add(1);
    const lock = JSON.parse(readFileSync(join(data, 'writer.lock'), 'utf8'));
    await first.host.close();
    const elsewhere = {
      device: 'e'.repeat(32),
      machine: 'laptop',
      process: { ...lock.process, boot: 'x', space: 'x' },
    };
    writeFileSync(join(data, 'writer.lock'), JSON.stringify({ ...lock, ...elsewhere }));
    const next = new TestPage(startHost(data));
    expect(await next.open()).toMatchObject({
      access: 'held',
      holder: { kind: 'machine', name: expect.stringContaining('laptop'), canTakeOver: true },
    });
    expect(await next.open('takeOver')).toMatchObject({ access: 'write', seq: 1 });
    expect(await next.add(1)).toBe(2);
  });
});
