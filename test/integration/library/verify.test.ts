import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { TestPage, endHosts, startHost } from '../../support/libraryHost.ts';

afterEach(async () => {
  vi.useRealTimers();
  await endHosts();
});

test('The newest snapshot is read back after the start; a damaged one is set aside, told and replaced', async () => {
  const first = startHost();
  const page = new TestPage(first);
  await page.open();
  await page.add(450);
  const made = await first.call('snapshots.make', { reason: 'request' });
  await first.host.close();
  const file = join(first.data, 'snapshots', made!.id);
  const bytes = readFileSync(file);
  bytes[bytes.length - 60]! ^= 1;
  writeFileSync(file, bytes);
  const next = startHost(first.data);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  expect(await new TestPage(next).open()).toMatchObject({ seq: 450, findings: [] });
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
  const found = () => next.events.filter(({ name }) => name === 'library.found').map(({ data }) => data);
  await expect.poll(found).toMatchObject([{ kind: 'setAside' }]);
  await expect
    .poll(() => next.call('snapshots.list', {}))
    .toMatchObject([{ kind: 'snapshot', seq: 450, counts: { papers: 450 } }]);
  expect(existsSync(join(first.data, 'damaged', made!.id))).toBe(true);
});
