import { datePartsOf } from './isoDate.ts';
import { organisationOf } from '../domain/byline.ts';
import type { Issued } from '../domain/issued.ts';
import type { Author } from '../domain/author.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type TextFormat } from './format.ts';
import { isAddress, toPlainLine, toVerbatim } from './plainText.ts';
import { authorsOf, publicationOf, venueOf } from './publication.ts';
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

const TYPES = { journal: 'JOUR', proceedings: 'CPAPER' } as const;

/**
 * What there is no tag for stands in the fields that users may define, below `DP`, which says who did: U1 the reading status,
 * U2 the star, U3 the collections, U4 the arXiv class, U5 how a year is known that nobody printed.
 *
 * A generic reference unless it is known where the paper was published. Values stand on one line, so none can be a tag.
 */
function entry(cited: CitedPaper): string {
  const { paper, abstract, note, digestNames, collectionNames = [] } = cited;
  const { doi, arxiv, url } = paper;
  const publication = publicationOf(paper);
  const arxivAddress = arxiv && `https://arxiv.org/abs/${toVerbatim(arxiv)}`;
  const lines = [
    `TY  - ${publication === undefined ? 'GEN' : TYPES[publication.kind]}`,
    ...line('ID', paper.citationKey),
    ...authorsOf(paper).flatMap(author => line('AU', authorName(author))),
    ...line('TI', paper.title),
    ...line('T2', venueOf(paper)),
    ...dateLines(paper.issued),
    ...line('DO', doi && toVerbatim(doi)),
    ...line('UR', isAddress(url) ? toVerbatim(url) : arxivAddress),
    ...line('AN', arxiv && `arXiv:${arxiv}`),
    ...line('AB', abstract),
    ...paper.tags.flatMap(tag => line('KW', tag)),
    ...line('N1', note),
    ...line('C1', organisationOf(paper)),
    ...line('C2', paper.authorCount && `${paper.authorCount} authors`),
    ...line('M2', listedIn(digestNames)),
    'DP  - Pandect',
    ...line('U1', paper.status === 'unread' ? '' : paper.status),
    ...line('U2', paper.starred ? 'starred' : ''),
    ...collectionNames.flatMap(name => line('U3', name)),
    ...line('U4', arxiv && paper.arxivClass),
    ...line('U5', yearWord(paper.issued)),
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
  const plain = (part: string): string => toPlainLine(part.replaceAll(',', ' '));
  if ('literal' in author) return plain(author.literal);
  // A third part is a suffix, as in "King, Martin, Jr.".
  const given = (author.given ?? '').split(/,(?= (?:Jr|Sr)\.?$| I{2,3}$| IV$)/u).map(plain);
  const family = plain(author.family);
  return [family, ...given].filter(part => part !== '').join(', ');
}

function yearWord(issued: Issued | undefined): string | undefined {
  return issued?.yearSource === 'inferred' || issued?.yearSource === 'chosen' ? issued.yearSource : undefined;
}

function dateLines(issued: Issued | undefined): string[] {
  if (issued?.year === undefined) return [];
  const [month = '', day = ''] = datePartsOf(issued)
    .slice(1)
    .map(part => String(part).padStart(2, '0'));
  return [`PY  - ${issued.year}`, ...(month === '' ? [] : [`DA  - ${issued.year}/${month}/${day}/`])];
}
