import type { DetailName } from '../../../shared/domain/details.ts';
import { arxivIdOf, doiOf, isArxivDoi } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';

/** A place where a paper can be looked at, and the detail that names it. */
export interface PaperLink {
  readonly detail: DetailName;
  readonly url: string;
  readonly text: string;
}

/** The different places of a paper; an address that only repeats its arXiv id or DOI is left out. */
export function linksOf({ arxiv, arxivClass, doi, url }: Paper): readonly PaperLink[] {
  const links: PaperLink[] = [];
  if (arxiv !== undefined) {
    const text = arxivClass === undefined ? `arXiv ${arxiv}` : `arXiv ${arxiv} [${arxivClass}]`;
    links.push({ detail: 'arxiv', url: `https://arxiv.org/abs/${encodePath(arxiv)}`, text });
  }
  if (doi !== undefined && !(arxiv !== undefined && isArxivDoi(doi))) {
    links.push({ detail: 'doi', url: `https://doi.org/${encodePath(doi)}`, text: `doi ${doi}` });
  }
  const repeats =
    url !== undefined &&
    ((arxiv !== undefined && arxivIdOf(url) === arxiv) || (doi !== undefined && doiOf(url) === doi));
  if (url !== undefined && !repeats) links.push({ detail: 'url', url, text: placeOf(url) });
  return links;
}

/** Slashes stay, as identifiers have them and the resolvers expect them. */
function encodePath(identifier: string): string {
  return encodeURIComponent(identifier).replaceAll('%2F', '/');
}

function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./u, '') : url.slice(0, 60);
}
