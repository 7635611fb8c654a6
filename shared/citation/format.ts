import type { CitationKey } from '../domain/ids.ts';
import type { CitedPaper } from './cited.ts';
import { checkCitationKey } from './keys.ts';

export type FormatId = 'bibtex' | 'biblatex' | 'csl-json' | 'ris' | 'csv' | 'markdown' | 'markdown-files';

/** Extensions of files that an export is saved under, without the dot. */
export const EXPORT_EXTENSIONS = ['bib', 'json', 'ris', 'csv', 'md', 'zip'] as const;
export type ExportExtension = (typeof EXPORT_EXTENSIONS)[number];

/** Something the user chooses about a format; its value is always one of a few words. */
export type FormatOption =
  | {
      readonly kind: 'include';
      readonly id: string;
      /** As on a check box: "Abstracts". */
      readonly label: string;
      readonly default: Inclusion;
    }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      readonly default: string;
    };

export type Inclusion = 'included' | 'left out';

/** Chosen values by option. What is missing or unknown counts as the option's default. */
export type FormatOptions = Readonly<Record<string, string>>;

/** One way of writing papers down. Pure: the same papers and options give the same text. */
export type Format = TextFormat | FilesFormat;

interface FormatBase {
  readonly id: FormatId;
  /** "BibTeX", "one Markdown file per paper". */
  readonly name: string;
  /** What reads it, in a few words. */
  readonly readers: string;
  readonly extension: ExportExtension;
  readonly mediaType: string;
  readonly options: readonly FormatOption[];
  /** What becomes of papers without authors, as a sentence for the preflight. */
  readonly withoutAuthors: string;
  /** Whether what reads the format can show a text; left out where it can show any. */
  readonly prints?: (text: string) => boolean;
}

/** All papers in one text. */
export interface TextFormat extends FormatBase {
  readonly output: 'text';
  /** Begins a text; the options are complete. `beginText` is for everyone else. */
  begin(options: FormatOptions): TextWriter;
}

/**
 * What a text is put together from: the head, the entries with `between` between them, and the tail. It takes the papers
 * one by one, so that a caller can stop in between.
 */
export interface TextWriter {
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  entry(cited: CitedPaper): string;
}

/** A file for each paper. */
export interface FilesFormat extends FormatBase {
  readonly output: 'files';
  /** Begins a set of files, whose names differ on every file system; the options are complete. */
  begin(options: FormatOptions): FilesWriter;
}

export interface FilesWriter {
  file(cited: CitedPaper): ExportedFile;
}

/** A file by its name in the folder; UTF-8. */
export interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

export const ABSTRACTS: FormatOption = {
  kind: 'include',
  id: 'abstracts',
  label: 'Abstracts',
  default: 'included',
};
export const NOTES: FormatOption = { kind: 'include', id: 'notes', label: 'Notes', default: 'left out' };

/** The options of a format with every value known: those given where they are possible, else the defaults. */
export function completeOptions(
  { options }: Pick<Format, 'options'>,
  given: FormatOptions = {},
): FormatOptions {
  return Object.fromEntries(
    options.map(option => {
      const value = given[option.id];
      const isPossible = value !== undefined && valuesOf(option).includes(value);
      return [option.id, isPossible ? value : option.default];
    }),
  );
}

function valuesOf(option: FormatOption): readonly string[] {
  return option.kind === 'include' ? ['included', 'left out'] : option.choices.map(({ value }) => value);
}

/** Begins a text with options that may be incomplete; what they leave out of the papers is not written. */
export function beginText(format: TextFormat, given?: FormatOptions): TextWriter {
  const options = completeOptions(format, given);
  const { entry, ...rest } = format.begin(options);
  return { ...rest, entry: cited => entry(withChosenParts(cited, options)) };
}

/** Begins a set of files in the same way. */
export function beginFiles(format: FilesFormat, given?: FormatOptions): FilesWriter {
  const options = completeOptions(format, given);
  const { file } = format.begin(options);
  return { file: cited => file(withChosenParts(cited, options)) };
}

function withChosenParts(given: CitedPaper, { abstracts, notes }: FormatOptions): CitedPaper {
  const cited = withSafeKeys(given);
  const { note, ...rest } = abstracts === 'left out' ? { ...cited, abstract: '' } : cited;
  return note === undefined || notes === 'left out' ? rest : { ...rest, note };
}

/** Keys are written unescaped, as nothing else would be the same key; what came with a file may be none. */
function withSafeKeys(cited: CitedPaper): CitedPaper {
  const { paper, formerKeys = [] } = cited;
  if ([paper.citationKey, ...formerKeys].every(isKey)) return cited;
  const key = paper.citationKey.replace(/[^A-Za-z0-9]+/gu, '') || 'paper';
  return {
    ...cited,
    paper: { ...paper, citationKey: key as CitationKey },
    formerKeys: formerKeys.filter(isKey),
  };
}

function isKey(text: string): boolean {
  const checked = checkCitationKey(text);
  return checked.ok && checked.key === text;
}

/** The text of the papers in portions of about one paper each. Joined they are the file, UTF-8. */
export function* textParts(
  format: TextFormat,
  papers: Iterable<CitedPaper>,
  options?: FormatOptions,
): Generator<string, void> {
  const { head, between, tail, entry } = beginText(format, options);
  yield head;
  let separator = '';
  for (const cited of papers) {
    yield separator + entry(cited);
    separator = between;
  }
  yield tail;
}

/** The papers as one text. For few papers: it is made in one go. */
export function writeText(format: TextFormat, papers: Iterable<CitedPaper>, options?: FormatOptions): string {
  return [...textParts(format, papers, options)].join('');
}
