import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const HELP = `npm start [-- FILE|FOLDER… --host=electron|loopback --data DIR --port N --help]

Opens Pandect and imports the dumps that are named.

  --host=electron   Electron, or an error where it can't run
  --host=loopback   a window of an installed Chrome or Chromium, or an address to open in a browser
  --data DIR        where the library's files are kept. Without it: PANDECT_DATA, else the folder chosen in the
                    settings, else the system's own place for data
  --port N          port of the loopback host; the browser keeps a working copy of the library for each port

PANDECT_CONFIG names the folder of the settings, which are not in the data folder.
`;

/**
 * @typedef {object} StartOptions
 * @property {string[]} paths Absolute.
 * @property {'electron' | 'loopback' | undefined} host
 * @property {string | undefined} data From --data. Absolute.
 * @property {string | undefined} dataVariable From PANDECT_DATA. Absolute.
 * @property {number | undefined} port
 * @property {boolean} help
 */

/**
 * Reads the command line. Relative paths start where the user is, not where npm runs the script. What npm took for its own
 * options (`npm start --host=loopback` without `--`) stands in the environment. Throws an `Error` in words.
 * @param {string[]} argv
 * @param {Record<string, string | undefined>} env
 * @param {string} cwd
 * @returns {StartOptions}
 */
export function readOptions(argv, env, cwd) {
  const { values, positionals } = parse(argv);
  const given = (/** @type {'host' | 'data' | 'port'} */ name) => values[name] ?? takenByNpm(env, name);
  const base = env['INIT_CWD'] ?? cwd;
  const absolute = (/** @type {string} */ path) => (isAbsolute(path) ? path : resolve(base, path));
  const data = given('data');
  const variable = env['PANDECT_DATA'];
  return {
    paths: positionals.map(absolute),
    host: readHost(given('host')),
    data: data ? absolute(data) : undefined,
    dataVariable: variable ? absolute(variable) : undefined,
    port: readPort(given('port')),
    help: values.help ?? false,
  };
}

/** @param {string[]} argv */
function parse(argv) {
  return parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      host: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/** @param {Record<string, string | undefined>} env @param {string} name */
function takenByNpm(env, name) {
  const value = env[`npm_config_${name}`];
  return value && value !== 'true' ? value : undefined;
}

/** @param {string | undefined} host */
function readHost(host) {
  if (host === undefined || host === 'electron' || host === 'loopback') return host;
  throw new Error(`--host should be electron or loopback, not “${host}”.`);
}

/** @param {string | undefined} port */
function readPort(port) {
  if (port === undefined) return undefined;
  if (/^\d{1,5}$/.test(port) && Number(port) < 65536) return Number(port);
  throw new Error(`--port should be a number from 0 to 65535, not “${port}”.`);
}
