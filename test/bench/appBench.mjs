import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../main/launch/ensure.mjs';

const IMPORT_MS = 5 * 60 * 1000;
const PAPERS = '.paper-row';
/** Changes whose saving is timed, each way. */
const SAVES = 40;

/**
 * Imports the dumps into the built program through the loopback host, then types the searches into it; times saving and
 * filling an empty browser besides, when everything is asked for.
 * @param {import('@playwright/test').Browser} browser
 * @param {readonly { name: string, text: string }[]} dumps
 * @param {readonly string[]} searches
 * @param {'searching' | 'everything'} what
 */
export async function measureApp(browser, dumps, searches, what) {
  const folder = mkdtempSync(join(tmpdir(), 'pandect-bench-'));
  const paths = writeFiles(join(folder, 'dumps'), dumps);
  const { startLoopback } = await import(pathToFileURL(join(root, 'dist/main/loopback.mjs')).href);
  const host = await startLoopback({
    page: join(root, 'dist/page'),
    version: '0.0.0-bench',
    data: join(folder, 'data'),
    port: 0,
    paths,
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watchAnswers);
    const started = performance.now();
    await page.goto(host.address);
    const report = page.getByRole('heading', { name: /^(Imported|Nothing was imported)/u });
    await report.waitFor({ timeout: IMPORT_MS });
    if (!(await report.innerText()).startsWith('Imported')) throw new Error(await report.innerText());
    const importMs = performance.now() - started;
    await page.keyboard.press('Escape');
    await openSearch(page);
    const times = [];
    for (const text of searches) times.push(...(await typeSearch(page, text)));
    const saving = what === 'everything' ? await measureSaving(page) : { saved: [], database: [] };
    await context.close();
    const rebuildMs = what === 'everything' ? await measureRebuild(browser, host.address) : 0;
    return { importMs, times, saving, rebuildMs };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Stars and unstars a paper and waits until it is called saved; in turns with that, does the same and waits for a
 * database of its own that writes a row as strictly as it can, which is what saving was before there were files.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<{ saved: number[], database: number[] }>} Milliseconds.
 */
async function measureSaving(page) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.paper-list').focus();
  await page.keyboard.press('j');
  return page.evaluate(starOften, SAVES);
}

/** Runs in the page. @param {number} count */
async function starOften(count) {
  const { indexedDB, MutationObserver, KeyboardEvent } = window;
  const root = document.documentElement;
  const savedSeq = () => Number(root.dataset['savedSeq']);
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('bench-of-saving', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const inDatabase = (/** @type {number} */ change) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
      const rows = transaction.objectStore('rows');
      rows.get('meta').onsuccess = () => {
        for (const id of ['paper', `step ${change}`, 'meta']) rows.put({ id, text: 'x'.repeat(300), change });
      };
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(transaction.error);
    });
  const inFiles = (/** @type {number} */ seq) =>
    /** @type {Promise<void>} */ (
      new Promise(resolve => {
        const watch = new MutationObserver(() => savedSeq() >= seq && end());
        const end = () => {
          watch.disconnect();
          resolve();
        };
        watch.observe(root, { attributes: true });
        if (savedSeq() >= seq) end();
      })
    );
  const star = () =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 's', code: 'KeyS', bubbles: true, cancelable: true }),
    );
  const idle = () => new Promise(resolve => setTimeout(resolve, 100));
  const times = { saved: /** @type {number[]} */ ([]), database: /** @type {number[]} */ ([]) };
  for (let change = 1; change <= count * 2; change += 1) {
    const files = inFiles(savedSeq() + 1);
    const begun = performance.now();
    star();
    await (change % 2 === 0 ? files : inDatabase(change));
    times[change % 2 === 0 ? 'saved' : 'database'].push(performance.now() - begun);
    await files;
    await idle();
  }
  database.close();
  return times;
}

/**
 * Opens the library in a browser that holds nothing of it: how long until its papers are listed.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 */
async function measureRebuild(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const begun = performance.now();
  await page.goto(address);
  await page.locator(PAPERS).first().waitFor({ timeout: IMPORT_MS });
  const ms = performance.now() - begun;
  await context.close();
  return ms;
}

/**
 * What the browser itself takes on this machine and at this moment: the same keystrokes into a page with nothing but a
 * field that repeats what is typed.
 * @param {import('@playwright/test').Browser} browser
 * @param {readonly string[]} searches
 */
export async function measureFloor(browser, searches) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(watchAnswers);
  await page.goto('data:text/html,<input type="search" aria-label="Search" autofocus><p></p>');
  await page.evaluate('repeatInput()');
  const times = [];
  for (const text of searches) times.push(...(await typeSearch(page, text)));
  await page.close();
  return times.map(({ painted }) => painted);
}

/** @param {string} folder @param {readonly { name: string, text: string }[]} dumps */
function writeFiles(folder, dumps) {
  mkdirSync(folder);
  return dumps.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

/** Shows all papers and puts the caret into the search field. @param {import('@playwright/test').Page} page */
async function openSearch(page) {
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.keyboard.press('/');
  await page.locator('input[type=search]:focus').waitFor();
  // The first answer comes when the index is ready; it isn't timed.
  await typeSearch(page, 'x');
}

/**
 * Types letter by letter, each when the one before is painted; gives back how long each took.
 * @param {import('@playwright/test').Page} page
 * @param {string} text
 * @returns {Promise<{ painted: number, answered: number }[]>}
 */
async function typeSearch(page, text) {
  const field = page.getByRole('searchbox');
  await field.fill('');
  const times = [];
  for (const letter of text) {
    await page.evaluate('armBench()');
    await page.keyboard.type(letter);
    times.push(await page.evaluate('benchPainted'));
  }
  const value = await field.inputValue();
  if (value !== text) throw new Error(`The search field holds “${value}” instead of “${text}”.`);
  return times;
}

/**
 * Runs in the page, before it. A keystroke counts from its event to the end of the frame that shows its results: the
 * worker's answer is rendered in the task in which it arrives, the frame callback comes before that frame is painted, and
 * the message sent from there after it.
 */
function watchAnswers() {
  const win = /** @type {any} */ (window);
  let pressed = 0;
  /** @type {(times: { painted: number, answered: number }) => void} */
  let done = () => undefined;
  win.armBench = () => {
    pressed = 0;
    win.benchPainted = new Promise(resolve => {
      done = resolve;
    });
  };
  win.armBench();
  addEventListener('keydown', event => (pressed = event.timeStamp), { capture: true });
  const answer = () => {
    const answered = performance.now() - pressed;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done({ painted: performance.now() - pressed, answered });
    requestAnimationFrame(() => port2.postMessage(null));
  };
  win.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      this.addEventListener('message', ({ data }) => data?.value?.serials && answer());
    }
  };
  win.repeatInput = () => {
    const [field, line] = [document.querySelector('input'), document.querySelector('p')];
    field?.addEventListener('input', () => {
      line?.replaceChildren(field.value);
      answer();
    });
  };
}
