import { HostError } from '../../shared/host/wire.ts';
import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { whyNoBrowser } from './browsers.ts';
import { InventedWork } from './changes.ts';
import { hashOf, mustHoldWholeDigests, readDataFolder } from './files.ts';
import { Model } from './model.ts';
import { fillOlderDatabase } from './olderDatabase.ts';
import { Program } from './program.ts';
import type { Row, Run } from './row.ts';
import { between, must, pick } from './row.ts';

const CASES = { full: 100, quick: 2 };
const TIMES_REOPENED = 3;
/** Keys that change a paper or go to another: star, statuses, undo, redo, next, previous. */
const EDITS = ['s', 's', 'm', 'r', 'a', 'u', 'j', 'j', 'k', 'z', 'Shift+Z'];

/** Something under way when everything is killed. */
interface Work {
  /** Brings the library into the state in which the work can begin. */
  readonly prepare: (program: Program, run: Run) => Promise<void>;
  /** Goes on until it is over or everything is killed. */
  readonly work: (program: Program, run: Run) => Promise<void>;
  /** At most so many calls to the host after its begin comes the kill, and so many milliseconds after that. */
  readonly calls: number;
  readonly delayMs: number;
  /** Whether the host is always killed, or in half of the runs. */
  readonly host: 'always' | 'sometimes';
}

/** kill -9 while papers are marked, as fast as keys can be typed. */
const edits: Work = {
  prepare: importSome,
  calls: 25,
  delayMs: 15,
  host: 'sometimes',
  async work({ page }, { random }) {
    for (let count = 0; count < 400; count++) await page.keyboard.press(pick(random, EDITS));
  },
};

/** kill -9 while several dumps come in. */
const imports: Work = {
  prepare: importSome,
  calls: 24,
  delayMs: 25,
  host: 'sometimes',
  async work(program, { seed }) {
    const dumps = [1, 2, 3, 4, 5].map(number => ({
      name: `week ${number}.txt`,
      // Some papers stand in two of them.
      text: searchDump(inventPapers(40 + number * 8, seed + Math.floor(number / 2))),
    }));
    await program.import(dumps);
    await program.importOver();
  },
};

/** kill -9 while snapshots are made, one after the other, and papers are marked. */
const snapshots: Work = {
  prepare: importSome,
  calls: 12,
  delayMs: 60,
  host: 'always',
  async work(program, run) {
    let over = false;
    const make = async (): Promise<void> => {
      while (!over) await program.host.call('snapshots.make', { reason: 'request' });
    };
    await Promise.all([make(), edits.work(program, run).finally(() => (over = true))]);
  },
};

/** kill -9 while earlier states are brought back, one after the other. */
const restores: Work = {
  calls: 16,
  delayMs: 40,
  host: 'sometimes',
  async prepare(program, run) {
    await importSome(program, run);
    for (let count = 0; count < 3; count++) {
      await program.host.call('snapshots.make', { reason: 'request' });
      await program.change();
      await program.page.keyboard.press('j');
      const before = program.told.saved;
      await program.page.keyboard.press('s');
      await program.saved(before + 1);
    }
  },
  async work({ page }, { random }) {
    for (let count = 0; count < 5; count++) {
      await page.keyboard.press('g');
      await page.keyboard.press('h');
      const sheet = page.getByRole('dialog', { name: 'Snapshots' });
      const list = sheet.getByRole('listbox', { name: 'Snapshots' }).getByRole('option');
      await list.first().waitFor();
      await list.nth(Math.floor(random() * (await list.count()))).click();
      await sheet.getByRole('button', { name: 'Restore the whole library' }).click();
      await page.keyboard.press('Escape');
      await page.keyboard.press('z');
    }
  },
};

/** kill -9 while a library from before there were files is written into files. */
const upgrade: Omit<Work, 'prepare'> = {
  calls: 14,
  delayMs: 20,
  host: 'sometimes',
  work: async program => void (await program.open()),
};

