import { organisationOf } from '../domain/byline.ts';
import type { Author } from '../domain/author.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type TextFormat } from './format.ts';
import { isoDate } from './isoDate.ts';
import { isAddress, toPlainLine, toPlainLines, toVerbatim } from './plainText.ts';
import { authorsOf, venueOf } from './publication.ts';

/** Comma-separated values as in RFC 4180, one row a paper below a row of names. */
export const csv: TextFormat = {
  id: 'csv',
  name: 'CSV',
  readers: 'spreadsheets, pandas, R',
  extension: 'csv',
  mediaType: 'text/csv',
  options: [
    ABSTRACTS,
    NOTES,
    {
      kind: 'include',
      id: 'mark',
      label: 'Mark as Unicode (Excel needs it)',
      default: 'included',
    },
    {
      kind: 'choice',
      id: 'separator',
      label: 'Separator',
      choices: [
        { value: 'comma', label: 'Comma' },
        { value: 'semicolon', label: 'Semicolon' },
        { value: 'tab', label: 'Tab' },
      ],
      default: 'comma',
    },
  ],
  withoutAuthors: 'Cells for missing authors and years stay empty.',
  output: 'text',
  begin: ({ abstracts, notes, mark, separator = 'comma' }) => {
    const columns = COLUMNS.filter(
      ({ name }) =>
        (name !== 'abstract' || abstracts === 'included') && (name !== 'note' || notes === 'included'),
    );
    const row = (cells: readonly string[]): string =>
      `${cells.map(quoted).join(SEPARATORS[separator] ?? ',')}\r\n`;
    return {
      head: (mark === 'included' ? '\ufeff' : '') + row(columns.map(({ name }) => name)),
      between: '',
      tail: '',
      entry: cited => row(columns.map(({ cell }) => harmless(cell(cited) ?? ''))),
    };
  },
};

const SEPARATORS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t' };

interface Column {
  readonly name: string;
  readonly cell: (cited: CitedPaper) => string | undefined;
}

const COLUMNS: readonly Column[] = [
  { name: 'citation key', cell: ({ paper }) => paper.citationKey },
  { name: 'title', cell: ({ paper }) => toPlainLine(paper.title) },
  { name: 'authors', cell: ({ paper }) => list(authorsOf(paper).map(nameOf)) },
  { name: 'author count', cell: ({ paper }) => paper.authorCount?.toString() },
  {
    name: 'organisation',
    cell: ({ paper }) => toPlainLine(organisationOf(paper) ?? ''),
  },
  { name: 'venue', cell: ({ paper }) => venueOf(paper) },
  { name: 'date', cell: ({ paper }) => isoDate(paper.issued) },
  { name: 'year', cell: ({ paper }) => paper.issued?.year?.toString() },
  {
    name: 'year is',
    cell: ({ paper: { issued } }) => (issued?.year === undefined ? undefined : issued.yearSource),
  },
  { name: 'DOI', cell: ({ paper }) => paper.doi && toVerbatim(paper.doi) },
  { name: 'arXiv', cell: ({ paper }) => paper.arxiv && toVerbatim(paper.arxiv) },
  { name: 'arXiv class', cell: ({ paper }) => paper.arxivClass && toPlainLine(paper.arxivClass) },
  {
    name: 'URL',
    cell: ({ paper }) => (isAddress(paper.url) ? toVerbatim(paper.url) : undefined),
  },
  { name: 'status', cell: ({ paper }) => paper.status },
  { name: 'starred', cell: ({ paper }) => (paper.starred ? 'yes' : '') },
  { name: 'tags', cell: ({ paper }) => list(paper.tags) },
  { name: 'collections', cell: ({ collectionNames = [] }) => list(collectionNames) },
  { name: 'digests', cell: ({ digestNames }) => list(digestNames) },
  { name: 'former citation keys', cell: ({ formerKeys = [] }) => list(formerKeys) },
  { name: 'note', cell: ({ note = '' }) => toPlainLines(note) },
  { name: 'abstract', cell: ({ abstract }) => toPlainLines(abstract) },
];

function list(items: readonly string[]): string {
  return items.map(item => toPlainLine(item.replaceAll(';', ','))).join('; ');
}

/** `Family, Given`, `Family,` for one without a given name; names in one piece as they are, in quotes if they have a comma. */
function nameOf(author: Author): string {
  if (!('literal' in author)) return `${author.family}, ${author.given ?? ''}`.trimEnd();
  return /[,;]/u.test(author.literal) ? `“${author.literal}”` : author.literal;
}

/**
 * Spreadsheets run cells that begin like a formula (OWASP, "CSV injection"). An apostrophe in front makes them text; a
 * cell that begins with apostrophes before such a sign gets one more, so that taking one away always gives the cell back.
 */
function harmless(cell: string): string {
  return /^['\s]*[=+\-@＝＋－＠]|^'*[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
