import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { PauseReason } from '../../../shared/host/freshExportsApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { systemCode } from '../../lib/dumpErrors.ts';
import { isInside, realPlace } from '../../lib/insideFolder.ts';

/** A reason not to write, in words. */
export interface Trouble {
  readonly reason: PauseReason;
  readonly message: string;
}

/** What is where a tied file should be. */
export type FoundFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly hash: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Tells files apart without reading them. */
interface Sight {
  readonly path: string;
  readonly mark: string;
  readonly hash: string;
}

/** Looks at tied files; one that was not touched since is not read again. */
export class Targets {
  readonly #sights = new Map<string, Sight>();

  /** Never rejects. `forbidden` are the folders that Pandect keeps its own files in. */
  async look(path: string, forbidden: readonly string[]): Promise<FoundFile> {
    try {
      const real = await realPlace(path);
      for (const folder of forbidden) {
        if (isInside(real, await realPlace(folder))) return trouble(inDataFolder(path));
      }
      return await this.#lookAt(path);
    } catch (error) {
      return trouble(notReadable(path, error));
    }
  }

  async #lookAt(path: string): Promise<FoundFile> {
    const found = await stat(path, { bigint: true }).catch(ifMissing);
    if (found === undefined) {
      const folder = await stat(dirname(path)).catch(ifMissing);
      return folder?.isDirectory() ? { kind: 'absent' } : trouble(folderMissing(path));
    }
    if (!found.isFile()) return trouble(notAFile(path));
    const mark = `${found.dev} ${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
    const sight = this.#sights.get(path);
    if (sight?.mark === mark) return { kind: 'file', hash: sight.hash };
    const hash = await hashOf(path);
    this.#sights.set(path, { path, mark, hash });
    return { kind: 'file', hash };
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const portion of createReadStream(path)) hash.update(portion as Uint8Array);
  return hash.digest('hex');
}

function ifMissing(error: unknown): undefined {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw error;
}

function trouble(why: Trouble): FoundFile {
  return { kind: 'trouble', trouble: why };
}

/** Somebody else wrote into it. */
export function edited(path: string): Trouble {
  return {
    reason: 'edited',
    message: `“${basename(path)}” was changed by someone or something else since Pandect wrote it, so it is left as it is now. Write over it, choose another place, or stop keeping it fresh.`,
  };
}

/** What is written is said in the words of whoever could not write it. */
export function notWritable(error: unknown): Trouble {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof HostError ? error.code : undefined;
  return { reason: code === 'diskFull' ? 'diskFull' : 'notWritable', message };
}

function inDataFolder(path: string): Trouble {
  return {
    reason: 'inDataFolder',
    message: `“${basename(path)}” would be inside a folder that Pandect keeps its own files in, so it was not written. Choose another place.`,
  };
}

function folderMissing(path: string): Trouble {
  return {
    reason: 'folderMissing',
    message: `The folder ${dirname(path)} is not there; perhaps its drive is not connected. “${basename(path)}” is written again when the folder is back. You can also choose another place.`,
  };
}

/** A place that can't be taken, where none was taken yet. */
export function refusedPlace(path: string, { reason, message }: Trouble): string {
  if (reason !== 'folderMissing') return message;
  return `The folder ${dirname(path)} is not there. Nothing was written or tied. Make the folder, or choose another place.`;
}

function notAFile(path: string): Trouble {
  return {
    reason: 'edited',
    message: `${path} is not a file any more, so nothing was written. Move away what is there, or choose another place.`,
  };
}

function notReadable(path: string, error: unknown): Trouble {
  const why = systemCode(error) ?? String(error);
  return {
    reason: 'notWritable',
    message: `“${basename(path)}” in ${dirname(path)} could not be looked at (${why}), so it is left as it is. Allow reading and writing it, or choose another place.`,
  };
}