export const killRows: readonly Row[] = [
  killRow('kill-edits', 'kill -9 during edits', edits),
  killRow('kill-import', 'kill -9 during an import', imports),
  killRow('kill-snapshot', 'kill -9 during a snapshot', snapshots),
  killRow('kill-restore', 'kill -9 during a restore', restores),
  {
    name: 'kill-upgrade',
    title: 'kill -9 during an upgrade',
    cases: CASES,
    lane: 'browser',
    whyNot: whyNoBrowser,
    run: killedUpgrade,
  },
];

function killRow(name: string, title: string, work: Work): Row {
  return { name, title, cases: CASES, lane: 'browser', whyNot: whyNoBrowser, run: run => killed(work, run) };
}

async function killed(work: Work, run: Run): Promise<void> {
  const program = await Program.prepare(run);
  const model = new Model();
  try {
    await program.open();
    await work.prepare(program, run);
    await killDuring(work, program, run);
    await model.mustBeIn(program.data, program.told.sent, program.told.saved);
    mustHoldWholeDigests(model.image);
    for (let time = 1; time <= TIMES_REOPENED; time++) {
      await reopen(program, model, run, time);
      mustHoldWholeDigests(model.image);
    }
  } finally {
    await program.kill('both');
  }
}

async function killedUpgrade(run: Run): Promise<void> {
  const program = await Program.prepare(run);
  const work = new InventedWork(run.random, between(run.random, 20, 200));
  work.take(between(run.random, 3, 12));
  try {
    await program.start();
    await fillOlderDatabase(program, work);
    await killDuring(upgrade, program, run);
    await program.open();
    const found = await readDataFolder(program.data);
    must(hashOf(found.image) === hashOf(work.held.image), 'The older library is not in the files as it was.');
    const model = new Model(found.image, found.seq);
    for (let time = 1; time <= TIMES_REOPENED; time++) await reopen(program, model, run, time);
  } finally {
    await program.kill('both');
  }
}

/** Begins the work and kills at a moment that follows from the seed, if the work is not over before. */
async function killDuring(work: Omit<Work, 'prepare'>, program: Program, run: Run): Promise<void> {
  const { told } = program;
  const calls = told.calls + between(run.random, 1, work.calls);
  const delayMs = run.random() * work.delayMs;
  const victim = work.host === 'always' || run.random() < 0.5 ? 'both' : 'browser';
  const reached = new Promise<void>(resolve => {
    told.onTold = () => told.calls >= calls && resolve();
  });
  let refusal: HostError | undefined;
  const over = work.work(program, run).catch((error: unknown) => {
    run.note(`work: ${String(error)}`);
    // Whatever is killed says something else.
    if (error instanceof HostError) refusal = error;
  });
  await Promise.race([reached, over]);
  // The moment itself: nothing waits for this time to pass.
  await Promise.race([over, new Promise(resolve => setTimeout(resolve, delayMs))]);
  run.note(`killing ${victim} at call ${told.calls}, ${delayMs.toFixed(1)} ms, saved ${told.saved}`);
  await program.kill(victim);
  await over;
  if (refusal !== undefined) throw refusal;
}

/** Opens what was killed; everything must be there; something is written; and it ends, properly or not. */
async function reopen(program: Program, model: Model, run: Run, time: number): Promise<void> {
  const shown = await program.open();
  run.note(`opened for the ${time}. time at ${shown}; the model is at ${model.seq}`);
  await model.mustBeIn(program.data, program.told.sent, shown);
  await model.mustBeShown(program);
  if (model.image.papers.size > 0) await program.change();
  // The work undid its own import last.
  else await importSome(program, run);
  if (run.random() < 0.5) await program.close();
  else await program.kill('both');
  await model.mustBeIn(program.data, program.told.sent, program.told.saved);
}

async function importSome(program: Program, { seed }: Run): Promise<void> {
  const before = program.told.saved;
  await program.import([{ name: 'first.txt', text: searchDump(inventPapers(14, seed + 1_000)) }]);
  await program.importOver();
  await program.saved(before + 1);
  await program.focusList();
}
