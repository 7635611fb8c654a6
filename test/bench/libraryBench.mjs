/* global PerformanceObserver, MutationObserver, indexedDB */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { MEMORY_FLAGS, PROMPT_FLAGS, QUIET_FLAGS, SANDBOX_FLAGS } from '../../main/launch/browser.mjs';
import { ensure, fail, root } from '../../main/launch/ensure.mjs';
import { APP_WINDOW } from './browser.mjs';
import { percentile } from './figures.mjs';
import { pageMemoryMb } from './processes.mjs';

/**
 * `node test/bench/libraryBench.mjs [--papers 10000,100000] [--built FOLDER]`: imports invented papers into the built
 * program in a real browser, archives them all and takes it back, then starts it again and again: how long each takes, how
 * long the window stood still at most, and what it holds in memory. `--built` measures a program built elsewhere, so that
 * two of them can be compared on one machine.
 */
const USAGE = 'node test/bench/libraryBench.mjs [--papers 10000,100000] [--built FOLDER]';
const LONG_MS = 20 * 60 * 1000;
const STARTS = 5;
const ROW = '.paper-row';
const PER_DUMP = 500;
/** Until the search has stored its index, and a new worker has taken over from the one that made it. */
const SETTLED_MS = 20_000;

const say = (/** @type {string} */ line) => console.log(line);
const options = readOptions();
ensure(say);
if (options.built === undefined) {
  const { buildStale } = await import('../../main/launch/build.mjs');
  await buildStale(say, ['page', 'host']).catch(error => fail(error.message));
}
const dist = options.built ?? join(root, 'dist');
const { ensureTestBrowser } = await import('../support/browser.mjs');
const executablePath = ensureTestBrowser(say);
if (!executablePath)
  fail('No Chrome or Chromium was found. Nothing was measured. PANDECT_CHROMIUM may name one.');
const { chromium } = await import('@playwright/test');
const { paperSlices, writeDump } = await buildPapers();

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').BrowserContext} BrowserContext */
/** @typedef {{ name: string, value: string }} Figure */

for (const count of options.papers) {
  say(`\n${count.toLocaleString('en')} papers`);
  for (const { name, value } of await measure(count)) say(`  ${name.padEnd(44)} ${value}`);
}
process.exit(0);

