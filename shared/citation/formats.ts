import { biblatex } from './biblatex.ts';
import { bibtex } from './bibtex.ts';
import { cslJson } from './csl.ts';
import { csv } from './csv.ts';
import type { Format, FormatId } from './format.ts';
import { markdown } from './markdown.ts';
import { markdownFiles } from './markdownFiles.ts';
import { ris } from './ris.ts';

/** Every format of an export, in the order in which they are offered. */
export const FORMATS: readonly Format[] = [bibtex, biblatex, cslJson, ris, csv, markdown, markdownFiles];

/** The format of that name; undefined for anything else. */
export function formatNamed(id: string): Format | undefined {
  return FORMATS.find(format => format.id === (id as FormatId));
}
