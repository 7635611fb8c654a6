import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const LAYERS = ['shared', 'main', 'main/electron', 'main/launch', 'renderer', 'test', '.'];
/** Fewer modules than this mean that the layer check looked past the sources. */
const FEWEST_MODULES = 100;

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} run A script of a package in node_modules, and its arguments.
 * @property {(output: string) => string | undefined} [complaint] Looks at what an apparently good run printed.
 *
 * @typedef {{ name: string, ok: boolean, output: string, seconds: number }} CheckResult
 */

/** @type {Check[]} */
const CHECKS = [
  ...LAYERS.map(layer => ({
    name: `types of ${layer === '.' ? 'the configurations' : layer}`,
    run: ['typescript/bin/tsc', '-p', layer],
  })),
  { name: 'lint', run: ['eslint/bin/eslint.js', '.', '--max-warnings=0'] },
  { name: 'format', run: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  { name: 'nothing unused', run: ['knip/bin/knip.js', '--no-progress'] },
  {
    name: 'layers',
    run: [
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', 'main', 'renderer', 'shared'],
    ],
    complaint: output => {
      const count = Number(/\((\d+) modules/u.exec(output)?.[1] ?? 0);
      return count < FEWEST_MODULES ? `Only ${count} modules were looked at.` : undefined;
    },
  },
];

/**
 * Runs the checks whose names start with one of the words (all without words), as many at once as there are cores.
 * @param {readonly string[]} words
 * @param {(result: CheckResult) => void} onDone
 */
export async function runChecks(words, onDone) {
  const chosen = CHECKS.filter(({ name }) => words.length === 0 || words.some(word => name.startsWith(word)));
  const waiting = [...chosen];
  /** @type {CheckResult[]} */
  const results = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await runCheck(check);
      results.push(result);
      onDone(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  return results;
}

/** @param {CheckResult} result */
export function describeCheck({ name, ok, output, seconds }) {
  return `${ok ? 'passed' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)${ok ? '' : `\n${output.trimEnd()}`}`;
}

/** @param {Check} check @returns {Promise<CheckResult>} */
async function runCheck({ name, run: [script = '', ...args], complaint }) {
  const begun = performance.now();
  const { status, output } = await capture([binOf(script), ...args]);
  const wrong = status === 0 ? complaint?.(output) : output;
  return {
    name,
    ok: wrong === undefined,
    output: wrong ?? '',
    seconds: (performance.now() - begun) / 1000,
  };
}

/**
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function capture(args) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const add = (/** @type {Buffer} */ chunk) => (output += chunk);
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', error => resolve({ status: 1, output: String(error) }));
    child.on('close', status => resolve({ status, output }));
  });
}

/** @param {string} script */
function binOf(script) {
  return fileURLToPath(new URL(`../node_modules/${script}`, import.meta.url));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const results = await runChecks(process.argv.slice(2), result => console.log(describeCheck(result)));
  process.exit(results.length > 0 && results.every(({ ok }) => ok) ? 0 : 1);
}
