import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { digestId as idOf } from '../../../../shared/digest-format/digestId.ts';
import { parseDump } from '../../../../shared/digest-format/parseDump.ts';
import type { DumpId, ImportId, PaperId } from '../../../../shared/domain/ids.ts';
import { hashText } from '../../../../shared/domain/title.ts';
import { patchSchema } from '../../../../shared/library/schemas.ts';
import {
  headOf,
  parseSnapshotName,
  snapshotLines,
  snapshotName,
  zipped,
} from '../../../../main/services/library/snapshotFormat.ts';
import { readHead, readSnapshot } from '../../../../main/services/library/snapshotReading.ts';
import { realDumps, whyNoRealDumps } from '../../../support/dumps.ts';
import { imageOf } from '../../library/images.ts';
import { libraryAfter, run } from '../../library/support.ts';
import { contentOf, gathered, imageOfPapers, NOON, portionsOf } from './snapshotTools.ts';

describe('The name of a snapshot', () => {
  test('says seq, second and checksum, and is read again', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.integer({ min: 0, max: 253_402_214_400 }),
        fc.stringMatching(/^[0-9a-f]{16}$/u),
        (seq, seconds, sum) => {
          const name = snapshotName({ seq, at: seconds * 1_000 + 7, sum });
          expect(name).toMatch(/^[0-9A-Za-z][0-9A-Za-z._-]{0,199}$/u);
          expect(parseSnapshotName(name)).toEqual({ seq, at: seconds * 1_000, sum });
        },
      ),
    );
  });

  test('stays a name when the clock is far off', () => {
    const sum = '0123456789abcdef';
    expect(snapshotName({ seq: 1, at: -NOON, sum })).toContain('-19700101T000000Z-');
    expect(snapshotName({ seq: 1, at: 8e15, sum })).toContain('-99991231T');
  });

  test.each([
    '',
    'a.jsonl.gz',
    '1-20260601T120000Z-0123456789abcdef.jsonl.gz',
    '.writing-0123456789abcdef.tmp',
  ])('is not “%s”', name => {
    expect(parseSnapshotName(name)).toBeUndefined();
  });
});

describe('The lines of a snapshot', () => {
  test('are the same however their bytes are cut', async () => {
    const content = contentOf(imageOfPapers(5));
    const bytes = await gathered(zipped(snapshotLines(content)));
    for (const size of [1, 2, 7, 1_000, 1_000_000]) {
      expect(await readSnapshot(portionsOf(bytes, size))).toStrictEqual(content);
    }
  });

  test.each([
    ['only the head is wanted', (file: AsyncIterable<Uint8Array>) => readHead(file)],
    ['the content is damaged', (file: AsyncIterable<Uint8Array>) => readSnapshot(file).catch(() => null)],
  ])('have their file closed before reading is over when %s', async (_, read) => {
    const bytes = await gathered(zipped(snapshotLines(contentOf(imageOfPapers(400)))));
    bytes.fill(0xff, 10_000, 10_050);
    let isClosed = false;
    const file = async function* () {
      try {
        for await (const portion of portionsOf(bytes, 100)) yield portion;
      } finally {
        await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
        isClosed = true;
      }
    };
    await read(file());
    expect(isClosed).toBe(true);
  });

  test('begin with a head that can be read alone', async () => {
    const content = contentOf(imageOfPapers(2_000));
    const bytes = await gathered(zipped(snapshotLines(content)));
    let read = 0;
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const portion of portionsOf(bytes, 1_024)) {
        read += portion.length;
        yield portion;
      }
    };
    expect(await readHead(counted())).toStrictEqual(headOf(content));
    expect(read).toBeLessThan(bytes.length / 2);
  });

  test('hold rows with long and strange texts as they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 20 }),
        async texts => {
          const image = imageOfPapers(1);
          for (const [at, text] of [...texts, 'x'.repeat(200_000)].entries()) {
            image.notes.set(`${at}`, { id: `${at}` as PaperId, text, changed: at });
          }
          const content = contentOf(image);
          expect(await readSnapshot(zipped(snapshotLines(content)))).toStrictEqual(content);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('come in portions, never as one long text', async () => {
    let largest = 0;
    for await (const portion of snapshotLines(contentOf(imageOfPapers(3_000)))) {
      largest = Math.max(largest, portion.length);
    }
    expect(largest).toBeLessThan(128 * 1_024);
  });
});

const absent = whyNoRealDumps();

describe.skipIf(absent)(`a library of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  test('passes every check and comes back from a snapshot', async () => {
    const library = libraryAfter();
    for (const { name, content } of await realDumps()) {
      const text = Buffer.from(content).toString('utf8');
      const dump = parseDump(text);
      for (const parsed of dump.kind === 'digests' ? dump.digests : []) {
        const patches = run(library, {
          name: 'importDigest',
          digest: idOf(parsed),
          dump: hashText(text) as DumpId,
          importId: 'one import' as ImportId,
          file: name,
          parsed,
          at: NOON,
        });
        for (const patch of patches) expect(v.is(patchSchema, patch)).toBe(true);
      }
    }
    const content = contentOf(imageOf(library));
    expect(content.image.papers.size).toBe(290);
    const bytes = await gathered(zipped(snapshotLines(content)));
    expect(await readSnapshot(portionsOf(bytes))).toStrictEqual(content);
    expect(gunzipSync(bytes).length).toBeGreaterThan(bytes.length);
  });
});
