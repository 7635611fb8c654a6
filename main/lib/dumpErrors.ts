import { describeNoPapers } from '../../shared/digest-format/noPapers.ts';
import type { NoPapersReason } from '../../shared/digest-format/types.ts';
import { HostError } from '../../shared/host/wire.ts';
import { assertNever } from '../../shared/domain/assertNever.ts';
import { MAX_DUMP_BYTES } from '../../shared/host/limits.ts';

const NOTHING_CHANGED = 'Nothing was imported from it; your library is as it was.';

/** A file that was read and holds no papers; `why` in words that follow "because". */
export function noPapers(name: string, reason: NoPapersReason, why = describeNoPapers(reason)): HostError {
  const what = `“${name}” holds no papers: ${why}.`;
  return new HostError(reason, `${what} ${NOTHING_CHANGED} ${remedy(reason)}`);
}

/** A file that can't be read, with the system's reason. */
export function unreadable(name: string, error: unknown): HostError {
  const code = systemCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new HostError(
      'notFound',
      `“${name}” is not there. ${NOTHING_CHANGED} Check the name, or where the file went, and import it from there.`,
    );
  }
  if (code === 'EISDIR') {
    return new HostError(
      'unreadable',
      `“${name}” is a folder. ${NOTHING_CHANGED} Name the dumps that are in it.`,
    );
  }
  const why =
    code === 'EACCES' || code === 'EPERM' ? 'you are not allowed to read it' : (code ?? String(error));
  return new HostError(
    'unreadable',
    `“${name}” could not be read: ${why}. ${NOTHING_CHANGED} Check the file and its permissions, then import it again.`,
  );
}

/** Text in an encoding that is not read. */
export function unknownEncoding(name: string): HostError {
  return new HostError(
    'unreadable',
    `“${name}” is in an encoding that Pandect does not read (it reads UTF-8, UTF-16 and Windows-1252). ${NOTHING_CHANGED} ` +
      'Save the file as UTF-8 and import it again.',
  );
}

export function tooLarge(name: string, size: number): HostError {
  return new HostError(
    'tooLarge',
    `“${name}” has ${megabytes(size)} MB; a dump may have ${megabytes(MAX_DUMP_BYTES)} MB at most. ${NOTHING_CHANGED} ` +
      'If it really is a digest, save or export fewer papers into one file.',
  );
}

/** Why the thread that read a file was ended before it was through. */
export type TooHard =
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'memory' }
  | { readonly kind: 'failure'; readonly error: unknown };

/** A file that could not be read within the limits of one file. */
export function tooHard(name: string, why: TooHard): HostError {
  return new HostError('unreadable', `“${name}” ${inWords(why)} ${NOTHING_CHANGED} ${remedyFor(why)}`);
}

function inWords(why: TooHard): string {
  switch (why.kind) {
    case 'time':
      return `was not read through within ${why.seconds} seconds.`;
    case 'memory':
      return 'takes more memory than one file may.';
    case 'failure':
      return `could not be read: ${why.error instanceof Error ? why.error.message : String(why.error)}.`;
    default:
      return assertNever(why);
  }
}

function remedyFor({ kind }: TooHard): string {
  if (kind === 'failure') return 'Check that the file is whole, or save it again in another format.';
  return 'If it really holds papers, save or export fewer of them into one file.';
}

/** The system's code of an error of a file, e.g. `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** A size in bytes as whole megabytes, rounded up. */
function megabytes(bytes: number): number {
  return Math.ceil(bytes / (1024 * 1024));
}

/** Every kind of file that papers are read from, for messages. */
const WHAT_IS_READ =
  'the text or the saved page of Hugging Face Papers (the daily list, a search, a paper) or its JSON, a digest or arXiv mail (.eml), an Atom or RSS feed, BibTeX, RIS, CSL-JSON, CSV, Zotero RDF, saved bookmarks, or Markdown pages that Pandect exported (.md, .zip)';

function remedy(reason: NoPapersReason): string {
  switch (reason) {
    case 'empty':
      return 'Save the page again and import the new file.';
    case 'binary':
      return 'Import the text of the page, not a picture, an archive or a document of it.';
    case 'pageWithoutTitles':
      return 'Open the page in a browser, wait until its papers are shown, and save its text again.';
    case 'notADigest':
      return `Import one of these: ${WHAT_IS_READ}.`;
    default:
      return assertNever(reason);
  }
}
