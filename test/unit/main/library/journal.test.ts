import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { Disk } from '../../../../main/lib/disk.ts';
import { nodeDisk } from '../../../../main/lib/nodeDisk.ts';
import { encodeHeader, encodeLine, encodeRecord } from '../../../../main/services/library/journalFormat.ts';
import { readJournal, removeSegments } from '../../../../main/services/library/journalReader.ts';
import { openJournal } from '../../../../main/services/library/journalWriter.ts';
import { MemoryDisk } from '../../../support/disks/memoryDisk.ts';
import {
  changeRecord,
  changeRecords,
  JOURNAL,
  LIBRARY,
  LIBRARY_JSON,
  NEW_LIBRARY,
} from '../../../support/journals.ts';

const header = (segment: number, after: number): Buffer => encodeHeader({ library: LIBRARY, segment, after });
const lines = (from: number, to: number): Buffer => Buffer.concat(changeRecords(from, to).map(encodeRecord));
const name = (segment: number): string => `${String(segment).padStart(10, '0')}.jsonl`;

/** A disk with the given segments, numbered from 1. */
function diskWith(...segments: readonly (readonly Uint8Array[])[]): MemoryDisk {
  return new MemoryDisk([
    ...NEW_LIBRARY,
    ...segments.map((parts, index) => [join(JOURNAL, name(index + 1)), Buffer.concat(parts)] as const),
  ]);
}

describe('the journal on this machine’s disk', () => {
  let data: string;
  let folder: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'pandect-journal-'));
    folder = join(data, 'journal');
    await writeFile(join(data, 'library.json'), LIBRARY_JSON);
  });
  afterEach(() => rm(data, { recursive: true }));

  it('gives back what was appended, by several writers one after the other', async () => {
    const first = openJournal(nodeDisk, folder, { library: LIBRARY, after: 0, segment: 0 });
    await Promise.all([first.append(changeRecords(1, 1)), first.append(changeRecords(2, 3))]);
    await first.append(changeRecords(4, 4));
    await first.close();
    const { lastSegment } = await readJournal(nodeDisk, folder, LIBRARY, 0);
    const second = openJournal(nodeDisk, folder, { library: LIBRARY, after: 4, segment: lastSegment });
    await second.append(changeRecords(5, 5));
    await second.close();
    expect(await readJournal(nodeDisk, folder, LIBRARY, 2)).toEqual({
      records: changeRecords(3, 5),
      bytes: changeRecords(3, 5).reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)), 0),
      damage: [],
      segments: [
        { file: name(1), after: 0, last: 4 },
        { file: name(2), after: 4, last: 5 },
      ],
      lastSegment: 2,
    });
  });

  it('is readable by its owner alone', { skip: process.platform === 'win32' }, async () => {
    const writer = openJournal(nodeDisk, folder, { library: LIBRARY, after: 0, segment: 0 });
    await writer.append(changeRecords(1, 1));
    await writer.close();
    const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    expect([await modeOf(folder), await modeOf(join(folder, name(1)))]).toEqual([0o700, 0o600]);
  });

  it('takes a change as large as an import of tens of thousands of papers', async () => {
    const large = changeRecord(1, 'A long text. '.repeat(3_000_000));
    const writer = openJournal(nodeDisk, folder, { library: LIBRARY, after: 0, segment: 0 });
    await writer.append([large]);
    await writer.append(changeRecords(2, 2));
    await writer.close();
    const { records, segments } = await readJournal(nodeDisk, folder, LIBRARY, 0);
    expect(records).toEqual([large, changeRecord(2)]);
    expect(segments).toHaveLength(2);
  });

  it('gives up on a gigabyte of zeros where no line can be that long', async () => {
    await nodeDisk.makeFolder(folder);
    await writeFile(join(folder, name(1)), Buffer.concat([header(1, 0), lines(1, 2)]));
    await writeFile(join(folder, name(2)), '');
    await truncate(join(folder, name(2)), 1024 ** 3);
    let bytesRead = 0;
    const disk: Disk = {
      ...nodeDisk,
      async *readPortions(path) {
        for await (const portion of nodeDisk.readPortions(path)) {
          bytesRead += portion.length;
          yield portion;
        }
      },
    };
    const { records, damage } = await readJournal(disk, folder, LIBRARY, 0);
    expect(bytesRead).toBeLessThan(300 * 1024 ** 2);
    expect(records).toEqual(changeRecords(1, 2));
    expect(damage).toEqual([{ file: name(2), offset: 0, kind: 'tail' }]);
  });
});

