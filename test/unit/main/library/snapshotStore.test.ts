import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { Finding } from '../../../../shared/host/libraryApi.ts';
import type { Disk } from '../../../../main/lib/disk.ts';
import { nodeDisk } from '../../../../main/lib/nodeDisk.ts';
import { libraryFolders } from '../../../../main/paths.ts';
import { createSnapshotStore } from '../../../../main/services/library/snapshotStore.ts';
import { crashStates } from '../../../support/disks/crashStates.ts';
import { MemoryDisk } from '../../../support/disks/memoryDisk.ts';
import { recordingDisk } from '../../../support/disks/recordingDisk.ts';
import { anyCommands } from '../../library/invented.ts';
import { contentOf, imageAfter, imageOfPapers, inFolder, NOON } from './snapshotTools.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('A snapshot that was written', () => {
  test('is read back as it was', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      await fc.assert(
        fc.asyncProperty(anyCommands, async commands => {
          const content = contentOf(imageAfter(commands));
          const { id } = await store.write(content, 'snapshot');
          expect(await store.read(id)).toStrictEqual(content);
        }),
        { numRuns: 25 },
      );
    });
  });

  test('is named and listed by what it holds', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const made = await store.write(
        contentOf(imageOfPapers(3), { name: 'mine.jsonl.gz', reason: 'backup' }),
        'aside',
      );
      expect(made.id).toMatch(/^000000000007-20260601T120000Z-[0-9a-f]{16}\.jsonl\.gz$/u);
      expect(made).toMatchObject({
        kind: 'aside',
        seq: 7,
        at: NOON,
        reason: 'backup',
        name: 'mine.jsonl.gz',
      });
      expect(made.counts).toMatchObject({ papers: 3, digests: 1, citationKeys: 3 });
      expect(await createSnapshotStore(nodeDisk, folders).list()).toEqual([made]);
      const { mode, size } = await stat(join(folders.aside, made.id));
      expect([mode & 0o777, size]).toEqual([0o600, made.bytes]);
    });
  });

  test('is plain lines of JSON to zcat, the same bytes on every system', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const { id } = await store.write(contentOf(imageOfPapers(2)), 'snapshot');
      const file = await readFile(join(folders.snapshots, id));
      expect([...file.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
      const lines = gunzipSync(file).toString().trimEnd().split('\n');
      expect(lines.map(line => Object.keys(JSON.parse(line) as object)[0])).toEqual([
        'pandect',
        ...Array.from({ length: lines.length - 2 }, () => 't'),
        'end',
      ]);
    });
  });

  test('is listed newest first by seq, whatever the clock said', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const image = imageOfPapers(1);
      for (const [seq, at] of [
        [2, NOON],
        [3, NOON - 3_650 * DAY],
        [1, NOON + DAY],
      ] as const) {
        await store.write(contentOf(image, { seq, at }), 'snapshot');
      }
      expect((await store.list()).map(({ seq }) => seq)).toEqual([3, 2, 1]);
    });
  });
});

