import type { Element } from 'domhandler';
import { textContent } from 'domutils';
import { authorFromName, type Author } from '../../../shared/domain/author.ts';
import { arxivIdOf, doiOf } from '../../../shared/domain/identifiers.ts';
import { parseHtml } from './html.ts';
import { oneLine, type Reference } from './reference.ts';
import { knownAuthors } from './referenceAuthors.ts';
import { dateOf } from './referenceDates.ts';
import { childOf, childrenOf, textOf } from './xmlElements.ts';

/** Tags and references that a text in HTML has and a formula has not. */
const MARKUP =
  /<\/?(?:p|br|div|span|i|b|em|strong|sub|sup|a|ul|ol|li|h\d|img)\b[^<>]*>|&(?:#\d+|[a-z]{2,8});/iu;
/** How arXiv's own feeds begin a description. */
const ANNOUNCED = /^arXiv:(\S+)\s+Announce Type:\s*(\S+)\s+(?:Abstract:\s*)?/iu;
/** How its older ones ended a title. */
const OLD_TITLE = /\.?\s*\(arXiv:(\S+)\s+\[([\w.-]+)\](?:\s+\w+)?\)\s*$/u;

/** The paper of an entry of Atom or an item of RSS. */
export function referenceOfEntry(entry: Element): Reference {
  const said = (...names: readonly string[]): string | undefined =>
    names.map(name => textOf(childOf(entry, name))).find(text => text !== undefined);
  const title = words(childOf(entry, 'title')) ?? '';
  const old = OLD_TITLE.exec(title);
  const abstract = wordsOfAny(entry, ['summary', 'description', 'content:encoded', 'content']) ?? '';
  const announced = ANNOUNCED.exec(abstract);
  const arxiv = [
    announced?.[1],
    old?.[1],
    said('id'),
    said('guid')?.replace(/^oai:arXiv\.org:/iu, ''),
    linkOf(entry),
  ]
    .map(text => (text === undefined ? undefined : arxivIdOf(text)))
    .find(id => id !== undefined);
  // The day of arXiv's feeds is the day of the announcement, also of papers of long ago.
  const isAnnouncement = announced !== null || said('arxiv:announce_type') !== undefined;
  return {
    title: old === null ? title : title.slice(0, old.index),
    abstract: announced === null ? abstract : abstract.slice(announced[0].length),
    authors: authorsOf(entry),
    issued: isAnnouncement
      ? undefined
      : dateOf(said('published', 'prism:publicationDate', 'dc:date', 'pubDate')),
    venue: said('arxiv:journal_ref', 'prism:publicationName'),
    doi: doiIn(said('arxiv:doi', 'arxiv:DOI', 'prism:doi') ?? said('dc:identifier') ?? said('guid') ?? ''),
    arxiv,
    arxivClass: arxiv === undefined ? undefined : (old?.[2] ?? classOf(entry)),
    url: linkOf(entry),
  };
}

function doiIn(text: string): string | undefined {
  return doiOf(text.replace(/^(?:doi:|info:doi\/)\s*/iu, ''));
}

function classOf(entry: Element): string | undefined {
  const primary = childOf(entry, 'arxiv:primary_category')?.attribs['term'];
  const category = childOf(entry, 'category');
  return primary ?? category?.attribs['term'] ?? textOf(category);
}

/** The page of the entry: in Atom the link that is an alternate one, in RSS a text. */
function linkOf(entry: Element): string | undefined {
  const links = childrenOf(entry, 'link');
  const alternate = links.find(
    ({ attribs }) => (attribs['rel'] ?? 'alternate') === 'alternate' && attribs['href'],
  );
  return (
    alternate?.attribs['href']?.trim() ??
    links.map(textOf).find(text => text !== undefined) ??
    entry.attribs['rdf:about']
  );
}

function authorsOf(entry: Element): readonly Author[] {
  const named = childrenOf(entry, 'author')
    .map(author => childOf(author, 'name'))
    .filter(name => name !== undefined);
  if (named.length > 0) return knownAuthors(named.map(name => authorFromName(textOf(name) ?? '')));
  const creators = [...childrenOf(entry, 'dc:creator'), ...childrenOf(entry, 'author')]
    .map(creator => words(creator) ?? '')
    // RSS asks for an address here, with the name behind it.
    .map(text => /^\S+@\S+\s+\((.+)\)$/u.exec(text)?.[1] ?? text);
  return knownAuthors((creators.length === 1 ? namesIn(creators[0] ?? '') : creators).map(authorFromName));
}

/** Several authors in one text; "Lee, Ada" alone is one. */
function namesIn(text: string): readonly string[] {
  const parts = oneLine(text.slice(0, 200_000)).split(/\s*;\s*|,\s*and\s+|\s+and\s+|,\s*/u);
  const isOneTurned = parts.length === 2 && /^[^\s,]+,/u.test(text) && !text.includes(';');
  return isOneTurned ? [text] : parts;
}

/** The first of these that says something; a line for each paragraph. */
function wordsOfAny(entry: Element, names: readonly string[]): string | undefined {
  return names.map(name => words(childOf(entry, name))).find(text => text !== undefined);
}

/** What a text says that may be HTML: escaped, or as it is. */
function words(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  const text = textContent(element).trim();
  const isMarkup = /html/u.test(element.attribs['type'] ?? '') || MARKUP.test(text);
  const shown = isMarkup
    ? textContent(parseHtml(text.replace(/<\/(?:p|div|li)>|<br\s*\/?>/giu, '\n\n$&')))
    : text;
  return shown.trim() === '' ? undefined : shown.trim();
}
