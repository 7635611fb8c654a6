import { basename, extname } from 'node:path';
import type { HostHandlers } from '../../shared/host/api.ts';
import { toVisibleLine } from '../../shared/text/visible.ts';
import { atomicWrite } from '../lib/atomicWrite.ts';

export interface ExportsOptions {
  /** Asks where to save; an absolute path, null when the user cancels. */
  readonly askWhere: (suggestedName: string) => Promise<string | null>;
}

const EXTENSION = '.bib';
/** Longest suggested name without its extension; file systems take 255 bytes. */
const MAX_NAME_LENGTH = 80;

/** Saves exports where the user says. A file that can't be written is left as it was; the error says why. */
export function createExportsService({ askWhere }: ExportsOptions): Pick<HostHandlers, 'exports.save'> {
  return {
    'exports.save': async ({ suggestedName, text }) => {
      const chosen = await askWhere(safeFileName(suggestedName));
      if (chosen === null) return { saved: 'cancelled' };
      const path = extname(chosen) === '' ? chosen + EXTENSION : chosen;
      await atomicWrite(path, text);
      return { saved: 'saved', name: basename(path) };
    },
  };
}

/**
 * A name that every file system takes and that stays in its folder: no separators, reserved characters, device names
 * or leading dots; ends in `.bib`. Never empty.
 */
export function safeFileName(name: string): string {
  const stem = toVisibleLine(name)
    .replace(/\.bib$/iu, '')
    .replace(/[/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu.test(stem);
  if (stem === '' || isDevice) return `papers${EXTENSION}`;
  return toVisibleLine(stem) + EXTENSION;
}
