import { authorFromName } from '../../../shared/domain/author.ts';
import type { PrintedDate } from '../../../shared/domain/issued.ts';
import type { DigestHeader, ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { opening } from './opening.ts';
import { oneLine, referencesToDump, unplaced, type FoundReference, type Reference } from './reference.ts';
import { knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';
import type { FileReader } from './types.ts';

/**
 * The text of a mail of arXiv's daily listings (info.arxiv.org/help/subscribe): entries between rules, each with its id, date
 * and fields, then its abstract, parted by lines of two backslashes. Replacements come last and have no abstract.
 */
export const arxivMail: FileReader = {
  shape: 'arxiv-mail',
  fits: isArxivMail,
  read: text => readArxivMail(text),
};

/** Between entries; before cross-lists, before replacements, and at the end. */
const RULE = /^(?:-{30,}|(?:%-){15,}-?%?|(?:%{2,3}-{2,3}){8,})\s*$/u;
const PART = /^\\\\(?:\s+\(.*)?\s*$/u;
const ENTRY = /^(?:arXiv:|Paper:\s)\s*\S/u;

/** Exported for mails: their text is one of these. */
export function isArxivMail(text: string): boolean {
  return /^\\\\[ \t]*\r?\n(?:arXiv:|Paper: )\S/mu.test(opening(text)) && /^-{30,}/mu.test(opening(text));
}

/** `sent` is the day of the mail, which its text does not tell as such. */
export function readArxivMail(text: string, sent?: PrintedDate): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  for (const { lines, first } of entriesOf(text)) {
    const head = lines.findIndex(line => PART.test(line));
    if (head < 0) continue;
    const begin = lines.findIndex((line, at) => at > head && line.trim() !== '');
    if (begin < 0) continue;
    const start = lines[begin] ?? '';
    const line = first + begin;
    if (ENTRY.test(start))
      found.push({ reference: referenceOf(lines.slice(begin)), line, start: oneLine(start) });
    else broken.push(unplaced(line, start, 'It stands where a paper does, but has no arXiv id.'));
  }
  return referencesToDump('arxiv-mail', found, broken, headerOf(text, sent));
}

interface Entry {
  readonly lines: readonly string[];
  /** Of its first line, counted from 1. */
  readonly first: number;
}

function entriesOf(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let from = 0;
  const lines = text.split(/\r\n?|\n/u);
  for (let at = 0; at <= lines.length; at += 1) {
    if (at < lines.length && !RULE.test((lines[at] ?? '').slice(0, 200))) continue;
    if (at > from) entries.push({ lines: lines.slice(from, at), first: from + 1 });
    from = at + 1;
  }
  return entries;
}

/** From its id on: fields, a part line, the abstract, a part line with its address. */
function referenceOf(lines: readonly string[]): Reference {
  const end = lines.findIndex(line => PART.test(line));
  const fields = fieldsIn(end < 0 ? lines : lines.slice(0, end));
  const rest = end < 0 ? [] : lines.slice(end + 1);
  const close = rest.findIndex(line => PART.test(line));
  const id = /^(?:arXiv:|Paper:)\s*(\S+)/u.exec(lines[0] ?? '')?.[1];
  return {
    title: fields.get('title'),
    abstract: close < 0 ? undefined : rest.slice(0, close).join('\n'),
    authors: authorsIn(fields.get('authors') ?? ''),
    issued: dateOf(dayOf(fields.get('date'))),
    arxiv: id,
    arxivClass: fields.get('categories')?.split(/\s/u)[0],
    venue: fields.get('journal-ref'),
    doi: fields.get('doi')?.split(/\s/u)[0],
    url: /\(\s*(https?:\/\/\S+)/u.exec(rest[close] ?? '')?.[1],
  };
}

/** `Name: text`, gone on with in lines that are set in. The day of a first version alone is one of publication. */
function fieldsIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of lines) {
    const begun = /^([A-Z][A-Za-z-]{1,20}(?: \(revised v\d+\))?):\s*(.*)$/u.exec(line);
    if (begun !== null) {
      name = (begun[1] ?? '').toLowerCase();
      if (!fields.has(name)) fields.set(name, begun[2] ?? '');
    } else if (/^\s/u.test(line) && fields.has(name))
      fields.set(name, `${fields.get(name) ?? ''} ${line.trim()}`);
  }
  return fields;
}

/** `Thu, 12 Oct 2023 17:59:58 GMT   (3434kb,D)`: its day. */
function dayOf(date: string | undefined): string | undefined {
  return /\d{1,2} [A-Z][a-z]{2} \d{4}/u.exec(date ?? '')?.[0];
}

/** `Ada Lee (1 and 2), Ida Ash and Bo Elm ((1) Fjord Lab, (2) Harbour Institute)`: the names. */
function authorsIn(text: string): Reference['authors'] {
  let names = '';
  let depth = 0;
  for (const sign of text.slice(0, 200_000)) {
    if (sign === '(') depth += 1;
    else if (sign === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) names += sign;
  }
  return knownAuthors(
    oneLine(names)
      .split(/,\s*and\s+|,|\s+and\s+/u)
      .reduce<string[]>(joinSuffix, [])
      .map(authorFromName),
  );
}

/** "Martin King, Jr." is one author. */
function joinSuffix(names: string[], part: string): string[] {
  if (/^\s*(?:[JS]r\.?|I{2,3}|IV)\s*$/u.test(part) && names.length > 0)
    names[names.length - 1] += ` ${part.trim()}`;
  else names.push(part);
  return names;
}

/** What stands above the papers: the archives, and the days of submission. */
function headerOf(text: string, sent: PrintedDate | undefined): DigestHeader {
  const above = text.slice(0, Math.max(0, text.search(/^\\\\/mu))).split(/\r\n?|\n/u);
  const lines = above
    .filter(line => !RULE.test(line.slice(0, 200)))
    .map(oneLine)
    .filter(line => line !== '')
    .slice(0, 20);
  return { ...(sent !== undefined && { date: sent }), lines };
}
