import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DumpId } from '../../../../shared/domain/ids.ts';
import { hashText } from '../../../../shared/domain/title.ts';
import { HostError } from '../../../../shared/host/wire.ts';
import { nodeDisk } from '../../../../main/lib/nodeDisk.ts';
import {
  BACKUP_LIMITS,
  backupFile,
  backupInMemory,
  readBackup,
  takeDumps,
  type BackupSource,
} from '../../../../main/services/library/backupReader.ts';
import { backupBytes, dumpsOf, writeBackup } from '../../../../main/services/library/backupWriter.ts';
import type { BackedUpDump } from '../../../../main/services/library/snapshotFormat.ts';
import { anyCommands } from '../../library/invented.ts';
import { contentOf, gathered, imageAfter, imageOfPapers, inFolder } from './snapshotTools.ts';

const MB = 1024 * 1024;
const NAME = 'mine.jsonl.gz';
const dumpOf = (text: string): BackedUpDump => ({ id: hashText(text) as DumpId, text });
const DUMPS = ['Subscribe\n\nA page', 'Ünïcode — “quotes” \ud800 \u0000\r\n'].map(dumpOf);
const LINES = gunzipSync(await gathered(backupBytes(contentOf(imageOfPapers(3)), DUMPS)))
  .toString()
  .trimEnd()
  .split('\n');

/** A backup of these lines, with an end that fits them unless another is given. */
function backupOf(lines: readonly string[], end?: string): BackupSource {
  const body = lines.map(line => `${line}\n`).join('');
  const sha256 = createHash('sha256').update(body).digest('hex');
  const last = end ?? JSON.stringify({ end: true, rows: lines.length - 1, sha256 });
  return backupInMemory(NAME, gzipSync(`${body}${last}\n`));
}

async function refusalOf(source: BackupSource, limits = BACKUP_LIMITS): Promise<HostError> {
  const error: unknown = await readBackup(source, limits).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HostError);
  const { message } = error as HostError;
  expect(message).toMatch(/^“mine\.jsonl\.gz” .*your library is as it was\. [A-Z].*\.$/u);
  return error as HostError;
}

const bodyWith = (change: (lines: string[]) => void): string[] => {
  const lines = LINES.slice(0, -1);
  change(lines);
  return lines;
};

