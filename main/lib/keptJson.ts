import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { HostError } from '../../shared/host/wire.ts';
import { atomicWrite } from './atomicWrite.ts';
import { systemCode } from './dumpErrors.ts';

/**
 * Reads a small JSON file of this machine's settings; undefined when there is none. One that is damaged is set aside
 * beside it under a name with `-damaged-`, and counts as none. Throws `unreadable` for one that is there and can't be read.
 */
export async function readKept<S extends v.GenericSchema>(
  path: string,
  schema: S,
): Promise<v.InferOutput<S> | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new HostError(
      'unreadable',
      `Pandect’s own file ${path} could not be read (${code ?? String(error)}). Nothing was changed. Allow reading it, and check the disk.`,
    );
  }
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    await rename(path, path.replace(/\.json$/u, `-damaged-${Date.now()}.json`)).catch(() => undefined);
    return undefined;
  }
}

/** Writes such a file, whole or not at all, readable by the owner alone. Throws a `HostError` (`diskFull`, `readOnly`, `notWritten`). */
export async function writeKept(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch(() => undefined);
  await atomicWrite(path, `${JSON.stringify(value, null, 1)}\n`, { mode: 0o600 });
}
