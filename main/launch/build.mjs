import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensure, fail, root } from './ensure.mjs';

const STAMP = join(root, 'dist', '.stamp');
const COMMON = ['package.json', 'package-lock.json', 'tsconfig.base.json'];

/** What is built, from what, and a file that proves it is there. */
const TARGETS = [
  {
    name: 'page',
    config: 'vite.page.config.ts',
    sources: ['renderer', 'shared'],
    proof: 'dist/page/index.html',
  },
  {
    name: 'host',
    config: 'vite.main.config.ts',
    sources: ['main', 'shared'],
    proof: 'dist/main/loopback.mjs',
  },
  {
    name: 'preload script',
    config: 'vite.preload.config.ts',
    sources: ['main/electron', 'shared'],
    proof: 'dist/preload/preload.cjs',
  },
];

/** @typedef {Record<string, string>} Hashes Hash of the content by file. */

/**
 * Builds what is stale: what was never built, or whose sources have another content than when it was built. One that fails
 * does not stop the others. Rejects with what the builds that failed said.
 * @param {(line: string) => void} say
 * @param {readonly string[]} [wanted] Names of targets; all if left out.
 */
export async function buildStale(say, wanted) {
  const stamps = readStamps();
  /** @type {string[]} */
  const failures = [];
  for (const { name, config, sources, proof } of TARGETS) {
    if (wanted && !wanted.includes(name)) continue;
    const hashes = hashFiles([...COMMON, config, ...sources]);
    const reason = existsSync(join(root, proof)) ? whyBuild(stamps[name], hashes) : 'it was never built';
    if (!reason) continue;
    say(`Building the ${name}, because ${reason}.`);
    try {
      const { build } = await import('vite');
      // Vite keeps what it finds here, and a test runner's `test` would put React's slow development build into the page.
      process.env['NODE_ENV'] = 'production';
      await build({ configFile: join(root, config), root: viteRoot(name), logLevel: 'warn' });
      stamps[name] = hashes;
      mkdirSync(join(root, 'dist'), { recursive: true });
      writeFileSync(STAMP, JSON.stringify(stamps));
    } catch (error) {
      failures.push(`The ${name} could not be built: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

/**
 * Why something must be built again, or undefined when it is up to date.
 * @param {Hashes | undefined} built
 * @param {Hashes} now
 */
export function whyBuild(built, now) {
  if (!built) return 'it was never built';
  for (const file of new Set([...Object.keys(now), ...Object.keys(built)])) {
    if (!(file in built)) return `${file} is new`;
    if (!(file in now)) return `${file} is gone`;
    if (built[file] !== now[file]) return `${file} has changed`;
  }
  return undefined;
}

/** @param {string} name */
function viteRoot(name) {
  return name === 'page' ? join(root, 'renderer') : root;
}

/** @returns {Record<string, Hashes>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * @param {string[]} places Files and folders, relative to the root.
 * @returns {Hashes}
 */
function hashFiles(places) {
  /** @type {Hashes} */
  const hashes = {};
  for (const place of places) {
    for (const file of filesIn(join(root, place))) {
      const path = relative(root, file).split(sep).join('/');
      // The launcher is run as it is.
      if (path.startsWith('main/launch/')) continue;
      hashes[path] = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
    }
  }
  return hashes;
}

/** @param {string} place @returns {string[]} */
function filesIn(place) {
  if (!existsSync(place)) return [];
  try {
    return readdirSync(place, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
  } catch {
    return [place];
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensure(line => console.log(line));
  await buildStale(line => console.log(line)).catch(error => fail(error.message));
}
