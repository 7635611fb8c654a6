import { arxivIdOf, doiOf, webAddressOf } from '../../../shared/domain/identifiers.ts';
import type { Author } from '../../../shared/domain/author.ts';
import type { ListedDate, PartialDate } from '../../../shared/domain/issued.ts';
import { READING_STATUSES, type ReadingStatus } from '../../../shared/domain/paper.ts';
import type {
  DigestHeader,
  FileShape,
  Marks,
  ParsedDump,
  ParsedListing,
  UnplacedLine,
} from '../../../shared/digest-format/types.ts';

/**
 * What a file says of one paper, as it says it: texts not yet tidied, lists perhaps empty, identifiers in any clothes.
 * `referencesToDump` makes a listing of it.
 */
export interface Reference {
  readonly title?: string | undefined;
  readonly abstract?: string | undefined;
  /** Whether lines of the abstract that wrap are joined, as everywhere, or kept, as where we wrote it. */
  readonly abstractLines?: 'kept';
  readonly authors?: readonly Author[] | undefined;
  readonly authorCount?: number | undefined;
  readonly organisation?: string | undefined;
  readonly issued?: PartialDate | undefined;
  /** How the year of `issued` is known, in our own words; anything else is none. */
  readonly yearIs?: string | undefined;
  readonly venue?: string | undefined;
  readonly doi?: string | undefined;
  readonly arxiv?: string | undefined;
  readonly arxivClass?: string | undefined;
  readonly url?: string | undefined;
  readonly status?: ReadingStatus | undefined;
  readonly starred?: boolean | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly collections?: readonly string[] | undefined;
  /** Parts of a note, in order; empty ones are left out. */
  readonly notes?: readonly (string | undefined)[] | undefined;
  readonly citationKey?: string | undefined;
  /** Keys that it had before. */
  readonly formerKeys?: readonly string[] | undefined;
  readonly commentCount?: number | undefined;
  readonly upvotes?: number | undefined;
  readonly submitter?: string | undefined;
}

/** A reference and where it stands in its file. */
export interface FoundReference {
  readonly reference: Reference;
  readonly line: number;
  /** How it begins in the file. */
  readonly start: string;
}

/** Longer titles are no titles. */
const MAX_TITLE_LENGTH = 2_000;
/** As long as a tag or a collection may be named. */
const MAX_NAME_LENGTH = 200;
const MAX_NAMES = 200;
/** Entries reported one by one; the rest is counted. */
const MAX_REPORTED = 500;
const START_LENGTH = 200;

/** One digest of everything that has a title; the rest is not understood. Nothing that has a title: why there are no papers. */
export function referencesToDump(
  shape: FileShape,
  found: readonly FoundReference[],
  broken: readonly UnplacedLine[],
  header: DigestHeader = { lines: [] },
): ParsedDump {
  const listings: ParsedListing[] = [];
  const unread = [...broken];
  for (const { reference, line, start } of found) {
    const title = oneLine(reference.title ?? '');
    if (title !== '' && title.length <= MAX_TITLE_LENGTH) {
      listings.push({ rank: listings.length + 1, title, ...withoutTitle(reference) });
    } else unread.push(unplaced(line, start, whyNoTitle(title)));
  }
  const notUnderstood = reported(unread.sort((a, b) => a.line - b.line));
  if (listings.length > 0) {
    return { kind: 'digests', digests: [{ shape, header, listings, notUnderstood }] };
  }
  const [first] = notUnderstood;
  const why =
    first === undefined
      ? 'it holds no references'
      : `none of its references could be read; the first, in line ${first.line}: ${(first.reason ?? first.text).replace(/\.$/u, '')}`;
  return { kind: 'noPapers', reason: 'notADigest', why };
}

function whyNoTitle(title: string): string {
  return title === ''
    ? 'It has no title.'
    : `Its title has ${title.length} characters; at most ${MAX_TITLE_LENGTH} are read.`;
}

/** An entry that could not be taken; `text` is cut to its first line. */
export function unplaced(line: number, text: string, reason: string): UnplacedLine {
  return { line, text: startOf(text), reason };
}

/** The first line of a text that says something, cut short. */
export function startOf(text: string): string {
  return oneLine(/\S.*/u.exec(text.slice(0, 4 * START_LENGTH))?.[0] ?? '').slice(0, START_LENGTH);
}

function reported(unread: readonly UnplacedLine[]): readonly UnplacedLine[] {
  const first = unread[MAX_REPORTED];
  if (first === undefined) return unread;
  const more = unread.length - MAX_REPORTED;
  const reason = `From here on ${more} more ${more === 1 ? 'entry' : 'entries'} could not be read.`;
  return [...unread.slice(0, MAX_REPORTED), { ...first, reason }];
}

