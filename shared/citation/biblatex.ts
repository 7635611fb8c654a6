import type { CitedPaper } from './cited.ts';
import { ABSTRACTS, NOTES, type TextFormat } from './format.ts';
import { isoDate } from './isoDate.ts';
import { isAddress } from './plainText.ts';
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

/** `@online` as soon as it is known where the paper is. It has no `howpublished`, so there the digests stand in `note`. */
function entry(cited: CitedPaper): string {
  const { paper, abstract, note, digestNames, authors, identifiers, formerKeys = [] } = cited;
  const { doi, arxiv, url } = identifiers ?? {};
  const address = isAddress(url) ? url : undefined;
  const isOnline = doi !== undefined || arxiv !== undefined || address !== undefined;
  return texEntry(isOnline ? 'online' : 'misc', cited, [
    ...(formerKeys.length === 0 ? [] : [['ids', `{${formerKeys.join(', ')}}`] as const]),
    ...fields.authors(authors),
    ...(authors?.length ? [] : fields.text('label', shortTitle(paper.title))),
    fields.title(paper.title),
    ...fields.text('date', isoDate(paper.issued)),
    ...fields.text(isOnline ? 'note' : 'howpublished', listedIn(digestNames)),
    ...fields.verbatim('eprint', arxiv?.id),
    ...(arxiv === undefined ? [] : fields.text('eprinttype', 'arxiv')),
    ...fields.verbatim('eprintclass', arxiv?.primaryClass),
    ...fields.verbatim('doi', doi),
    ...fields.verbatim('url', address),
    ...fields.text('abstract', abstract),
    ...fields.keywords(paper.tags),
    ...fields.text('annotation', note),
    ...fields.extra(cited),
  ]);
}