describe('A damaged snapshot', () => {
  test('is told from a good one by any single bit', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const { id } = await store.write(contentOf(imageOfPapers(4)), 'snapshot');
      const path = join(folders.snapshots, id);
      const good = await readFile(path);
      for (let flip = 0; flip < 1_000; flip++) {
        const bit = Math.floor((flip * good.length * 8) / 1_000);
        const bad = Buffer.from(good);
        bad[bit >> 3]! ^= 1 << (bit & 7);
        await writeFile(path, bad);
        await expect(store.read(id)).rejects.toMatchObject({
          code: 'damagedBackup',
        });
      }
      await writeFile(path, good);
      expect((await store.read(id)).image.papers.size).toBe(4);
    });
  });

  test('is told wherever it was cut off', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const { id } = await store.write(contentOf(imageOfPapers(4)), 'snapshot');
      const path = join(folders.snapshots, id);
      const { size } = await stat(path);
      for (let length = size - 1; length >= 0; length -= Math.ceil(length / 60) || 1) {
        await truncate(path, length);
        await expect(store.read(id)).rejects.toMatchObject({ code: 'damagedBackup' });
      }
      const [listed] = await store.list();
      expect(listed).toMatchObject({ id, seq: 7, at: NOON, damaged: true });
    });
  });

  test('with something after its end is told too', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const { id } = await store.write(contentOf(imageOfPapers(1)), 'snapshot');
      await writeFile(join(folders.snapshots, id), 'more', { flag: 'a' });
      await expect(store.read(id)).rejects.toThrow(/is damaged.*as they were.*check the disk/u);
    });
  });

  test('is one that the disk can’t read, but not one whose disk is not there', async () => {
    await inFolder(async folders => {
      const { id } = await createSnapshotStore(nodeDisk, folders).write(
        contentOf(imageOfPapers(1)),
        'snapshot',
      );
      const failing = (code: string): Disk => ({
        ...nodeDisk,
        // eslint-disable-next-line require-yield -- fails where a portion would come
        async *readPortions() {
          throw Object.assign(new Error('no'), { code });
        },
      });
      const unreadable = createSnapshotStore(failing('EIO'), folders);
      await expect(unreadable.read(id)).rejects.toMatchObject({ code: 'damagedBackup' });
      expect(await unreadable.list()).toMatchObject([{ id, damaged: true }]);
      const gone = createSnapshotStore(failing('ENODEV'), folders);
      await expect(gone.read(id)).rejects.toMatchObject({ code: 'ENODEV' });
      await expect(gone.list()).rejects.toMatchObject({ code: 'ENODEV' });
    });
  });

  test('is listed as damaged once it was read, and kept when it is set aside', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const { id } = await store.write(contentOf(imageOfPapers(1)), 'snapshot');
      const path = join(folders.snapshots, id);
      const bad = await readFile(path);
      bad[bad.length - 1]! ^= 1;
      await writeFile(path, bad);
      await store.read(id).catch(() => undefined);
      expect((await store.list())[0]).toMatchObject({ damaged: true });
      await store.setAside(id);
      await store.setAside(id);
      expect(await store.list()).toEqual([]);
      expect(await readFile(join(folders.damaged, id))).toEqual(bad);
    });
  });
});

describe('A power cut while snapshots are written and pruned', () => {
  test('leaves every one that was made and not pruned, and nothing half-made among them', async () => {
    const folders = libraryFolders('/library');
    const { disk, log } = recordingDisk(new MemoryDisk([['/library', 'folder']]));
    const store = createSnapshotStore(disk, folders);
    for (let seq = 1; seq <= 13; seq++) {
      await store.write(contentOf(imageOfPapers(2), { seq }), 'snapshot');
      log.mark(`${seq}`);
    }
    let states = 0;
    for (const { disk: found, marks } of crashStates(log.steps, {
      seed: 7,
      before: [['/library', 'folder']],
    })) {
      states += 1;
      const after = createSnapshotStore(found, folders);
      const good: number[] = [];
      for (const { id, seq } of await after.list()) {
        expect((await after.read(id)).image.papers.size).toBe(2);
        good.push(seq);
      }
      const made = Number(marks.at(-1) ?? 0);
      for (let seq = Math.max(1, made - 8); seq <= made; seq++) expect(good).toContain(seq);
    }
    expect(states).toBeGreaterThan(300);
  });
});

describe('Names that are not snapshots', () => {
  test('are passed over in the list and never lead out of the folder', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const { id } = await store.write(contentOf(imageOfPapers(1)), 'snapshot');
      await writeFile(join(folders.snapshots, 'notes.txt'), 'mine');
      await writeFile(join(folders.snapshots, `${id}.bak`), 'mine');
      expect((await store.list()).map(info => info.id)).toEqual([id]);
      for (const name of ['../library.json', 'notes.txt', '', `../snapshots/${id}`]) {
        await expect(store.read(name as typeof id)).rejects.toMatchObject({ code: 'notFound' });
        await store.remove(name as typeof id);
      }
      expect((await readdir(folders.snapshots)).sort()).toEqual([id, `${id}.bak`, 'notes.txt']);
    });
  });
});