describe('A backup', () => {
  test('comes back deep-equal, dumps included', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCommands,
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
        async (commands, texts) => {
          const content = contentOf(imageAfter(commands));
          const dumps = [...new Map(texts.map(text => [hashText(text), dumpOf(text)])).values()];
          const source = backupInMemory('folder/mine.jsonl.gz', await gathered(backupBytes(content, dumps)));
          const back = await readBackup(source);
          expect(back.content).toStrictEqual({ ...content, reason: 'backup', name: NAME });
          const taken: BackedUpDump[] = [];
          await takeDumps(source, async dump => void taken.push(dump));
          expect(taken).toEqual(dumps);
          expect(back.dumps).toEqual(dumps.map(({ id }) => id));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('is written whole, for its owner alone, over what was there', async () => {
    await inFolder(async ({ data }) => {
      const path = join(data, NAME);
      await writeFile(path, 'an older one');
      const content = contentOf(imageOfPapers(2));
      const bytes = await writeBackup(nodeDisk, path, content, DUMPS);
      const { size, mode } = await stat(path);
      expect([size, mode & 0o777]).toEqual([bytes, 0o600]);
      expect((await readBackup(backupFile(nodeDisk, path))).content.image).toStrictEqual(content.image);
      expect(await readdir(data)).toEqual([NAME]);
    });
  });

  test('that can’t be written leaves what was there, and nothing else', async () => {
    await inFolder(async ({ data }) => {
      const path = join(data, NAME);
      await writeFile(path, 'an older one');
      const failing = (async function* (): AsyncGenerator<BackedUpDump> {
        yield DUMPS[0]!;
        throw Object.assign(new Error('no more'), { code: 'EIO' });
      })();
      await expect(writeBackup(nodeDisk, path, contentOf(imageOfPapers(1)), failing)).rejects.toMatchObject({
        code: 'EIO',
      });
      expect(await readFile(path, 'utf8')).toBe('an older one');
      expect(await readdir(data)).toEqual([NAME]);
    });
  });

  test('is made without a dump whose kept text is gone, which is told', async () => {
    const image = imageOfPapers(2);
    const missing: DumpId[] = [];
    const read = async (): Promise<string> => Promise.reject(new HostError('notFound', 'It is gone.'));
    const bytes = await gathered(
      backupBytes(
        contentOf(image),
        dumpsOf(image, read, id => missing.push(id)),
      ),
    );
    expect((await readBackup(backupInMemory(NAME, bytes))).dumps).toEqual([]);
    expect(missing).toEqual(['dump of digest of 2']);
  });
});

describe('A file that is not a backup', () => {
  test.each([
    ['text', Buffer.from('Dear reader')],
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1')],
    ['a compressed text', gzipSync('Dear reader\n')],
    ['compressed JSON of another program', gzipSync('{"zotero":"export","version":7}\n')],
    ['a journal', gzipSync('{"pandect":"journal","version":1}\n')],
    ['a list', gzipSync('[1,2,3]\n')],
    ['a compressed file without lines', gzipSync('x'.repeat(1_000))],
    ['zeros', Buffer.alloc(100)],
  ])('is refused in words: %s', async (_, bytes) => {
    expect(await refusalOf(backupInMemory(NAME, bytes))).toMatchObject({ code: 'notABackup' });
  });

  test('is given up after its first bytes when it is 10 GB of zeros', async () => {
    let read = 0;
    const zeros: BackupSource = {
      name: NAME,
      async *portions() {
        for (; read < 10 * 1024; read++) yield Buffer.alloc(MB);
      },
    };
    expect(await refusalOf(zeros)).toMatchObject({ code: 'notABackup' });
    expect(read).toBeLessThan(40);
  });

  test('is given up after a megabyte when it unpacks to a line without end', async () => {
    let packed = 0;
    const endless = function* (): Generator<Buffer> {
      for (let at = 0; at < 10 * 1024; at++) yield Buffer.alloc(MB);
    };
    const bomb: BackupSource = {
      name: NAME,
      async *portions() {
        const zip = Readable.from(endless()).pipe(createGzip());
        for await (const portion of zip as AsyncIterable<Buffer>) {
          packed += portion.length;
          yield portion;
        }
      },
    };
    expect(await refusalOf(bomb)).toMatchObject({ code: 'notABackup' });
    // A megabyte of zeros packs into about one kilobyte.
    expect(packed).toBeLessThan(200_000);
  });

  test.each([
    ['rows without end', { ...BACKUP_LIMITS, rows: 1_000 }],
    ['more than may be unpacked', { ...BACKUP_LIMITS, total: 1_000 }],
  ])('is refused for %s', async (_, limits) => {
    expect(await refusalOf(backupOf(LINES.slice(0, -1)), limits)).toMatchObject({ code: 'notABackup' });
  });

  test('is refused for its size, for a row that does not end, and for a line that is no row', async () => {
    expect(await refusalOf(backupOf(LINES.slice(0, -1)), { ...BACKUP_LIMITS, file: 100 })).toMatchObject({
      code: 'tooLarge',
    });
    const row = backupOf([LINES[0]!, `{"t":"notes","r":{"id":"${'x'.repeat(3 * MB)}`]);
    expect(await refusalOf(row, { ...BACKUP_LIMITS, rowLine: 2 * MB })).toMatchObject({ code: 'notABackup' });
    const junk = backupOf([LINES[0]!, 'x'.repeat(3 * MB)]);
    expect((await refusalOf(junk)).message).toContain('line 2 does not end and is not a row');
  });

  test('is not found when it is not there', async () => {
    expect(await refusalOf(backupFile(nodeDisk, `/nowhere/${NAME}`))).toMatchObject({ code: 'notFound' });
  });
});

describe('A damaged backup', () => {
  const whole = gzipSync(`${LINES.join('\n')}\n`);

  test('is refused wherever it was cut off', async () => {
    for (let length = whole.length - 1; length >= 0; length -= 23) {
      const { code } = await refusalOf(backupInMemory(NAME, whole.subarray(0, length)));
      expect(code).toMatch(/^(?:damagedBackup|notABackup)$/u);
      if (length > 1_000) expect(code).toBe('damagedBackup');
    }
  });

  test('is refused or equal whichever bit of it is flipped', async () => {
    const { content } = await readBackup(backupInMemory(NAME, whole));
    for (let bit = 0; bit < whole.length * 8; bit += 37) {
      const bad = Buffer.from(whole);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      const read = await readBackup(backupInMemory(NAME, bad)).catch((error: unknown) => error);
      if (!(read instanceof HostError)) expect(read).toMatchObject({ content });
    }
  });

  test.each<[string, (lines: string[]) => void, string]>([
    [
      'a changed text',
      lines => void (lines[2] = lines[2]!.replace('"hasLink":false', '"hasLink":"no"')),
      'line 3 .*papers .hasLink',
    ],
    [
      'a field too many',
      lines => void (lines[2] = lines[2]!.replace('"r":{', '"r":{"extra":1,')),
      'line 3 is not a row of papers',
    ],
    ['a line that is not JSON', lines => void (lines[4] = 'oops'), 'line 5 is not JSON'],
    ['an unknown table', lines => void (lines[1] = '{"t":"users","r":{}}'), 'line 2 is not a row'],
    ['a row too few', lines => void lines.splice(3, 1), 'not hold as many rows as it says .papers'],
    ['a row twice', lines => void (lines[2] = lines[1]!), 'a row of papers stands in it twice'],
    [
      'a dump that is another',
      lines => void (lines[lines.length - 1] = lines.at(-1)!.replace('quotes', 'quotas')),
      'a dump that is not the one',
    ],
    [
      'a head without its fields',
      lines => void (lines[0] = '{"pandect":"snapshot","version":1}'),
      'line 1 is not as it should be',
    ],
  ])('is refused with the line: %s', async (_, change, words) => {
    const { code, message } = await refusalOf(backupOf(bodyWith(change)));
    expect(code).toBe('damagedBackup');
    expect(message).toMatch(new RegExp(words, 'u'));
  });

  test('is refused for a wrong checksum, a wrong count, a missing end and what follows the end', async () => {
    const body = LINES.slice(0, -1);
    const end = JSON.parse(LINES.at(-1)!) as object;
    const wrong = [
      backupOf(body, JSON.stringify({ ...end, sha256: '0'.repeat(64) })),
      backupOf(body, JSON.stringify({ ...end, rows: 2 })),
      backupInMemory(NAME, gzipSync(`${body.join('\n')}\n`)),
      backupOf(body, `${LINES.at(-1)!}\n${LINES[1]!}`),
    ];
    for (const source of wrong) expect(await refusalOf(source)).toMatchObject({ code: 'damagedBackup' });
  });
});

describe('A backup of a newer version', () => {
  test('is refused as such, whatever else it holds', async () => {
    const source = backupInMemory(
      NAME,
      gzipSync('{"pandect":"snapshot","version":2,"shape":"all new"}\n{"x":1}\n'),
    );
    expect(await refusalOf(source)).toMatchObject({ code: 'newerBackup' });
  });
});

describe('A hostile backup', () => {
  test('never reaches a prototype', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
      const poison = `"${key}":{"polluted":true}`;
      const lines = [
        bodyWith(body => void (body[0] = body[0]!.replace('{', `{${poison},`))),
        bodyWith(body => void (body[0] = body[0]!.replace('"counters":{', `"counters":{${poison},`))),
        bodyWith(body => void (body[0] = body[0]!.replace('"counts":{', `"counts":{${poison},`))),
        bodyWith(body => void (body[2] = body[2]!.replace('{', `{${poison},`))),
        bodyWith(body => void (body[2] = body[2]!.replace('"r":{', `"r":{${poison},`))),
        bodyWith(body => void (body[2] = body[2]!.replace('"listings":[{', `"listings":[{${poison},`))),
        bodyWith(body => void (body[2] = `{"t":"${key}","r":{"id":"x"}}`)),
        bodyWith(body => void (body[2] = `{"__proto__":{"t":"notes","r":{"id":"x"}}}`)),
      ];
      for (const body of lines) {
        const read = await readBackup(backupOf(body)).catch((error: unknown) => error);
        expect(read).toBeInstanceOf(HostError);
      }
    }
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });
});
