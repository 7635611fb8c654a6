import { datePartsOf } from './isoDate.ts';
import { organisationOf } from '../domain/byline.ts';
import type { Issued } from '../domain/issued.ts';
import type { Author } from '../domain/author.ts';
import type { Paper } from '../domain/paper.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type TextFormat } from './format.ts';
import { isAddress, toPlainLine, toPlainLines, toVerbatim } from './plainText.ts';
import { authorsOf, publicationOf, venueOf, type Publication } from './publication.ts';
import { listedIn } from './words.ts';

/** CSL-JSON 1.0.2 (citeproc-js, Zotero, Pandoc): an array of items. */
export const cslJson: TextFormat = {
  id: 'csl-json',
  name: 'CSL-JSON',
  readers: 'Pandoc, Zotero, Word through Zotero, citation processors',
  extension: 'json',
  mediaType: 'application/vnd.citationstyles.csl+json',
  options: [ABSTRACTS, NOTES],
  withoutAuthors: 'Styles put the title in place of missing authors.',
  output: 'text',
  begin: () => ({
    head: '[\n',
    between: ',\n',
    tail: '\n]\n',
    entry: cited => JSON.stringify(toCslItem(cited), null, 2),
  }),
};

/** An item as the schema of CSL data 1.0.2 has it; what the schema has no place for stands in `custom`. */
interface CslItem {
  readonly id: string;
  readonly type: 'article-journal' | 'paper-conference' | 'article' | 'document';
  readonly [field: string]: unknown;
}

function toCslItem(cited: CitedPaper): CslItem {
  const { paper, abstract, note, digestNames } = cited;
  const { doi, arxiv, url } = paper;
  const authors = authorsOf(paper);
  const publication = publicationOf(paper);
  const tags = paper.tags.map(tag => toPlainLine(tag.replaceAll(',', ' '))).filter(tag => tag !== '');
  const item = {
    id: paper.citationKey as string,
    type: typeOf(paper, publication),
    'citation-key': paper.citationKey,
    author: authors.length === 0 ? undefined : authors.map(toCslName),
    title: withoutMarkup(toPlainLine(paper.title)),
    'container-title': venueOf(paper),
    issued: toCslDate(paper.issued),
    publisher: publication === undefined && arxiv !== undefined ? 'arXiv' : undefined,
    number: arxiv && `arXiv:${toVerbatim(arxiv)}`,
    DOI: doi && toVerbatim(doi),
    URL: isAddress(url) ? toVerbatim(url) : undefined,
    abstract: toPlainLines(abstract) || undefined,
    keyword: tags.join(', ') || undefined,
    annote: note === undefined ? undefined : toPlainLines(note) || undefined,
    source: listedIn(digestNames),
    custom: toCustom(cited),
  } as const;
  return Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== undefined),
  ) as unknown as CslItem;
}

/** `article` is the schema's type for preprints; a paper known by its title alone is a document. */
function typeOf({ doi, arxiv }: Paper, publication: Publication | undefined): CslItem['type'] {
  if (publication !== undefined)
    return publication.kind === 'journal' ? 'article-journal' : 'paper-conference';
  return doi !== undefined || arxiv !== undefined ? 'article' : 'document';
}

function toCslName(author: Author): object {
  if ('literal' in author) return { literal: toPlainLine(author.literal) };
  const given = author.given === undefined ? {} : { given: toPlainLine(author.given) };
  return { family: toPlainLine(author.family), ...given };
}

function toCslDate(issued: Issued | undefined): object | undefined {
  if (issued?.year === undefined) return undefined;
  return { 'date-parts': [datePartsOf(issued)] };
}

/**
 * Processors take `<i>`, `<span …>` and a few others in a title for markup, with no way to escape them. A word joiner,
 * which shows nothing, keeps what looks like a tag from being one.
 */
function withoutMarkup(text: string): string {
  return text.replace(/<(?=\/?(?:i|b|sc|sup|sub|span)\b)/giu, '<\u2060');
}

function toCustom({ paper, formerKeys = [], collectionNames = [] }: CitedPaper): object {
  const { authorCount, issued, arxivClass } = paper;
  const organisation = organisationOf(paper);
  return {
    pandect: {
      status: paper.status,
      // Keywords are parted by commas.
      ...(paper.tags.some(tag => tag.includes(',')) && { tags: paper.tags.map(toPlainLine) }),
      ...(paper.starred && { starred: true }),
      ...(issued?.year !== undefined && issued.yearSource !== 'written' && { yearSource: issued.yearSource }),
      ...(authorCount !== undefined && { authorCount }),
      ...(organisation !== undefined && { organisation: toPlainLine(organisation) }),
      ...(arxivClass !== undefined && { arxivClass: toPlainLine(arxivClass) }),
      ...(collectionNames.length > 0 && { collections: collectionNames.map(toPlainLine) }),
      ...(formerKeys.length > 0 && { formerKeys }),
    },
  };
}
