import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startHostProcess, type HostProcess } from '../support/hostProcess.ts';
import { TestPage, endHosts, temporaryFolder } from '../support/libraryHost.ts';
import { endStarts } from '../support/starts.ts';

afterEach(async () => {
  await endStarts();
  await endHosts();
});

const TEXTS = ['a', 'b', 'c'].map(letter => letter.repeat(3_000_000));
const PORTION = 100 * 1024;

/** Tells a text, and sends it if the host wants it. */
async function send(page: TestPage<HostProcess>, id: string, text: string): Promise<void> {
  const { session, host } = page;
  const hash = createHash('sha256').update(text).digest('hex');
  const answer = await host.call('freshExports.offer', { session, id, hash });
  if (answer.want === 'nothing') return;
  const { begun } = answer;
  for (let at = 0; at < text.length; at += PORTION)
    await host.call('freshExports.write', { session, begun, text: text.slice(at, at + PORTION) });
  await host.call('freshExports.finish', { session, begun });
}

/** Returns when a file that is not yet the new one is in the folder, or has been missed too often. */
async function untilWriting(folder: string): Promise<void> {
  const before = new Set(await readdir(folder));
  for (let looks = 0; looks < 5_000; looks += 1) {
    if ((await readdir(folder)).some(name => name.endsWith('.tmp') && !before.has(name))) return;
  }
}

test('a host that is killed while it writes leaves the old file or the new one, and goes on with either', async () => {
  const data = join(temporaryFolder(), 'data');
  const folder = temporaryFolder('fresh');
  const path = join(folder, 'all.bib');
  let id: string | undefined;
  for (let round = 0; round < 6; round += 1) {
    const host = await startHostProcess(data);
    const page = new TestPage(host);
    await page.open('takeOver');
    if (id === undefined) {
      await page.add(1);
      const answer = await host.call('freshExports.tie', {
        source: { view: { kind: 'all' }, query: '' },
        title: 'All papers',
        format: 'bibtex',
        options: {},
        extension: 'bib',
        place: { how: 'typed', path, ifThere: 'refuse' },
      });
      id = answer.kind === 'done' ? answer.export.id : '';
      await send(page, id, TEXTS[0]!);
    }
    const [{ state } = { state: undefined }] = await host.call('freshExports.list', {});
    expect(state).toEqual({ kind: 'fresh' });
    const tied = id;
    const writing = (async () => {
      for (let at = 1; ; at += 1) await send(page, tied, TEXTS[at % TEXTS.length]!);
    })().catch(() => undefined);
    await untilWriting(folder);
    await host.kill();
    await writing;
    const left = await readFile(path, 'utf8');
    expect(TEXTS.includes(left)).toBe(true);
  }
});
