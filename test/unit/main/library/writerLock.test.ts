import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk } from '../../../../main/lib/nodeDisk.ts';
import { encodeLock, type LockContent } from '../../../../main/services/library/lockFile.ts';
import { thisProcess } from '../../../../main/services/library/processes.ts';
import {
  acquireWriterLock,
  type LockAnswer,
  type LockOwner,
  type WriterLock,
} from '../../../../main/services/library/writerLock.ts';
import type { DeviceId } from '../../../../shared/domain/ids.ts';
import { failingDisk, type FailureKind } from '../../../support/disks/failingDisk.ts';
import { LIBRARY_JSON } from '../../../support/journals.ts';
import { buildLockHolder, LockHolder } from '../../../support/lockHolders.ts';

const DEVICE = 'd'.repeat(32) as DeviceId;
const OTHER_DEVICE = 'e'.repeat(32);
const owner: LockOwner = { device: DEVICE, machine: 'desk', kind: 'electron', clock: Date.now };
/** Other systems don't tell one start of the system from another, nor a container from its host. */
const onLinux = it.skipIf(process.platform !== 'linux');
const DAY_MS = 24 * 60 * 60 * 1000;

let program: string;
let programs: string;
let data: string;
let holders: LockHolder[];

beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'pandect-programs-'));
  program = await buildLockHolder(programs);
}, 60_000);
afterAll(() => rm(programs, { recursive: true }));
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'pandect-lock-'));
  await writeFile(join(data, 'library.json'), LIBRARY_JSON);
  holders = [];
});
afterEach(async () => {
  await Promise.all(holders.map(holder => holder.kill()));
  await rm(data, { recursive: true });
});

async function holder(...args: string[]): Promise<LockHolder> {
  const started = await LockHolder.start(program, data, ...args);
  holders.push(started);
  return started;
}

function acquired(answer: LockAnswer): WriterLock {
  if (answer.kind === 'held') throw new Error(`Held by ${answer.holder.name}`);
  return answer.lock;
}

const take = (by: Partial<LockOwner> = {}, access?: 'takeOver'): Promise<LockAnswer> =>
  acquireWriterLock(nodeDisk, data, { ...owner, ...by }, access);

async function leaveLock(content: Partial<LockContent>): Promise<void> {
  const process = await thisProcess();
  const whole = {
    process,
    device: DEVICE,
    machine: 'desk',
    kind: 'electron',
    since: 0,
    nonce: '0'.repeat(16),
  };
  await writeFile(join(data, 'writer.lock'), encodeLock({ ...whole, ...content }));
}

const locksLeft = async (): Promise<string[]> =>
  (await readdir(data)).filter(name => name.startsWith('writer.lock'));

