import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Disk } from '../../../../main/lib/disk.ts';
import { MAX_SEGMENT_BYTES } from '../../../../main/services/library/journalFormat.ts';
import { readJournal } from '../../../../main/services/library/journalReader.ts';
import { openJournal } from '../../../../main/services/library/journalWriter.ts';
import type { JournalWriter } from '../../../../main/services/library/types.ts';
import { failure, MemoryDisk } from '../../../support/disks/memoryDisk.ts';
import { recordingDisk } from '../../../support/disks/recordingDisk.ts';
import {
  changeRecord,
  changeRecords,
  DATA,
  JOURNAL,
  LIBRARY,
  NEW_LIBRARY,
} from '../../../support/journals.ts';

const open = (disk: Disk, after = 0, segment = 0): JournalWriter =>
  openJournal(disk, JOURNAL, { library: LIBRARY, after, segment });

/** A disk that fails as told, from one moment to another. */
function troubledDisk(disk: Disk): { disk: Disk; trouble: { code?: string } } {
  const trouble: { code?: string } = {};
  const mayFail = (name: string): void => {
    if (trouble.code !== undefined) throw failure(trouble.code, name);
  };
  return {
    trouble,
    disk: {
      ...bound(disk),
      async create(path) {
        const file = await disk.create(path);
        return {
          ...file,
          append: async bytes => {
            mayFail('append');
            await file.append(bytes);
          },
          sync: async () => {
            mayFail('sync');
            await file.sync();
          },
        };
      },
    },
  };
}

function bound(disk: Disk): Disk {
  return recordingDisk(disk).disk;
}

