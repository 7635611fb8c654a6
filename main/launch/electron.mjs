import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure.mjs';

const PACKAGE = join(root, 'node_modules', 'electron');
const FAILED_FETCH = join(root, 'node_modules', '.cache', 'pandect', 'electron-fetch-failed');
const DAY_MS = 24 * 60 * 60 * 1000;
const PROBE_MS = 8_000;
const FETCH_MS = 5 * 60 * 1000;

/** The program inside Electron's folder, as its own installer names it. */
const PROGRAM =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/** Electron's binary, if it is there. `ELECTRON_OVERRIDE_DIST_PATH` names a folder that holds it. */
export function findElectron() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(PACKAGE, 'dist');
  const binary = join(folder, PROGRAM);
  return existsSync(binary) ? binary : undefined;
}

/**
 * Fetches Electron's binary as its package does at its first run, with a limit of time. A failure is remembered for a
 * day, so that every start on a closed network is quick.
 * @param {(line: string) => void} say
 * @returns {Promise<{ binary: string } | { why: string }>}
 */
export async function fetchElectron(say) {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) {
    return {
      why: `ELECTRON_OVERRIDE_DIST_PATH (${process.env['ELECTRON_OVERRIDE_DIST_PATH']}) holds no ${PROGRAM}`,
    };
  }
  const failedAt = lastFailure();
  if (Date.now() - failedAt < DAY_MS) {
    const time = new Date(failedAt).toLocaleString();
    return { why: `it could not be fetched at ${time} (tried again after a day, or with --host=electron)` };
  }
  const unreachable = await whyUnreachable();
  if (unreachable) return { why: rememberFailure(unreachable) };
  say('Fetching Electron, about 110 MB, once. (Ctrl-C stops it; --host=loopback does without.)');
  const { status } = spawnSync(process.execPath, [join(PACKAGE, 'install.js')], {
    stdio: ['ignore', 2, 2],
    timeout: FETCH_MS,
  });
  const binary = findElectron();
  if (status === 0 && binary) return { binary };
  return { why: rememberFailure('fetching it failed') };
}

/** Lets the next `fetchElectron` try again at once. */
export function forgetFailure() {
  rmSync(FAILED_FETCH, { force: true });
}

/** A short look at where Electron is fetched from: a closed network often lets connections hang for minutes. */
async function whyUnreachable() {
  const { env } = process;
  if (env['HTTPS_PROXY'] || env['https_proxy'] || env['ELECTRON_GET_USE_PROXY']) return undefined;
  const mirror =
    env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror'] || 'https://github.com/electron/electron';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return undefined;
  } catch {
    return `${URL.canParse(mirror) ? new URL(mirror).host : mirror} can't be reached to fetch it`;
  }
}

function lastFailure() {
  try {
    return Number(readFileSync(FAILED_FETCH, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

/** @param {string} why */
function rememberFailure(why) {
  mkdirSync(join(FAILED_FETCH, '..'), { recursive: true });
  writeFileSync(FAILED_FETCH, String(Date.now()));
  return why;
}
