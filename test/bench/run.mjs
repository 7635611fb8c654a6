import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensure, fail, root } from '../../main/launch/ensure.mjs';

/**
 * `npm run bench`: measures the search engine beside others over the same papers, then the whole program, at 1,000, 10,000
 * and 100,000 papers made from a fixed seed, in a real browser. Ends with an error if an answer of ours is wrong or a target
 * is missed.
 */
const USAGE = `npm run bench -- [options]
  --quick           10,000 papers and few searches: within two minutes, where nothing else runs
  --papers NUMBER   one size; beyond 100,000 ours alone, beside its own figures at 10,000 and 100,000
  --only PART       engines or program
  --engines NAMES   some of pandect,miniSearch,sqlite,flexSearch,orama
  --json FILE       where to put every figure; else bench-results/DATE.json`;
const SIZES = [1_000, 10_000, 100_000];
/** The engine numbers papers with 22 bits. */
const MOST_PAPERS = 4_000_000;
const MOST_FOR_PEERS = 100_000;
const FULL = { searches: 150, typedSearches: 60, beatSearches: 20, buildSeconds: 180, querySeconds: 60 };
const QUICK = { searches: 25, typedSearches: 12, beatSearches: 4, buildSeconds: 15, querySeconds: 4 };
/** What is left of this when ours and the program are measured, the peers of a quick run share. */
const QUICK_SECONDS = 95;
/** Parts of its share that a peer may spend on its index, on right answers and as much on quick ones; the rest is starting. */
const SHARES = { build: 0.55, query: 0.12 };
/** It is let have so much on a slow machine too. */
const FEWEST_SECONDS = { build: 8, query: 2 };

const say = (/** @type {string} */ line) => console.log(line);
const options = readOptions();
ensure(say);
const { buildStale } = await import('../../main/launch/build.mjs');
await buildStale(say, ['page', 'host']).catch(error => fail(error.message));
const { ensureTestBrowser } = await import('../support/browser.mjs');
const executablePath =
  ensureTestBrowser(say) ??
  fail(
    'No Chrome or Chromium was found or could be installed. Nothing was measured. PANDECT_CHROMIUM may name one.',
  );
const { buildBench, serveBench } = await import('./build.mjs');
const { browserVersionOf, makeFolder, removeFolder } = await import('./browser.mjs');
const { measureEngine, measureEmptyPage } = await import('./engineBench.mjs');
const { measureApp } = await import('./appBench.mjs');
const { engineTable, growthTable } = await import('./table.mjs');
const { aimsOf, aimsTable, isMissed } = await import('./targets.mjs');
const { prepare } = await import('./prepare.mjs');
const { heading, row } = await import('./figures.mjs');

const browser = await browserVersionOf(executablePath);
const [load = 0] = loadavg();
if (load > availableParallelism())
  say(`Other things run on this machine (a load of ${load.toFixed(1)}): ratios count, times less so.`);
const bench = await buildBench();
const server = await serveBench();
/** @type {Awaited<ReturnType<typeof measureSize>>[]} */
const measured = [];
try {
  for (const size of options.sizes) {
    measured.push(await measureSize(size));
    // Whatever comes later, this is kept.
    writeResults();
  }
} finally {
  await server.close();
}
if (options.sizes.length > 1 && options.parts.includes('engines')) {
  const sizes = measured.flatMap(({ papers, engines: [result] }) => (result ? [{ papers, result }] : []));
  say(`\nHow our costs grow\n\n${growthTable(sizes)}`);
}
say(`\nEvery figure is in ${options.json}`);
const wrong = measured.flatMap(({ engines }) => engines.flatMap(({ asked }) => asked?.complaints ?? []));
const failed = measured.some(
  ({ engines: [own], app }) => own?.failure !== undefined || app?.failure !== undefined,
);
const missed = measured.some(({ aims }) => aims.some(isMissed));
process.exit(wrong.length > 0 || failed || missed ? 1 : 0);

/** @param {number} papers */
async function measureSize(papers) {
  say(
    `\n${papers.toLocaleString('en')} papers: making them, and looking through them for what must be found`,
  );
  // Where only growth is asked for, the program is measured at the size that was asked for alone.
  const withApp = options.parts.includes('program') && (!options.isGrowth || papers === options.sizes.at(-1));
  const dumps = withApp ? makeFolder() : undefined;
  const { checks, typed, seeds } = prepare(bench, { papers, ...options, dumps });
  // Ours alone has no one to wait for: it is let have as much time for each paper at every size.
  const buildSeconds = options.buildSeconds * (options.isGrowth ? Math.max(1, papers / MOST_FOR_PEERS) : 1);
  const order = { ...options, buildSeconds, papers, checks, address: server.address, executablePath, say };
  const isWithEngines = options.parts.includes('engines');
  const emptyMb = isWithEngines ? await measureEmptyPage(order) : undefined;
  const own = isWithEngines ? [await measureOne('pandect', order)] : [];
  const appOrder = { ...options, papers, searches: typed, executablePath, say };
  const app = dumps === undefined ? undefined : await measureApp({ ...appOrder, dumps });
  if (dumps !== undefined) removeFolder(dumps);
  const engines = isWithEngines ? [...own, ...(await measurePeers(order))] : [];
  if (isWithEngines) tellEngines(papers, engines, checks.searches.length, emptyMb);
  const aims = app ? aimsOf(papers, app) : [];
  if (app) tellApp(papers, app, aims);
  return { papers, seeds, emptyMb, engines, app, aims };
}

