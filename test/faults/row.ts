import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../support/inventedDumps.ts';

/** One line of the table: something that is broken on purpose, many times, each time a little differently. */
export interface Row {
  /** One word, for `--only`. */
  readonly name: string;
  /** What is done, as the table says it. */
  readonly title: string;
  /** How many cases there must be at least; a row that covers all of something ends when it has. */
  readonly cases: { readonly full: number; readonly quick: number };
  /** What it mostly needs: `browser` has real ones, two at a time; `processor` counts; `alone` is against the clock. */
  readonly lane: Lane;
  /** Why it can't be run here. */
  readonly whyNot?: () => string | undefined | Promise<string | undefined>;
  /** What the table should say beside the numbers. */
  readonly remark?: string;
  /** One run. Gives how many cases it covered, 1 if it doesn't say; throws when something is not as it must be. */
  readonly run: (run: Run) => Promise<number | void>;
}

export type Lane = 'browser' | 'processor' | 'alone';

/** Lets so many run at once, the others in the order in which they came. */
export class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>(resolve => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/** What one run is given. */
export interface Run {
  /** Everything random in the run follows from it. */
  readonly seed: number;
  /** Numbers in [0, 1). */
  readonly random: () => number;
  /** Of its own; kept when the run fails. */
  readonly folder: string;
  /** How many cases are still wanted. */
  readonly wanted: number;
  readonly length: 'full' | 'quick';
  /** Says what happens, for the log that is kept when the run fails. */
  note(line: string): void;
}

/** A run that failed, so that it can be repeated. */
export interface Failure {
  readonly seed: number;
  readonly message: string;
  /** Where its files and its log are. */
  readonly folder: string;
}

/** What a row came to. */
export interface RowResult {
  readonly name: string;
  readonly title: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skipped?: string;
  readonly remark?: string;
  readonly seconds: number;
}

export interface RowOptions {
  readonly seed: number;
  readonly length: 'full' | 'quick';
  /** Runs at most; as many as the cases need if left out. */
  readonly runs?: number;
  readonly folder: string;
  /** Shared by the rows of a lane. */
  readonly turns: Turns;
}

/** Runs of one row that may go on at once, turns permitting. */
const AT_ONCE = 2;
/** A row that fails so often is not run on. */
const ENOUGH_FAILURES = 5;

/** Runs a row, each run with the next seed, until it has covered its cases. */
export async function runRow(row: Row, options: RowOptions): Promise<RowResult> {
  const failures: Failure[] = [];
  let passed = 0;
  let ms = 0;
  const finish = (skipped?: string): RowResult => ({
    name: row.name,
    title: row.title,
    passed,
    failures,
    ...(skipped !== undefined && { skipped }),
    ...(row.remark !== undefined && { remark: row.remark }),
    seconds: ms / 1000,
  });
  const whyNot = await row.whyNot?.();
  if (whyNot !== undefined) return finish(whyNot);

  const target = row.cases[options.length];
  let begunRuns = 0;
  let underWay = 0;
  const goesOn = (): boolean =>
    begunRuns < (options.runs ?? Infinity) &&
    failures.length < ENOUGH_FAILURES &&
    passed + failures.length + underWay < target;
  const work = async (): Promise<void> => {
    while (goesOn()) {
      const seed = options.seed + begunRuns++;
      underWay += 1;
      const outcome = await options.turns.take(async () => {
        const begun = performance.now();
        const came = await runOnce(row, seed, target - passed, options);
        ms += performance.now() - begun;
        return came;
      });
      underWay -= 1;
      if (typeof outcome === 'number') passed += outcome;
      else failures.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: row.lane === 'browser' ? AT_ONCE : 1 }, work));
  return finish();
}

/** The number of cases covered, or the failure. */
async function runOnce(
  row: Row,
  seed: number,
  wanted: number,
  options: RowOptions,
): Promise<number | Failure> {
  const folder = join(options.folder, `${row.name}-${seed}`);
  await mkdir(folder, { recursive: true });
  const log: string[] = [];
  const begun = performance.now();
  const note = (line: string): void => {
    log.push(`${((performance.now() - begun) / 1000).toFixed(2)} s  ${line}`);
  };
  try {
    const given = { seed, random: seededRandom(seed), folder, wanted, length: options.length, note };
    const covered = (await row.run(given)) ?? 1;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return covered;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const stack = error instanceof Error ? error.stack : undefined;
    await writeFile(join(folder, 'log.txt'), `${log.join('\n')}\n\n${stack ?? message}\n`);
    return { seed, message, folder };
  }
}

/** Throws unless it is so. */
export function must(so: boolean, complaint: string): asserts so {
  if (!so) throw new Error(complaint);
}

/** A whole number from `low` to `high`, both included. */
export function between(random: () => number, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of them. */
export function pick<T>(random: () => number, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('There is nothing to pick from.');
  return one;
}
