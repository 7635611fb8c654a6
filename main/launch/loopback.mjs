import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  findSystemBrowser,
  hasDisplay,
  profileFolder,
  MEMORY_FLAGS,
  PROMPT_FLAGS,
  QUIET_FLAGS,
  SANDBOX_FLAGS,
} from './browser.mjs';
import { root } from './ensure.mjs';
import { stopRequested } from './stop.mjs';

/** How long a page may be gone, as in a reload, before its window counts as closed. */
const GRACE_MS = 1_000;
/** A browser may hand the window to one that was still open, and end; the page then gets this long to come. */
const HANDED_ON_MS = 10_000;
/** How long a browser may take to end when asked to. */
const PATIENCE_MS = 5_000;

/** @typedef {import('../loopback/start.ts')} LoopbackModule */
/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Runs the loopback host until it is stopped or its window is closed, or hands the paths to the instance that already
 * runs. Gives the exit status.
 * @param {import('./options.mjs').StartOptions} options
 * @returns {Promise<number>}
 */
export async function runLoopback(options) {
  const stop = stopRequested();
  const host = /** @type {LoopbackModule} */ (
    await import(pathToFileURL(join(root, 'dist', 'main', 'loopback.mjs')).href)
  );
  const data = options.data ?? options.dataVariable ?? host.defaultDataFolder();
  const windows = appWindows(data);
  const started = await startOrExplain(host, data, {
    page: join(root, 'dist', 'page'),
    version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    paths: options.paths,
    ...(options.data && { data: options.data }),
    ...(options.dataVariable && { dataVariable: options.dataVariable }),
    ...(options.port !== undefined && { port: options.port }),
    ...(windows && { openWindow: windows.open, onPages: windows.onPages }),
  });
  if (!started) return 1;
  if (started.kind !== 'running') return reportHandOver(started);
  console.log(`Pandect is running at ${started.address}`);
  console.log(
    windows
      ? 'Close its window or press Ctrl-C to end it.'
      : 'Open this address in a browser. Press Ctrl-C to end it.',
  );
  await Promise.race([stop, ...(windows ? [windows.allClosed()] : [])]);
  // The page may have something to finish with the host.
  await windows?.end();
  await started.close();
  console.log('Pandect has ended.');
  return 0;
}

/**
 * Undefined, and said, when the data folder can't be used.
 * @param {LoopbackModule} host
 * @param {string} data
 * @param {import('../loopback/start.ts').LoopbackOptions} loopbackOptions
 */
async function startOrExplain(host, data, loopbackOptions) {
  try {
    return await host.startLoopback(loopbackOptions);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const inWords = error instanceof Error && error.name === 'HostError';
    process.stderr.write(
      inWords
        ? `Pandect could not start. ${reason}\n`
        : `Pandect could not start with the data folder ${data}: ${reason}\nNothing was changed. Make the folder writable, or name another one with --data.\n`,
    );
    return undefined;
  }
}

/** @param {import('../loopback/handOver.ts').HandOver} found */
function reportHandOver(found) {
  switch (found.kind) {
    case 'handedOver':
      console.log(
        found.window === 'none'
          ? `Pandect is already running. Open ${found.address} in a browser.`
          : `Pandect is already running; its window was ${found.window === 'raised' ? 'asked to come forward' : 'opened'}. (${found.address})`,
      );
      return 0;
    case 'otherLibrary':
      process.stderr.write(
        `Port ${found.port} is in use by Pandect with another data folder. Nothing was changed. End that one first, or choose another port with --port; note that each port has a library of its own in the browser.\n`,
      );
      return 1;
    case 'portTaken':
      process.stderr.write(
        `Port ${found.port} is in use by another program. Nothing was changed. End that program, or choose another port with --port; note that another port shows another, at first empty, library.\n`,
      );
      return 1;
  }
}

/**
 * App windows of an installed browser, with a profile inside the data folder; undefined where there is no browser or no
 * display to show them on.
 * @param {string} data
 */
function appWindows(data) {
  const browser = hasDisplay() ? findSystemBrowser() : undefined;
  if (!browser) return undefined;
  /** @type {Set<ChildProcess>} */
  const running = new Set();
  let pages = 0;
  let hadPage = false;
  let onGone = () => {};
  const look = () => {
    const gone = () => running.size === 0 && pages === 0;
    if (gone()) setTimeout(() => gone() && onGone(), GRACE_MS);
  };
  // The display may be one that nobody looks at any more; the address still works.
  const missPage = () => {
    if (!hadPage) console.log(`${browser} showed no window. Open the address above in a browser.`);
  };
  return {
    /** @param {string} address */
    open(address) {
      const profile = `--user-data-dir=${profileFolder(browser, data)}`;
      const ours = [...SANDBOX_FLAGS, ...QUIET_FLAGS, ...PROMPT_FLAGS, ...MEMORY_FLAGS];
      const flags = [...ours, profile, `--app=${address}`];
      const child = spawn(browser, flags, { stdio: 'ignore' });
      running.add(child);
      child.on('error', error => process.stderr.write(`${browser} can't be run: ${error.message}\n`));
      child.on('close', () => {
        running.delete(child);
        if (hadPage) look();
        else setTimeout(missPage, HANDED_ON_MS);
      });
    },
    /** To be told how many pages there are. @param {number} count */
    onPages(count) {
      pages = count;
      if (count > 0 && !hadPage) console.log('Its window is open.');
      hadPage ||= count > 0;
      if (hadPage) look();
    },
    /** Resolves when no window and no other page is open any more. */
    allClosed: () => new Promise(resolve => (onGone = () => resolve(undefined))),
    async end() {
      await Promise.all([...running].map(endProcess));
    },
  };
}

/** @param {ChildProcess} child */
async function endProcess(child) {
  const ended = once(child, 'close');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
