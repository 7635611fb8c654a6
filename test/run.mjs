import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, root } from '../main/launch/ensure.mjs';

/** @typedef {import('./support/tallyReporter.mjs').Tally} Tally */

const say = (/** @type {string} */ line) => console.log(line);

/**
 * The stages in their order; each goes on when another failed. The program is built before the tests that start it.
 * @type {Record<string, () => Promise<Tally>>}
 */
const STAGES = {
  build: buildStage,
  check: checkStage,
  unit: unitStage,
  e2e: e2eStage,
  faults: faultsStage,
};

ensure(say);
process.exit(await main(process.argv.slice(2)));

/** @param {string[]} words Names of stages; all without any. */
async function main(words) {
  const unknown = words.filter(word => !Object.hasOwn(STAGES, word));
  if (unknown.length > 0) {
    console.error(`There is no stage ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}.`);
    return 1;
  }
  const chosen = new Set(words.length > 0 ? words : Object.keys(STAGES));
  // Tests start the built program.
  if (['unit', 'e2e', 'faults'].some(name => chosen.has(name))) chosen.add('build');
  /** @type {Tally} */
  const total = { passed: 0, failed: [], skipped: [] };
  for (const [name, stage] of Object.entries(STAGES)) {
    if (!chosen.has(name)) continue;
    say(`\n── ${name} ──`);
    const tally = await stage().catch(error => ({ passed: 0, failed: [`${name}: ${error}`], skipped: [] }));
    total.passed += tally.passed;
    total.failed.push(...tally.failed);
    total.skipped.push(...tally.skipped);
  }
  return report(total);
}

/** @param {Tally} total */
function report({ passed, failed, skipped }) {
  say('\n── result ──');
  for (const name of skipped) say(`skipped  ${name}`);
  for (const name of failed) say(`FAILED   ${name}`);
  say(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length === 0 && passed > 0 ? 0 : 1;
}

/** @returns {Promise<Tally>} */
async function buildStage() {
  const { buildStale } = await import('../main/launch/build.mjs');
  try {
    await buildStale(say);
    say('The build is up to date.');
    return { passed: 1, failed: [], skipped: [] };
  } catch (error) {
    say(String(error));
    return { passed: 0, failed: ['build'], skipped: [] };
  }
}

/** @returns {Promise<Tally>} */
async function checkStage() {
  const { describeCheck, runChecks } = await import('./check.mjs');
  const results = await runChecks([], result => say(describeCheck(result)));
  return {
    passed: results.filter(({ ok }) => ok).length,
    failed: results.filter(({ ok }) => !ok).map(({ name }) => name),
    skipped: [],
  };
}

/** @returns {Promise<Tally>} */
async function unitStage() {
  const file = freshFile('vitest.json');
  const reporters = ['--reporter=default', '--reporter=./test/support/tallyReporter.mjs'];
  const status = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters], {
    PANDECT_TALLY: file,
  });
  return honest('unit and integration tests', status, readJson(file));
}

/** @returns {Promise<Tally>} */
async function e2eStage() {
  const { ensureTestBrowser } = await import('./support/browser.mjs');
  if (!ensureTestBrowser(say)) {
    const failed = [
      'browser tests: no Chrome or Chromium was found or could be installed; PANDECT_CHROMIUM may name one',
    ];
    return { passed: 0, failed, skipped: [] };
  }
  const file = freshFile('playwright.json');
  const status = await runNode(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { tallyPlaywright } = await import('./support/tallyPlaywright.mjs');
  const report = readJson(file);
  return honest('browser tests', status, report && tallyPlaywright(report));
}

/** The short version of `npm run faults`. @returns {Promise<Tally>} */
async function faultsStage() {
  const file = freshFile('faults.json');
  const status = await runNode(['test/faults/run.mjs', '--quick'], { PANDECT_TALLY: file });
  return honest('faults', status, readJson(file));
}

/**
 * A stage that ended with an error, or left no result, failed, whatever it counted.
 * @param {string} stage @param {number | null} status @param {Tally | undefined} tally
 * @returns {Tally}
 */
function honest(stage, status, tally) {
  if (!tally) return { passed: 0, failed: [`${stage}: they did not run`], skipped: [] };
  if (status === 0 || tally.failed.length > 0) return tally;
  return { ...tally, failed: [`${stage}: ended with status ${status}`] };
}

/** @param {string[]} args @param {Record<string, string>} env @returns {Promise<number | null>} */
function runNode(args, env) {
  return new Promise(resolve => {
    const options = { cwd: root, env: { ...process.env, ...env } };
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
}

/** @param {string} name A file outside of test-results, which Playwright empties. */
function freshFile(name) {
  const folder = join(root, 'node_modules', '.cache', 'pandect');
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, name), { force: true });
  return join(folder, name);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
