import { arxivIdOf } from '../../../shared/domain/identifiers.ts';
import type { ReadingStatus } from '../../../shared/domain/paper.ts';
import type { ParsedDump } from '../../../shared/digest-format/types.ts';
import { scanBibtex, type BibEntry } from './bibtexEntries.ts';
import { legacyGroups } from './bibtexGroups.ts';
import { bibtexNames } from './bibtexNames.ts';
import { texToText, texVerbatim } from './bibtexText.ts';
import {
  isOurPlace,
  oneLine,
  readingStatusOf,
  referencesToDump,
  splitList,
  type Reference,
} from './reference.ts';
import { knownAuthors } from './referenceAuthors.ts';
import { dateOf, monthOf, partialDate } from './referenceDates.ts';
import type { FileReader } from './types.ts';
import { extraLines } from './zoteroExtra.ts';

/** As much of a text as is looked at to tell what it is. */
const OPENING_LENGTH = 100_000;
/** Lines above the first entry that are no comments: a text dump with an entry for a title has more. */
const MOST_LINES_ABOVE = 3;

/** BibTeX and biblatex, as Zotero, JabRef, Mendeley, Google Scholar, BibDesk and this program write them. */
export const bibtexReader: FileReader = { shape: 'bibtex', fits, read };

function fits(text: string): boolean {
  const opening = text.slice(0, OPENING_LENGTH).replace(/^\ufeff/u, '');
  if (/^\s*[<{[]/u.test(opening)) return false;
  const found =
    /^[ \t]*@[ \t]*(?:[a-z]+[ \t]*[{(]\s*[^\s,"{}()=]*\s*,\s*[\w.+-]+\s*=|comment[ \t]*\{jabref|(?:string|preamble)[ \t]*[{(])/imu.exec(
      opening,
    );
  if (found === null) return false;
  const above = opening.slice(0, found.index).split('\n');
  return above.filter(line => !/^\s*(?:[%@].*)?$/u.test(line)).length <= MOST_LINES_ABOVE;
}

/** Entries of these types tell of others. */
const NO_PAPERS = new Set(['xdata', 'set', 'control']);
const VOLUMES = new Set(['proceedings', 'mvproceedings', 'collection', 'mvcollection', 'periodical']);

function read(text: string): ParsedDump {
  const { entries, comments, broken } = scanBibtex(text);
  const byKey = new Map(entries.map(entry => [entry.key.toLowerCase(), entry]));
  const groups = legacyGroups(comments);
  const parents = new Set(entries.map(({ fields }) => (fields.get('crossref') ?? '').trim().toLowerCase()));
  const found = entries
    .filter(({ type, key }) => !NO_PAPERS.has(type) && !(VOLUMES.has(type) && parents.has(key.toLowerCase())))
    .map(entry => ({
      reference: referenceOf(entry, withInherited(entry, byKey), groups.get(entry.key) ?? []),
      line: entry.line,
      start: entry.start,
    }));
  return referencesToDump('bibtex', found, broken);
}

/** A field's raw value by name. */
type Fields = (name: string) => string | undefined;

/** What an entry leaves out stands in the entries that it names; a volume's title is the venue. One step up, as in BibTeX. */
function withInherited({ fields }: BibEntry, byKey: ReadonlyMap<string, BibEntry>): Fields {
  const entryNamed = (key: string): BibEntry | undefined => byKey.get(key.trim().toLowerCase());
  const parent = entryNamed(fields.get('crossref') ?? '');
  const others = splitList(fields.get('xdata'), ',').slice(0, 20).map(entryNamed);
  return name =>
    fields.get(name) ??
    others.find(other => other?.fields.has(name))?.fields.get(name) ??
    (OWN.has(name) ? undefined : parent?.fields.get(name)) ??
    (name === 'booktitle' ? parent?.fields.get('title') : undefined);
}

/** What a volume says of itself alone. */
const OWN = new Set('title doi url eprint abstract note annote annotation keywords groups author'.split(' '));

function referenceOf({ key, fields: own }: BibEntry, fields: Fields, groups: readonly string[]): Reference {
  const text = (...names: readonly string[]): string | undefined => {
    const value = names.map(fields).find(found => found !== undefined && found.trim() !== '');
    return value === undefined ? undefined : texToText(value);
  };
  const verbatim = (name: string): string | undefined => {
    const value = fields(name);
    return value === undefined ? undefined : texVerbatim(value);
  };
  const title = [text('title'), text('subtitle')].filter(Boolean).join(': ');
  // Zotero writes its field "Extra" there.
  const extra = extraLines(text('note'));
  return {
    title,
    abstract: text('abstract'),
    authors: knownAuthors(bibtexNames(fields('author') ?? '')),
    authorCount: Number(text('x-author-count')),
    organisation: text('x-organisation'),
    issued: issuedOf(fields),
    yearIs: text('x-year-is'),
    doi: verbatim('doi'),
    url: verbatim('url') ?? verbatim('bdsk-url-1') ?? verbatim('howpublished'),
    ...archiveAndVenue(text, verbatim, extra.arxiv),
    ...marksOf(text, extra.status),
    tags: tagsOf(fields),
    collections: [...splitList(text('groups'), ','), ...groups],
    notes: [isOurPlace(extra.rest) ? undefined : extra.rest, ...notesOf(text), ...userComments(own)],
    citationKey: key,
    formerKeys: splitList(own.get('ids'), ','),
  };
}

function issuedOf(fields: Fields): Reference['issued'] {
  const date = fields('date') ?? '';
  const year = fields('year') ?? '';
  if (date !== '') return dateOf(texToText(date));
  const whole = dateOf(texToText(year));
  if (whole?.month !== undefined) return whole;
  const month = texToText(fields('month') ?? '');
  const day = fields('day') ?? /(?<!\d)\d{1,2}(?!\d)/u.exec(/\p{L}/u.test(month) ? month : '')?.[0];
  return partialDate(whole?.year?.toString(), monthOf(month)?.toString(), day);
}

type Texts = (...names: readonly string[]) => string | undefined;

const PLACES = 'journal journaltitle booktitle publisher school institution organization'.split(' ');

/** An arXiv id stands in `eprint`, or, in files of Google Scholar and DBLP, where the journal should be. */
function archiveAndVenue(
  text: Texts,
  verbatim: (name: string) => string | undefined,
  arxivOfExtra: string | undefined,
): Pick<Reference, 'arxiv' | 'arxivClass' | 'venue'> {
  const archive = (text('archiveprefix', 'eprinttype') ?? 'arxiv').trim().toLowerCase();
  const eprint = archive === 'arxiv' ? verbatim('eprint')?.trim() : undefined;
  const published = text('howpublished');
  const isPlace = !isOurPlace(published) && !/^\s*(?:https?:|www\.)/iu.test(published ?? '');
  const place = text(...PLACES) ?? (isPlace ? published : undefined) ?? '';
  const isArchive = /^\s*(?:arxiv\b|corr$|arxiv\.org)/iu.test(place);
  const inJournal = /arxiv:\s*([\w.-]+(?:\/\d{7})?)/iu.exec(place)?.[1];
  const inVolume = /^abs\/(.+)$/u.exec(verbatim('volume') ?? '')?.[1];
  const arxiv = [
    eprint,
    isArchive ? (inJournal ?? inVolume) : undefined,
    verbatim('arxivid'),
    arxivOfExtra,
  ].find(id => id !== undefined && arxivIdOf(id) !== undefined);
  return {
    arxiv,
    arxivClass: text('primaryclass', 'eprintclass')?.trim(),
    venue: isArchive ? undefined : place,
  };
}

/** JabRef's read status, ranking and relevance; BibDesk's `read`. */
function marksOf(
  text: Texts,
  statusOfExtra: ReadingStatus | undefined,
): Pick<Reference, 'status' | 'starred'> {
  const told = text('readstatus')?.trim().toLowerCase() ?? '';
  const isRead = ['read', 'true'].includes(told) || text('read')?.trim() === '1';
  const status: ReadingStatus | undefined = isRead
    ? 'read'
    : told === 'skimmed'
      ? 'reading'
      : (readingStatusOf(told) ?? readingStatusOf(text('x-status')) ?? statusOfExtra);
  const ranking = text('ranking')?.trim().toLowerCase();
  const relevance = text('relevance')?.trim().toLowerCase();
  return { status, starred: ranking === 'rank5' || relevance === 'relevant' || relevance === 'true' };
}

function tagsOf(fields: Fields): readonly string[] {
  return ['keywords', 'keyword', 'mendeley-tags'].flatMap(name => {
    const value = fields(name) ?? '';
    const tags = splitOutside(value, ',');
    return (tags.length > 1 ? tags : splitOutside(value, ';')).map(texToText);
  });
}

function notesOf(text: Texts): readonly (string | undefined)[] {
  const comment = text('comment');
  // Our own exports repeat there the note with its lines.
  const others = [text('annote'), text('annotation')].filter(
    note => note === undefined || comment === undefined || oneLine(note) !== oneLine(comment),
  );
  return [...others, text('review'), comment];
}

/** JabRef keeps the remarks of each user in a field of their own. */
function userComments(fields: ReadonlyMap<string, string>): readonly string[] {
  return [...fields].filter(([name]) => name.startsWith('comment-')).map(([, value]) => texToText(value));
}

/** The parts of a list, parted outside of braces: IEEE parts keywords by semicolons, most others by commas. */
function splitOutside(list: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < list.length; at += 1) {
    const sign = list[at];
    if (sign === '\\') at += 1;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === separator && depth <= 0) {
      parts.push(list.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, list.slice(from)];
}
