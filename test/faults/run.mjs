import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensure, fail, root } from '../../main/launch/ensure.mjs';

/**
 * `npm run faults`: breaks the program and its files on purpose, a great many times, and shows in one table whether
 * anything was lost. Exit status 1 when anything was.
 */
const USAGE = 'npm run faults [-- --quick] [--only ROW]… [--seed NUMBER] [--runs NUMBER]';

const say = (/** @type {string} */ line) => console.log(line);
// What was started and mounted ends with us.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
const options = readOptions();
ensure(say);
const { buildStale } = await import('../../main/launch/build.mjs');
await buildStale(say, ['page', 'host']).catch(error => fail(error.message));
const { ensureTestBrowser } = await import('../support/browser.mjs');
const browser = ensureTestBrowser(say);
if (browser) process.env['PANDECT_CHROMIUM'] = browser;
const { rowNames, runFaults } = await buildFaults();
const unknown = options.only.filter(name => !rowNames().includes(name));
if (unknown.length > 0) {
  fail(`There is no row ${unknown.join(', ')}; there are ${rowNames().join(', ')}. Nothing was run.`);
}

say(`\nSeed ${options.seed}, ${options.length} length.\n`);
const results = await runFaults({ ...options, program: join(root, 'dist') }, say);
writeTally(results);
process.exit(results.every(({ failures }) => failures.length === 0) ? 0 : 1);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string' },
        runs: { type: 'string' },
      },
    });
    /** @type {'full' | 'quick'} */
    const length = values.quick ? 'quick' : 'full';
    return {
      length,
      only: values.only,
      // The short version is the same every time; the long one looks somewhere else every time.
      seed: whole(values.seed) ?? (values.quick ? 1 : Date.now() % 1_000_000_000),
      ...(values.runs !== undefined && { runs: whole(values.runs) ?? 1 }),
    };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error} Nothing was run. Use: ${USAGE}`);
  }
}

/** @param {string | undefined} text */
function whole(text) {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`A whole number was expected, not “${text}”.`);
}

/**
 * Builds the harness itself, which is TypeScript.
 * @returns {Promise<import('./main.ts')>}
 */
async function buildFaults() {
  const { build } = await import('vite');
  const outDir = join(root, 'dist', 'faults');
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    publicDir: false,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20.19',
      minify: false,
      rolldownOptions: {
        input: {
          main: join(root, 'test/faults/main.ts'),
          fuzz: join(root, 'test/fuzz/child.ts'),
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  return import(pathToFileURL(join(outDir, 'main.mjs')).href);
}

/**
 * For the last line of `npm test`, where a row counts once.
 * @param {readonly import('./row.ts').RowResult[]} results
 */
function writeTally(results) {
  const file = process.env['PANDECT_TALLY'];
  if (!file) return;
  /** @type {import('../support/tallyReporter.mjs').Tally} */
  const tally = { passed: 0, failed: [], skipped: [] };
  for (const { name, title, failures, skipped } of results) {
    const words = `faults › ${name}: ${title}`;
    if (skipped !== undefined) tally.skipped.push(`${words}: ${skipped}`);
    else if (failures.length === 0) tally.passed += 1;
    else tally.failed.push(...failures.map(({ seed, message }) => `${words} (seed ${seed}): ${message}`));
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(tally));
}
