import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../main/launch/ensure.mjs';
import { FREE_FRAMES, makeFolder, removeFolder, within, withPage } from './browser.mjs';
import { pageMemoryMb } from './processes.mjs';
import { measureSaving } from './savingBench.mjs';
import { measureScrolling } from './scrollBench.mjs';
import { watchPage } from './watchPage.mjs';

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('./watchPage.mjs').KeyTimes} KeyTimes
 * @typedef {{ listed: number, live: number, searchable: number, scriptAt: number }} StartTimes
 * @typedef {object} AppOrder
 * @property {number} papers
 * @property {string} dumps Folder of the dumps to import.
 * @property {readonly string[]} searches
 * @property {number} beatSearches So many of them again at the beat of a display.
 * @property {boolean} isQuick Without what saving costs, and without an empty browser.
 * @property {string} executablePath
 * @property {(line: string) => void} say
 * @typedef {object} AppResult All times in milliseconds.
 * @property {number} [importMs] From the first file that is read to the report painted.
 * @property {number} [firstStartMs] From the navigation to that first file: the program starts, with a new library.
 * @property {number} [importingMb] Memory of the page's process after that.
 * @property {readonly KeyTimes[]} [typed] Frames come when there is something to show.
 * @property {readonly number[]} [floor] The same keys in a page with nothing but a field.
 * @property {Readonly<Record<'read' | 'star' | 'undo', readonly number[]>>} [changes] Key to painted.
 * @property {readonly StartTimes[]} [starts] Later starts, from the navigation.
 * @property {readonly KeyTimes[]} [beat]
 * @property {Awaited<ReturnType<typeof measureScrolling>>} [scrolling]
 * @property {number} [memoryMb] Memory of the page's process after a second start and all that.
 * @property {Awaited<ReturnType<typeof measureSaving>>} [saving]
 * @property {number} [rebuildMs] In a browser that holds nothing of the library, until its papers are listed.
 * @property {string} [failure] Why the rest is missing.
 */

const PAPERS = '.paper-row';
const BASE_SECONDS = 240;
/** What an import may take, however slow the machine. */
const SECONDS_PER_MILLION = 2_400;
const CHANGES = 30;
/** Quicker than anybody types, and enough for the browser to be done with the frame before. */
const REST_MS = 30;
/** Ten keys a second: quicker than anybody goes through a list, and enough to be done with the change before. */
const CHANGE_REST_MS = 100;
/** A single start says little: other work of the machine falls into it. */
const STARTS = 5;
/** A window that is left at once leaves the browser no time to keep the compiled program for the next. */
const STAY_MS = 2_000;
const STORED_MS = 60_000;
/** A goodbye is on its way for so long at most. */
const GOODBYE_MS = 500;
/** What `watchPage` says once the program has started. */
const STARTED = 'bench: started';

/**
 * Imports the dumps into the built program through the loopback host, types the searches, changes papers, starts the
 * program again from what the browser holds, scrolls, and at last starts in an empty browser.
 * @param {AppOrder} order
 * @returns {Promise<AppResult>}
 */
