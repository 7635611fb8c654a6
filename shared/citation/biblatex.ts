import { arxivClassOf, arxivIdOf } from '../domain/identifiers.ts';
import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type TextFormat } from './format.ts';
import { isoDate } from './isoDate.ts';
import { isAddress } from './plainText.ts';
import { authorsOf, publicationOf, venueOf } from './publication.ts';
import { isPrintableTex } from './tex.ts';
import { texEntry, texFields } from './texEntry.ts';
import { listedIn, shortTitle } from './words.ts';

/** For biblatex with biber, which reads Unicode, whole dates and former keys. */
export const biblatex: TextFormat = {
  id: 'biblatex',
  name: 'biblatex',
  readers: 'LaTeX with biblatex and biber, JabRef, Zotero',
  extension: 'bib',
  mediaType: 'application/x-bibtex',
  options: [ABSTRACTS, NOTES],
  withoutAuthors: 'Styles label entries without authors by the start of the title.',
  prints: text => isPrintableTex(text, 'unicode'),
  output: 'text',
  begin: () => ({ head: '', between: '\n', tail: '', entry }),
};

const fields = texFields('unicode');

const TYPES = { journal: 'article', proceedings: 'inproceedings' } as const;
const PLACES = { journal: 'journaltitle', proceedings: 'booktitle' } as const;

/**
 * `@online` as soon as it is known where the paper is. It has no `howpublished`, so there the digests stand in `note`; a
 * venue of which nothing more is known is the organisation behind it.
 */
function entry(cited: CitedPaper): string {
  const { paper, abstract, note, digestNames, collectionNames = [] } = cited;
  const { doi, arxiv, arxivClass, url } = paper;
  const authors = authorsOf(paper);
  const publication = publicationOf(paper);
  const address = isAddress(url) ? url : undefined;
  const isOnline = doi !== undefined || arxiv !== undefined || address !== undefined;
  return texEntry(
    publication === undefined ? (isOnline ? 'online' : 'misc') : TYPES[publication.kind],
    cited,
    [
      ...fields.formerKeys(cited),
      ...fields.authors(authors),
      ...(authors.length > 0 ? [] : fields.text('label', shortTitle(paper.title))),
      fields.title(paper.title),
      ...(publication === undefined
        ? fields.item('organization', venueOf(paper))
        : fields.text(PLACES[publication.kind], publication.venue)),
      ...fields.text('date', isoDate(paper.issued)),
      ...fields.text(isOnline ? 'note' : 'howpublished', listedIn(digestNames)),
      ...fields.checked('eprint', arxiv, arxivIdOf),
      ...(arxiv === undefined ? [] : fields.text('eprinttype', 'arxiv')),
      ...fields.checked('eprintclass', arxiv && arxivClass, arxivClassOf),
      ...fields.verbatim('doi', doi),
      ...fields.verbatim('url', address),
      ...fields.text('abstract', abstract),
      ...fields.list('keywords', paper.tags),
      ...fields.list('groups', collectionNames),
      ...fields.marks(cited),
      ...fields.note('annotation', note),
      ...fields.extra(cited),
    ],
  );
}
