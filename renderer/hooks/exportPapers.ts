import { bibtex } from '../../shared/citation/bibtex.ts';
import {
  beginFiles,
  beginText,
  completeOptions,
  writeText,
  type ExportedFile,
  type FilesFormat,
  type Format,
  type FormatOptions,
  type TextFormat,
} from '../../shared/citation/format.ts';
import { markdown } from '../../shared/citation/markdown.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import type { Library } from '../data/types.ts';
import { copyText } from '../host/copyText.ts';
import type { HostClient } from '../host/types.ts';
import { citeAtOnce, citedPortions, type CitedParts } from './citePapers.ts';
import { createPace } from './pace.ts';

/** Characters of text handed on at a time. */
const PORTION_LENGTH = 256 * 1024;
/** More than this is nothing to paste, and would hold up the page. */
const MAX_COPIED_LENGTH = 32 * 1024 * 1024;
/** A blank line, where files are one text. */
const BETWEEN_PAGES = '\n';

/** Papers to be written in a format. */
export interface ExportJob<F extends Format = Format> {
  readonly library: Library;
  readonly papers: readonly PaperId[];
  readonly format: F;
  readonly options: FormatOptions;
}

/**
 * The text of the papers in portions, in their order; joined they are the file. The page can paint all the while, however
 * many papers there are. Aborts with the signal.
 */
export async function* textPortions(
  { library, papers, format, options }: ExportJob<TextFormat>,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  const pace = createPace(signal);
  const writer = beginText(format, options);
  let portion = writer.head;
  let separator = '';
  for await (const cited of citedPortions(library, papers, partsOf(format, options), pace)) {
    for (const each of cited) {
      portion += separator + writer.entry(each);
      separator = writer.between;
      if (portion.length >= PORTION_LENGTH) {
        yield portion;
        portion = '';
      }
      await pace();
    }
  }
  signal?.throwIfAborted();
  yield portion + writer.tail;
}

/** The files of the papers one by one, in the same way. */
export async function* fileByFile(
  { library, papers, format, options }: ExportJob<FilesFormat>,
  signal?: AbortSignal,
): AsyncGenerator<ExportedFile, void> {
  const pace = createPace(signal);
  const writer = beginFiles(format, options);
  for await (const cited of citedPortions(library, papers, partsOf(format, options), pace)) {
    for (const each of cited) {
      yield writer.file(each);
      await pace();
    }
  }
  signal?.throwIfAborted();
}

/** Marks a file as Unicode; in a text that is pasted it would be a stray sign. */
const BYTE_ORDER_MARK = /^\ufeff/u;

/**
 * The whole text, for the clipboard or a preview; of a format that makes files their texts, one after the other. Throws when
 * it is too long to be pasted.
 */
export async function wholeText(job: ExportJob, signal?: AbortSignal): Promise<string> {
  const { format } = job;
  const parts =
    format.output === 'text'
      ? textPortions({ ...job, format }, signal)
      : pagePortions({ ...job, format }, signal);
  const portions: string[] = [];
  let length = 0;
  for await (const portion of parts) {
    portions.push(portion);
    length += portion.length;
    if (length > MAX_COPIED_LENGTH) {
      throw new Error(
        'This is too much for the clipboard. Nothing was copied. Save it as a file, or choose fewer papers.',
      );
    }
  }
  return portions.join('').replace(BYTE_ORDER_MARK, '');
}

async function* pagePortions(
  job: ExportJob<FilesFormat>,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  let separator = '';
  for await (const { text } of fileByFile(job, signal)) {
    yield separator + text;
    separator = BETWEEN_PAGES;
  }
}

/** Copies the papers as BibTeX, without abstracts and notes. Throws `HostError` when the clipboard is closed. */
export async function copyBibtex(
  library: Library,
  host: HostClient,
  papers: readonly PaperId[],
): Promise<void> {
  const options = { abstracts: 'left out', notes: 'left out' };
  await copyText(host, await wholeText({ library, papers, format: bibtex, options }));
}

/** The papers as text to drop somewhere, in the format. Abstracts are left out, as nothing can wait for them. */
export function textToDrop(
  state: LibraryState,
  papers: readonly Paper[],
  format: Format,
  options: FormatOptions,
): { readonly text: string; readonly mediaType: string } {
  const complete = { ...completeOptions(format, options), abstracts: 'left out' };
  const cited = citeAtOnce(state, papers, partsOf(format, complete));
  if (format.output === 'text') {
    const text = writeText(format, cited, complete).replace(BYTE_ORDER_MARK, '');
    return { text, mediaType: format.mediaType };
  }
  const writer = beginFiles(format, complete);
  const pages = Array.from(cited, each => writer.file(each).text);
  return { text: pages.join(BETWEEN_PAGES), mediaType: markdown.mediaType };
}

function partsOf(format: Format, options: FormatOptions): CitedParts {
  const { abstracts, notes } = completeOptions(format, options);
  return {
    abstracts: abstracts === 'included' ? 'included' : 'left out',
    notes: notes === 'included' ? 'included' : 'left out',
  };
}
