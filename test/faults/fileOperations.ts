import type { Finding } from '../../shared/host/libraryApi.ts';
import { crashStates } from '../support/disks/crashStates.ts';
import type { CrashState } from '../support/disks/crashStates.ts';
import { MemoryDisk } from '../support/disks/memoryDisk.ts';
import { recordingDisk } from '../support/disks/recordingDisk.ts';
import { InventedWork } from './changes.ts';
import { DATA, filesOn, hashesAfter, mustOpen } from './filesOnDisk.ts';
import type { Row, Run } from './row.ts';
import { between, must } from './row.ts';

const APPENDS = 24;
/** What a power cut at its worst leaves: what was synced. */
const LOST = { lasts: () => false, keeps: () => ({ bytes: 0 }) };

/** The power is cut after every single operation on the files, and what was not synced is dropped or torn. */
export const fileOperationsRow: Row = {
  name: 'power-cuts',
  lane: 'processor',
  title: 'every prefix of file operations, unsynced ones dropped or torn',
  cases: { full: 5_000, quick: 1_000 },
  run: cutEverywhere,
};

async function cutEverywhere(run: Run): Promise<number> {
  const { disk, log } = recordingDisk(new MemoryDisk([[DATA, 'folder']]));
  const work = new InventedWork(run.random, 3);
  const sent = [];
  let files = filesOn(disk);
  await files.open('open');
  await files.begin();
  for (let count = 0; count < APPENDS; count++) {
    const changes = work.take(between(run.random, 1, 3));
    sent.push(...changes);
    log.mark(`sent ${work.seq}`);
    // A snapshot is made while changes come in, as ever.
    const snapshot = run.random() < 0.2 ? files.makeSnapshot('request') : undefined;
    await files.append(changes);
    log.mark(`saved ${work.seq}`);
    await snapshot;
    if (run.random() < 0.1) {
      await files.end();
      await files.makeSnapshot('quit');
      await files.close();
      files = filesOn(disk);
      await files.open('open');
      await files.begin();
    }
  }
  await files.close();
  return checkStates(run, crashStates(log.steps, { seed: run.seed, before: [[DATA, 'folder']] }), {
    hashes: hashesAfter(sent),
    next: new InventedWork(run.random, 2),
  });
}

interface Expected {
  readonly hashes: readonly string[];
  /** Makes changes that could come next, whatever came before. */
  readonly next: InventedWork;
}

async function checkStates(run: Run, states: Iterable<CrashState>, expected: Expected): Promise<number> {
  let count = 0;
  for (const state of states) {
    count += 1;
    try {
      await checkState(state, expected, count % 5 === 0 ? 'goes on' : 'looks');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`After ${state.steps} steps, ${state.fate}: ${why}`, { cause: error });
    }
  }
  run.note(`${count} states`);
  return count;
}

async function checkState(
  { disk, marks }: CrashState,
  { hashes, next }: Expected,
  then: 'goes on' | 'looks',
): Promise<void> {
  const last = (word: string): number =>
    Number(marks.findLast(mark => mark.startsWith(word))?.slice(word.length + 1) ?? 0);
  const told: Finding[] = [];
  const files = filesOn(disk, told);
  const limits = { least: last('saved'), most: last('sent') };
  const { seq, damaged, findings } = await mustOpen(files, hashes, limits);
  const complaints = [...findings, ...told].filter(({ kind }) => kind === 'damaged' || kind === 'shrunk');
  must(!damaged && complaints.length === 0, `A power cut is taken for damage: ${complaints[0]?.message}`);
  if (then === 'looks') return files.close();
  // Something is written on top, the power is cut again, and it must be there.
  const change = { ...next.next(), seq: seq + 1 };
  await files.append([change]);
  const after = disk.afterPowerCut(LOST);
  await files.close();
  const again = filesOn(after);
  const { progress } = await again.open('open');
  must(
    progress.seq === seq + 1,
    `What was written after the power cut is lost: ${progress.seq}, not ${seq + 1}.`,
  );
  await again.close();
}
