import { assertNever } from './assertNever.ts';
import type { Author } from './author.ts';
import { DETAIL_NAMES, type DetailName, type Details } from './details.ts';
import { arxivClassOf, arxivIdOf, doiOf, webAddressOf } from './identifiers.ts';
import type { PartialDate } from './issued.ts';
import { normaliseTitle } from './title.ts';

/** Most authors that a paper is stored with. */
export const MAX_AUTHORS = 1_000;
/** All names together, in characters: rows of the database stay below 60 KB. */
const MAX_AUTHORS_LENGTH = 30_000;
const MAX_NAME_LENGTH = 300;
const MAX_LINE_LENGTH = 2_000;
const MAX_ABSTRACT_LENGTH = 200_000;
const FIRST_YEAR = 1000;
const LAST_YEAR = 2200;

/** A detail as it is stored, undefined where nothing was given; or, in a sentence for the user, why it can't be. */
export type CheckedDetail<T> =
  { readonly ok: true; readonly value: T | undefined } | { readonly ok: false; readonly reason: string };

/** Details by name, each as given or null. */
export type GivenDetails = { readonly [D in DetailName]?: Details[D] | null };

/** Brings one detail into the form in which it is stored: identifiers bare, names and lines without spare white space. */
export function checkDetail<D extends DetailName>(
  name: D,
  given: GivenDetails[D],
): CheckedDetail<Details[D]> {
  if (given === undefined || given === null) return { ok: true, value: undefined };
  const details: GivenDetails = { [name]: given };
  return check(name, details) as CheckedDetail<Details[D]>;
}

/** The details that can be stored, in the order of `DETAIL_NAMES`; the others are left out, long author lists are cut. */
export function knownDetails(given: GivenDetails): Details {
  const known: Record<string, unknown> = {};
  for (const name of DETAIL_NAMES) {
    const value = name === 'authors' ? given.authors?.filter(isNamed) : given[name];
    const checked = checkDetail(
      name,
      (name === 'authors' ? firstAuthors(value as Author[]) : value) as never,
    );
    if (checked.ok && checked.value !== undefined) known[name] = checked.value;
  }
  return known;
}

function check(name: DetailName, given: GivenDetails): CheckedDetail<unknown> {
  switch (name) {
    case 'title':
      return checkTitle(given.title!);
    case 'venue':
    case 'organisation':
      return checkLine(given[name]!, name === 'venue' ? 'A venue' : 'An organisation');
    case 'abstract':
      return checkAbstract(given.abstract!);
    case 'authors':
      return checkAuthors(given.authors!);
    case 'issued':
      return checkDate(given.issued!);
    case 'doi':
      return checkIdentifier(given.doi!, doiOf, 'is not a DOI. A DOI looks like 10.1000/182.');
    case 'arxiv':
      return checkIdentifier(given.arxiv!, arxivIdOf, 'is not an arXiv id. One looks like 2310.01234.');
    case 'arxivClass':
      return checkIdentifier(given.arxivClass!, arxivClassOf, 'is not an arXiv class. One looks like cs.LG.');
    case 'url':
      return checkIdentifier(
        given.url!,
        webAddressOf,
        'is not an address that starts with http:// or https://.',
      );
    default:
      return assertNever(name);
  }
}

