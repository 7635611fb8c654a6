import type { CollectionId, DigestId, SavedSearchId } from './ids.ts';
import type { Paper, ReadingStatus } from './paper.ts';
import { assertNever } from './assertNever.ts';

/** What the list shows: one place of the sidebar. A saved search is its query asked within its own view. */
export type View =
  | { readonly kind: 'status'; readonly status: ReadingStatus }
  | { readonly kind: 'starred' }
  | { readonly kind: 'all' }
  | { readonly kind: 'digest'; readonly digest: DigestId; readonly show: 'all' | 'new' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'collection'; readonly collection: CollectionId }
  | { readonly kind: 'savedSearch'; readonly search: SavedSearchId };

/** True if the paper belongs to the view. For `savedSearch` this is true: the query decides there. */
export function inView(paper: Paper, view: View): boolean {
  switch (view.kind) {
    case 'status':
      return paper.status === view.status;
    case 'starred':
      return paper.starred;
    case 'all':
    case 'savedSearch':
      return true;
    case 'digest':
      return view.show === 'new'
        ? paper.addedBy === view.digest
        : paper.listings.some(listing => listing.digest === view.digest);
    case 'tag':
      return paper.tags.includes(view.tag);
    case 'collection':
      return paper.collections.includes(view.collection);
    default:
      return assertNever(view);
  }
}

/** How a list is ordered. `match` exists only while searching; `rank` (place in the digest) only in a digest's view. */
export type SortKey = 'added' | 'issued' | 'title' | 'listed' | 'match' | 'rank';
export type SortDirection = 'ascending' | 'descending';
export interface Sort {
  readonly key: SortKey;
  readonly direction: SortDirection;
}
