import { organisationName } from '../domain/byline.ts';
import { assertNever } from '../domain/assertNever.ts';
import type { Issued } from '../domain/issued.ts';
import type { Paper } from '../domain/paper.ts';
import type { CitedPaper } from './cited.ts';
import { titleToTex, toPlainLine, toTex } from './tex.ts';

/** BibTeX's own abbreviations, which styles print in their language. */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Digests named in an entry before the rest is only counted. */
const NAMED_DIGESTS = 3;
/** Length at which a title stands in for the missing author, in characters. */
const SORT_TITLE_LENGTH = 40;

/** The papers as one BibTeX file, UTF-8, in the given order, each entry under its stored citation key. */
export function toBibtex(papers: Iterable<CitedPaper>): string {
  return [...bibtexParts(papers)].join('');
}

/** The same file entry by entry, so that a caller can stop in between and thousands of papers don't hold up the page. */
export function* bibtexParts(papers: Iterable<CitedPaper>): Generator<string, void> {
  let separator = '';
  for (const cited of papers) {
    yield separator + bibtexEntry(cited);
    separator = '\n';
  }
}

type Field = readonly [name: string, value: string];

function bibtexEntry(cited: CitedPaper): string {
  const comments = [authorComment(cited.paper), dateComment(cited)].filter(comment => comment !== undefined);
  const lines = [
    ...comments.map(comment => `% ${harmless(comment)}`),
    `@misc{${cited.paper.citationKey},`,
    ...bibtexFields(cited).map(([name, value]) => `  ${name} = ${value},`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

/** BibTeX skips what stands between entries, up to the next at sign. */
function harmless(comment: string): string {
  return toPlainLine(comment).replaceAll('@', '(at)');
}

/** There is never an `author`: digests don't name one. `key` is what classic styles sort and label by instead. */
function bibtexFields({ paper, abstract, note, digestNames }: CitedPaper): Field[] {
  const tags = paper.tags.map(tag => toTex(tag.replaceAll(',', ' '))).filter(tag => tag !== '');
  return [
    ...textField('key', sortTitle(paper.title)),
    ['title', braced(titleToTex(paper.title))],
    ...dateFields(paper.issued),
    ...textField('howpublished', listedIn(digestNames)),
    ...textField('abstract', abstract),
    ...(tags.length === 0 ? [] : [['keywords', braced(tags.join(', '))] as const]),
    ...textField('annote', note),
    ...textField('x-organisation', paper.organisation && organisationName(paper.organisation)),
    ...textField('x-author-count', paper.authorCount?.toString()),
  ];
}

function textField(name: string, text: string | undefined): Field[] {
  const value = toTex(text ?? '');
  return value === '' ? [] : [[name, braced(value)]];
}

function braced(tex: string): string {
  return `{${tex}}`;
}

/** A month without a year makes BibTeX warn, so it is left to the comment. */
function dateFields(issued: Issued | undefined): Field[] {
  if (issued?.year === undefined) return [];
  const month = MONTHS[issued.month - 1];
  return [['year', braced(String(issued.year))], ...(month === undefined ? [] : [['month', month] as const])];
}

/** The part before the colon if that is short, else the first words. */
function sortTitle(title: string): string {
  const line = toPlainLine(title);
  const name = line.split(': ', 1)[0] ?? line;
  if (name.length <= SORT_TITLE_LENGTH) return name;
  const start = name.slice(0, SORT_TITLE_LENGTH);
  const end = start.lastIndexOf(' ');
  return end > 0 ? start.slice(0, end) : start;
}

function listedIn(digestNames: readonly string[]): string | undefined {
  const [first, ...others] = digestNames.slice(0, NAMED_DIGESTS).map(name => `“${name}”`);
  if (first === undefined) return undefined;
  const unnamed = digestNames.length - NAMED_DIGESTS;
  if (unnamed > 0) return `Listed in the digests ${[first, ...others].join(', ')} and ${unnamed} more`;
  const last = others.pop();
  if (last === undefined) return `Listed in the digest ${first}`;
  return `Listed in the digests ${[first, ...others].join(', ')} and ${last}`;
}

function authorComment({ authorCount, organisation }: Paper): string {
  if (authorCount !== undefined) {
    return `No author: the digest gives a count only, ${authorCount} ${authorCount === 1 ? 'author' : 'authors'}.`;
  }
  if (organisation !== undefined) return 'No author: the digest gives an organisation only.';
  return 'No author: the digest gives none.';
}

/** Says where the year comes from unless it was printed. */
function dateComment({ paper, evidence }: CitedPaper): string | undefined {
  const source = paper.issued?.yearSource;
  switch (source) {
    case 'written':
      return undefined;
    case 'inferred':
      return `Year inferred: ${evidence ?? 'the digest prints none.'}`;
    case 'chosen':
      return `Year set by hand: ${evidence ?? 'the digest prints none.'}`;
    case 'unknown':
    case undefined:
      return `No year: ${evidence ?? 'the digest gives none.'}`;
    default:
      return assertNever(source);
  }
}
