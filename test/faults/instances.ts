import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedLibrary } from '../../shared/host/libraryApi.ts';
import { HostError } from '../../shared/host/wire.ts';
import { applyToImage, emptyImage } from '../../shared/library/image.ts';
import type { Change, ChangeRecord } from '../../shared/library/change.ts';
import { InventedWork } from './changes.ts';
import { hashOf, readDataFolder, readJournal } from './files.ts';
import { HostProcess } from './hosts.ts';
import type { HostOptions } from './hosts.ts';
import type { Row, Run } from './row.ts';
import { between, must } from './row.ts';

const CASES = { full: 20, quick: 2 };
const DAY_MS = 24 * 60 * 60 * 1000;

export const instanceRows: readonly Row[] = [
  {
    name: 'two-instances',
    title: 'two hosts on one data folder',
    cases: CASES,
    lane: 'browser',
    run: twoInstances,
  },
  { name: 'stale-lock', title: 'the lock of a killed host', cases: CASES, lane: 'browser', run: staleLock },
  clockRow('clock-day', 'the clock goes back a day', -DAY_MS),
  clockRow('clock-years', 'the clock goes back ten years', -3652 * DAY_MS),
];

function clockRow(name: string, title: string, clockMs: number): Row {
  return {
    name,
    title,
    cases: CASES,
    lane: 'browser',
    remark: 'a real host whose Date is moved',
    run: run => clockGoesBack(run, clockMs),
  };
}

/** A page without a window: opens the library at a host and hands changes over, as the real one does. */
class Caller {
  readonly session = randomBytes(16).toString('hex');
  readonly #sent: Change[] = [];
  opened: OpenedLibrary | undefined;

  constructor(
    readonly host: HostProcess,
    readonly work: InventedWork,
  ) {}

  async open(access: 'write' | 'takeOver' | 'read' = 'write'): Promise<OpenedLibrary> {
    this.opened = await this.host.call('library.open', { session: this.session, access });
    return this.opened;
  }

  /** Hands so many changes over in portions, each acknowledged. */
  async write(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const changes = this.work.take(Math.min(left, between(this.work.random, 1, 4)));
      left -= changes.length;
      const { seq } = await this.host.call('library.append', { session: this.session, changes });
      must(seq === this.work.seq, `The host answers ${seq} for change ${this.work.seq}.`);
      this.#sent.push(...changes);
    }
  }

  async close(): Promise<void> {
    await this.host.call('library.close', { session: this.session });
  }

  get sent(): readonly Change[] {
    return this.#sent;
  }
}

async function start(run: Run, options: Partial<HostOptions> = {}): Promise<HostProcess> {
  return HostProcess.start({ data: join(run.folder, 'data'), port: 0, note: run.note, ...options });
}

async function mustHold(run: Run, sent: readonly Change[]): Promise<void> {
  const found = await readDataFolder(join(run.folder, 'data'));
  const image = emptyImage();
  for (const { patches } of sent) applyToImage(image, patches);
  must(
    found.seq === sent.length,
    `${sent.length} changes were acknowledged; the files end with ${found.seq}.`,
  );
  must(hashOf(found.image) === hashOf(image), 'The files hold something else than was acknowledged.');
}

async function twoInstances(run: Run): Promise<void> {
  const work = new InventedWork(run.random);
  const first = await start(run);
  const second = await start(run);
  try {
    const one = new Caller(first, work);
    const other = new Caller(second, new InventedWork(run.random));
    must((await one.open()).access === 'write', 'The first page may not write.');
    await one.write(between(run.random, 1, 12));
    const { access, holder, seq } = await other.open();
    must(access === 'held', `The second host gave its page the right to “${access}”.`);
    must(
      holder?.kind === 'process' && !holder.canTakeOver,
      `The holder is shown as ${JSON.stringify(holder)}.`,
    );
    must(seq === work.seq, `The second page sees change ${seq} of ${work.seq}.`);
    await mustFail('notTheWriter', () => other.write(1));
    const copy = await second.call('copies.open', { of: 'now' });
    must(copy.seq === work.seq, `The second page reads change ${copy.seq} of ${work.seq}.`);
    await one.write(between(run.random, 1, 12));
    await mustHold(run, one.sent);
    await one.close();
    await other.close();
    await first.close();
    const next = new Caller(second, work);
    must((await next.open()).access === 'write', 'The lock was not let go.');
    await next.write(3);
    await mustHold(run, [...one.sent, ...next.sent]);
  } finally {
    await Promise.all([first.kill(), second.kill()]);
  }
}

