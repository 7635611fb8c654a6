import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDump } from '../../main/lib/readDump.ts';
import { readLimited } from '../../main/lib/readLimited.ts';
import { runReader } from '../../main/services/importers/runReader.ts';
import { HostError } from '../../shared/host/wire.ts';

const PAPER = { id: '2510.01234', title: 'Tides of Small Harbours', summary: 'We measure them.', upvotes: 2 };
const bytes = (text: string) => new TextEncoder().encode(text);
const manyPapers = (count: number) =>
  JSON.stringify(Array.from({ length: count }, (_, at) => ({ ...PAPER, title: `${PAPER.title} ${at}` })));
const LIMITS = { milliseconds: 30_000, megabytes: 512 };

describe('a file that papers come in', () => {
  test('is read in a thread, whatever it is called', async () => {
    const { text, digests } = await readDump(bytes(JSON.stringify([PAPER])), 'notes.txt');
    expect(digests).toMatchObject([{ shape: 'papers-json', listings: [{ title: PAPER.title, upvotes: 2 }] }]);
    expect(text).toBe(JSON.stringify([PAPER]));
  });

  test('that holds no papers is refused with the reason its reader gave', async () => {
    const refused = readDump(bytes('{"upvotes":1,"error":"Paper not found"}'), 'a.json');
    await expect(refused).rejects.toThrow(
      /^“a\.json” holds no papers: it holds an error .+ Nothing was imported .+ Import one of these: /u,
    );
  });

  test('that takes too long is given up', async () => {
    const task = { shape: 'papers-json', text: manyPapers(100_000) } as const;
    const error = await runReader(task, 'slow.json', { ...LIMITS, milliseconds: 1 }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(HostError);
    expect(error).toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(
        /“slow\.json” was not read through within 0\.001 seconds\. Nothing was/u,
      ) as string,
    });
  });

  test('that takes too much memory is given up', async () => {
    const task = { shape: 'papers-json', text: manyPapers(200_000) } as const;
    await expect(runReader(task, 'large.json', { ...LIMITS, megabytes: 16 })).rejects.toThrow(
      '“large.json” takes more memory than one file may.',
    );
  });

  test('of 10 MB is read in seconds', async () => {
    const text = manyPapers(100_000);
    expect(text.length).toBeGreaterThan(10_000_000);
    const found = await runReader({ shape: 'papers-json', text }, 'large.json', {
      ...LIMITS,
      milliseconds: 15_000,
    });
    expect(found.kind === 'digests' && found.digests[0]?.listings.length).toBe(100_000);
  });

  test('of 200 MB is refused before it is read, and says how much one may have', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pandect-large-'));
    try {
      const path = join(folder, 'large.json');
      writeFileSync(path, `[${JSON.stringify(PAPER)}`);
      truncateSync(path, 200 * 1024 * 1024);
      const before = process.memoryUsage().arrayBuffers;
      await expect(readLimited(path)).rejects.toThrow(
        /^“large\.json” has 200 MB; a dump may have 64 MB at most\. Nothing was imported from it/u,
      );
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('of the largest size, broken from its second paper on, gives the first and where it broke', async () => {
    const text = `[${JSON.stringify(PAPER)},\n${'{"paper":{"id":"x"'.repeat(3_600_000)}`;
    expect(text.length).toBeGreaterThan(60 * 1024 * 1024);
    const found = await runReader({ shape: 'papers-json', text }, 'large.json', {
      milliseconds: 120_000,
      megabytes: 512,
    });
    const [digest] = found.kind === 'digests' ? found.digests : [];
    expect(digest?.listings).toMatchObject([{ title: PAPER.title }]);
    expect(digest?.notUnderstood[0]).toMatchObject({
      line: 2,
      reason: 'It is longer than 1000000 characters.',
    });
  }, 130_000);
});