describe('writing the journal', () => {
  it('touches nothing before the first change', async () => {
    const { disk, log } = recordingDisk(new MemoryDisk(NEW_LIBRARY));
    const writer = open(disk);
    await writer.append([]);
    await writer.close();
    expect(log.steps).toEqual([]);
  });

  it('syncs once for all that came in while the disk was at work', async () => {
    const { disk, log } = recordingDisk(new MemoryDisk(NEW_LIBRARY));
    const writer = open(disk);
    await Promise.all(changeRecords(1, 50).map(record => writer.append([record])));
    expect(log.steps.filter(({ op }) => op === 'sync')).toHaveLength(2);
    expect((await readJournal(disk, JOURNAL, LIBRARY, 0)).records).toEqual(changeRecords(1, 50));
  });

  it('acknowledges in order, each change after its own sync', async () => {
    const memory = new MemoryDisk(NEW_LIBRARY);
    const writer = open(memory);
    const acknowledged: number[] = [];
    await Promise.all(
      changeRecords(1, 20).map(async record => {
        await writer.append([record]);
        acknowledged.push(record.seq);
        const after = memory.afterPowerCut({ lasts: () => false, keeps: () => ({ bytes: 0 }) });
        const { records } = await readJournal(after, JOURNAL, LIBRARY, 0);
        expect(records.length).toBeGreaterThanOrEqual(record.seq);
      }),
    );
    expect(acknowledged).toEqual(changeRecords(1, 20).map(({ seq }) => seq));
  });

  it('refuses a change that does not go on from the last, and goes on with the right one', async () => {
    const disk = new MemoryDisk(NEW_LIBRARY);
    const writer = open(disk);
    await expect(writer.append(changeRecords(2, 3))).rejects.toMatchObject({ code: 'outOfOrder' });
    await writer.append(changeRecords(1, 2));
    await expect(writer.append([changeRecord(2)])).rejects.toMatchObject({ code: 'outOfOrder' });
    await expect(writer.append([changeRecord(3), changeRecord(5)])).rejects.toMatchObject({
      code: 'outOfOrder',
    });
    await writer.append([changeRecord(3)]);
    expect((await readJournal(disk, JOURNAL, LIBRARY, 0)).records).toEqual(changeRecords(1, 3));
  });

  it('begins a new segment past eight megabytes', async () => {
    const disk = new MemoryDisk(NEW_LIBRARY);
    const writer = open(disk);
    await writer.append([changeRecord(1, 'x'.repeat(MAX_SEGMENT_BYTES))]);
    await writer.append(changeRecords(2, 2));
    const { segments } = await readJournal(disk, JOURNAL, LIBRARY, 0);
    expect(segments.map(({ after, last }) => [after, last])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('never takes the name of a segment that is there', async () => {
    const disk = new MemoryDisk([...NEW_LIBRARY, [join(JOURNAL, '0000000003.jsonl'), 'somebody’s']]);
    await open(disk, 0, 2).append(changeRecords(1, 1));
    expect(await disk.list(JOURNAL)).toEqual(['0000000003.jsonl', '0000000004.jsonl']);
    expect(Buffer.from(await disk.read(join(JOURNAL, '0000000003.jsonl'))).toString()).toBe('somebody’s');
  });

  it.each([
    ['ENOSPC', 'diskFull'],
    ['EDQUOT', 'diskFull'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EIO', 'notWritten'],
    ['ENODEV', 'vanished'],
  ])(
    'says of %s what happened, what was kept and what to do; gathers no files; goes on',
    async (code, expected) => {
      const memory = new MemoryDisk(NEW_LIBRARY);
      const { disk, trouble } = troubledDisk(memory);
      const writer = open(disk);
      await writer.append(changeRecords(1, 2));
      trouble.code = code;
      for (let tries = 0; tries < 5; tries++) {
        const error: unknown = await writer.append(changeRecords(3, 4)).catch(reason => reason);
        expect(error).toMatchObject({
          code: expected,
          message: expect.stringMatching(
            /\/data.*What you do is kept in this window.*leave this window open/su,
          ),
        });
      }
      expect(await memory.list(JOURNAL)).toHaveLength(1);
      delete trouble.code;
      await writer.append(changeRecords(3, 4));
      expect((await readJournal(memory, JOURNAL, LIBRARY, 0)).records).toEqual(changeRecords(1, 4));
    },
  );

  it('fails with a change all that wait behind it', async () => {
    const { disk, trouble } = troubledDisk(new MemoryDisk(NEW_LIBRARY));
    const writer = open(disk);
    trouble.code = 'ENOSPC';
    const results = await Promise.allSettled(changeRecords(1, 3).map(record => writer.append([record])));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    delete trouble.code;
    await writer.append(changeRecords(1, 3));
  });

  it('writes nothing more to a file whose sync failed', async () => {
    const { disk, log } = recordingDisk(new MemoryDisk(NEW_LIBRARY));
    const { disk: troubled, trouble } = troubledDisk(disk);
    const writer = open(troubled);
    await writer.append(changeRecords(1, 1));
    const before = log.steps.length;
    trouble.code = 'EIO';
    await writer.append(changeRecords(2, 2)).catch(() => undefined);
    delete trouble.code;
    await writer.append(changeRecords(2, 2));
    const [first] = log.steps.filter(step => step.op === 'create');
    const later = log.steps.slice(before).filter(step => 'inode' in step && step.inode === first?.inode);
    expect(later).toEqual([]);
  });

  it('acknowledges another change under a number whose first bearer failed, and that one is read', async () => {
    const memory = new MemoryDisk(NEW_LIBRARY);
    let failing = true;
    const disk: Disk = {
      ...bound(memory),
      async create(path) {
        const file = await memory.create(path);
        const sync = async (): Promise<void> => {
          await file.sync();
          if (failing && file !== undefined && syncs++ === 1) throw failure('EIO', path);
        };
        return { ...file, sync };
      },
    };
    let syncs = 0;
    const writer = open(disk);
    await writer.append(changeRecords(1, 1));
    await expect(writer.append(changeRecords(2, 3))).rejects.toMatchObject({ code: 'notWritten' });
    failing = false;
    const another = changeRecord(2, 'What another page did');
    await writer.append([another]);
    expect((await readJournal(memory, JOURNAL, LIBRARY, 0)).records).toEqual([changeRecord(1), another]);
  });

  it('does not make a library where its drive was', async () => {
    const disk = new MemoryDisk(NEW_LIBRARY);
    const writer = open(disk);
    await disk.rename(join(DATA, 'library.json'), '/data/elsewhere');
    await expect(writer.append(changeRecords(1, 1))).rejects.toMatchObject({ code: 'vanished' });
    expect(await disk.list(DATA)).toEqual(['elsewhere']);
    await disk.rename('/data/elsewhere', join(DATA, 'library.json'));
    await writer.append(changeRecords(1, 1));
  });

  it('does not acknowledge what went into a file that is no longer found', async () => {
    const disk = new MemoryDisk(NEW_LIBRARY);
    const writer = open(disk);
    await writer.append(changeRecords(1, 1));
    const path = join(JOURNAL, '0000000001.jsonl');
    const whole = await disk.read(path);
    await disk.remove(path);
    await (await disk.create(path)).append(whole);
    await expect(writer.append(changeRecords(2, 2))).rejects.toMatchObject({ code: 'vanished' });
    await writer.append(changeRecords(2, 2));
    expect((await readJournal(disk, JOURNAL, LIBRARY, 0)).records).toEqual(changeRecords(1, 2));
  });

  it('removes nothing of another library that stands in its place', async () => {
    const disk = new MemoryDisk(NEW_LIBRARY);
    const writer = open(disk);
    const other = JSON.stringify({ pandect: 'library', version: 1, library: 'f'.repeat(32) });
    await disk.remove(join(DATA, 'library.json'));
    await (await disk.create(join(DATA, 'library.json'))).append(Buffer.from(other));
    const before = disk.content();
    await expect(writer.append(changeRecords(1, 1))).rejects.toMatchObject({ code: 'vanished' });
    expect(disk.content()).toEqual(before);
  });

  it('refuses what comes after it was closed', async () => {
    const writer = open(new MemoryDisk(NEW_LIBRARY));
    await writer.close();
    await expect(writer.append(changeRecords(1, 1))).rejects.toMatchObject({ code: 'notTheWriter' });
  });
});