describe('reading a journal', () => {
  const read = (disk: MemoryDisk, after = 0): ReturnType<typeof readJournal> =>
    readJournal(disk, JOURNAL, LIBRARY, after);

  it('finds nothing in a folder that is not there', async () => {
    const nothing = { records: [], damage: [], bytes: 0, segments: [], lastSegment: 0 };
    expect(await read(new MemoryDisk(NEW_LIBRARY))).toEqual(nothing);
  });

  it('passes over a torn tail that a later segment joins', async () => {
    const torn = lines(4, 4).subarray(0, 50);
    const reading = await read(diskWith([header(1, 0), lines(1, 3), torn], [header(2, 3), lines(4, 5)]));
    expect(reading.records).toEqual(changeRecords(1, 5));
    const offset = header(1, 0).length + lines(1, 3).length;
    expect(reading.damage).toEqual([{ file: name(1), offset, kind: 'tail' }]);
  });

  it('passes over a change that was written again', async () => {
    const reading = await read(diskWith([header(1, 0), lines(1, 4)], [header(2, 3), lines(4, 5)]));
    expect(reading).toMatchObject({ records: changeRecords(1, 5), damage: [] });
  });

  it('takes the later of two different changes with one number: the first was never acknowledged', async () => {
    const another = changeRecord(4, 'Another change 4');
    const disk = diskWith([header(1, 0), lines(1, 6)], [header(2, 3), encodeRecord(another)]);
    expect(await read(disk)).toMatchObject({ records: [...changeRecords(1, 3), another], damage: [] });
    expect(await read(disk, 4)).toMatchObject({ records: [], damage: [] });
  });

  it('stops before a damaged change that others follow', async () => {
    const damaged = lines(3, 3);
    damaged[60]! ^= 1;
    const reading = await read(
      diskWith([header(1, 0), lines(1, 2), damaged, lines(4, 5)], [header(2, 5), lines(6, 6)]),
    );
    const offset = header(1, 0).length + lines(1, 2).length;
    expect(reading.records).toEqual(changeRecords(1, 2));
    expect(reading.damage).toEqual([{ file: name(1), offset, kind: 'middle' }]);
    expect(reading.lastSegment).toBe(2);
  });

  it('stops where a segment is missing', async () => {
    const disk = diskWith(
      [header(1, 0), lines(1, 2)],
      [header(2, 2), lines(3, 4)],
      [header(3, 4), lines(5, 5)],
    );
    await disk.remove(join(JOURNAL, name(2)));
    const { records, damage } = await read(disk);
    expect(records).toEqual(changeRecords(1, 2));
    expect(damage).toEqual([{ file: name(3), offset: 0, kind: 'middle' }]);
  });

  it('tells that it does not reach back', async () => {
    const reading = await read(diskWith([header(1, 7), lines(8, 9)]), 3);
    expect(reading.records).toEqual([]);
    expect(reading.damage).toEqual([{ file: name(1), offset: 0, kind: 'middle' }]);
  });

  it('does not mind damage in what a snapshot holds', async () => {
    const damaged = lines(2, 2);
    damaged[60]! ^= 1;
    const disk = diskWith([header(1, 0), lines(1, 1), damaged, lines(3, 4)]);
    expect((await read(disk, 1)).damage).toMatchObject([{ kind: 'middle' }]);
    expect((await read(disk, 2)).records).toEqual(changeRecords(3, 4));
  });

  it('goes on where a later start went on from the last change before the damage', async () => {
    const damaged = lines(3, 3);
    damaged[60]! ^= 1;
    const again = changeRecord(3, 'Another change 3');
    const disk = diskWith(
      [header(1, 0), lines(1, 2), damaged, lines(4, 5)],
      [header(2, 2), encodeRecord(again)],
    );
    expect((await read(disk)).records).toEqual([...changeRecords(1, 2), again]);
  });

  it('takes the changes of a segment whose header is damaged, if they join', async () => {
    const damaged = header(2, 2);
    damaged[30]! ^= 1;
    const disk = diskWith([header(1, 0), lines(1, 2)], [damaged, lines(3, 4)]);
    expect((await read(disk)).records).toEqual(changeRecords(1, 4));
  });

  it('never takes a whole line that it does not understand for a torn one', async () => {
    const strange = encodeLine(JSON.stringify({ ...changeRecord(2), name: 'paintItBlack' }));
    expect((await read(diskWith([header(1, 0), lines(1, 1), strange]))).damage).toMatchObject([
      { kind: 'middle' },
    ]);
    const unstamped = encodeLine(JSON.stringify({ ...changeRecord(2), clock: 'noon' }));
    expect((await read(diskWith([header(1, 0), lines(1, 1), unstamped]))).damage).toMatchObject([
      { kind: 'middle' },
    ]);
  });

  it('refuses the journal of a newer Pandect, and another library’s', async () => {
    const newer = encodeLine(JSON.stringify({ pandect: 'journal', version: 2, all: 'different' }));
    await expect(read(diskWith([header(1, 0)], [newer]))).rejects.toMatchObject({ code: 'newerLibrary' });
    const foreign = encodeHeader({ library: 'f'.repeat(32) as LibraryId, segment: 1, after: 0 });
    await expect(read(diskWith([foreign, lines(1, 1)]))).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('passes over files with foreign names', async () => {
    const disk = new MemoryDisk([
      ...NEW_LIBRARY,
      [join(JOURNAL, name(1)), Buffer.concat([header(1, 0), lines(1, 1)])],
      [join(JOURNAL, '0000000002 (conflict).jsonl'), Buffer.concat([header(2, 0), lines(1, 1)])],
    ]);
    expect(await read(disk)).toMatchObject({ records: changeRecords(1, 1), lastSegment: 1 });
  });

  it('reads what is left when segments are removed as it begins', async () => {
    const disk = diskWith(
      [header(1, 0), lines(1, 2)],
      [header(2, 2), lines(3, 4)],
      [header(3, 4), lines(5, 6)],
    );
    let isListed = false;
    const pruned: Disk = {
      list: async folder => {
        const names = await disk.list(folder);
        if (!isListed) await removeSegments(disk, JOURNAL, LIBRARY, 4);
        isListed = true;
        return names;
      },
      stat: path => disk.stat(path),
      readPortions: path => disk.readPortions(path),
    } as Partial<Disk> as Disk;
    const { records, segments } = await readJournal(pruned, JOURNAL, LIBRARY, 4);
    expect(records).toEqual(changeRecords(5, 6));
    expect(segments).toHaveLength(1);
  });

  it('removes only segments that a snapshot covers wholly, never the newest', async () => {
    const disk = diskWith(
      [header(1, 0), lines(1, 4)],
      [header(2, 4), lines(5, 8)],
      [header(3, 8), lines(9, 9)],
    );
    expect(await removeSegments(disk, JOURNAL, LIBRARY, 7)).toEqual([name(1)]);
    expect((await read(disk, 7)).records).toEqual(changeRecords(8, 9));
    expect(await removeSegments(disk, JOURNAL, LIBRARY, 100)).toEqual([name(2)]);
    expect(await disk.list(JOURNAL)).toEqual([name(3)]);
  });
});
