import { join } from 'node:path';
import { LOCK_FILE } from '../../main/services/library/lockFile.ts';
import { HostError } from '../../shared/host/wire.ts';
import type { Change } from '../../shared/library/change.ts';
import { failingDisk } from '../support/disks/failingDisk.ts';
import type { FailingDisk, FailureKind } from '../support/disks/failingDisk.ts';
import { MemoryDisk } from '../support/disks/memoryDisk.ts';
import { InventedWork } from './changes.ts';
import { DATA, FOLDERS, filesOn, hashesAfter, mustOpen } from './filesOnDisk.ts';
import type { Row, Run } from './row.ts';
import { must } from './row.ts';
import { seededRandom } from '../support/inventedDumps.ts';

const CODES = ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT'];
const KINDS: readonly FailureKind[] = ['instead', 'after', 'partly'];
const TRIES = 4;
/** What a power cut at its worst leaves: what was synced. */
const LOST = { lasts: () => false, keeps: () => ({ bytes: 0 }) };

/** Every call to the disk fails once, one after the other, in a session that opens, writes, makes snapshots and ends. */
export const failingCallsRow: Row = {
  name: 'failing-calls',
  lane: 'processor',
  title: 'an error at every disk call',
  // One run goes through all calls.
  cases: { full: 1, quick: 1 },
  remark: 'every call',
  async run(run) {
    const calls = await session(run, disk => failingDisk(disk, Infinity, 'EIO'));
    let count = 0;
    for (const kind of run.length === 'full' ? KINDS : (['instead'] as const)) {
      for (let nth = 1; nth <= calls; nth++) {
        const code = CODES[(nth + run.seed) % CODES.length]!;
        await session(run, disk => failingDisk(disk, nth, code, { kind })).catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          throw new Error(`Call ${nth} of ${calls} fails (${code}, ${kind}): ${why}`, { cause: error });
        });
        count += 1;
      }
    }
    return count;
  },
};

/** What a user does in a while, each step tried again when it fails. Gives how many calls to the disk it took. */
async function session(run: Run, fail: (disk: MemoryDisk) => FailingDisk): Promise<number> {
  const memory = new MemoryDisk([[DATA, 'folder']]);
  const failing = fail(memory);
  const work = new InventedWork(seededRandom(run.seed), 2);
  const sent: Change[] = [];
  let files = filesOn(failing.disk);
  const write = async (): Promise<void> => {
    const changes = work.take(2);
    sent.push(...changes);
    const failedBefore = failing.failed();
    await again(() => files.append(changes));
    // The very call that failed was part of it: now it counts as saved, and must be there should the power fail.
    if (failing.failed() !== failedBefore) await mustHold(memory.afterPowerCut(LOST), sent);
  };
  for (let day = 0; day < 2; day++) {
    await again(() => files.open('open'));
    await files.begin();
    await write();
    await again(() => files.makeSnapshot('request'));
    await write();
    await again(() => files.makeSnapshot('quit'));
    await files.end();
    await files.close();
    files = filesOn(failing.disk);
  }
  const calls = failing.calls();
  failing.heal();
  // One that the disk could not read is kept among the damaged files.
  const found = [...(await memory.list(FOLDERS.snapshots)), ...(await memory.list(FOLDERS.damaged))];
  const kept = found.filter(name => name.endsWith('.jsonl.gz'));
  must(kept.length >= 4, `“${failing.failed()}” fails, and of 4 snapshots ${kept.length} are kept.`);
  await mustHold(memory.afterPowerCut(LOST), sent);
  await mustHold(memory, sent);
  return calls;
}

async function mustHold(disk: MemoryDisk, sent: readonly Change[]): Promise<void> {
  const found = filesOn(await withoutLock(disk));
  await mustOpen(found, hashesAfter(sent), { least: sent.length, most: sent.length });
  await found.close();
}

/** The lock of a session that goes on in this process would hold up whoever looks at a copy of its disk. */
async function withoutLock(disk: MemoryDisk): Promise<MemoryDisk> {
  await disk.remove(join(DATA, LOCK_FILE));
  return disk;
}

/** Does it until it works. What fails must say so in words that a user is shown. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await work();
    } catch (error) {
      must(error instanceof HostError, `The trouble is not told in words: ${String(error)}`);
      must(error.code !== 'internal' && error.message.length > 20, `This says nothing: ${error.message}`);
      if (left === 0) throw error;
    }
  }
}