export async function measureApp({ papers, dumps, searches, beatSearches, isQuick, executablePath, say }) {
  /** @type {AppResult} */
  const result = {};
  const folder = makeFolder();
  const data = join(folder, 'data');
  copyBuilt();
  let host = await startHost({ data: join(folder, 'import'), paths: [dumps], port: 0 });
  const seconds = Math.round(BASE_SECONDS + (papers / 1e6) * SECONDS_PER_MILLION);
  const step = (
    /** @type {string} */ line,
    /** @type {{ profile: string, flags?: readonly string[] }} */ { profile, flags = [] },
    /** @type {(page: Page) => Promise<unknown>} */ work,
  ) => {
    say(`  the program: ${line}`);
    return withPage({ profile: join(folder, profile), flags, executablePath }, async page => {
      await page.addInitScript(watchPage);
      await within(page, work(page), seconds);
    });
  };
  try {
    // By itself: frames that come as fast as they can take a processor that importing needs.
    await step('importing', { profile: 'import' }, async page => {
      Object.assign(result, await measureImport(page, host.address));
    });
    await host.close();
    host = await startHost({ data, paths: [dumps], port: 0 });
    await step('importing again and typing', { profile: 'one', flags: FREE_FRAMES }, async page => {
      await importAll(page, host.address);
      result.importingMb = pageMemoryMb();
      await openSearch(page);
      result.typed = await typeAll(page, searches);
      result.changes = await measureChanges(page);
      await whenIndexIsStored(page);
      await leave(page);
    });
    // As with the app's own window, whose host ends and begins with it.
    const restart = async () => {
      await host.close();
      host = await startHost({ data, paths: [], port: Number(new URL(host.address).port) });
    };
    /** @type {StartTimes[]} */
    const starts = [];
    for (let at = 1; at < STARTS; at += 1) {
      await restart();
      await step(`starting again, time ${at}`, { profile: 'one' }, async page => {
        starts.push(await startAgain(page, host.address));
        await whenIndexIsStored(page);
        await page.waitForTimeout(STAY_MS);
        await leave(page);
      });
    }
    await restart();
    await step('starting again and scrolling', { profile: 'one' }, async page => {
      starts.push(await startAgain(page, host.address));
      result.starts = starts;
      await openSearch(page);
      result.beat = await typeAll(page, searches.slice(0, beatSearches));
      result.scrolling = await measureScrolling(page);
      result.memoryMb = pageMemoryMb();
      if (!isQuick) result.saving = await measureSaving(page);
    });
    await step('the keys in an empty page', { profile: 'none', flags: FREE_FRAMES }, async page => {
      result.floor = await measureFloor(page, searches);
    });
    if (isQuick) return result;
    await step('starting in an empty browser', { profile: 'two' }, async page => {
      const begun = performance.now();
      await page.goto(host.address);
      await page
        .locator(PAPERS)
        .first()
        .waitFor({ timeout: seconds * 1000 });
      result.rebuildMs = performance.now() - begun;
    });
  } catch (error) {
    result.failure = String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
  } finally {
    await host.close();
    removeFolder(folder);
  }
  return result;
}

const BUILT = join(root, 'dist/bench/app');

/** A copy of what was built is measured, so that a build meanwhile changes nothing. */
function copyBuilt() {
  rmSync(BUILT, { recursive: true, force: true });
  for (const part of ['main', 'page']) {
    cpSync(join(root, 'dist', part), join(BUILT, part), { recursive: true });
  }
}

/** @param {{ data: string, paths: readonly string[], port: number }} where */
async function startHost({ data, paths, port }) {
  const { startLoopback } = await import(pathToFileURL(join(BUILT, 'main/loopback.mjs')).href);
  const page = join(BUILT, 'page');
  return startLoopback({ page, version: '0.0.0-bench', data, port, paths });
}

/**
 * A page that is left says goodbye; a browser that is ended looks like a crash, after which everything is compared.
 * @param {Page} page
 */
async function leave(page) {
  await page.goto('about:blank');
  await page.waitForTimeout(GOODBYE_MS);
}

/**
 * @param {Page} page
 * @param {string} address
 * @returns {Promise<Pick<AppResult, 'importMs' | 'firstStartMs'>>}
 */
async function measureImport(page, address) {
  const reported = await importAll(page, address);
  const firstStartMs = await page.evaluate(() => {
    const calls = window.performance.getEntriesByType('resource');
    return calls.find(({ name }) => name.endsWith('/call/dumps.read'))?.startTime ?? 0;
  });
  return { firstStartMs, importMs: reported - firstStartMs };
}

/** Gives back when the report was painted, from the navigation. @param {Page} page @param {string} address @returns {Promise<number>} */
async function importAll(page, address) {
  await page.goto(address);
  // Told by the page: asking it again and again would take a part of what is measured.
  const { heading, at } = await page.evaluate('benchReported');
  if (!heading.startsWith('Imported')) throw new Error(heading);
  await page.keyboard.press('Escape');
  return at;
}