describe('the writer’s lock', () => {
  it('is free in a new folder, held until it is released, and leaves nothing behind', async () => {
    const answer = await take();
    expect(answer).toMatchObject({ kind: 'acquired', previous: 'none' });
    await acquired(answer).verify();
    expect(await locksLeft()).toEqual(['writer.lock']);
    await acquired(answer).release();
    expect(await locksLeft()).toEqual([]);
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'none' });
  });

  it('is not given twice by one process', async () => {
    const { lock } = (await take()) as Extract<LockAnswer, { kind: 'acquired' }>;
    const name = `Pandect (process ${process.pid})`;
    expect(await take()).toMatchObject({
      kind: 'held',
      holder: { kind: 'process', name, canTakeOver: false },
    });
    await lock.verify();
  });

  it('of a living process is never given away, whoever asks', async () => {
    const other = await holder();
    await other.take();
    const expected = { kind: 'held', holder: { kind: 'process', name: `Pandect (process ${other.pid})` } };
    expect(await take()).toMatchObject(expected);
    expect(await take({}, 'takeOver')).toMatchObject(expected);
    await other.release();
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'none' });
  });

  it('of a killed process is taken over', async () => {
    const other = await holder();
    await other.take();
    await other.kill();
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'unclean' });
    expect(await locksLeft()).toEqual(['writer.lock']);
  });

  it('is not mistaken for alive when a later process has the dead one’s number', async () => {
    await leaveLock({ process: { ...(await thisProcess()), started: '1' } });
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'unclean' });
  });

  onLinux('is free after the machine was started again, whatever runs under the number', async () => {
    await leaveLock({ process: { ...(await thisProcess()), boot: 'an earlier start' } });
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'unclean' });
  });

  it('that this very process left behind after a failure is free', async () => {
    await leaveLock({});
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'unclean' });
  });

  it.each([
    ['another machine', { device: OTHER_DEVICE as DeviceId, machine: 'lap\u202etop' }],
    ['another machine with the same home', { machine: 'lap\u202etop', boot: 'another' }],
  ])('of %s is only taken over on demand', async (_, { boot, ...content }: Record<string, string>) => {
    const process = {
      ...(await thisProcess()),
      pid: 999_999,
      ...(boot && { boot }),
    };
    await leaveLock({ process, ...(content as Partial<LockContent>) });
    const name = 'Pandect on “laptop”';
    expect(await take()).toMatchObject({
      kind: 'held',
      holder: { kind: 'machine', name, canTakeOver: true },
    });
    expect(await take({}, 'takeOver')).toMatchObject({ kind: 'acquired', previous: 'unclean' });
  });

  onLinux('of a container with process numbers of its own is only taken over on demand', async () => {
    await leaveLock({ process: { ...(await thisProcess()), pid: 999_999, space: 'pid:[1]' } });
    expect(await take()).toMatchObject({ kind: 'held', holder: { kind: 'machine', canTakeOver: true } });
    expect(await take({}, 'takeOver')).toMatchObject({ kind: 'acquired', previous: 'unclean' });
  });

  it('tells its holder, before it writes, that another machine has taken it over', async () => {
    const first = acquired(await take());
    const second = acquired(await take({ device: OTHER_DEVICE as DeviceId, machine: 'laptop' }, 'takeOver'));
    await expect(first.verify()).rejects.toMatchObject({ code: 'notTheWriter' });
    await first.release();
    await second.verify();
  });

  it.each([
    ['empty', ''],
    ['cut short', '{"pandect":"lock","version":1,"process":{"pid":1'],
    ['of another kind', '{"pid":1}'],
  ])('that is %s is taken over after a moment, and a holder that lives stops', async (_, content) => {
    const before = acquired(await take());
    await writeFile(join(data, 'writer.lock'), content);
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'unclean' });
    await expect(before.verify()).rejects.toMatchObject({ code: 'notTheWriter' });
  });

  it('tells a removed lock from a removed drive', async () => {
    const lock = acquired(await take());
    await rm(join(data, 'writer.lock'));
    await expect(lock.verify()).rejects.toMatchObject({ code: 'notTheWriter' });
    await rm(join(data, 'library.json'));
    await expect(lock.verify()).rejects.toMatchObject({ code: 'vanished' });
  });

  it.each([
    ['a day behind', -DAY_MS],
    ['ten years behind', -3652 * DAY_MS],
    ['ten years ahead', 3652 * DAY_MS],
  ])('goes by no clock: one that is %s changes nothing', async (_, offMs) => {
    const off = { clock: () => Date.now() + offMs };
    const other = await holder();
    await other.take();
    expect(await take(off)).toMatchObject({ kind: 'held' });
    await other.kill();
    const answer = await take(off);
    expect(answer).toMatchObject({ kind: 'acquired', previous: 'unclean' });
    expect(await take()).toMatchObject({ kind: 'held' });
    await acquired(answer).release();
  });

  it('passes to one only of several processes that race for a dead one’s', { timeout: 120_000 }, async () => {
    const winners = [];
    for (let round = 0; round < 20; round++) {
      const dead = await holder();
      await dead.take();
      await dead.kill();
      const racers = await Promise.all([holder(), holder()]);
      const answers = await Promise.all(racers.map(racer => racer.take()));
      const winner = answers.findIndex(({ kind }) => kind === 'acquired');
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['acquired', 'held']);
      const written = JSON.parse(await readFile(join(data, 'writer.lock'), 'utf8')) as LockContent;
      expect(written.process.pid).toBe(racers[winner]!.pid);
      winners.push(winner);
      await Promise.all(racers.map(racer => racer.kill()));
    }
    expect(await locksLeft()).toEqual(['writer.lock']);
    expect(winners).toHaveLength(20);
  });

  it('passes to one only of many attempts of one process, round after round', async () => {
    for (let round = 0; round < 50; round++) {
      await leaveLock({ nonce: round.toString(16).padStart(16, '0') });
      const answers = await Promise.all(Array.from({ length: 6 }, () => take()));
      const locks = answers.flatMap(answer => (answer.kind === 'acquired' ? [answer.lock] : []));
      expect(locks).toHaveLength(1);
      await locks[0]!.verify();
      await locks[0]!.release();
    }
  });

  it('is taken over although a process died while it took it over', async () => {
    const process = { ...(await thisProcess()), started: '1' };
    await leaveLock({ process, nonce: 'a'.repeat(16) });
    const claim = encodeLock({
      process,
      device: DEVICE,
      machine: 'desk',
      kind: '',
      since: 0,
      nonce: 'b'.repeat(16),
    });
    await writeFile(join(data, `writer.lock.over-${'a'.repeat(16)}`), claim);
    expect(await take()).toMatchObject({ kind: 'acquired', previous: 'unclean' });
    expect(await locksLeft()).toEqual(['writer.lock']);
  });

  it('works where a file can’t have two names', async () => {
    const link = async (): Promise<never> => {
      throw Object.assign(new Error('no links'), { code: 'EPERM' });
    };
    const disk = { ...nodeDisk, link };
    const lock = acquired(await acquireWriterLock(disk, data, owner));
    expect(await acquireWriterLock(disk, data, owner)).toMatchObject({ kind: 'held' });
    await lock.release();
    await leaveLock({});
    await acquired(await acquireWriterLock(disk, data, owner)).verify();
    expect(await locksLeft()).toEqual(['writer.lock']);
  });

  it.each<FailureKind>(['instead', 'after', 'partly'])(
    'is given to one, or to none and then to the next who asks, when any one call of the disk fails (%s)',
    async kind => {
      for (const isLeft of ['nothing', 'a dead lock'] as const) {
        for (let call = 1; ; call++) {
          if (isLeft === 'a dead lock') await leaveLock({});
          const { disk, failed } = failingDisk(nodeDisk, call, 'EIO', { kind });
          const first = await acquireWriterLock(disk, data, owner).catch(() => undefined);
          const lock = first === undefined ? acquired(await take()) : acquired(first);
          expect(await take()).toMatchObject({ kind: 'held' });
          await lock.verify().catch(() => lock.verify());
          await lock.release().catch(() => lock.release());
          if (failed() === undefined) break;
        }
      }
    },
  );
});
