import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FILE_READERS } from '../../../../../main/services/importers/readers.ts';
import type { FileReader } from '../../../../../main/services/importers/types.ts';
import type { ParsedDigest } from '../../../../../shared/digest-format/types.ts';
import { realDumps, whyNoRealDumps } from '../../../../support/dumps.ts';
import { onOneLine } from '../../../../support/hostileDumps.ts';
import { PAYLOADS } from '../../../../support/hostilePayloads.ts';
import { dailyDump, inventPapers, searchDump } from '../../../../support/inventedDumps.ts';
import { filePapers, PAPER_FILES } from '../../../../support/paperFiles.ts';

const KINDS = Object.entries(PAPER_FILES);
const readerOf = (text: string): FileReader | undefined => FILE_READERS.find(({ fits }) => fits(text));

async function read(text: string): Promise<ParsedDigest> {
  const found = await readerOf(text)?.read(text);
  if (found?.kind !== 'digests') throw new Error(`There are no papers: ${JSON.stringify(found)}`);
  const [digest] = found.digests;
  if (digest === undefined) throw new Error('There is no digest.');
  return digest;
}

/** What is left of a text that is shown on one line. */
const shown = (text: string): string =>
  Buffer.from(text)
    .toString('utf8')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[^\S\u00a0]+/gu, ' ')
    .trim();

describe('a file of each kind', () => {
  test.each(KINDS)('is known by its content: %s', async (shape, write) => {
    const text = write(filePapers(['fog', 'tides']));
    expect(readerOf(text)?.shape).toBe(shape);
    const { listings, shape: told } = await read(text);
    expect(told).toBe(shape);
    expect(listings).toMatchObject([
      { rank: 1, title: 'Invented Paper 0 about fog', arxiv: '2510.00001' },
      { rank: 2, title: 'Invented Paper 1 about tides', arxiv: '2510.00002' },
    ]);
    expect(listings[0]?.abstract).toContain('harbour walls, which is fog and');
  });

  test.each(KINDS)('is the same after white space, with other line ends: %s', async (_, write) => {
    const text = write(filePapers(['fog', 'tides'])).replaceAll('\r\n', '\n');
    const same = await read(text);
    expect((await read(text.replaceAll('\n', '\r\n'))).listings).toEqual(same.listings);
  });

  test.each(KINDS)('that holds what is meant to do harm holds texts: %s', async (_, write) => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    const papers = filePapers(PAYLOADS.map(({ text }) => onOneLine(text).slice(0, 300)));
    const { listings } = await read(write(papers));
    expect(listings).toHaveLength(papers.length);
    for (const [at, { title, authors }] of listings.entries()) {
      expect(title.startsWith(`Invented Paper ${at} about`)).toBe(true);
      expect(title).toBe(shown(title));
      if (authors !== undefined) expect(authors).toEqual([{ family: 'van der Berg', given: 'Ada' }]);
    }
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
    expect('ran' in {}).toBe(false);
  });

  test.each(KINDS)('of megabytes is read in seconds: %s', async (_, write) => {
    const text = write(
      filePapers(Array.from({ length: 3_000 }, (_, at) => `${at} ${'tides and fog '.repeat(20)}`)),
    );
    expect(text.length).toBeGreaterThan(2_000_000);
    const begun = performance.now();
    expect((await read(text)).listings).toHaveLength(3_000);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test.each(KINDS)('that is cut anywhere is read without a throw: %s', async (_, write) => {
    const text = write(filePapers(['fog', 'tides']));
    for (let length = 0; length < text.length; length += 7) {
      for (const reader of FILE_READERS) {
        const found = await reader.read(text.slice(0, length));
        expect(['digests', 'noPapers']).toContain(found.kind);
      }
    }
  });
});

describe('a text dump', () => {
  test('that was invented fits no reader of files', () => {
    const papers = inventPapers(30);
    const details = ['  • 4 authors\n·\nOct 9, 2025'];
    for (const text of [
      searchDump(papers),
      dailyDump(papers, 'Apr 23', 'plain'),
      dailyDump(papers, 'Apr 23', details),
    ]) {
      expect(readerOf(text)?.shape).toBeUndefined();
    }
  });

  const folder = new URL('../../../../fixtures/digests/', import.meta.url);
  test.each(readdirSync(folder).filter(name => !/utf16|binary/u.test(name)))(
    'fits no reader of files: %s',
    name => {
      expect(readerOf(readFileSync(new URL(name, folder), 'utf8'))?.shape).toBeUndefined();
    },
  );

  const why = whyNoRealDumps();
  test.skipIf(why !== undefined)(
    `that is real fits no reader of files${why === undefined ? '' : ` (${why})`}`,
    async () => {
      for (const { content } of await realDumps()) {
        expect(readerOf(Buffer.from(content).toString('utf8'))?.shape).toBeUndefined();
      }
    },
  );
});
