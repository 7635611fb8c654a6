import { authorName, authorsBriefly } from '../../../shared/domain/authorNames.ts';
import { bylineInWords, organisationOf } from '../../../shared/domain/byline.ts';
import { DETAIL_NAMES, type DetailName, type Details } from '../../../shared/domain/details.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { formatPrintedDate } from '../../../shared/domain/resolveIssued.ts';
import { normaliseTitle } from '../../../shared/domain/title.ts';

/** A detail that a found work tells otherwise than the library. */
export interface ProposedChange {
  readonly name: DetailName;
  /** In words; empty where nothing is known. */
  readonly before: string;
  readonly after: string;
  /** `checked`: it fills what is missing or makes a date surer; what is there already is replaced only on request. */
  readonly preset: 'checked' | 'unchecked';
}

/** What a work would change of a paper, and what stays because the user typed it. */
export interface Proposal {
  readonly changes: readonly ProposedChange[];
  readonly typed: readonly DetailName[];
}

/** Authors that are named before the rest is only counted. */
const NAMED_AUTHORS = 5;
const SHOWN_ABSTRACT = 160;

/** Compares a paper with a work that a service knows. */
export function propose(paper: Paper, work: Details): Proposal {
  const changes: ProposedChange[] = [];
  const typed: DetailName[] = [];
  for (const name of DETAIL_NAMES) {
    if (work[name] === undefined || isSame(name, paper, work)) continue;
    if (paper.origins?.[name]?.kind === 'hand') {
      typed.push(name);
      continue;
    }
    const before = paperInWords(paper, name);
    changes.push({
      name,
      before,
      after: detailInWords(name, work),
      preset: isMissing(paper, name) || isUnsureDate(paper, name) ? 'checked' : 'unchecked',
    });
  }
  return { changes, typed };
}

function isMissing(paper: Paper, name: DetailName): boolean {
  return name === 'abstract' ? paper.opening === '' : paper[name] === undefined;
}

/** A year that was inferred or is unknown gives way to one that somebody published. */
function isUnsureDate({ issued }: Paper, name: DetailName): boolean {
  return name === 'issued' && (issued?.yearSource === 'inferred' || issued?.yearSource === 'unknown');
}

function isSame(name: DetailName, paper: Paper, work: Details): boolean {
  switch (name) {
    case 'abstract': {
      const [opening, abstract] = [paper.opening, work.abstract ?? ''].map(plain);
      return opening !== '' && (abstract ?? '').startsWith((opening ?? '').slice(0, 100));
    }
    case 'title':
      return normaliseTitle(paper.title) === normaliseTitle(work.title ?? '');
    case 'issued': {
      const { year, month, day, yearSource } = paper.issued ?? { yearSource: 'unknown' };
      const { issued } = work;
      return (
        yearSource !== 'inferred' && year === issued?.year && month === issued?.month && day === issued?.day
      );
    }
    case 'authors':
      return JSON.stringify(paper.authors) === JSON.stringify(work.authors);
    default:
      return paper[name] === work[name];
  }
}

function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** What the library has, in words. */
function paperInWords(paper: Paper, name: DetailName): string {
  switch (name) {
    case 'authors':
      return paper.authors === undefined
        ? paper.authorCount === undefined
          ? ''
          : (bylineInWords({ authorCount: paper.authorCount }) ?? '')
        : authorsInWords(paper.authors);
    case 'issued': {
      if (paper.issued === undefined) return '';
      const date = formatPrintedDate(paper.issued);
      if (paper.issued.yearSource === 'inferred') return `${date}, year inferred`;
      return paper.issued.yearSource === 'unknown' ? `${date}, year unknown` : date;
    }
    case 'abstract':
      return cut(paper.opening);
    case 'organisation':
      return organisationOf(paper) ?? '';
    default:
      return paper[name] ?? '';
  }
}

/** A detail of a work in words; empty where it tells none. */
function detailInWords(name: DetailName, details: Details): string {
  switch (name) {
    case 'authors':
      return authorsInWords(details.authors ?? []);
    case 'issued':
      return details.issued === undefined ? '' : formatPrintedDate(details.issued);
    case 'abstract':
      return cut(details.abstract ?? '');
    default:
      return details[name] ?? '';
  }
}

function authorsInWords(authors: NonNullable<Details['authors']>): string {
  const named = authors.slice(0, NAMED_AUTHORS).map(authorName).join(', ');
  const rest = authors.length - NAMED_AUTHORS;
  return rest > 0 ? `${named} and ${rest.toLocaleString('en')} more` : named;
}

function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= SHOWN_ABSTRACT
    ? line
    : `${line
        .slice(0, SHOWN_ABSTRACT)
        .replace(/[\uD800-\uDBFF]$/u, '')
        .trimEnd()}…`;
}

/** "Lake, Ng et al., 2023, Journal of Fjords": what tells two works of one title apart. */
export function workInWords({ authors, issued, venue }: Details): string {
  const parts = [
    authors === undefined ? undefined : authorsBriefly(authors),
    issued?.year === undefined ? undefined : String(issued.year),
    venue,
  ];
  return parts.filter(part => part !== undefined && part !== '').join(', ');
}
