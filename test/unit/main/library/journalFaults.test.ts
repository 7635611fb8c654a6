import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Disk } from '../../../../main/lib/disk.ts';
import type { ChangeRecord } from '../../../../shared/library/change.ts';
import { encodeHeader, encodeRecord } from '../../../../main/services/library/journalFormat.ts';
import { readJournal, syncJournal } from '../../../../main/services/library/journalReader.ts';
import { openJournal } from '../../../../main/services/library/journalWriter.ts';
import { crashStates } from '../../../support/disks/crashStates.ts';
import { failingDisk, type FailureKind } from '../../../support/disks/failingDisk.ts';
import { MemoryDisk } from '../../../support/disks/memoryDisk.ts';
import { recordingDisk, type DiskLog } from '../../../support/disks/recordingDisk.ts';
import { changeRecords, JOURNAL, LIBRARY, NEW_LIBRARY } from '../../../support/journals.ts';

const read = (disk: Disk, after = 0): ReturnType<typeof readJournal> =>
  readJournal(disk, JOURNAL, LIBRARY, after);

/** What a later start does: it reads, goes on from there, and reads again. */
async function goOn(disk: Disk): Promise<{ found: readonly ChangeRecord[]; kinds: readonly string[] }> {
  await syncJournal(disk, JOURNAL);
  const { records, damage, lastSegment } = await read(disk);
  const next = changeRecords(records.length + 1, records.length + 2);
  const writer = openJournal(disk, JOURNAL, {
    library: LIBRARY,
    after: records.length,
    segment: lastSegment,
  });
  for (const record of next) await writer.append([record]);
  await writer.close();
  expect((await read(disk)).records).toEqual([...records, ...next]);
  return { found: records, kinds: damage.map(({ kind }) => kind) };
}

/** Several starts, each writing portions of changes at once and one by one, every promise marked in the log. */
async function work(disk: Disk, log: DiskLog, starts: number): Promise<void> {
  for (let start = 0; start < starts; start++) {
    const { records, lastSegment } = await read(disk);
    let seq = records.length;
    const writer = openJournal(disk, JOURNAL, { library: LIBRARY, after: seq, segment: lastSegment });
    for (const portions of [[1], [2, 1], [1, 1, 3]]) {
      const calls = portions.map(async count => {
        const changes = changeRecords(seq + 1, (seq += count));
        const last = seq;
        await writer.append(changes);
        log.mark(String(last));
      });
      await Promise.all(calls);
    }
    await writer.close();
  }
}

describe('a journal cut short', () => {
  it('at any byte gives the longest valid stretch, and changes appended later survive', async () => {
    const records = changeRecords(1, 9);
    const stretches = [records.slice(0, 3), records.slice(3, 4), records.slice(4, 9)];
    const earlier: [path: string, content: Uint8Array][] = [];
    for (const [index, stretch] of stretches.entries()) {
      const header = encodeHeader({ library: LIBRARY, segment: index + 1, after: stretch[0]!.seq - 1 });
      const lines = [header, ...stretch.map(encodeRecord)];
      const whole = Buffer.concat(lines);
      const path = join(JOURNAL, `000000000${index + 1}.jsonl`);
      for (let length = 0; length < whole.length; length++) {
        const disk = new MemoryDisk([...NEW_LIBRARY, ...earlier, [path, whole.subarray(0, length)]]);
        let end = header.length;
        const complete = stretch.filter(record => (end += encodeRecord(record).length) <= length);
        const { found, kinds } = await goOn(disk);
        expect(found).toEqual([...records.slice(0, stretch[0]!.seq - 1), ...complete]);
        expect(kinds).not.toContain('middle');
      }
      earlier.push([path, whole]);
    }
  }, 120_000);
});

