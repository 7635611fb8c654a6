import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { DetailName, Details } from '../../../shared/domain/details.ts';
import { checkDetail } from '../../../shared/domain/checkDetails.ts';
import { arxivClassOf, arxivIdOf, doiOf, webAddressOf } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { readAuthors, writeAuthors } from './authorsText.ts';
import { readDate, writeDate } from './dateText.ts';
import type { Read } from './read.ts';

/** How a detail is asked for. */
export interface FieldInfo {
  readonly hint?: string;
  readonly lines: 'one' | 'many';
  readonly font: 'ui' | 'mono';
}

export const FIELDS: Readonly<Record<DetailName, FieldInfo>> = {
  title: { lines: 'many', font: 'ui' },
  authors: {
    hint: 'One a line: “Lake, Ada” or “Ada Lake”. A group stands in braces: {Fjord Lab}.',
    lines: 'many',
    font: 'ui',
  },
  issued: {
    hint: 'As far as it is known: 2023, 2023-10, 2023-10-09 or Oct 9 2023.',
    lines: 'one',
    font: 'ui',
  },
  venue: { hint: 'Journal, conference or publisher.', lines: 'one', font: 'ui' },
  organisation: { lines: 'one', font: 'ui' },
  doi: { lines: 'one', font: 'mono' },
  arxiv: { lines: 'one', font: 'mono' },
  arxivClass: { lines: 'one', font: 'mono' },
  url: { lines: 'one', font: 'mono' },
  abstract: { lines: 'many', font: 'ui' },
};

/** What is known of a paper, with its whole abstract. */
export function detailsOf(paper: Paper, abstract: string): Details {
  const { title, authors, issued, venue, organisation, doi, arxiv, arxivClass, url } = paper;
  const known = { title, authors, issued: partial(issued), venue, organisation, doi, arxiv, arxivClass, url };
  return Object.fromEntries(
    Object.entries({ ...known, ...(abstract !== '' && { abstract }) }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function partial(issued: Paper['issued']): Details['issued'] {
  if (issued === undefined) return undefined;
  const { year, month, day } = issued;
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}

/** A detail as it stands in its field; empty where nothing is known. */
export function writeDetail(name: DetailName, details: Details): string {
  switch (name) {
    case 'authors':
      return writeAuthors(details.authors ?? []);
    case 'issued':
      return details.issued === undefined ? '' : writeDate(details.issued);
    case 'title':
    case 'venue':
    case 'organisation':
    case 'doi':
    case 'arxiv':
    case 'arxivClass':
    case 'url':
    case 'abstract':
      return details[name] ?? '';
    default:
      return assertNever(name);
  }
}

/** Reads what was typed into a field; undefined when it holds nothing. */
export function readDetail<D extends DetailName>(name: D, text: string): Read<Details[D] | undefined> {
  if (text.trim() === '') return { ok: true, value: undefined };
  const read = readFilled(name, text) as Read<Details[D]>;
  if (!read.ok) return read;
  const checked = checkDetail(name, read.value);
  return checked.ok ? checked : { ok: false, message: checked.reason };
}

function readFilled(name: DetailName, text: string): Read<Details[DetailName]> {
  switch (name) {
    case 'authors':
      return readAuthors(text);
    case 'issued':
      return readDate(text);
    case 'title':
    case 'venue':
    case 'organisation':
      return { ok: true, value: text.replace(/\s+/gu, ' ').trim() };
    case 'abstract':
      return { ok: true, value: text.trim() };
    case 'doi':
      return found(
        doiOf(text),
        'This is not a DOI. One looks like 10.1000/182, alone or in an address of doi.org.',
      );
    case 'arxiv':
      return found(
        arxivIdOf(text),
        'This is not an arXiv id. One looks like 2310.01234 or cs/0301001, alone or in an address of arxiv.org.',
      );
    case 'arxivClass':
      return found(
        arxivClassOf(text),
        'This is not a class of arXiv. One looks like cs.LG, stat.ML or hep-th.',
      );
    case 'url':
      return found(
        webAddressOf(text),
        'This is not a web address that Pandect opens. One begins with https:// or http:// and has no spaces in it.',
      );
    default:
      return assertNever(name);
  }
}

function found(value: string | undefined, message: string): Read<string> {
  return value === undefined ? { ok: false, message } : { ok: true, value };
}
