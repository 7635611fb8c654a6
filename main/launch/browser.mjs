import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Flags that keep a browser from calling home or asking anything at its first start. */
export const QUIET_FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * For windows of the program: Chromium holds a worker's answer to a key back until the key's own frame is shown, and the
 * results of a search would come a frame late.
 */
export const PROMPT_FLAGS = ['--disable-features=DeferRendererTasksAfterInput'];

/**
 * For windows of the program: V8 lets what was just made grow to 64 MB, for the page and again for the search, and keeps them
 * while nothing happens. Measured with a quarter of it: imports and keys as quick, 90 MB less after 10,000 papers came in.
 */
export const MEMORY_FLAGS = ['--js-flags=--max-semi-space-size=8'];

/** Chromium refuses its sandbox to root; everyone else keeps it. */
export const SANDBOX_FLAGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const LINUX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'brave-browser',
];

/** An installed Chrome, Chromium or a relative; undefined if there is none. */
export function findSystemBrowser() {
  return candidates().find(isProgram);
}

/** True if windows can be shown. Only Linux can do without. */
export function hasDisplay(platform = process.platform, env = process.env) {
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

function candidates() {
  const { env } = process;
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].flatMap(name =>
        ['/', homedir()].map(base => join(base, 'Applications', `${name}.app`, 'Contents', 'MacOS', name)),
      );
    case 'win32':
      return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap(
        name =>
          [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].flatMap(base =>
            base ? [join(base, name)] : [],
          ),
      );
    default:
      return LINUX_NAMES.flatMap(name =>
        (env['PATH'] ?? '')
          .split(delimiter)
          .filter(Boolean)
          .map(folder => join(folder, name)),
      );
  }
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Where the browser keeps its profile, and in it the library: inside the data folder, private and permanent. A browser
 * packed as a snap can't see hidden folders, so its profile lies in the snap's own.
 * @param {string} browser
 * @param {string} data
 */
export function profileFolder(browser, data) {
  const snap = /^\/snap\/bin\/([\w-]+)$/.exec(browser)?.[1];
  return snap
    ? join(homedir(), 'snap', snap, 'common', 'pandect', data.replace(/[^\w.-]+/g, '_'))
    : join(data, 'browser');
}
