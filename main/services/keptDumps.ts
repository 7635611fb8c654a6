import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DumpId } from '../../shared/domain/ids.ts';
import { HostError } from '../../shared/host/wire.ts';
import { atomicWrite } from '../lib/atomicWrite.ts';
import { systemCode } from '../lib/dumpErrors.ts';

const zip = promisify(gzip);
/** A quarter of the time of the usual level for files a sixth larger: an import waits for it. */
const ZIP_LEVEL = 1;
const unzip = promisify(gunzip);

/** A text may be this much larger than the dump it came from: UTF-16 and Windows-1252 grow in UTF-8. */
const MOST_UNZIPPED_BYTES = 256 * 1024 * 1024;

/** The raw texts of dumps, gzipped, one file each. */
export interface KeptDumps {
  /** Returns when the text is on disk. Throws `HostError` (`diskFull`, `readOnly`, `notWritten`) that names the dump. */
  keep(dump: DumpId, text: string, name: string): Promise<void>;
  /** Throws `HostError` `notFound` or `unreadable`. */
  read(dump: DumpId): Promise<string>;
}

/** `folderNow` gives the folder, which can be moved. */
export function createKeptDumps(folderNow: () => string): KeptDumps {
  const pathOf = (folder: string, dump: DumpId): string => {
    // Rows of the library name dumps, and can come from somebody else's backup: none may lead out of the folder.
    if (!/^[0-9a-f]{32}$/u.test(dump))
      throw new HostError(
        'notFound',
        'The raw text of this digest is not kept here. Your library is as it was. Import the file itself again.',
      );
    return join(folder, `${dump}.txt.gz`);
  };
  return {
    async keep(dump, text, name) {
      const folder = folderNow();
      const path = pathOf(folder, dump);
      if (await exists(path)) return;
      try {
        await makeFolder(folder);
        await atomicWrite(path, await zip(text, { level: ZIP_LEVEL }), { mode: 0o600 });
      } catch (error) {
        throw notKept(name, folder, error);
      }
    },
    async read(dump) {
      const folder = folderNow();
      const path = pathOf(folder, dump);
      try {
        const text = await unzip(await readFile(path), {
          maxOutputLength: MOST_UNZIPPED_BYTES,
        });
        return text.toString('utf8');
      } catch (error) {
        throw notRead(folder, error);
      }
    },
  };
}

/** An empty file is what a power cut can leave of an older one. */
async function exists(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.size > 0;
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

function notKept(name: string, folder: string, error: unknown): HostError {
  const code = error instanceof HostError ? error.code : codeOf(systemCode(error));
  const kept = 'The file was not imported; your library is as it was.';
  switch (code) {
    case 'diskFull':
      return new HostError(
        code,
        `The disk is full, so a copy of “${name}” could not be kept in ${folder}. ${kept} Make room and import it again.`,
      );
    case 'readOnly':
      return new HostError(
        code,
        `A copy of “${name}” could not be kept: ${folder} can't be written to. ${kept} Allow writing there and import it again.`,
      );
    default: {
      const reason = systemCode(error) ?? (error instanceof Error ? error.message : String(error));
      return new HostError(
        'notWritten',
        `A copy of “${name}” could not be kept in ${folder} (${reason}). ${kept} Check that the folder can be reached and import it again.`,
      );
    }
  }
}

function codeOf(systemError: string | undefined): 'diskFull' | 'readOnly' | 'notWritten' {
  if (systemError === 'ENOSPC' || systemError === 'EDQUOT') return 'diskFull';
  return systemError === 'EROFS' || systemError === 'EACCES' || systemError === 'EPERM'
    ? 'readOnly'
    : 'notWritten';
}

function notRead(folder: string, error: unknown): HostError {
  const still = 'Your library is as it was.';
  if (systemCode(error) === 'ENOENT') {
    return new HostError(
      'notFound',
      `The kept text of this dump is no longer in ${folder}. ${still} Import the file itself again.`,
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new HostError(
    'unreadable',
    `The kept text of this dump in ${folder} could not be read (${reason}). ${still} Import the file itself again.`,
  );
}
