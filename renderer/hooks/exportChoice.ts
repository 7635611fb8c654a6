import { bibtex } from '../../shared/citation/bibtex.ts';
import { completeOptions, type Format, type FormatOptions } from '../../shared/citation/format.ts';
import { FORMATS, formatNamed } from '../../shared/citation/formats.ts';

/** The format of the last export, and what was last chosen for each format. */
export interface ExportChoice {
  readonly format: Format;
  readonly options: Readonly<Record<string, FormatOptions>>;
}

const STORAGE_KEY = 'pandect.export';

/** What was chosen the last time; BibTeX and the defaults before that, and for whatever isn't understood. */
export function readExportChoice(): ExportChoice {
  try {
    return checkExportChoice(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}'));
  } catch {
    return checkExportChoice({});
  }
}

/** Remembers it. A browser that stores nothing asks for it again. */
export function writeExportChoice({ format, options }: ExportChoice): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ format: format.id, options }));
  } catch {
    // See above.
  }
}

/** Takes what is well-formed from a stored value. */
export function checkExportChoice(stored: unknown): ExportChoice {
  const { format, options } = asRecord(stored);
  return {
    format: (typeof format === 'string' ? formatNamed(format) : undefined) ?? bibtex,
    options: Object.fromEntries(
      FORMATS.map(each => [each.id, completeOptions(each, textsOf(asRecord(options)[each.id]))]),
    ),
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textsOf(value: unknown): FormatOptions {
  return Object.fromEntries(
    Object.entries(asRecord(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
