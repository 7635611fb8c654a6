import type { DetailName } from '../../shared/domain/details.ts';

/** What a detail is called where it is asked for or compared. */
export const DETAIL_LABELS: Readonly<Record<DetailName, string>> = {
  title: 'Title',
  authors: 'Authors',
  issued: 'Issued',
  venue: 'Venue',
  organisation: 'Organisation',
  doi: 'DOI',
  arxiv: 'arXiv id',
  arxivClass: 'arXiv class',
  url: 'Web address',
  abstract: 'Abstract',
};
