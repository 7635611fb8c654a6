import { datePartsOf } from './isoDate.ts';
import { organisationName } from '../domain/byline.ts';
import type { Issued } from '../domain/issued.ts';
import type { Author } from '../domain/author.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type TextFormat } from './format.ts';
import { isAddress, toPlainLine, toVerbatim } from './plainText.ts';
import { listedIn } from './words.ts';

/** RIS (Research Information Systems, "RIS format specifications" of 2011): a tag, two spaces, a hyphen, a space, a value. */
export const ris: TextFormat = {
  id: 'ris',
  name: 'RIS',
  readers: 'EndNote, Mendeley, Zotero, RefWorks',
  extension: 'ris',
  mediaType: 'application/x-research-info-systems',
  options: [ABSTRACTS, NOTES],
  withoutAuthors: 'References without authors come without them; add them where you import.',
  output: 'text',
  begin: () => ({ head: '', between: '\r\n', tail: '', entry }),
};

/** A generic reference: digests don't say of what kind a paper is. Values stand on one line, so none can be a tag. */
function entry(cited: CitedPaper): string {
  const { paper, abstract, note, digestNames, authors = [], identifiers } = cited;
  const { doi, arxiv, url } = identifiers ?? {};
  const arxivAddress = arxiv && `https://arxiv.org/abs/${toVerbatim(arxiv.id)}`;
  const lines = [
    'TY  - GEN',
    ...line('ID', paper.citationKey),
    ...authors.flatMap(author => line('AU', authorName(author))),
    ...line('TI', paper.title),
    ...dateLines(paper.issued),
    ...line('DO', doi && toVerbatim(doi)),
    ...line('UR', isAddress(url) ? toVerbatim(url) : arxivAddress),
    ...line('AN', arxiv && `arXiv:${arxiv.id}`),
    ...line('AB', abstract),
    ...paper.tags.flatMap(tag => line('KW', tag)),
    ...line('N1', note),
    ...line('C1', paper.organisation && organisationName(paper.organisation)),
    ...line('C2', paper.authorCount && `${paper.authorCount} authors`),
    ...line('M2', listedIn(digestNames)),
    'ER  - ',
  ];
  return lines.map(each => `${each}\r\n`).join('');
}

function line(tag: string, text: string | undefined | 0): string[] {
  const value = toPlainLine(text || '');
  return value === '' ? [] : [`${tag}  - ${value}`];
}

/** The comma parts family and given name, so a name may have no other. */
function authorName(author: Author): string {
  if ('literal' in author) return author.literal.replaceAll(',', ' ');
  const [family, given] = [author.family, author.given ?? ''].map(part => part.replaceAll(',', ' '));
  return given === '' ? `${family}` : `${family}, ${given}`;
}

function dateLines(issued: Issued | undefined): string[] {
  if (issued?.year === undefined) return [];
  const [month = '', day = ''] = datePartsOf(issued)
    .slice(1)
    .map(part => String(part).padStart(2, '0'));
  return [`PY  - ${issued.year}`, ...(month === '' ? [] : [`DA  - ${issued.year}/${month}/${day}/`])];
}
