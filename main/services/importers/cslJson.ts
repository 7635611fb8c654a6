import type { Author } from '../../../shared/domain/author.ts';
import type { PartialDate } from '../../../shared/domain/issued.ts';
import type { ParsedDump, UnplacedLine } from '../../../shared/digest-format/types.ts';
import { extraLines } from './zoteroExtra.ts';
import { htmlToText } from './htmlText.ts';
import { listOf, objectOf, textOf, textsOf, type JsonObject } from './jsonFields.ts';
import { jsonElements } from './jsonElements.ts';
import { opening } from './opening.ts';
import { isOurPlace, readingStatusOf, referencesToDump, splitList, unplaced, venueOf } from './reference.ts';
import type { FoundReference, Reference } from './reference.ts';
import { bodyOf, knownAuthors, personOf } from './referenceAuthors.ts';
import { dateOf, partialDate } from './referenceDates.ts';
import type { FileReader } from './types.ts';

/**
 * CSL-JSON 1.0.2 (Zotero, Pandoc, Mendeley, citation processors, this program), an array or an object with `items`, and
 * Better BibTeX's JSON, which holds items as Zotero has them.
 */
export const cslJsonReader: FileReader = { shape: 'csl-json', fits, read };

/** The types of items that the schema of CSL 1.0.2 has. */
const TYPES =
  `article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis
treaty webpage`.split(/\s/u);
const CSL_TYPE = new RegExp(`"type"\\s*:\\s*"(?:${TYPES.join('|')})"`, 'u');

