import type { Issued } from '../domain/issued.ts';
import { arxivClassOf, arxivIdOf } from '../domain/identifiers.ts';
import type { Paper } from '../domain/paper.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, writeText, type TextFormat } from './format.ts';
import { isAddress } from './plainText.ts';
import { authorsOf, publicationOf, venueOf, type Publication } from './publication.ts';
import { isPrintableTex } from './tex.ts';
import { texEntry, texFields, type TexField } from './texEntry.ts';
import { listedIn, shortTitle } from './words.ts';

/** BibTeX's own abbreviations, which styles print in their language. */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** For the program bibtex and whatever reads its files: each entry under its stored citation key. */
export const bibtex: TextFormat = {
  id: 'bibtex',
  name: 'BibTeX',
  readers: 'LaTeX with bibtex, JabRef, Zotero, Overleaf',
  extension: 'bib',
  mediaType: 'application/x-bibtex',
  options: [ABSTRACTS, NOTES],
  withoutAuthors: 'Styles sort and label entries without authors by the start of the title.',
  prints: text => isPrintableTex(text, 'macros'),
  output: 'text',
  begin: () => ({ head: '', between: '\n', tail: '', entry }),
};

/** The papers as one BibTeX file, UTF-8, in the given order, with all that is given. */
export function toBibtex(papers: Iterable<CitedPaper>): string {
  return writeText(bibtex, papers, { abstracts: 'included', notes: 'included' });
}

const fields = texFields('macros');

/** Without authors there is no `author`: `key` is what classic styles sort and label by instead. */
function entry(cited: CitedPaper): string {
  const { paper, abstract, note, digestNames, collectionNames = [] } = cited;
  const { doi, arxiv, arxivClass, url } = paper;
  const authors = authorsOf(paper);
  const publication = publicationOf(paper);
  const place = placeFields(paper, publication);
  return texEntry(publication === undefined ? 'misc' : TYPES[publication.kind], cited, [
    ...fields.formerKeys(cited),
    ...fields.authors(authors),
    ...(authors.length > 0 ? [] : fields.text('key', shortTitle(paper.title))),
    fields.title(paper.title),
    ...place,
    ...dateFields(paper.issued),
    ...fields.text(place.length === 0 ? 'howpublished' : 'note', listedIn(digestNames)),
    ...fields.checked('eprint', arxiv, arxivIdOf),
    ...(arxiv === undefined ? [] : fields.text('archivePrefix', 'arXiv')),
    ...fields.checked('primaryClass', arxiv && arxivClass, arxivClassOf),
    ...fields.verbatim('doi', doi),
    ...fields.verbatim('url', isAddress(url) ? url : undefined),
    ...fields.text('abstract', abstract),
    ...fields.list('keywords', paper.tags),
    ...fields.list('groups', collectionNames),
    ...fields.marks(cited),
    ...fields.note('annote', note),
    ...fields.extra(cited),
  ]);
}

const TYPES = { journal: 'article', proceedings: 'inproceedings' } as const;

/** What it appeared in, or what is said of where it did. */
function placeFields(paper: Paper, publication: Publication | undefined): TexField[] {
  if (publication === undefined) return fields.text('howpublished', venueOf(paper));
  return fields.text(publication.kind === 'journal' ? 'journal' : 'booktitle', publication.venue);
}

/** A month without a year makes BibTeX warn, so it is left to the comment. */
function dateFields(issued: Issued | undefined): TexField[] {
  if (issued?.year === undefined) return [];
  const month = issued.month === undefined ? undefined : MONTHS[issued.month - 1];
  return [
    ['year', `{${issued.year}}`],
    ...(month === undefined ? [] : [['month', month] as const]),
    // No style asks for it, but JabRef and Zotero do.
    ...(issued.day === undefined ? [] : [['day', `{${issued.day}}`] as const]),
  ];
}
