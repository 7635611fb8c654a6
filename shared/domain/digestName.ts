import type { DigestShape } from '../digest-format/types.ts';
import { assertNever } from './assertNever.ts';
import type { Digest } from './digest.ts';
import { formatPrintedDate } from './resolveIssued.ts';

/** A digest's name: as the user called it, else its page's own day with the year if that is known, else its file's name. */
export function digestName(digest: Digest): string {
  if (digest.givenName !== undefined) return digest.givenName;
  const day = digest.header.date;
  if (day === undefined) return withoutExtension(digest.file);
  const year = day.year ?? digest.year.year;
  return formatPrintedDate(year === undefined ? day : { ...day, year });
}

/** What kind of page or file a digest is, in words: "Daily page", "Search", "BibTeX file". */
export function digestKind(shape: DigestShape): string {
  switch (shape) {
    case 'search-compact':
      return 'Search';
    case 'daily-details':
    case 'daily-plain':
      return 'Daily page';
    case 'saved-page':
      return 'Saved page';
    case 'papers-json':
      return 'Papers as JSON';
    case 'mail':
      return 'Mail';
    case 'arxiv-mail':
      return 'arXiv listing';
    case 'feed':
      return 'Feed';
    case 'bibtex':
      return 'BibTeX file';
    case 'ris':
      return 'RIS file';
    case 'csl-json':
      return 'CSL-JSON file';
    case 'csv':
      return 'CSV file';
    case 'zotero-rdf':
      return 'Zotero RDF file';
    case 'bookmarks':
      return 'Bookmarks';
    case 'markdown-pages':
      return 'Markdown pages';
    default:
      return assertNever(shape);
  }
}

function withoutExtension(file: string): string {
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}
