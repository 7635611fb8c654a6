import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Where the program keeps its files. All paths are absolute. */
export interface Paths {
  /** Everything below; only its owner can read it. */
  readonly data: string;
  /** Raw dumps, gzipped. */
  readonly dumps: string;
  /** Token and address of the loopback host. */
  readonly loopback: string;
}

/** What `dataFolder` looks at; taken from the process by default, so that every platform can be tested on one. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The data folder: `chosen` (from `--data`), else `PANDECT_DATA`, else the platform's own place (XDG base directories,
 * Application Support, roaming AppData). Relative choices are taken from the working directory.
 */
export function dataFolder(
  chosen: string | undefined,
  around: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): string {
  const { platform, env, home } = around;
  const named = chosen ?? env['PANDECT_DATA'];
  if (named) return resolve(named);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Pandect');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Pandect');
    default: {
      // The XDG specification says that a relative XDG_DATA_HOME is to be ignored.
      const xdg = env['XDG_DATA_HOME'];
      return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'pandect');
    }
  }
}

/** The places inside a data folder. */
function pathsIn(data: string): Paths {
  return { data, dumps: join(data, 'dumps'), loopback: join(data, 'loopback.json') };
}

/**
 * Makes the data folder if it is missing, readable by its owner alone. Throws the system's error if it can't. A chosen
 * folder that holds other things keeps its permissions, as it may be everybody's; what is put into it is private anyway.
 */
export function preparePaths(chosen?: string): Paths {
  const data = dataFolder(chosen);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (readdirSync(data).length === 0) chmodSync(data, 0o700);
  return pathsIn(data);
}