function refused(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function checkLine(text: string, what: string): CheckedDetail<string> {
  const line = oneLine(text);
  if (line.length > MAX_LINE_LENGTH) {
    return refused(`${what} can have at most ${MAX_LINE_LENGTH.toLocaleString('en')} characters.`);
  }
  return { ok: true, value: line === '' ? undefined : line };
}

/** Other than a digest's, a title that is given stands on one line. */
function checkTitle(text: string): CheckedDetail<string> {
  const checked = checkLine(text, 'A title');
  return checked.ok && checked.value !== undefined && normaliseTitle(checked.value) === ''
    ? { ok: true, value: undefined }
    : checked;
}

function checkAbstract(text: string): CheckedDetail<string> {
  const lines = text.replace(/\r\n?/gu, '\n');
  if (lines.length > MAX_ABSTRACT_LENGTH) {
    return refused(`An abstract can have at most ${MAX_ABSTRACT_LENGTH.toLocaleString('en')} characters.`);
  }
  return { ok: true, value: lines.trim() === '' ? undefined : lines };
}

function checkIdentifier(
  text: string,
  read: (text: string) => string | undefined,
  isWrong: string,
): CheckedDetail<string> {
  const value = text.trim() === '' ? undefined : read(text);
  if (value !== undefined || text.trim() === '') return { ok: true, value };
  const shown = oneLine(text.slice(0, MAX_LINE_LENGTH));
  return refused(`“${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}” ${isWrong}`);
}

function checkAuthors(authors: readonly Author[]): CheckedDetail<readonly Author[]> {
  if (!authors.every(isNamed)) return refused('Every author needs a family name, or a name in one piece.');
  const stored = authors.map(storedAuthor);
  if (stored.length > MAX_AUTHORS) {
    return refused(
      `A paper can have at most ${MAX_AUTHORS.toLocaleString('en')} authors here. Leave some out.`,
    );
  }
  if (stored.some(author => partsOf(author).some(part => part.length > MAX_NAME_LENGTH))) {
    return refused(`A name can have at most ${MAX_NAME_LENGTH} characters.`);
  }
  if (lengthOf(stored) > MAX_AUTHORS_LENGTH) {
    return refused('These are more names than a paper can be stored with. Leave some out.');
  }
  return { ok: true, value: stored.length === 0 ? undefined : stored };
}

function isNamed(author: Author): boolean {
  return oneLine('literal' in author ? author.literal : author.family) !== '';
}

function storedAuthor(author: Author): Author {
  if ('literal' in author) return { literal: oneLine(author.literal) };
  const given = oneLine(author.given ?? '');
  return { family: oneLine(author.family), ...(given !== '' && { given }) };
}

function partsOf(author: Author): readonly string[] {
  return 'literal' in author ? [author.literal] : [author.family, author.given ?? ''];
}

function lengthOf(authors: readonly Author[]): number {
  return authors.reduce((sum, author) => sum + partsOf(author).join('').length, 0);
}

/** As many as fit, from a file or a service. */
function firstAuthors(authors: readonly Author[] | undefined): readonly Author[] | undefined {
  const fitting: Author[] = [];
  let length = 0;
  for (const author of authors?.slice(0, MAX_AUTHORS) ?? []) {
    const stored = storedAuthor(author);
    if (partsOf(stored).some(part => part.length > MAX_NAME_LENGTH)) continue;
    length += lengthOf([stored]);
    if (length > MAX_AUTHORS_LENGTH) break;
    fitting.push(stored);
  }
  return fitting;
}

function checkDate({ year, month, day }: PartialDate): CheckedDetail<PartialDate> {
  if (year === undefined) {
    return month === undefined && day === undefined
      ? { ok: true, value: undefined }
      : refused('A date needs a year.');
  }
  if (!isWhole(year, FIRST_YEAR, LAST_YEAR)) {
    return refused(`A year has four digits and lies between ${FIRST_YEAR} and ${LAST_YEAR}.`);
  }
  if (month === undefined) {
    return day === undefined ? { ok: true, value: { year } } : refused('A day needs its month.');
  }
  if (!isWhole(month, 1, 12)) return refused('A month is a number from 1 to 12.');
  if (day === undefined) return { ok: true, value: { year, month } };
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (!isWhole(day, 1, lastDay)) return refused(`That month has the days 1 to ${lastDay}.`);
  return { ok: true, value: { year, month, day } };
}

function isWhole(number: number, least: number, most: number): boolean {
  return Number.isInteger(number) && number >= least && number <= most;
}
