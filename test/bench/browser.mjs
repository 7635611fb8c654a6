import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { MEMORY_FLAGS, PROMPT_FLAGS, QUIET_FLAGS, SANDBOX_FLAGS } from '../../main/launch/browser.mjs';

/** Frames come when there is something to show, not at a display's beat, which would be most of what is measured. */
export const FREE_FRAMES = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/**
 * The window of a program, as `npm start` opens it: without the address bar, whose own two pages begin with every other
 * window and take more of the machine than ours.
 */
export const APP_WINDOW = ['--app=about:blank'];

/** @type {Set<string>} */
const folders = new Set();
// Playwright ends its browsers when the script exits; what they wrote goes here.
process.on('exit', () => folders.forEach(removeFolder));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

/** A folder that is gone when the script ends, however it ends. */
export function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'pandect-bench-'));
  folders.add(folder);
  return folder;
}

/** @param {string} folder */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
}

/**
 * Opens a browser with a profile in a folder, and closes it when the work is done.
 * @template T
 * @param {{ profile: string, flags?: readonly string[], executablePath: string }} options
 * @param {(page: import('@playwright/test').Page) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPage({ profile, flags = [], executablePath }, work) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    viewport: { width: 1440, height: 900 },
    args: [...QUIET_FLAGS, ...PROMPT_FLAGS, ...MEMORY_FLAGS, ...SANDBOX_FLAGS, ...APP_WINDOW, ...flags],
  });
  try {
    return await work(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
  }
}

/** Name and version of the browser. @param {string} executablePath */
export async function browserVersionOf(executablePath) {
  const browser = await chromium.launch({ executablePath, args: [...QUIET_FLAGS, ...SANDBOX_FLAGS] });
  const version = `Chromium ${browser.version()}`;
  await browser.close();
  return version;
}

/** Work that took longer than it may. */
export class NotFinished extends Error {}

/**
 * What a page is asked, unless it crashes or takes too long.
 * @template T
 * @param {import('@playwright/test').Page} page
 * @param {Promise<T>} work
 * @param {number} seconds
 * @returns {Promise<T>}
 */
export async function within(page, work, seconds) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  work.catch(() => undefined);
  try {
    return await Promise.race([
      work,
      new Promise((_, reject) => {
        page.once('crash', () => reject(new Error('ran out of memory')));
        timer = setTimeout(() => reject(new NotFinished(`not finished in ${seconds} s`)), seconds * 1000);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
