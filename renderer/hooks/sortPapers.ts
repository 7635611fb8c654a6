import { assertNever } from '../../shared/domain/assertNever.ts';
import type { DigestId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { compareIssued } from '../../shared/domain/resolveIssued.ts';
import type { Sort, View } from '../../shared/domain/view.ts';

const titles = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Orders papers for a list without a query. Equal ones stand in the order in which they came; the input is left alone. */
export function sortPapers(papers: readonly Paper[], sort: Sort, view: View): Paper[] {
  return [...papers].sort(paperOrder(sort, view));
}

/** Compares papers as a list without a query orders them. No two papers are equal: their serials decide. */
export function paperOrder(sort: Sort, view: View): (a: Paper, b: Paper) => number {
  const compare = comparePapers(sort, view.kind === 'digest' ? view.digest : undefined);
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return (a, b) => sign * compare(a, b) || a.serial - b.serial;
}

function comparePapers(sort: Sort, digest: DigestId | undefined): (a: Paper, b: Paper) => number {
  switch (sort.key) {
    // Of one import the first listed comes first, whichever way the imports are ordered; `match` means nothing here.
    case 'added':
    case 'match':
      return (a, b) => a.added - b.added;
    case 'issued':
      return (a, b) => compareIssued(a.issued, b.issued);
    case 'title':
      return (a, b) => titles.compare(a.title, b.title);
    case 'listed':
      return (a, b) => a.listings.length - b.listings.length;
    case 'rank':
      return (a, b) => rankIn(a, digest) - rankIn(b, digest);
    default:
      return assertNever(sort.key);
  }
}

function rankIn(paper: Paper, digest: DigestId | undefined): number {
  return paper.listings.find(listing => listing.digest === digest)?.rank ?? Number.MAX_SAFE_INTEGER;
}

/** Fields of a paper that the order can depend on; changes of others leave a sorted list sorted. */
export const SORTED_FIELDS: readonly (keyof Paper)[] = ['added', 'issued', 'title', 'listings', 'serial'];