/** @param {number} count @returns {Promise<Figure[]>} */
async function measure(count) {
  const folder = mkdtempSync(join(tmpdir(), 'pandect-library-bench-'));
  const port = await freePort();
  const profile = join(folder, 'profile');
  const start = async (/** @type {string[]} */ paths = []) => {
    const { startLoopback } = await import(pathToFileURL(join(dist, 'main/loopback.mjs')).href);
    const page = join(dist, 'page');
    return startLoopback({ page, version: '0.0.0-bench', data: join(folder, 'data'), port, paths });
  };
  /** @type {Figure[]} */
  const figures = [];
  const tell = (/** @type {string} */ name, /** @type {string} */ value) => {
    figures.push({ name, value });
    if (process.env['PANDECT_BENCH_LIVE']) say(`    ${name}: ${value}`);
  };
  try {
    const host = await start(writeDumps(join(folder, 'dumps'), count));
    const context = await open(profile);
    const page = await newPage(context);
    await page.goto(host.address);
    await measureImport(page, count, tell);
    await measureMarking(page, count, tell);
    await page.waitForTimeout(SETTLED_MS);
    tell('heap, RSS of the page', `${await heap(context, page)} MB, ${Math.round(pageMemoryMb())} MB`);
    await page.close();
    await context.close();
    await host.close();

    /** @type {StartTimes[]} */
    const starts = [];
    for (let at = 0; at < STARTS; at += 1) {
      // As with Electron, where the host begins with the window.
      const again = await start();
      const fresh = await open(profile);
      const window = await newPage(fresh);
      starts.push(await measureStart(window, again.address));
      if (at === STARTS - 1) {
        await window.evaluate('idleLong()');
        tell(
          'heap, RSS of the page after a start',
          `${await heap(fresh, window)} MB, ${Math.round(pageMemoryMb())} MB`,
        );
      }
      await window.close();
      await fresh.close();
      await again.close();
    }
    const middle = (/** @type {keyof StartTimes} */ name) =>
      ms(
        percentile(
          starts.map(each => each[name]),
          0.5,
        ),
      );
    tell('start: page script to first list', middle('first'));
    tell('start: page script to all rows', middle('all'));
    tell('start: navigation to first list', middle('firstFromNavigation'));
    tell('start: longest task', middle('longest'));

    const again = await start();
    const other = await open(join(folder, 'other profile'));
    const window = await newPage(other);
    const begun = performance.now();
    await window.goto(again.address);
    await window.locator(ROW).first().waitFor({ timeout: LONG_MS });
    await window.waitForFunction(isOpen);
    const tookMs = performance.now() - begun;
    tell('rebuilt from the files', `${ms(tookMs)}, longest task ${ms(await longest(window))}`);
    await other.close();
    await again.close();
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** @param {Page} page @param {number} count @param {(name: string, value: string) => void} tell */
async function measureImport(page, count, tell) {
  const report = page.getByRole('heading', { name: /^(Imported|Nothing was imported)/u });
  await report.waitFor({ timeout: LONG_MS });
  if (!(await report.innerText()).startsWith('Imported')) throw new Error(await report.innerText());
  const took = /** @type {number} */ (await page.evaluate('performance.now() - scriptBegun'));
  tell('import: papers a second, to the report', Math.round((count / took) * 1000).toLocaleString('en'));
  tell(
    'import: longest task, tasks over 50 ms',
    `${ms(await longest(page))}, ${await page.evaluate('longTasks.length')}`,
  );
  await page.evaluate('untilStored()');
  const stored = /** @type {number} */ (await page.evaluate('performance.now() - scriptBegun'));
  tell('import: papers a second, to the database', Math.round((count / stored) * 1000).toLocaleString('en'));
  await page.keyboard.press('Escape');
  await page.evaluate('idleLong()');
}

/** @param {Page} page @param {number} count @param {(name: string, value: string) => void} tell */
async function measureMarking(page, count, tell) {
  const total = count.toLocaleString('en');
  const mark = async (/** @type {string} */ key, /** @type {string} */ label) => {
    await page.evaluate('longTasks.length = 0');
    const begun = /** @type {number} */ (await page.evaluate('performance.now()'));
    await page.keyboard.press(key);
    await page.getByText(label).first().waitFor({ timeout: LONG_MS });
    const shown = /** @type {number} */ (await page.evaluate('afterPaint()')) - begun;
    await page.evaluate('untilStored()');
    const stored = /** @type {number} */ (await page.evaluate('performance.now()')) - begun;
    tell(
      `${label}: shown, in the database`,
      `${ms(shown)}, ${ms(stored)}, longest task ${ms(await longest(page))}`,
    );
    await page.evaluate('idleLong()');
  };
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.locator(ROW).first().waitFor();
  await page.locator('.paper-list').focus();
  await page.keyboard.press('Control+a');
  await mark('a', `Archived ${total} papers`);
  await mark('z', `Undid: Archived ${total} papers`);
}

/** @typedef {{ first: number, all: number, firstFromNavigation: number, longest: number }} StartTimes */

/** @param {Page} page @param {string} address @returns {Promise<StartTimes>} */
async function measureStart(page, address) {
  await page.goto(address);
  await page.locator(ROW).first().waitFor({ timeout: LONG_MS });
  await page.waitForFunction(isOpen, undefined, { timeout: LONG_MS });
  await page.evaluate('afterPaint()');
  const marks = /** @type {{ script: number, first: number, all: number }} */ (
    await page.evaluate('startMarks()')
  );
  const { script, first, all } = marks;
  return {
    first: first - script,
    all: all - script,
    firstFromNavigation: first,
    longest: await longest(page),
  };
}

/** Runs in the page: the library is open, and its rows are all there. */
function isOpen() {
  return document.documentElement.dataset['savedSeq'] !== undefined;
}

/** Runs in every page, before it. */
function watch() {
  const win = /** @type {any} */ (window);
  win.longTasks = [];
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) win.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  const marks = { script: 0, first: 0, all: 0 };
  // Module scripts run when the document was read.
  document.addEventListener('readystatechange', () => {
    if (document.readyState === 'interactive') marks.script = win.scriptBegun = performance.now();
  });
  win.afterPaint = () =>
    new Promise(done => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(null);
      });
    });
  const observer = new MutationObserver(() => {
    if (marks.first === 0 && document.querySelector('.paper-row')) {
      marks.first = -1;
      void win.afterPaint().then((/** @type {number} */ at) => (marks.first = at));
    }
    if (marks.all === 0 && marks.first !== 0 && document.documentElement.dataset['savedSeq'] !== undefined) {
      marks.all = -1;
      void win.afterPaint().then((/** @type {number} */ at) => (marks.all = at));
    }
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  win.startMarks = async () => {
    while (marks.all <= 0) await win.afterPaint();
    observer.disconnect();
    return marks;
  };
  /** Lets the search store its index, and what else waits for quiet. */
  win.idleLong = () => new Promise(done => setTimeout(done, 4_000));
  /** Until the database has come to the last change that is saved. */
  win.untilStored = async () => {
    const { dataset } = document.documentElement;
    while (dataset['saveState'] !== 'saved') await win.afterPaint();
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const name = names.find(each => /^pandect-[0-9a-f]{32}$/u.test(each));
    if (name === undefined) throw new Error('There is no database.');
    for (;;) {
      const found = await new Promise((done, failed) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const request = db.transaction('meta').objectStore('meta').get('library');
          request.onsuccess = () => {
            db.close();
            done(request.result?.seq);
          };
        };
      });
      if (found === Number(dataset['savedSeq'])) return;
      await new Promise(done => setTimeout(done, 20));
    }
  };
}

