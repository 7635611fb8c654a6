import fc from 'fast-check';
import { targets } from './targets.ts';

/**
 * Fuzzes one target in a process of its own, so that one that hangs can be ended: `TARGET SEED INPUTS`. Prints
 * `batch SEED` before every batch, and at the end `passed INPUTS` or `failed SEED` and why.
 */
const BATCH = 200;

const [name = '', first = '1', wanted = '1000'] = process.argv.slice(2);
const target = targets[name];
if (target === undefined) throw new Error(`There is no target ${name}.`);

let done = 0;
for (let seed = Number(first); done < Number(wanted); seed++) {
  process.stdout.write(`batch ${seed}\n`);
  const numRuns = Math.min(BATCH, Number(wanted) - done);
  const details = await fc.check(target.property as fc.IAsyncProperty<unknown>, { seed, numRuns });
  if (details.failed) {
    process.stdout.write(`failed ${seed}\n${await fc.asyncDefaultReportMessage(details)}\n`);
    process.exit(0);
  }
  done += details.numRuns;
}
process.stdout.write(`passed ${done}\n`);
