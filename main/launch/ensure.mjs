import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Makes sure that this Node is new enough and that the packages of package-lock.json are installed; uses Node's own
 * modules only, because it runs before anything is installed. Ends the process with a message when it can't.
 * @param {(line: string) => void} say
 */
export function ensure(say) {
  const complaint = nodeComplaint(process.versions.node);
  if (complaint) fail(complaint);
  const reason = whyInstall(
    readLock('package-lock.json'),
    readLock(join('node_modules', '.package-lock.json')),
  );
  if (!reason) return;
  say(`Installing packages with npm ci, because ${reason}.`);
  const status = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) {
    fail(
      `npm ci failed, so Pandect can't start yet. Your library is untouched. Look at npm's message above (no network?), then run the same command again.`,
    );
  }
}

/**
 * What is wrong with a Node version, if anything. The range is that of `engines` in package.json.
 * @param {string} version
 */
export function nodeComplaint(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return undefined;
  return `Pandect needs Node 20.19 or 22.12 or newer, and this is Node ${version}. Nothing was changed. Install a newer one from https://nodejs.org and run the same command again.`;
}

/**
 * Why packages must be installed, or undefined when they need not. npm writes the second lock when an installation is
 * complete; a package that is optional may be missing from it.
 * @param {Lock | undefined} wanted
 * @param {Lock | undefined} installed
 */
export function whyInstall(wanted, installed) {
  if (!wanted) return undefined;
  if (!installed) return 'none are installed';
  for (const [place, entry] of Object.entries(wanted.packages)) {
    const name = place.replace(/^.*node_modules\//, '');
    const version = installed.packages[place]?.version;
    if (place === '' || entry.version === version) continue;
    if (version) return `${name} is ${version} and should be ${entry.version}`;
    if (!entry.optional && !entry.devOptional && !entry.peer) return `${name} is missing`;
  }
  return undefined;
}

/**
 * @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }> }} Lock
 */

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Runs npm with its output on stderr, so that stdout stays ours.
 * @param {string[]} args
 */
function runNpm(args) {
  const cli = process.env['npm_execpath'];
  const direct = cli !== undefined && /npm-cli\.[cm]?js$/.test(cli);
  const [command, first] = direct ? [process.execPath, [cli]] : ['npm', []];
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: !direct && process.platform === 'win32' };
  // @ts-expect-error The tuple of stdio is typed too narrowly for a constant.
  return spawnSync(command, [...first, ...args], options).status;
}

/**
 * Ends the process with a message on stderr.
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
