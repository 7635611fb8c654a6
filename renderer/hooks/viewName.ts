import { assertNever } from '../../shared/domain/assertNever.ts';
import { digestName } from '../../shared/domain/digestName.ts';
import type { ReadingStatus } from '../../shared/domain/paper.ts';
import type { View } from '../../shared/domain/view.ts';
import type { LibraryState } from '../../shared/library/tables.ts';

const STATUS_NAMES: Readonly<Record<ReadingStatus, string>> = {
  unread: 'Unread',
  reading: 'Reading',
  read: 'Read',
  archived: 'Archived',
};

/** What a view is called in the sidebar and above the list. */
export function viewName(
  view: View,
  state: Pick<LibraryState, 'digests' | 'collections' | 'savedSearches'>,
): string {
  switch (view.kind) {
    case 'status':
      return STATUS_NAMES[view.status];
    case 'starred':
      return 'Starred';
    case 'all':
      return 'All papers';
    case 'digest': {
      const digest = state.digests.get(view.digest);
      const name = digest ? digestName(digest) : 'Digest';
      return view.show === 'new' ? `New in ${name}` : name;
    }
    case 'tag':
      return view.tag;
    case 'collection':
      return state.collections.get(view.collection)?.name ?? 'Collection';
    case 'savedSearch':
      return state.savedSearches.get(view.search)?.name ?? 'Search';
    default:
      return assertNever(view);
  }
}

/** True if both are the same place of the sidebar; a digest's new papers belong to the digest. */
export function samePlace(a: View, b: View): boolean {
  return placeKey(a) === placeKey(b);
}

/** One text for every place of the sidebar. */
function placeKey(view: View): string {
  switch (view.kind) {
    case 'status':
      return `status ${view.status}`;
    case 'starred':
    case 'all':
      return view.kind;
    case 'digest':
      return `digest ${view.digest}`;
    case 'tag':
      return `tag ${view.tag}`;
    case 'collection':
      return `collection ${view.collection}`;
    case 'savedSearch':
      return `search ${view.search}`;
    default:
      return assertNever(view);
  }
}
