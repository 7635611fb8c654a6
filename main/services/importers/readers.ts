import { bibtexReader } from './bibtex.ts';
import { bookmarksReader } from './bookmarks.ts';
import { cslJsonReader } from './cslJson.ts';
import { csvReader } from './csv.ts';
import { risReader } from './ris.ts';
import { zoteroRdfReader } from './zoteroRdf.ts';
import { arxivMail } from './arxivMail.ts';
import { papersJson } from './papersJson.ts';
import { savedPage } from './savedPage.ts';
import { feed } from './feed.ts';
import { markdownPagesReader } from './markdownPages.ts';
import { mail } from './mail.ts';
import type { FileReader } from './types.ts';

/**
 * The first that fits reads a file; a file that fits none is taken for a text dump. The saved page comes last: it takes
 * every page, to say what it is not. A table comes before what its cells may hold: lines of RIS or BibTeX.
 */
export const FILE_READERS: readonly FileReader[] = [
  markdownPagesReader,
  papersJson,
  mail,
  arxivMail,
  zoteroRdfReader,
  bookmarksReader,
  feed,
  cslJsonReader,
  csvReader,
  risReader,
  bibtexReader,
  savedPage,
];
