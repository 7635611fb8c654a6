import { cp, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lane, RowResult } from './row.ts';
import { Turns, runRow } from './row.ts';
import { rows } from './rows.ts';
import { describeResults } from './table.ts';

/** What `npm run faults` was asked to do. */
export interface FaultOptions {
  readonly length: 'full' | 'quick';
  readonly seed: number;
  /** Names of rows; all if empty. */
  readonly only: readonly string[];
  readonly runs?: number;
  /** Folder of the built program. */
  readonly program: string;
}

/** The names of all rows. */
export function rowNames(): readonly string[] {
  return rows.map(({ name }) => name);
}

/** Runs the matrix and prints it; gives what every row came to. */
export async function runFaults(
  options: FaultOptions,
  say: (line: string) => void,
): Promise<readonly RowResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pandect-faults-'));
  // Of its own, so that a build meanwhile does not change what is tested.
  const program = join(folder, 'program');
  await Promise.all(
    ['page', 'main'].map(part => cp(join(options.program, part), join(program, part), { recursive: true })),
  );
  process.env['FAULTS_PROGRAM'] = program;
  const chosen = rows.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  const found = new Map<string, RowResult>();
  const runLane = async (lane: Lane, turns: Turns): Promise<void> => {
    const inLane = chosen.filter(row => row.lane === lane);
    await Promise.all(
      inLane.map(async row => {
        const result = await runRow(row, { ...options, folder, turns });
        found.set(row.name, result);
        say(describeProgress(result));
      }),
    );
  };
  await Promise.all([runLane('browser', new Turns(2)), runLane('processor', new Turns(1))]);
  await runLane('alone', new Turns(1));
  const results = chosen.map(({ name }) => found.get(name)!);
  say(`\n${describeResults(results)}`);
  await rm(program, { recursive: true, force: true });
  // Stays when a failed run left its files in it.
  await rmdir(folder).catch(() => undefined);
  return results;
}

function describeProgress({ name, passed, failures, skipped, seconds }: RowResult): string {
  if (skipped !== undefined) return `skipped  ${name}: ${skipped}`;
  const verdict = failures.length === 0 ? 'passed ' : 'FAILED ';
  return `${verdict}  ${name}: ${passed.toLocaleString('en')} of ${(passed + failures.length).toLocaleString('en')} (${seconds.toFixed(1)} s)`;
}