/** @param {string} profile */
function open(profile) {
  return chromium.launchPersistentContext(profile, {
    executablePath: /** @type {string} */ (executablePath),
    viewport: { width: 1440, height: 900 },
    args: [...QUIET_FLAGS, ...PROMPT_FLAGS, ...MEMORY_FLAGS, ...SANDBOX_FLAGS, ...APP_WINDOW],
  });
}

/** @param {BrowserContext} context */
async function newPage(context) {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.addInitScript(watch);
  return page;
}

/** @param {Page} page @returns {Promise<number>} */
async function longest(page) {
  return /** @type {Promise<number>} */ (page.evaluate('Math.max(0, ...longTasks)'));
}

/** What lives in the page's heap, without the search worker's. @param {BrowserContext} context @param {Page} page */
async function heap(context, page) {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return Math.round(usedSize / 1e6);
}

/** Writes so many papers into files of 500. @param {string} folder @param {number} count @returns {string[]} */
function writeDumps(folder, count) {
  mkdirSync(folder, { recursive: true });
  /** @type {string[]} */
  const paths = [];
  for (const slice of paperSlices(count, PER_DUMP)) {
    const { name, text } = writeDump(slice, paths.length + 1);
    paths.push(join(folder, name));
    writeFileSync(join(folder, name), text);
  }
  return paths;
}

async function buildPapers() {
  const { build } = await import('vite');
  const outDir = join(root, 'dist/bench/library');
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        input: { papers: join(root, 'test/bench/papers.ts') },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  return import(pathToFileURL(join(outDir, 'papers.mjs')).href);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { papers: { type: 'string', default: '10000,100000' }, built: { type: 'string' } },
    });
    const papers = values.papers.split(',').map(Number);
    if (papers.some(count => !Number.isInteger(count) || count < 100)) {
      throw new Error('--papers wants whole numbers from 100.');
    }
    return { papers, built: values.built === undefined ? undefined : resolve(values.built) };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error} Nothing was measured. Use: ${USAGE}`);
  }
}

/** @param {number} time */
function ms(time) {
  return time < 10_000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(1)} s`;
}