async function staleLock(run: Run): Promise<void> {
  const work = new InventedWork(run.random);
  const sent: Change[] = [];
  for (let time = 0; time < 3; time++) {
    const host = await start(run);
    try {
      const caller = new Caller(host, work);
      const { access, lastEnd } = await caller.open();
      must(access === 'write', `The lock of a host that was killed holds the next one up: “${access}”.`);
      must(lastEnd === (time === 0 ? 'first' : 'unclean'), `The last end is called “${lastEnd}”.`);
      await caller.write(between(run.random, 1, 10));
      sent.push(...caller.sent);
    } finally {
      await host.kill();
    }
    await mustHold(run, sent);
  }
  // Two that come at the same time: one of them gets it.
  const [first, second] = await Promise.all([start(run), start(run)]);
  try {
    const both = [new Caller(first, work), new Caller(second, work)];
    const got = await Promise.all(both.map(each => each.open()));
    const writers = got.filter(({ access }) => access === 'write');
    must(writers.length === 1, `${writers.length} of two hosts may write.`);
  } finally {
    await Promise.all([first.kill(), second.kill()]);
  }
}

async function clockGoesBack(run: Run, clockMs: number): Promise<void> {
  const work = new InventedWork(run.random);
  const sent: Change[] = [];
  const folder = join(run.folder, 'data');
  let lastStamp = { seq: 0, clock: '' };
  // Right, wrong, right again: enough snapshots that some are pruned.
  for (const clock of [0, clockMs, 0]) {
    const host = await start(run, { clockMs: clock });
    try {
      const caller = new Caller(host, work);
      must((await caller.open()).access === 'write', 'The library can’t be written.');
      for (let time = 0; time < 7; time++) {
        await caller.write(between(run.random, 1, 4));
        lastStamp = await mustGoOn(folder, lastStamp);
        await host.call('snapshots.make', { reason: 'request' });
      }
      sent.push(...caller.sent);
      await mustHaveNewest(folder, work.seq);
      const list = await host.call('snapshots.list', {});
      must(list[0]?.seq === work.seq, `The newest snapshot is of change ${list[0]?.seq}, not ${work.seq}.`);
      must(
        list.every(({ damaged }) => !damaged),
        'A snapshot counts as damaged.',
      );
      for (const [index, { seq, at }] of list.entries()) {
        const next = list[index + 1];
        must(next === undefined || next.seq < seq, 'Snapshots are not listed by their order.');
        must(next === undefined || next.at <= at, 'A later snapshot is said to be of an earlier time.');
      }
      await caller.close();
    } finally {
      await host.close();
    }
    await mustHold(run, sent);
  }
}

/** No stamp in the journal is less than the one before, whether that is still there or not. Gives the last. */
async function mustGoOn(
  folder: string,
  last: { readonly seq: number; readonly clock: string },
): Promise<{ readonly seq: number; readonly clock: string }> {
  const records = (await readJournal(join(folder, 'journal'))) as ChangeRecord[];
  for (const { seq, clock } of records) {
    if (seq <= last.seq) continue;
    must(clock > last.clock, `The stamp ${clock} of change ${seq} follows on ${last.clock}.`);
    last = { seq, clock };
  }
  return last;
}

async function mustHaveNewest(folder: string, seq: number): Promise<void> {
  const names = (await readdir(join(folder, 'snapshots'))).filter(name => name.endsWith('.jsonl.gz')).sort();
  must(Number(names.at(-1)?.slice(0, 12)) === seq, 'The newest snapshot is gone.');
}

async function mustFail(code: string, work: () => Promise<unknown>): Promise<void> {
  const error = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  must(
    error instanceof HostError && error.code === code,
    `“${code}” was expected, and ${String(error)} came.`,
  );
}
