import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay, SANDBOX_FLAGS } from './browser.mjs';
import { fetchElectron, findElectron, forgetFailure } from './electron.mjs';
import { root } from './ensure.mjs';
import { runLoopback } from './loopback.mjs';
import { stopRequested } from './stop.mjs';

/** An Electron that ends with an error this soon never came up. */
const EARLY_MS = 10_000;
const say = (/** @type {string} */ line) => console.log(line);

/**
 * Runs the app in the host that fits until it ends. Gives the exit status.
 * @param {import('./options.mjs').StartOptions} options
 * @returns {Promise<number>}
 */
export async function start(options) {
  if (options.host === 'loopback') return runLoopback(options);
  const electron = await electronOrWhy(options);
  if ('binary' in electron) {
    const ended = await runElectron(electron.binary, options);
    if (!ended.early || options.host === 'electron') return ended.status;
    say(`Electron ended at once with status ${ended.status}; opening Pandect in a browser instead.`);
    return runLoopback(options);
  }
  if (options.host === 'electron') {
    process.stderr.write(
      `Electron was asked for with --host=electron, but ${electron.why}. Nothing was changed. Leave --host out to open Pandect in a browser.\n`,
    );
    return 1;
  }
  say(`Not using Electron, because ${electron.why}.`);
  return runLoopback(options);
}

/**
 * @param {import('./options.mjs').StartOptions} options
 * @returns {Promise<{ binary: string } | { why: string }>}
 */
async function electronOrWhy(options) {
  if (!hasDisplay()) return { why: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  const binary = findElectron();
  if (binary) return { binary };
  if (options.host === 'electron') forgetFailure();
  return fetchElectron(say);
}

/**
 * @param {string} binary
 * @param {import('./options.mjs').StartOptions} options
 * @returns {Promise<{ status: number, early: boolean }>}
 */
async function runElectron(binary, options) {
  const begun = performance.now();
  // Before there is a child that could be left behind.
  const stop = stopRequested();
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...(options.dataVariable && { PANDECT_DATA: options.dataVariable }) };
  delete env['ELECTRON_RUN_AS_NODE'];
  const data = options.data === undefined ? [] : [`--data=${options.data}`];
  const child = spawn(binary, [...SANDBOX_FLAGS, join(root, '.'), ...data, '--', ...options.paths], {
    stdio: 'inherit',
    env,
  });
  let stopping = false;
  void stop.then(() => {
    stopping = true;
    child.kill('SIGTERM');
  });
  const status = await statusOf(child);
  if (stopping) return { status: 0, early: false };
  return { status, early: status !== 0 && performance.now() - begun < EARLY_MS };
}

/**
 * The exit status, 1 for a program that was ended by a signal or can't be run at all (which is said).
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function statusOf(child) {
  return new Promise(resolve => {
    child.on('exit', code => resolve(code ?? 1));
    child.on('error', error => {
      process.stderr.write(`Electron can't be run: ${error.message}\n`);
      resolve(1);
    });
  });
}