function fits(text: string): boolean {
  const start = opening(text.replace(/^\ufeff/u, ''));
  return /^[[{]/u.test(start) && (CSL_TYPE.test(start) || /"itemType"\s*:\s*"/u.test(start));
}

function read(text: string): ParsedDump {
  const found: FoundReference[] = [];
  const broken: UnplacedLine[] = [];
  for (const element of jsonElements(text, ['items']) ?? []) {
    const { line, start } = element;
    if (element.kind === 'broken') {
      broken.push(unplaced(line, start, element.reason));
      continue;
    }
    const item = objectOf(element.value);
    if (item === undefined) broken.push(unplaced(line, start, 'It is no item: an item stands in braces.'));
    else if (textOf(item['itemType']) === undefined) found.push({ reference: cslItem(item), line, start });
    else if (!CHILDREN.has(textOf(item['itemType']) ?? '')) {
      found.push({ reference: zoteroItem(item), line, start });
    }
  }
  return referencesToDump('csl-json', found, broken);
}

/** Items of Zotero that belong to others. */
const CHILDREN = new Set(['attachment', 'note', 'annotation']);

function cslItem(item: JsonObject): Reference {
  const extra = extraLines(textOf(item['note']));
  const ours = objectOf(objectOf(item['custom'])?.['pandect']);
  const pandect = ours ?? {};
  const plain = ours === undefined ? withoutMarkup : withoutJoiners;
  const number = textOf(item['number']);
  const arxiv = [number, textOf(item['arxiv']), extra.arxiv].find(id =>
    /^(?:arxiv:|\d{4}\.)/iu.test(id ?? ''),
  );
  return {
    title: plain(textOf(item['title'])),
    abstract: ours === undefined ? withoutMarkup(textOf(item['abstract'])) : textOf(item['abstract']),
    authors: knownAuthors(listOf(item['author']).map(cslName)),
    authorCount: typeof pandect['authorCount'] === 'number' ? pandect['authorCount'] : undefined,
    organisation: textOf(pandect['organisation']),
    issued: cslDate(item['issued']),
    yearIs: textOf(pandect['yearSource']),
    ...(ours !== undefined && { abstractLines: 'kept' }),
    venue: venueOf(
      textOf(item['container-title']) ?? textOf(item['event-title']) ?? textOf(item['publisher']),
    ),
    doi: textOf(item['DOI']) ?? extra.doi,
    arxiv,
    arxivClass: textOf(pandect['arxivClass']) ?? /\[([\w.-]+)\]/u.exec(number ?? '')?.[1],
    url: textOf(item['URL']),
    status: readingStatusOf(textOf(pandect['status'])) ?? extra.status,
    starred: pandect['starred'] === true,
    tags: pandect['tags'] === undefined ? splitList(textOf(item['keyword']), ',') : textsOf(pandect['tags']),
    collections: textsOf(pandect['collections']),
    notes: [textOf(item['annote']), extra.rest].filter(note => !isOurPlace(note)),
    citationKey: textOf(item['citation-key']) ?? extra.citationKey ?? keyOf(textOf(item['id'])),
    formerKeys: textsOf(pandect['formerKeys']),
  };
}

/** Zotero's ids are addresses or numbers, which nobody cites by. */
function keyOf(id: string | undefined): string | undefined {
  return id === undefined || /^https?:|^\d+$|\//u.test(id) ? undefined : id;
}

function cslName(value: unknown): Author | undefined {
  const name = objectOf(value) ?? {};
  const literal = textOf(name['literal']);
  if (literal !== undefined) return bodyOf(literal);
  const family = [
    textOf(name['dropping-particle']),
    textOf(name['non-dropping-particle']),
    textOf(name['family']),
  ];
  const given = [textOf(name['given']), textOf(name['suffix'])];
  return personOf(family.filter(Boolean).join(' '), given.filter(Boolean).join(', '));
}

function cslDate(value: unknown): PartialDate | undefined {
  const date = objectOf(value);
  if (date === undefined) return dateOf(textOf(value));
  const [first] = listOf(date['date-parts']);
  const [year, month, day] = listOf(first).map(textOf);
  return partialDate(year, month, day) ?? dateOf(textOf(date['raw']) ?? textOf(date['literal']));
}

/** An item as Zotero has it, in the JSON of Better BibTeX. */
function zoteroItem(item: JsonObject): Reference {
  const text = (name: string): string | undefined => textOf(item[name]);
  const extra = extraLines(text('extra'));
  return {
    title: withoutMarkup(text('title')),
    abstract: text('abstractNote'),
    authors: knownAuthors(listOf(item['creators']).map(zoteroName)),
    issued: dateOf(text('date')),
    venue: venueOf(
      text('publicationTitle') ?? text('proceedingsTitle') ?? text('conferenceName') ?? text('publisher'),
    ),
    doi: text('DOI') ?? extra.doi,
    arxiv: [text('archiveID'), text('number'), extra.arxiv].find(id => /^arxiv:/iu.test(id ?? '')),
    url: text('url'),
    status: extra.status,
    tags: listOf(item['tags']).flatMap(tag => textOf(objectOf(tag)?.['tag'] ?? tag) ?? []),
    notes: [
      ...listOf(item['notes']).map(note => htmlToText(textOf(objectOf(note)?.['note'] ?? note) ?? '')),
      extra.rest,
    ],
    citationKey: text('citationKey') ?? text('citekey') ?? extra.citationKey,
  };
}

function zoteroName(value: unknown): Author | undefined {
  const creator = objectOf(value) ?? {};
  if (!['author', undefined].includes(textOf(creator['creatorType']))) return undefined;
  return textOf(creator['name']) === undefined
    ? personOf(textOf(creator['lastName']), textOf(creator['firstName']))
    : bodyOf(textOf(creator['name']));
}

/** Titles, and abstracts of Crossref, may hold the markup that citation processors know. */
function withoutMarkup(text: string | undefined): string | undefined {
  return text?.replace(/<\/?(?:i|b|sc|sup|sub|jats:\w{1,20})>|<span [^<>]{1,200}>|<\/span>/giu, '');
}

/** Our own exports put a word joiner into what would look like such markup in a title. */
function withoutJoiners(text: string | undefined): string | undefined {
  return text?.replace(/<\u2060(?=\/?(?:i|b|sc|sup|sub|span)\b)/giu, '<');
}
