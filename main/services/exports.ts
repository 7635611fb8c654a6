import { randomBytes } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { ExportedFile } from '../../shared/citation/format.ts';
import { type HostHandlers } from '../../shared/host/api.ts';
import { HostError } from '../../shared/host/wire.ts';
import { safeStem } from '../../shared/text/fileName.ts';
import { atomicWrite } from '../lib/atomicWrite.ts';
import { writeNewFolder } from '../lib/writeNewFolder.ts';
import { MAX_EXPORT_LENGTH } from '../../shared/host/limits.ts';

export interface ExportsOptions {
  /** Asks where to save; an absolute path, null when the user cancels. */
  readonly askWhere: (suggestedName: string) => Promise<string | null>;
  /** Asks for a folder to put a new one into; an absolute path, null when the user cancels. */
  readonly askFolder: () => Promise<string | null>;
}

/** Longest suggested name without its extension, in bytes. */
const MAX_NAME_BYTES = 80;
/** Exports begun and not finished; the oldest is forgotten then, as its page is gone. */
const MAX_OPEN = 4;

/** An export on its way from the page: held here until it is whole, so that nothing half is ever on the disk. */
type OpenExport = { length: number } & (
  | { readonly as: 'file'; readonly path: string; readonly texts: string[] }
  | { readonly as: 'folder'; readonly parent: string; readonly name: string; readonly files: ExportedFile[] }
);

type ExportHandlers = Pick<
  HostHandlers,
  'exports.begin' | 'exports.write' | 'exports.finish' | 'exports.abandon'
>;

/** Saves exports where the user says. What can't be written is left as it was; the error says why. */
export function createExportsService({ askWhere, askFolder }: ExportsOptions): ExportHandlers {
  const open = new Map<string, OpenExport>();
  const begin = (begun: OpenExport): { readonly begun: string } => {
    const ticket = randomBytes(16).toString('hex');
    const [oldest] = open.keys();
    if (open.size >= MAX_OPEN && oldest !== undefined) open.delete(oldest);
    open.set(ticket, begun);
    return { begun: ticket };
  };
  return {
    'exports.begin': async asked => {
      if (asked.as === 'folder') {
        const parent = await askFolder();
        const name = safeStem(asked.suggestedName, 'papers', MAX_NAME_BYTES);
        return parent === null ? null : begin({ as: 'folder', parent, name, files: [], length: 0 });
      }
      const extension = `.${asked.extension}`;
      const chosen = await askWhere(safeFileName(asked.suggestedName, extension));
      if (chosen === null) return null;
      const path = extname(chosen) === '' ? chosen + extension : chosen;
      return begin({ as: 'file', path, texts: [], length: 0 });
    },
    'exports.write': async ({ begun, ...portion }) => {
      const found = known(open, begun);
      if ('text' in portion && found.as === 'file') {
        found.texts.push(portion.text);
        found.length += portion.text.length;
      } else if ('files' in portion && found.as === 'folder') {
        found.files.push(...portion.files);
        found.length += portion.files.reduce((sum, { text }) => sum + text.length, 0);
      }
      if (found.length > MAX_EXPORT_LENGTH) {
        open.delete(begun);
        throw tooLarge();
      }
      return null;
    },
    'exports.finish': async ({ begun }) => {
      const found = known(open, begun);
      open.delete(begun);
      if (found.as === 'folder') return { name: await writeNewFolder(found.parent, found.name, found.files) };
      await atomicWrite(found.path, found.texts);
      return { name: basename(found.path) };
    },
    'exports.abandon': async ({ begun }) => {
      open.delete(begun);
      return null;
    },
  };
}

function known(open: ReadonlyMap<string, OpenExport>, ticket: string): OpenExport {
  const found = open.get(ticket);
  if (found !== undefined) return found;
  throw new HostError(
    'notFound',
    'This export is no longer under way, so nothing was written. What was there is unchanged. Save it again.',
  );
}

function tooLarge(): HostError {
  const megabytes = MAX_EXPORT_LENGTH / 1024 / 1024;
  return new HostError(
    'tooLarge',
    `This export is larger than ${megabytes} million characters, so it was not written. What was there is unchanged. Leave abstracts out, or export fewer papers at a time.`,
  );
}

/** A name that every file system takes and that stays in its folder, with the extension once. Never empty. */
export function safeFileName(name: string, extension: string): string {
  const stem = name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name;
  return safeStem(stem, 'papers', MAX_NAME_BYTES) + extension;
}