describe('a journal with one bit flipped', () => {
  it('never gives a change that was not written so, and tells what it lost but at its end', async () => {
    const records = changeRecords(1, 4);
    const segments = [records.slice(0, 2), records.slice(2)].map((stretch, index) => {
      const header = encodeHeader({ library: LIBRARY, segment: index + 1, after: stretch[0]!.seq - 1 });
      return Buffer.concat([header, ...stretch.map(encodeRecord)]);
    });
    const texts = records.map(record => JSON.stringify(record));
    for (const [index, whole] of segments.entries()) {
      for (let bit = 0; bit < whole.length * 8; bit++) {
        const flipped = segments.map(content => Buffer.from(content));
        flipped[index]![bit >> 3]! ^= 1 << (bit & 7);
        const files = flipped.map(
          (content, at) => [join(JOURNAL, `000000000${at + 1}.jsonl`), content] as const,
        );
        const { records: found, damage } = await read(new MemoryDisk([...NEW_LIBRARY, ...files]));
        if (found.some((record, at) => JSON.stringify(record) !== texts[at]))
          expect.fail(`bit ${bit} of ${index}`);
        if (damage.length === 0) expect.fail(`bit ${bit} of ${index} was not noticed`);
        const isToldOrLast = damage.some(({ kind }) => kind === 'middle') || found.length >= 3;
        if (!isToldOrLast) expect.fail(`bit ${bit} of ${index}: ${found.length} changes, and nothing said`);
      }
    }
  }, 120_000);
});

describe('a disk that fails once, at any call', () => {
  const kinds: FailureKind[] = ['instead', 'after', 'partly'];
  it.each(kinds)(
    '(%s) loses nothing that was acknowledged, and all is written when tried again',
    async kind => {
      let call = 1;
      for (; ; call++) {
        const memory = new MemoryDisk(NEW_LIBRARY);
        const { disk, failed } = failingDisk(memory, call, 'EIO', { kind });
        const writer = openJournal(disk, JOURNAL, { library: LIBRARY, after: 0, segment: 0 });
        for (const [from, to] of [
          [1, 2],
          [3, 3],
          [4, 6],
        ] as const) {
          await writer.append(changeRecords(from, to)).catch(async error => {
            expect(error).toMatchObject({ name: 'HostError' });
            await writer.append(changeRecords(from, to));
          });
          const after = memory.afterPowerCut({ lasts: () => false, keeps: () => ({ bytes: 0 }) });
          expect((await read(after)).records).toEqual(changeRecords(1, to));
          expect((await read(memory)).records).toEqual(changeRecords(1, to));
        }
        await writer.close();
        if (failed() === undefined) break;
      }
      expect(call).toBeGreaterThan(20);
    },
  );

  it('is never read as a shorter journal in silence', async () => {
    const memory = new MemoryDisk(NEW_LIBRARY);
    await work(memory, recordingDisk(memory).log, 3);
    const whole = (await read(memory)).records;
    for (const code of ['EIO', 'EACCES', 'ENOENT']) {
      for (let call = 1; ; call++) {
        const { disk, failed } = failingDisk(memory, call, code);
        const reading = await read(disk).catch(() => undefined);
        if (failed() === undefined) break;
        const isTold = reading === undefined || reading.damage.some(({ kind }) => kind === 'middle');
        if (!isTold) expect(reading.records).toEqual(whole);
      }
    }
  });
});

describe('a power cut', () => {
  let log: DiskLog;
  beforeAll(async () => {
    const recording = recordingDisk(new MemoryDisk(NEW_LIBRARY));
    log = recording.log;
    await work(recording.disk, log, 40);
  });

  it('at any moment, whatever becomes of what was not synced, leaves all that was acknowledged', async () => {
    let states = 0;
    for (const { disk, marks, steps, fate } of crashStates(log.steps, { seed: 1, before: NEW_LIBRARY })) {
      const acknowledged = Number(marks.at(-1) ?? 0);
      await syncJournal(disk, JOURNAL);
      const { records, damage } = await read(disk);
      if (records.length < acknowledged)
        expect.fail(`${fate} after step ${steps}: ${records.length} of ${acknowledged}`);
      if (damage.some(({ kind }) => kind === 'middle')) expect.fail(`${fate} after step ${steps}: damaged`);
      if (records.some(({ seq }, index) => seq !== index + 1))
        expect.fail(`${fate} after step ${steps}: a gap`);
      if (states % 10 === 0) expect((await goOn(disk)).found).toEqual(records);
      states++;
    }

    expect(states).toBeGreaterThan(3_000);
  }, 120_000);

  it('twice in a row leaves what was acknowledged after the first', async () => {
    const fates = { lasts: () => false, keeps: () => ({ bytes: 0 }) };
    for (const { disk, steps } of crashStates(log.steps.slice(0, 60), { seed: 2, before: NEW_LIBRARY })) {
      const { found } = await goOn(disk);
      const { records } = await read(disk.afterPowerCut(fates));
      if (records.length !== found.length + 2) expect.fail(`after step ${steps}: ${records.length}`);
    }
  });
});
