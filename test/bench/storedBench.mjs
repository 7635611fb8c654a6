import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { PROMPT_FLAGS, QUIET_FLAGS, SANDBOX_FLAGS } from '../../main/launch/browser.mjs';
import { root } from '../../main/launch/ensure.mjs';
import { ensureTestBrowser } from '../support/browser.mjs';
import { heading, row } from './figures.mjs';

/**
 * `node test/bench/storedBench.mjs [--papers 100000]`: fills the engine's index in a browser and stores it, starts another
 * page from what was stored, and searches there: times by kind of search, size, and memory of that page's process.
 */
const { values } = parseArgs({
  options: { papers: { type: 'string', default: '100000' }, searches: { type: 'string', default: '150' } },
});
const papers = Number(values.papers);
const searches = Number(values.searches);
const outDir = join(root, 'dist/bench/stored');
const executablePath = ensureTestBrowser(line => console.log(line));
await build({
  configFile: false,
  logLevel: 'warn',
  root: join(root, 'test/bench'),
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    rollupOptions: { input: join(root, 'test/bench/engine.html') },
  },
});
const server = await preview({
  configFile: false,
  logLevel: 'warn',
  root: join(root, 'test/bench'),
  build: { outDir },
  preview: { host: '127.0.0.1', port: 0 },
});
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: [...QUIET_FLAGS, ...PROMPT_FLAGS, ...SANDBOX_FLAGS],
});
try {
  const address = `${server.resolvedUrls?.local[0]}engine.html`;
  const context = await browser.newContext();
  const filling = await context.newPage();
  await filling.goto(address);
  const filled = await filling.evaluate(
    count => window.measureStored({ kind: 'fill', papers: count }),
    papers,
  );
  await filling.close();
  const page = await context.newPage();
  await page.goto(address);
  const before = rendererMb();
  const order = /** @type {const} */ ({ kind: 'start', papers, searches });
  const started = await page.evaluate(given => window.measureStored(given), order);
  const after = rendererMb();
  const ms = (/** @type {number | undefined} */ value) => `${(value ?? Number.NaN).toFixed(0)} ms`;
  console.log(`\n${papers.toLocaleString('en')} papers, the engine alone, from a stored index\n\n${heading}`);
  const times = started.times ?? {};
  for (const kind of Object.keys(times)) console.log(row(kind, times[kind] ?? []));
  console.log(row('all', Object.values(times).flat()));
  console.log(`
filled                    ${ms(filled.fillMs)}, merged in ${ms(filled.tidyMs)}: ${Math.round((papers / ((filled.fillMs ?? 0) + (filled.tidyMs ?? 0))) * 1000).toLocaleString('en')} papers a second
stored                    ${((filled.storedBytes ?? 0) / 1e6).toFixed(0)} MB in ${ms(filled.storeMs)}
loaded                    ${ms(started.loadMs)}, first search ${ms(started.firstSearchMs)}
renderer processes        ${before} MB before, ${after} MB with the index`);
} finally {
  await browser.close();
  await server.close();
}

/** Resident memory of the largest renderer among this process's own, on Linux; else not known. */
function rendererMb() {
  try {
    const sizes = readdirSync('/proc')
      .filter(name => /^\d+$/u.test(name) && isOurs(name))
      .map(pid => Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0));
    return Math.round(Math.max(0, ...sizes) / 1024);
  } catch {
    return Number.NaN;
  }
}

/** @param {string} pid */
function isOurs(pid) {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return false;
    for (let at = pid; at !== '1' && at !== '0'; at = parentOf(at))
      if (at === String(process.pid)) return true;
    return false;
  } catch {
    return false;
  }
}

/** @param {string} pid */
function parentOf(pid) {
  return /PPid:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
}
