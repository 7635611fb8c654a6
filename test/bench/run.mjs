import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { PROMPT_FLAGS, QUIET_FLAGS, SANDBOX_FLAGS } from '../../main/launch/browser.mjs';
import { ensure, fail, root } from '../../main/launch/ensure.mjs';

/**
 * `npm run bench [-- --papers 10000] [--quick]`: times searching over papers made from a fixed seed, in a real browser: the
 * engine alone beside MiniSearch as it comes, then the whole program from keystroke to painted results.
 */
const USAGE = 'npm run bench [-- --papers NUMBER] [--quick]';
const TARGET_MS = 20;
/** Frames come when there is something to show, not at a display's beat, which would be most of what is measured. */
const FREE_FRAMES = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

const say = (/** @type {string} */ line) => console.log(line);
const options = readOptions();
ensure(say);
const { buildStale } = await import('../../main/launch/build.mjs');
await buildStale(say, ['page', 'host']).catch(error => fail(error.message));
const { ensureTestBrowser } = await import('../support/browser.mjs');
const executablePath = ensureTestBrowser(say);
if (!executablePath) {
  fail(
    'No Chrome or Chromium was found or could be installed. Nothing was measured. PANDECT_CHROMIUM may name one.',
  );
}
const { chromium } = await import('@playwright/test');
const { heading, percentile, row } = await import('./figures.mjs');
const { makePapers, writeDumps, makeSearches } = await buildBench();

say(`\n${options.papers.toLocaleString('en')} papers, ${options.searches} searches typed letter by letter\n`);
say(heading);
const engine = await withBrowser([], measureEngine);
say(row('our engine', engine.times));
say(row('the same without fields and phrases', engine.shared.ours));
say(row('MiniSearch as it comes, prefix and fuzzy, same keys', engine.shared.peer));
const ratio = percentile(engine.shared.peer, 0.95) / percentile(engine.shared.ours, 0.95);

const papers = makePapers(options.papers);
const dumps = writeDumps(papers);
/** @type {readonly string[]} */
const typed = makeSearches(papers, options.searches, 3).map(
  (/** @type {{ text: string }} */ { text }) => text,
);
const { measureApp, measureFloor } = await import('./appBench.mjs');
const free = await withBrowser(FREE_FRAMES, browser => measureApp(browser, dumps, typed, 'searching'));
const floor = await withBrowser(FREE_FRAMES, browser => measureFloor(browser, typed));
const times = free.times.map(({ painted }) => painted);
say(
  row(
    'the program: keystroke to answer of the worker',
    free.times.map(({ answered }) => answered),
  ),
);
say(row('the program: keystroke to painted results', times));
say(row('a page with nothing but a field: keystroke to painted', floor));
const beat = await withBrowser([], browser =>
  measureApp(browser, dumps, typed.slice(0, options.beatSearches), 'everything'),
);
say(
  row(
    'the same at the beat of a display with 60 Hz',
    beat.times.map(({ painted }) => painted),
  ),
);

const { saved, database } = beat.saving;
say(row('a star: run to saved in the files', saved));
say(row('a star: run to written in a database alone, strictly', database));
const savingCost = percentile(saved, 0.5) - percentile(database, 0.5);

const { quality } = engine;
say(`
answers, checked before timing   ${percent(quality.found)} found their paper, ${percent(quality.agreesWithScan)} agree with a look into every text,
                                 ${percent(quality.firstTen)} of three words in the first ten, ${percent(quality.typosForgiven)} of typos forgiven
MiniSearch's p95 to ours         ${ratio.toFixed(1)}
index built                      ${seconds(engine.buildMs)} (MiniSearch ${seconds(engine.peerBuildMs)})
imported into the program        ${seconds(free.importMs)}, ${Math.round((options.papers / free.importMs) * 1000).toLocaleString('en')} papers a second
rebuilt from the files           ${seconds(beat.rebuildMs)}
saving costs                     ${savingCost.toFixed(1)} ms more than the database alone, at p50; wanted at most 5`);
const p95 = percentile(times, 0.95);
const met = p95 < TARGET_MS;
say(
  `target                           painted p95 ${p95.toFixed(1)} ms, wanted under ${TARGET_MS}: ${met ? 'met' : 'missed'}`,
);
process.exit(met ? 0 : 1);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { papers: { type: 'string', default: '10000' }, quick: { type: 'boolean', default: false } },
    });
    const count = Number(values.papers);
    if (!Number.isInteger(count) || count < 100) throw new Error('--papers wants a whole number from 100.');
    return values.quick
      ? { papers: count, searches: 25, peerSearches: 5, beatSearches: 5 }
      : { papers: count, searches: 150, peerSearches: 40, beatSearches: 25 };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error} Nothing was measured. Use: ${USAGE}`);
  }
}

/** Builds the page of the engine's bench, and what this script needs of the TypeScript. */
async function buildBench() {
  const { build } = await import('vite');
  const common = { configFile: /** @type {false} */ (false), logLevel: /** @type {const} */ ('warn') };
  await build({
    ...common,
    root: join(root, 'test/bench'),
    worker: { format: 'es' },
    build: {
      outDir: join(root, 'dist/bench/page'),
      emptyOutDir: true,
      target: 'es2023',
      rollupOptions: { input: join(root, 'test/bench/engine.html') },
    },
  });
  await build({
    ...common,
    root,
    build: {
      ssr: true,
      outDir: join(root, 'dist/bench/node'),
      emptyOutDir: true,
      rollupOptions: {
        input: { papers: join(root, 'test/bench/papers.ts'), queries: join(root, 'test/bench/queries.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  const load = (/** @type {string} */ name) =>
    import(pathToFileURL(join(root, 'dist/bench/node', name)).href);
  return { ...(await load('papers.mjs')), ...(await load('queries.mjs')) };
}

/**
 * @template T
 * @param {readonly string[]} flags
 * @param {(browser: import('@playwright/test').Browser) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withBrowser(flags, work) {
  const browser = await chromium.launch({
    executablePath,
    args: [...QUIET_FLAGS, ...PROMPT_FLAGS, ...SANDBOX_FLAGS, ...flags],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** @param {import('@playwright/test').Browser} browser */
async function measureEngine(browser) {
  const { preview } = await import('vite');
  const server = await preview({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'test/bench'),
    build: { outDir: join(root, 'dist/bench/page') },
    preview: { host: '127.0.0.1', port: 0 },
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls?.local[0]}engine.html`);
    const { papers: count, searches, peerSearches } = options;
    const order = { papers: count, searches, peerSearches };
    const report = await page.evaluate(given => window.measureEngine(given), order);
    if (report.complaints.length > 0)
      fail(['The answers are wrong, so they were not timed.', ...report.complaints].join('\n'));
    return report;
  } finally {
    await server.close();
  }
}

/** @param {number} part */
function percent(part) {
  return `${Math.round(part * 100)} %`;
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
