import type { Author } from '../../../shared/domain/author.ts';
import type { Details } from '../../../shared/domain/details.ts';
import {
  arxivClassOf,
  arxivIdOf,
  doiOf,
  isArxivDoi,
  webAddressOf,
} from '../../../shared/domain/identifiers.ts';
import type { PartialDate } from '../../../shared/domain/issued.ts';
import { toVisible, toVisibleLine } from '../../../shared/text/visible.ts';

/** Longest of each that is kept, in characters; the rest is cut off. */
const MAX_TITLE = 1_000;
const MAX_NAME = 300;
const MAX_VENUE = 500;
const MAX_ABSTRACT = 50_000;
/** The longest lists of authors, of experiments in physics, have some five thousand. */
const MAX_AUTHORS = 6_000;

/** What a service said of a work, in its own words; null and undefined alike are nothing. */
export interface Told {
  readonly title?: string | null;
  readonly abstract?: string | null;
  readonly authors?: readonly Author[];
  readonly issued?: PartialDate;
  readonly venue?: string | null;
  readonly organisation?: string | null;
  readonly doi?: string | null;
  readonly arxiv?: string | null;
  readonly arxivClass?: string | null;
  readonly url?: string | null;
}

/** What is kept of it: visible text of bounded length, true identifiers. Undefined without a title. */
export function detailsOf(told: Told): (Details & { readonly title: string }) | undefined {
  const title = line(told.title, MAX_TITLE);
  if (title === undefined) return undefined;
  const toldDoi = told.doi ? doiOf(told.doi) : undefined;
  const ofDoi = toldDoi !== undefined && isArxivDoi(toldDoi) ? arxivIdOf(toldDoi) : undefined;
  const details: Details & { title: string } = {
    title,
    abstract: text(told.abstract),
    authors: told.authors?.length ? told.authors.slice(0, MAX_AUTHORS) : undefined,
    issued: told.issued,
    venue: line(told.venue, MAX_VENUE),
    organisation: line(told.organisation, MAX_VENUE),
    // arXiv's own DOIs say no more than the id.
    doi: ofDoi === undefined ? toldDoi : undefined,
    arxiv: (told.arxiv ? arxivIdOf(told.arxiv) : undefined) ?? ofDoi,
    arxivClass: told.arxivClass ? arxivClassOf(told.arxivClass) : undefined,
    url: told.url && URL.canParse(told.url) ? webAddressOf(told.url) : undefined,
  };
  return Object.fromEntries(
    Object.entries(details).filter(([, value]) => value !== undefined),
  ) as typeof details;
}

/** A name or title on one line, undefined if nothing is left of it. */
export function line(told: string | null | undefined, longest = MAX_NAME): string | undefined {
  const shown = toVisibleLine((told ?? '').slice(0, 4 * longest));
  return shown === '' ? undefined : toVisibleLine(shown.slice(0, longest));
}

/** Paragraphs, a line each. */
function text(told: string | null | undefined): string | undefined {
  const shown = toVisible((told ?? '').slice(0, 2 * MAX_ABSTRACT))
    .split('\n')
    .map(toVisibleLine)
    .filter(each => each !== '')
    .join('\n')
    .slice(0, MAX_ABSTRACT);
  return shown === '' ? undefined : toVisible(shown);
}

/** The same for a text that was broken into lines anywhere. */
export function unwrapped(told: string | null | undefined): string | undefined {
  return told
    ?.slice(0, 2 * MAX_ABSTRACT)
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The day of an ISO 8601 date or time, as far as it is one; undefined for any other text. */
export function dateOf(told: string | null | undefined): PartialDate | undefined {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/u.exec(told ?? '');
  return found
    ? partialDate(found.slice(1).map(part => (part === undefined ? undefined : Number(part))))
    : undefined;
}

/** A date of year, month and day, as far as they are such. */
export function partialDate([year, month, day]: readonly (number | null | undefined)[]):
  PartialDate | undefined {
  if (!isWhole(year, 1_000, 2_999)) return undefined;
  if (!isWhole(month, 1, 12)) return { year };
  return isWhole(day, 1, 31) ? { year, month, day } : { year, month };
}

function isWhole(value: number | null | undefined, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
