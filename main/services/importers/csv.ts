import { authorFromName } from '../../../shared/domain/author.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { csvHeader, readCsv, type CsvRow } from './csvTable.ts';
import { htmlToText } from './htmlText.ts';
import { readingStatusOf, referencesToDump, splitList, unplaced, venueOf } from './reference.ts';
import type { FoundReference, Reference } from './reference.ts';
import { authorByComma, authorInQuotes, knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';
import type { FileReader } from './types.ts';
import { extraLines } from './zoteroExtra.ts';

/**
 * Tables of references: of this program, Zotero, Paperlib, and any whose header names a title and something else that
 * references have.
 */
export const csvReader: FileReader = { shape: 'csv', fits: text => tableIn(text) !== undefined, read };

/** A kind of table, told by its header. */
interface Table {
  readonly hasColumns: (columns: ReadonlySet<string>) => boolean;
  readonly referenceOf: (cell: CsvRow['cell']) => Reference;
}

const TABLES: readonly Table[] = [
  { hasColumns: has('citation key', 'title', 'status'), referenceOf: ownRow },
  { hasColumns: has('key', 'item type', 'title'), referenceOf: zoteroRow },
  { hasColumns: has('title', 'authors', 'publication', 'pubtime'), referenceOf: paperlibRow },
  { hasColumns: isReferenceTable, referenceOf: anyRow },
];

function has(...names: readonly string[]): Table['hasColumns'] {
  return columns => names.every(name => columns.has(name));
}

const TITLES = ['title', 'paper title', 'article title', 'document title'];
const TELLING = ['doi', 'authors', 'author', 'abstract', 'arxiv', 'arxiv id', 'journal', 'publication year'];

function isReferenceTable(columns: ReadonlySet<string>): boolean {
  return TITLES.some(name => columns.has(name)) && TELLING.filter(name => columns.has(name)).length >= 2;
}

function tableIn(text: string): Table | undefined {
  const columns = new Set(csvHeader(text));
  return TABLES.find(({ hasColumns }) => hasColumns(columns));
}

function read(text: string): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  const table = tableIn(text);
  if (table !== undefined) {
    readCsv(text, ({ cell, line, start, isWhole }) => {
      if (isWhole) found.push({ reference: table.referenceOf(cell), line, start });
      else broken.push(unplaced(line, start, UNEVEN));
    });
  }
  return referencesToDump('csv', found, broken);
}

const UNEVEN = 'It has more cells than the header, or a quotation mark that is not closed.';

/** A row as `shared/citation/csv.ts` writes it. */
function ownRow(protectedCell: CsvRow['cell']): Reference {
  const cell = (name: string): string | undefined => unprotected(protectedCell(name));
  return {
    title: cell('title'),
    abstract: cell('abstract'),
    authors: knownAuthors(splitList(cell('authors'), ';').map(authorInQuotes)),
    authorCount: Number(cell('author count')),
    organisation: cell('organisation'),
    venue: cell('venue'),
    issued: dateOf(cell('date') ?? cell('year')),
    yearIs: cell('year is'),
    abstractLines: 'kept',
    doi: cell('doi'),
    arxiv: cell('arxiv'),
    arxivClass: cell('arxiv class'),
    url: cell('url'),
    status: readingStatusOf(cell('status')),
    starred: cell('starred') === 'yes',
    tags: splitList(cell('tags'), ';'),
    collections: splitList(cell('collections'), ';'),
    notes: [cell('note')],
    citationKey: cell('citation key'),
    formerKeys: splitList(cell('former citation keys'), ';'),
  };
}

/** Takes the apostrophe away again that keeps spreadsheets from running a cell. */
function unprotected(cell: string | undefined): string | undefined {
  return cell?.replace(/^'(?=['\s]*[=+\-@＝＋－＠]|'*[\t\r\n])/u, '');
}

/** A row of Zotero's "CSV" export. */
function zoteroRow(cell: CsvRow['cell']): Reference {
  const extra = extraLines(cell('extra'));
  return {
    title: cell('title'),
    abstract: cell('abstract note'),
    authors: knownAuthors(splitList(cell('author'), ';').map(authorByComma)),
    issued: dateOf(cell('date')) ?? dateOf(cell('publication year')),
    venue: venueOf(cell('publication title', 'conference name', 'publisher')),
    doi: cell('doi') ?? extra.doi,
    arxiv: [cell('archive location'), cell('number'), extra.arxiv].find(id => /^arxiv:/iu.test(id ?? '')),
    url: cell('url'),
    status: extra.status,
    tags: [...splitList(cell('manual tags'), ';'), ...splitList(cell('automatic tags'), ';')],
    notes: [htmlToText(cell('notes') ?? ''), extra.rest],
    citationKey: extra.citationKey,
  };
}

/** A row of Paperlib: every cell in quotation marks, authors in reading order, `undefined` for what there is none of. */
function paperlibRow(raw: CsvRow['cell']): Reference {
  const cell = (name: string): string | undefined => {
    const value = raw(name);
    return value === 'undefined' || value === 'null' ? undefined : value;
  };
  const names = cell('authors') ?? '';
  return {
    title: cell('title'),
    authors: knownAuthors(splitList(names, names.includes(';') ? ';' : ',').map(authorFromName)),
    issued: dateOf(cell('pubtime')),
    venue: venueOf(cell('publication') ?? cell('publisher')),
    doi: cell('doi'),
    arxiv: cell('arxiv'),
    url: cell('mainurl'),
    starred: cell('flag') === 'true' || cell('rating') === '5',
    // A note of Paperlib is Markdown where it begins so.
    notes: [cell('note')?.replace(/^<md>\s*/u, '')],
  };
}

/** A table of somebody else's, such as Scopus's or a spreadsheet. */
function anyRow(cell: CsvRow['cell']): Reference {
  // Scopus puts the numbers of its authors behind their names.
  const names = (cell('author full names', 'authors', 'author') ?? '').replace(/ \(\d{1,15}\)/gu, '');
  return {
    title: cell(...TITLES),
    abstract: cell('abstract', 'abstract note', 'summary'),
    authors: knownAuthors(authorsIn(names)),
    issued: dateOf(cell('date', 'publication date', 'published', 'year', 'publication year')),
    venue: venueOf(cell('journal', 'publication title', 'source title', 'venue', 'booktitle')),
    doi: cell('doi'),
    arxiv: cell('arxiv', 'arxiv id'),
    url: cell('url', 'link'),
    status: readingStatusOf(cell('status')),
    tags: splitList(cell('tags', 'keywords', 'author keywords'), /[;,]/u),
    notes: [cell('note', 'notes')],
    citationKey: cell('citation key', 'citekey', 'bibtex key'),
  };
}

/** Semicolons part "Lake, Ada" from the next; a list with commas alone is in reading order. */
function authorsIn(names: string): Reference['authors'] & object {
  if (names.includes(';')) return knownAuthors(splitList(names, ';').map(name => authorByComma(name)));
  const parts = splitList(names, /,| and /u);
  return knownAuthors(parts.map(authorFromName));
}