/** @param {import('./engineBench.mjs').EngineBench} order */
async function measurePeers(order) {
  if (options.isGrowth) return [];
  const results = [];
  const peers = options.engines.filter(name => name !== 'pandect');
  for (const [index, engine] of peers.entries()) {
    const left = QUICK_SECONDS - performance.now() / 1000;
    const share = Math.max(0, left) / (peers.length - index);
    results.push(
      await measureOne(engine, {
        ...order,
        ...(options.isQuick && {
          buildSeconds: between(share * SHARES.build, FEWEST_SECONDS.build, QUICK.buildSeconds),
          querySeconds: between(share * SHARES.query, FEWEST_SECONDS.query, QUICK.querySeconds),
        }),
      }),
    );
  }
  return results;
}

/** @param {number} value @param {number} least @param {number} most */
function between(value, least, most) {
  return Math.round(Math.min(most, Math.max(least, value)));
}

/** @param {import('./peers/types.ts').EngineName} engine @param {import('./engineBench.mjs').EngineBench} order */
async function measureOne(engine, order) {
  say(`  ${engine}`);
  const result = await measureEngine(engine, order);
  for (const line of result.asked?.complaints ?? []) say(`  ${engine} answers wrongly. ${line}`);
  return result;
}

/**
 * @param {number} papers
 * @param {readonly import('./engineBench.mjs').EngineResult[]} engines
 * @param {number} searches
 * @param {number | undefined} emptyMb
 */
function tellEngines(papers, engines, searches, emptyMb) {
  const { keys = 0, ownTimes = [] } = engines[0]?.asked ?? {};
  say(`
${papers.toLocaleString('en')} papers, ${searches} searches typed key by key (${keys} keys of words alone), the best 50 asked of each;
in brackets, how many times ours; a page without an engine takes ${emptyMb} MB

${engineTable(engines)}`);
  if (ownTimes.length > 0) say(`\n${heading}\n${row('ours, in fields and for phrases', ownTimes)}`);
}

/**
 * @param {number} papers
 * @param {import('./appBench.mjs').AppResult} app
 * @param {readonly import('./targets.mjs').Aim[]} aims
 */
function tellApp(papers, app, aims) {
  say(`\nthe program with ${papers.toLocaleString('en')} papers\n\n${aimsTable(aims)}`);
  if (app.scrolling) {
    for (const [name, { frames, over32, longestMs }] of Object.entries(app.scrolling)) {
      say(
        `  scrolling, ${name.padEnd(6)} ${frames} frames, ${over32} over 32 ms, the longest ${longestMs} ms`,
      );
    }
  }
  if (app.typed) {
    say(`\n${heading}`);
    say(
      row(
        'keystroke to answer of the worker',
        app.typed.map(({ answered }) => answered),
      ),
    );
    say(
      row(
        'keystroke to painted results',
        app.typed.map(({ painted }) => painted),
      ),
    );
  }
  if (app.failure) say(`Not everything was measured: ${app.failure}`);
}

function writeResults() {
  mkdirSync(dirname(options.json), { recursive: true });
  const facts = {
    date: new Date().toISOString(),
    cores: availableParallelism(),
    load,
    platform: process.platform,
    node: process.versions.node,
    browser,
    options: { ...options, json: undefined },
  };
  writeFileSync(options.json, JSON.stringify({ ...facts, sizes: measured }, undefined, 1));
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        papers: { type: 'string' },
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        engines: { type: 'string' },
        json: { type: 'string' },
      },
    });
    const count = Number(values.papers ?? 10_000);
    if (!Number.isInteger(count) || count < 100 || count > MOST_PAPERS)
      throw new Error(`--papers wants a whole number from 100 to ${MOST_PAPERS.toLocaleString('en')}.`);
    if (values.only !== undefined && !['engines', 'program'].includes(values.only))
      throw new Error('--only wants “engines” or “program”.');
    const isGrowth = count > MOST_FOR_PEERS;
    const one = isGrowth ? [10_000, 100_000, count] : [count];
    const day = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    return {
      ...(values.quick ? QUICK : FULL),
      sizes: values.papers === undefined && !values.quick ? SIZES : one,
      isGrowth,
      isQuick: values.quick,
      parts: values.only === undefined ? ['engines', 'program'] : [values.only],
      engines: readEngines(values.engines),
      json: resolve(values.json ?? join(root, 'bench-results', `${day}.json`)),
    };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error} Nothing was measured.\n${USAGE}`);
  }
}

/** @param {string | undefined} text */
function readEngines(text) {
  /** @type {readonly import('./peers/types.ts').EngineName[]} */
  const all = ['pandect', 'miniSearch', 'sqlite', 'flexSearch', 'orama'];
  if (text === undefined) return all;
  const names = text.split(',');
  const stranger = names.find(name => !all.some(one => one === name));
  if (stranger !== undefined) throw new Error(`--engines doesn't know “${stranger}”.`);
  return all.filter(name => name === 'pandect' || names.includes(name));
}
