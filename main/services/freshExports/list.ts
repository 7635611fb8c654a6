import { join } from 'node:path';
import * as v from 'valibot';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import { freshSource } from '../../../shared/host/freshExportsApi.ts';
import { readKept, writeKept } from '../../lib/keptJson.ts';

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));

const tiedFile = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
  path: v.string(),
  title: v.string(),
  source: freshSource,
  format: v.string(),
  options: v.record(v.string(), v.string()),
  mayReplace: v.array(hash),
  written: v.optional(v.number()),
  paused: v.optional(v.literal('byUser')),
});

const listFile = v.object({
  pandect: v.literal('fresh-exports'),
  version: v.literal(1),
  exports: v.array(tiedFile),
});

/**
 * A file that is tied, as it is kept. `mayReplace` are the SHA-256 of the contents that may be written over: what was
 * written last, what was about to be written (so that a crash in between looks like neither), and what the user gave up.
 */
export type TiedFile = v.InferOutput<typeof tiedFile>;

/** The folder of what this machine keeps for one library, outside of it: paths mean nothing elsewhere. */
export function libraryConfig(config: string, library: LibraryId): string {
  return join(config, 'libraries', library);
}

/** The tied files of a library. Throws `unreadable`. */
export async function readTied(folder: string): Promise<readonly TiedFile[]> {
  return (await readKept(fileIn(folder), listFile))?.exports ?? [];
}

/** Replaces the list. Throws a `HostError` when it can't be written; the one before is kept then. */
export async function writeTied(folder: string, exports: readonly TiedFile[]): Promise<void> {
  await writeKept(fileIn(folder), { pandect: 'fresh-exports', version: 1, exports });
}

function fileIn(folder: string): string {
  return join(folder, 'fresh-exports.json');
}
