import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FoundDump } from '../../../shared/host/watchApi.ts';
import { HostError, type ErrorCode } from '../../../shared/host/wire.ts';
import { readLimited } from '../../lib/readLimited.ts';
import type { DumpsService } from '../dumps.ts';
import type { FolderMemory } from './memory.ts';
import type { SeenFile } from './scan.ts';

/** A file of a folder, as it was seen. */
export interface ReadyFile {
  readonly folder: FolderMemory;
  readonly seen: SeenFile;
}

/** What a file turned out to be. */
export type ReadFile = ReadyFile &
  (
    | { readonly kind: 'dump'; readonly found: FoundDump; readonly content: string }
    /** Nothing new: its content was dealt with before, or this program writes it. */
    | { readonly kind: 'nothing' }
    | { readonly kind: 'refused'; readonly message: string; readonly content?: string }
    /** It may be another time: the data folder takes nothing at the moment. */
    | { readonly kind: 'later' }
  );

/** What is no fault of the file. */
const NOT_NOW: ReadonlySet<ErrorCode> = new Set([
  'diskFull',
  'readOnly',
  'notWritten',
  'vanished',
  'internal',
]);

/** What reading needs. */
export interface FindingParts {
  readonly dumps: Pick<DumpsService, 'offerPaths' | 'handlers'>;
  readonly contents: ReadonlySet<string>;
  readonly isOurs: (path: string) => Promise<boolean>;
}

/** Reads a complete file and keeps its text, as every import does. Rejects for nothing that a file can be. */
export async function readReady(file: ReadyFile, parts: FindingParts): Promise<ReadFile> {
  const path = join(file.folder.path, file.seen.name);
  let content: string | undefined;
  try {
    if (await parts.isOurs(path)) return { ...file, kind: 'nothing' };
    content = createHash('sha256')
      .update(await readLimited(path))
      .digest('hex');
    if (parts.contents.has(content)) return { ...file, kind: 'nothing' };
    const { files, refused } = await parts.dumps.offerPaths([path]);
    const [offered] = files;
    if (offered === undefined) {
      return { ...file, kind: 'refused', message: refused[0]?.message ?? 'It could not be read.' };
    }
    const { dump } = await parts.dumps.handlers['dumps.read']({ ticket: offered.ticket });
    return { ...file, kind: 'dump', found: { dump, file: file.seen.name }, content };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (NOT_NOW.has(error.code)) return { ...file, kind: 'later' };
    const refused = { ...file, kind: 'refused', message: error.message } as const;
    return content === undefined ? refused : { ...refused, content };
  }
}
