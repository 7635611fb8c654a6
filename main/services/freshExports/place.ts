import { stat } from 'node:fs/promises';
import { basename, extname, isAbsolute, normalize } from 'node:path';
import type { CallArguments } from '../../../shared/host/api.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { realPlace } from '../../lib/insideFolder.ts';
import type { Shell } from '../../shell.ts';
import { safeFileName } from '../exports.ts';
import type { TiedFile } from './list.ts';

type Place = CallArguments<'freshExports.move'>['place'];

/**
 * The path that is meant, with the extension: of a path that is typed always the format's own; null when the user cancelled. Throws `badArguments` for
 * what is no whole path, and for any path that a page names where the host has its own dialog.
 */
export async function askedPath(shell: Shell, place: Place, extension: string): Promise<string | null> {
  const named = await namedPath(shell, place, extension);
  if (named === null) return null;
  const path = normalize(named);
  if (place.how === 'ask') return extname(path) === '' ? path + extension : path;
  // Whatever a page names, it can make and replace nothing but files of the format's own kind.
  return path.toLowerCase().endsWith(extension) ? path : path + extension;
}

async function namedPath(shell: Shell, place: Place, extension: string): Promise<string | null> {
  if (place.how === 'ask') return shell.askWhere(safeFileName(place.suggestedName, extension));
  if (shell.kind === 'electron') {
    throw new HostError(
      'badArguments',
      'Only the system’s dialog says where a file goes. Nothing was changed.',
    );
  }
  if (!isAbsolute(place.path) || place.path.includes('\0') || /[/\\]$/u.test(place.path)) {
    throw new HostError(
      'badArguments',
      `“${place.path}” is not the whole path of a file. Nothing was changed. Give a path that starts at the root of a drive and ends with the name of the file.`,
    );
  }
  return place.path;
}

/** The tied file that is the same as the one at a path, by whatever name. */
export async function sameFile(path: string, tied: readonly TiedFile[]): Promise<TiedFile | undefined> {
  const wanted = await identityOf(path);
  for (const each of tied) {
    const { real, file } = await identityOf(each.path);
    if (real === wanted.real || (file !== undefined && file === wanted.file)) return each;
  }
  return undefined;
}

async function identityOf(path: string) {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return { real: await realPlace(path), ...(found && { file: `${found.dev} ${found.ino}` }) };
}

/** Two exports would overwrite each other. */
export function alreadyTied(path: string, title: string): HostError {
  return new HostError(
    'badArguments',
    `“${basename(path)}” is kept fresh already, with “${title}”. Nothing was changed. Give this one another name, or stop the other first.`,
  );
}