describe('Writing', () => {
  test('leaves nothing behind when the disk fails at any step', async () => {
    const operations = ['create', 'append', 'sync', 'close', 'rename', 'makeFolder'];
    for (const failing of operations) {
      await inFolder(async folders => {
        const good = createSnapshotStore(nodeDisk, folders);
        if (failing !== 'makeFolder') await good.write(contentOf(imageOfPapers(1)), 'snapshot');
        const before = await good.list();
        const store = createSnapshotStore(failingDisk(failing), folders);
        const written = store.write(contentOf(imageOfPapers(2), { seq: 8 }), 'snapshot');
        await expect(written).rejects.toMatchObject({ code: 'ENOSPC' });
        expect(await good.list()).toEqual(before);
        expect(await nodeDisk.list(folders.snapshots)).toEqual(before.map(({ id }) => id));
      });
    }
  });

  test('removes what an earlier process left half-written', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      await store.write(contentOf(imageOfPapers(1)), 'snapshot');
      await writeFile(join(folders.snapshots, '.writing-0123456789abcdef.tmp'), 'half');
      await store.write(contentOf(imageOfPapers(1), { seq: 8 }), 'snapshot');
      expect(await readdir(folders.snapshots)).toHaveLength(2);
    });
  });

  test('sets a file aside that can’t be read back, and prunes nothing', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      for (let seq = 1; seq <= 10; seq++) await store.write(contentOf(imageOfPapers(1), { seq }), 'snapshot');
      const forgetful: Disk = {
        ...nodeDisk,
        create: async path => {
          const file = await nodeDisk.create(path);
          return {
            ...file,
            append: bytes => file.append(bytes.map((byte, at) => (at === 30 ? byte ^ 4 : byte))),
          };
        },
      };
      const written = createSnapshotStore(forgetful, folders).write(
        contentOf(imageOfPapers(1), { seq: 11 }),
        'snapshot',
      );
      await expect(written).rejects.toMatchObject({ code: 'notWritten' });
      expect(await store.list()).toHaveLength(10);
      expect(await readdir(folders.damaged)).toHaveLength(1);
    });
  });

  test('keeps the ten newest of one day, and nothing of another library is touched', async () => {
    await inFolder(async folders => {
      const store = createSnapshotStore(nodeDisk, folders);
      const other = 'b2'.repeat(16) as LibraryId;
      await store.write(contentOf(imageOfPapers(1), { seq: 1, library: other }), 'snapshot');
      for (let seq = 2; seq <= 14; seq++) await store.write(contentOf(imageOfPapers(1), { seq }), 'snapshot');
      expect((await store.list()).map(({ seq }) => seq)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 1]);
    });
  });

  test('prunes nothing and tells once when the library shrank without its user', async () => {
    await inFolder(async folders => {
      const findings: Finding[] = [];
      const store = createSnapshotStore(nodeDisk, folders, { tell: finding => findings.push(finding) });
      for (let seq = 1; seq <= 10; seq++) await store.write(contentOf(imageOfPapers(5), { seq }), 'snapshot');
      for (let seq = 11; seq <= 22; seq++)
        await store.write(contentOf(imageOfPapers(2), { seq }), 'snapshot');
      expect(await store.list()).toHaveLength(22);
      expect(findings.map(({ kind }) => kind)).toEqual(['shrunk']);
      expect(findings[0]!.message).toContain('3 papers');
    });
  });
});

/** A disk on which one kind of operation fails. */
function failingDisk(operation: string): Disk {
  const fail = async (): Promise<never> => {
    throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
  };
  if (operation in nodeDisk && operation !== 'create') return { ...nodeDisk, [operation]: fail };
  return {
    ...nodeDisk,
    create: async path => {
      if (operation === 'create') return fail();
      const file = await nodeDisk.create(path);
      return { ...file, [operation]: operation === 'close' ? () => file.close().then(fail) : fail };
    },
  };
}
