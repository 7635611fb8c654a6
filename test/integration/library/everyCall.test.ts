import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { failingDisk, type FailureKind } from '../../support/disks/failingDisk.ts';
import { MemoryDisk } from '../../support/disks/memoryDisk.ts';
import { TestPage, endHosts, startHost, temporaryFolder } from '../../support/libraryHost.ts';

afterEach(endHosts);

/** A whole life of a page, which goes on where something fails; the last change that was acknowledged. */
async function live(page: TestPage): Promise<number> {
  let acknowledged = 0;
  const attempt = async (work: () => Promise<unknown>) => work().catch(() => undefined);
  for (let tries = 0; tries < 3 && acknowledged === 0; tries++) {
    await attempt(async () => {
      await page.open();
      acknowledged = await page.add(2);
    });
  }
  for (let step = 0; step < 2; step++) {
    await attempt(async () => (acknowledged = await page.add(1)));
    await attempt(() => page.host.call('snapshots.make', { reason: 'request' }));
  }
  await attempt(() => page.close());
  await page.host.host.close();
  return acknowledged;
}

describe.each<[FailureKind, string]>([
  ['instead', 'ENOSPC'],
  ['after', 'EIO'],
  ['partly', 'ENOSPC'],
])('A failure (%s) of any one call of the disk', (kind, code) => {
  test('loses nothing that was acknowledged', async () => {
    const data = join(temporaryFolder(), 'data');
    for (let nth = 1; ; nth++) {
      const disk = new MemoryDisk();
      await disk.makeFolder(data);
      const failing = failingDisk(disk, nth, code, { kind });
      const host = startHost(data, { disk: failing.disk });
      const acknowledged = await live(new TestPage(host));
      if (failing.failed() === undefined) break;
      const what = `call ${nth}, ${failing.failed()}`;
      const next = startHost(data, { disk });
      const opened = await new TestPage(next).open();
      expect(opened.seq, what).toBeGreaterThanOrEqual(acknowledged);
      expect(opened, what).toMatchObject({ damaged: false, access: 'write' });
      const copy = await next.call('copies.open', { of: 'now' });
      expect(copy.counts.papers, what).toBe(opened.seq);
      expect(acknowledged, what).toBeGreaterThan(0);
      await next.host.close();
    }
  }, 120_000);
});
