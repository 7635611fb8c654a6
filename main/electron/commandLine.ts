import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a start was asked for. */
export interface CommandLine {
  /** `--data`, as written. */
  readonly data: string | undefined;
  /** Absolute paths of the files and folders named. */
  readonly paths: readonly string[];
}

/** Switches of ours that bring a value. The two of the loopback host mean nothing here, but their values are no files. */
const WITH_VALUE: ReadonlySet<string> = new Set(['--data', '--port', '--host']);

/**
 * Reads what follows the program's name. Other switches (Chromium has hundreds) are skipped; after `--` all is files.
 * Desktops hand over `file:` addresses, which become paths; other addresses are not files and are left out.
 */
export function readCommandLine(args: readonly string[], workingFolder: string): CommandLine {
  let data: string | undefined;
  const named: string[] = [];
  const rest = args[Symbol.iterator]();
  for (const arg of rest) {
    if (arg === '--') {
      named.push(...rest);
    } else if (arg.startsWith('--')) {
      const [name = '', ...value] = arg.split('=');
      if (!WITH_VALUE.has(name)) continue;
      const given = value.length > 0 ? value.join('=') : (rest.next().value as string | undefined);
      if (name === '--data') data = given;
    } else if (arg !== '' && !arg.startsWith('-')) {
      named.push(arg);
    }
  }
  return { data, paths: named.flatMap(name => toPath(name, workingFolder)) };
}

/**
 * The arguments without the program's own: a packaged program is one name; an unpackaged one is Electron, perhaps some
 * switches, and the folder of the program.
 */
export function ownArguments(
  argv: readonly string[],
  packaging: 'packaged' | 'unpackaged',
): readonly string[] {
  if (packaging === 'packaged') return argv.slice(1);
  const program = argv.findIndex((arg, position) => position > 0 && !arg.startsWith('-'));
  return program === -1 ? [] : argv.slice(program + 1);
}

function toPath(name: string, workingFolder: string): readonly string[] {
  // One letter and a colon is a drive of Windows, not a scheme.
  if (!/^[a-z][a-z0-9+.-]+:\/\//iu.test(name)) return [resolve(workingFolder, name)];
  try {
    return [fileURLToPath(name)];
  } catch {
    return [];
  }
}