/** Shows all papers and puts the caret into the search field. @param {Page} page */
async function openSearch(page) {
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await page.keyboard.press('/');
  await page.locator('input[type=search]:focus').waitFor();
  // The first answer comes when the index is ready; it isn't timed.
  await typeSearch(page, 'x');
}

/** @param {Page} page @param {readonly string[]} searches */
async function typeAll(page, searches) {
  const times = [];
  for (const text of searches) times.push(...(await typeSearch(page, text)));
  return times;
}

/**
 * Types letter by letter, each a moment after the one before is painted; gives back how long each took.
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<KeyTimes[]>}
 */
async function typeSearch(page, text) {
  const field = page.getByRole('searchbox');
  await field.fill('');
  await page.waitForTimeout(REST_MS);
  const times = [];
  for (const letter of text) {
    await page.evaluate('armSearch()');
    await page.keyboard.type(letter);
    times.push(await page.evaluate('benchPainted'));
    await page.waitForTimeout(REST_MS);
  }
  const value = await field.inputValue();
  if (value !== text) throw new Error(`The search field holds “${value}” instead of “${text}”.`);
  return times;
}

/** Marks as read, stars, and undoes it, down the list of all papers. @param {Page} page */
async function measureChanges(page) {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.paper-list').focus();
  await page.keyboard.press('j');
  /** @type {Record<'read' | 'star' | 'undo', number[]>} */
  const times = { read: [], star: [], undo: [] };
  for (let at = 0; at < CHANGES; at += 1) {
    times.star.push(await pressAndWait(page, 's'));
    times.undo.push(await pressAndWait(page, 'z'));
    times.read.push(await pressAndWait(page, 'm'));
  }
  return times;
}

/** @param {Page} page @param {string} key @returns {Promise<number>} */
async function pressAndWait(page, key) {
  await page.evaluate('armList()');
  await page.keyboard.press(key);
  const { painted } = /** @type {KeyTimes} */ (await page.evaluate('benchPainted'));
  await page.waitForTimeout(CHANGE_REST_MS);
  return painted;
}

/**
 * The index is stored when nothing has happened for some seconds; a start before that would read the library anew. Gives
 * up after a while: then that is what the next start shows.
 * @param {Page} page
 */
function whenIndexIsStored(page) {
  return page.evaluate(async ms => {
    const { indexedDB, setTimeout } = window;
    const resultOf = (/** @type {IDBRequest} */ request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const storedSeq = async () => {
      const names = (await indexedDB.databases()).map(({ name = '' }) => name);
      const db = await resultOf(indexedDB.open(names.find(name => name.startsWith('search-of-')) ?? ''));
      const row = await resultOf(db.transaction('state').objectStore('state').get('state'));
      db.close();
      return row?.seq;
    };
    const from = performance.now();
    while (performance.now() - from < ms) {
      if ((await storedSeq()) === Number(document.documentElement.dataset['savedSeq'])) return;
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }, STORED_MS);
}

/**
 * Nothing is asked of the page before it is done: what asks is a script as large as a third of the program.
 * @param {Page} page
 * @param {string} address
 * @returns {Promise<StartTimes>}
 */
async function startAgain(page, address) {
  const started = page.waitForEvent('console', {
    predicate: message => message.text() === STARTED,
    timeout: 180_000,
  });
  await page.goto(address, { waitUntil: 'commit' });
  await started;
  return page.evaluate(() => {
    const start = /** @type {any} */ (window).benchStart;
    // An index that is there answers no sooner than the window.
    return { ...start, searchable: Math.max(start.live, start.searchable) };
  });
}

/**
 * What the browser itself takes on this machine and at this moment: the same keystrokes into a page with nothing but a
 * field that repeats what is typed.
 * @param {Page} page
 * @param {readonly string[]} searches
 */
async function measureFloor(page, searches) {
  await page.goto('data:text/html,<input type="search" aria-label="Search" autofocus><p></p>');
  await page.evaluate('repeatInput()');
  return (await typeAll(page, searches)).map(({ painted }) => painted);
}
