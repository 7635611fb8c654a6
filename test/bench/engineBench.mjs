import { makeFolder, NotFinished, removeFolder, within, withPage } from './browser.mjs';
import { pageMemoryMb } from './processes.mjs';

/**
 * @typedef {import('./peers/types.ts').EngineName} EngineName
 * @typedef {import('./engineWorker.ts').EngineOrder} EngineOrder
 * @typedef {import('./engineWorker.ts').FillReport} FillReport
 * @typedef {import('./engineWorker.ts').AskReport} AskReport
 * @typedef {object} EngineResult What could be measured of an engine; what is missing, `failure` explains.
 * @property {EngineName} engine
 * @property {FillReport} [fill]
 * @property {number} [buildingMb] Memory of the page's process when the index was built and stored.
 * @property {AskReport} [asked]
 * @property {number} [coldStartMs] From the start of the worker, its code not yet loaded, to the first answer from what was stored.
 * @property {number} [memoryMb] Memory of the process of a page that has only what was stored, after all searches.
 * @property {string} [failure]
 * @typedef {{ papers: number, checks: import('./checks.ts').Checks, buildSeconds: number, querySeconds: number, address: string, executablePath: string, say: (line: string) => void }} EngineBench
 */

/** Making papers and storing an index may take so much longer than building it. */
const SECONDS_BESIDES = 60;
const SECONDS_PER_MILLION = 400;

/**
 * Builds an index in a browser of its own, then starts another browser from what the first one stored, and asks there.
 * @param {EngineName} engine
 * @param {EngineBench} bench
 * @returns {Promise<EngineResult>}
 */
export async function measureEngine(engine, bench) {
  const profile = makeFolder();
  /** @type {EngineResult} */
  const result = { engine };
  try {
    await fill(result, profile, bench);
    if (result.failure === undefined && result.fill?.storeFailure === undefined)
      await openAndAsk(result, profile, bench);
  } catch (error) {
    result.failure = inWords(error);
  } finally {
    removeFolder(profile);
  }
  return result;
}

/** A page without an engine: what its process takes by itself. @param {EngineBench} bench */
export async function measureEmptyPage({ address, executablePath }) {
  const profile = makeFolder();
  try {
    return await withPage({ profile, executablePath }, async page => {
      await page.goto(address);
      return pageMemoryMb();
    });
  } finally {
    removeFolder(profile);
  }
}

/** @param {EngineResult} result @param {string} profile @param {EngineBench} bench */
async function fill(result, profile, bench) {
  const { engine } = result;
  const { papers, buildSeconds, say, address, executablePath } = bench;
  await withPage({ profile, executablePath }, async page => {
    page.on('console', message => {
      const added = Number(message.text());
      if (message.type() === 'log' && added > 0 && added % (papers / 10) === 0)
        say(`  ${engine}: ${added.toLocaleString('en')} papers added`);
    });
    await page.goto(address);
    const seconds = buildSeconds + SECONDS_BESIDES + (papers / 1e6) * SECONDS_PER_MILLION;
    const { report } = await order(page, { kind: 'fill', engine, papers, buildSeconds }, seconds);
    result.fill = /** @type {FillReport} */ (report);
    result.buildingMb = pageMemoryMb();
    const { added, storeFailure } = result.fill;
    if (added < papers) {
      result.failure = `not built in ${buildSeconds} s: ${added.toLocaleString('en')} papers added`;
    } else if (storeFailure !== undefined) {
      // It can still be asked where it was built.
      await ask(result, page, bench);
    }
  });
}

/** @param {EngineResult} result @param {string} profile @param {EngineBench} bench */
async function openAndAsk(result, profile, bench) {
  const { engine } = result;
  const { address, executablePath, buildSeconds } = bench;
  await withPage({ profile, executablePath }, async page => {
    await page.goto(address);
    const { tookMs } = await order(page, { kind: 'open', engine }, buildSeconds + SECONDS_BESIDES);
    result.coldStartMs = tookMs;
    await ask(result, page, bench);
    result.memoryMb = pageMemoryMb();
  });
}

/** @param {EngineResult} result @param {import('@playwright/test').Page} page @param {EngineBench} bench */
async function ask(result, page, { checks, querySeconds }) {
  const { engine } = result;
  const asked = await order(
    page,
    { kind: 'ask', engine, checks, querySeconds },
    querySeconds * 3 + SECONDS_BESIDES,
  );
  result.asked = /** @type {AskReport} */ (asked.report);
}

/** @param {import('@playwright/test').Page} page @param {EngineOrder} what @param {number} seconds */
function order(page, what, seconds) {
  return within(
    page,
    page.evaluate(given => window.askEngine(given), what),
    Math.round(seconds),
  );
}

/** @param {unknown} error */
function inWords(error) {
  if (error instanceof NotFinished) return error.message;
  const [first = 'failed'] = String(error instanceof Error ? error.message : error).split('\n');
  return first.replace(/^page\.evaluate: (?:Error: )?/u, '');
}
