import { join } from 'node:path';
import { HostError } from '../../shared/host/wire.ts';
import type { Finding } from '../../shared/host/libraryApi.ts';
import type { Change } from '../../shared/library/change.ts';
import type { SnapshotId } from '../../shared/domain/ids.ts';
import { MemoryDisk } from '../support/disks/memoryDisk.ts';
import { InventedWork } from './changes.ts';
import { validLines } from './files.ts';
import { DATA, FOLDERS, filesOn, hashesAfter, mustOpen } from './filesOnDisk.ts';
import type { Row, Run } from './row.ts';
import { between, must, pick } from './row.ts';

const SEGMENTS = 3;
const SNAPSHOTS = 4;
/** The short version cuts at every so many-th byte. */
const STRIDE = 7;

export const damagedFileRows: readonly Row[] = [
  {
    name: 'journal-cuts',
    lane: 'processor',
    title: 'the journal cut at every byte',
    // One run goes through all bytes.
    cases: { full: 1, quick: 1 },
    remark: 'every byte; every 7th in the short version',
    run: cutJournal,
  },
  {
    name: 'snapshot-flips',
    lane: 'processor',
    title: 'single bits of snapshots flipped',
    cases: { full: 1_000, quick: 100 },
    run: flipBits,
  },
];

type Content = ReadonlyMap<string, Buffer | 'folder'>;

/** A library with several segments and snapshots, closed properly. */
async function written(
  run: Run,
  parts: number,
  snapshots: 'with snapshots' | 'without',
): Promise<{ readonly content: Content; readonly sent: readonly Change[] }> {
  const disk = new MemoryDisk([[DATA, 'folder']]);
  const work = new InventedWork(run.random, 1);
  const sent: Change[] = [];
  for (let part = 0; part < parts; part++) {
    const files = filesOn(disk);
    await files.open('open');
    const changes = work.take(4);
    await files.append(changes);
    sent.push(...changes);
    if (snapshots === 'with snapshots') await files.makeSnapshot('request');
    await files.close();
  }
  return { content: disk.content(), sent };
}

async function cutJournal(run: Run): Promise<number> {
  const { content, sent } = await written(run, SEGMENTS, 'without');
  const hashes = hashesAfter(sent);
  const segments = [...content.keys()].filter(path => path.startsWith(`${FOLDERS.journal}/`)).sort();
  must(segments.length === SEGMENTS, `There are ${segments.length} segments.`);
  let count = 0;
  let before = 0;
  for (const segment of segments) {
    const bytes = content.get(segment) as Buffer;
    const isLast = segment === segments.at(-1);
    for (let length = 0; length <= bytes.length; length += run.length === 'full' ? 1 : STRIDE) {
      const cut = bytes.subarray(0, length);
      // The header is a line as well.
      const left = before + Math.max(0, validLines(cut).length - 1);
      const isWhole = left === before + validLines(bytes).length - 1;
      const seq = isLast || !isWhole ? left : sent.length;
      const disk = new MemoryDisk(new Map([...content, [segment, cut]]));
      await mustReach(disk, hashes, seq, isLast || isWhole ? 'no damage' : 'damage').catch(
        (error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          throw new Error(`${segment} cut after ${length} of ${bytes.length} bytes: ${why}`, {
            cause: error,
          });
        },
      );
      count += 1;
    }
    before += validLines(bytes).length - 1;
  }
  return count;
}

/** The longest valid prefix is there, damage is told, the damaged file is kept, and work goes on. */
async function mustReach(
  disk: MemoryDisk,
  hashes: readonly string[],
  seq: number,
  expected: 'damage' | 'no damage',
): Promise<void> {
  const told: Finding[] = [];
  const files = filesOn(disk, told);
  const { damaged, findings } = await mustOpen(files, hashes, { least: seq, most: seq });
  must(damaged === (expected === 'damage'), `This is ${damaged ? '' : 'not '}taken for damage.`);
  const isTold = [...findings, ...told].some(({ kind }) => kind === 'damaged');
  must(isTold === damaged, damaged ? 'The damage is not told.' : 'A torn tail is told.');
  if (damaged) must((await disk.list(FOLDERS.damaged)).length > 0, 'The damaged file was not kept.');
  await files.close();
  const again = filesOn(disk);
  await mustOpen(again, hashes, { least: seq, most: seq });
  await again.close();
}

async function flipBits(run: Run): Promise<number> {
  const { content, sent } = await written(run, SNAPSHOTS, 'with snapshots');
  const hashes = hashesAfter(sent);
  const names = [...content.keys()].filter(path => path.endsWith('.jsonl.gz')).sort();
  must(names.length === SNAPSHOTS, `There are ${names.length} snapshots.`);
  const flips = Math.min(run.wanted, 50);
  for (let count = 0; count < flips; count++) {
    // The newest is the one that matters most.
    const path = run.random() < 0.5 ? names.at(-1)! : pick(run.random, names);
    const bytes = Buffer.from(content.get(path) as Buffer);
    const at = placeIn(run.random, bytes.length);
    const bit = Math.floor(run.random() * 8);
    bytes[at]! ^= 1 << bit;
    const disk = new MemoryDisk(new Map([...content, [path, bytes]]));
    await mustNotice(disk, path, hashes, sent.length).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${path}, bit ${bit} of byte ${at} of ${bytes.length}: ${why}`, { cause: error });
    });
  }
  return flips;
}

/** Any byte, but more often one of gzip's own at the start and the end, which its content's checksums don't cover. */
function placeIn(random: () => number, length: number): number {
  const chance = random();
  if (chance < 0.15) return between(random, 0, 9);
  if (chance < 0.25) return between(random, length - 8, length - 1);
  return between(random, 0, length - 1);
}

async function mustNotice(
  disk: MemoryDisk,
  path: string,
  hashes: readonly string[],
  seq: number,
): Promise<void> {
  const files = filesOn(disk);
  const id = path.slice(FOLDERS.snapshots.length + 1) as SnapshotId;
  const found = await files.place.store.read(id).then(
    () => 'nothing',
    (error: unknown) => error,
  );
  must(
    found instanceof HostError && found.code === 'damagedBackup',
    `The flip is not noticed: ${String(found)}`,
  );
  await mustOpen(files, hashes, { least: seq, most: seq });
  await files.verifyNewest();
  await files.close();
  const again = filesOn(disk);
  await mustOpen(again, hashes, { least: seq, most: seq });
  await again.close();
  const isNewest = id.startsWith(String(seq).padStart(12, '0'));
  if (!isNewest) return;
  const kept = await disk.stat(join(FOLDERS.damaged, id));
  must(kept !== undefined, 'The damaged snapshot is not kept among the damaged files.');
}