function withoutTitle(reference: Reference): Omit<ParsedListing, 'rank' | 'title'> {
  const { authors = [], authorCount, issued, commentCount, upvotes } = reference;
  const submitter = oneLine(reference.submitter ?? '');
  const organisation = oneLine(reference.organisation ?? '');
  const venue = oneLine(reference.venue ?? '');
  const marks = marksOf(reference);
  const yearSource = issued?.year === undefined ? undefined : unprintedYear(reference.yearIs);
  return {
    abstract: (reference.abstractLines === 'kept' ? noteText : paragraphs)(reference.abstract ?? ''),
    ...(isCount(authorCount) && { authorCount }),
    ...(organisation !== '' && { organisation }),
    ...(issued !== undefined &&
      Object.keys(issued).length > 0 && {
        issued: { ...issued, ...(yearSource !== undefined && { yearSource }) },
      }),
    ...(authors.length > 0 && { authors }),
    ...(venue !== '' && { venue }),
    ...(isCount(commentCount) && { commentCount }),
    ...(isCount(upvotes) && { upvotes }),
    ...(submitter !== '' && submitter.length <= MAX_NAME_LENGTH && { submitter }),
    ...identifiersOf(reference),
    ...(Object.keys(marks).length > 0 && { marks }),
  };
}

function unprintedYear(yearIs: string | undefined): ListedDate['yearSource'] {
  return yearIs === 'inferred' || yearIs === 'chosen' ? yearIs : undefined;
}

function isCount(count: number | undefined): count is number {
  return count !== undefined && Number.isInteger(count) && count > 0 && count < 100_000;
}

/** Identifiers out of whatever field they stand in: an address of arXiv or of a DOI tells them too. */
function identifiersOf({
  doi = '',
  arxiv = '',
  arxivClass = '',
  url = '',
}: Reference): Pick<ParsedListing, 'doi' | 'arxiv' | 'arxivClass' | 'url'> {
  const foundDoi = doiOf(doi) ?? doiOf(url);
  const id = arxivIdOf(arxiv) ?? arxivIdOf(doi) ?? arxivIdOf(url);
  const address = webAddressOf(url);
  return {
    ...(foundDoi !== undefined && { doi: foundDoi }),
    ...(id !== undefined && { arxiv: id }),
    ...(id !== undefined && /^[a-z-]+(?:\.[A-Za-z-]+)?$/u.test(arxivClass) && { arxivClass }),
    ...(address !== undefined && { url: address }),
  };
}

function marksOf(reference: Reference): Marks {
  const { status, starred } = reference;
  const tags = names(reference.tags);
  const collections = names(reference.collections);
  const note = (reference.notes ?? [])
    .map(part => noteText(part ?? ''))
    .filter(part => part !== '')
    .join('\n\n');
  const citationKey = reference.citationKey?.trim() ?? '';
  const formerKeys = names(reference.formerKeys);
  return {
    ...(status !== undefined && { status }),
    ...(starred === true && { starred }),
    ...(tags.length > 0 && { tags }),
    ...(collections.length > 0 && { collections }),
    ...(note !== '' && { note }),
    ...(citationKey !== '' && citationKey.length <= MAX_NAME_LENGTH && { citationKey }),
    ...(formerKeys.length > 0 && { formerKeys }),
  };
}

/** Each name once, in order. */
function names(texts: readonly string[] = []): readonly string[] {
  const tidy = texts.map(text => oneLine(text)).filter(name => name !== '' && name.length <= MAX_NAME_LENGTH);
  return [...new Set(tidy)].slice(0, MAX_NAMES);
}

/** On one line, control characters and broken ones away, single spaces. */
export function oneLine(text: string): string {
  return withoutControls(text)
    .replace(/[^\S\u00a0]+/gu, ' ')
    .trim();
}

/** Lines that wrap are joined; what an empty line parts stays apart, as in the abstracts of digests. */
function paragraphs(text: string): string {
  return text
    .split(/\n[^\S\n]*\n|\r\n[^\S\n]*\r\n/u)
    .map(oneLine)
    .filter(paragraph => paragraph !== '')
    .join('\n');
}

/** A note keeps its lines. */
function noteText(text: string): string {
  const lines = withoutControls(text)
    .split(/\r\n?|[\n\u0085\u2028\u2029]/u)
    .map(line => line.trimEnd());
  const first = lines.findIndex(line => line !== '');
  const last = lines.findLastIndex(line => line !== '');
  return first < 0 ? '' : lines.slice(first, last + 1).join('\n');
}

function withoutControls(text: string): string {
  return text.replace(/(?![\t\n\r\u0085])\p{Cc}/gu, ' ').replace(/\p{Cs}/gu, '\ufffd');
}

/** A status by its name in this program. */
export function readingStatusOf(text: string | undefined): ReadingStatus | undefined {
  return READING_STATUSES.find(status => status === text?.trim().toLowerCase());
}

/** The parts of a list in one text, empty ones left out. */
export function splitList(text: string | undefined, separator: RegExp | string): readonly string[] {
  return (text ?? '')
    .split(separator)
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** True for a sentence that our own exports write to say which digests listed a paper. */
export function isOurPlace(text: string | undefined): boolean {
  return text !== undefined && /^Listed in the digests? “/u.test(text.trim());
}

/** A venue as it is told; an archive of preprints is none. */
export function venueOf(text: string | undefined): string | undefined {
  return /^\s*(?:arxiv(?:\.org)?|corr)(?:\s+(?:preprint|e-?prints?))?(?:\s*arxiv:.*)?\s*$/iu.test(text ?? '')
    ? undefined
    : text;
}
