import type { SavedSearch } from '../../domain/collection.ts';
import type { SavedSearchId } from '../../domain/ids.ts';
import type { View } from '../../domain/view.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';
import { cleanName, put, refuseNameInUse, remove, set } from './patches.ts';

/** More than anybody types; far more is what was pasted by mistake. */
const MAX_QUERY_LENGTH = 10_000;

/** Keeps a query in the sidebar, with the view it was asked in. */
export function planSaveSearch(
  state: LibraryState,
  id: SavedSearchId,
  title: string,
  query: string,
  within: View,
): Patch[] {
  if (state.savedSearches.has(id)) throw new CommandRefused('This search is already saved.');
  if (query.length > MAX_QUERY_LENGTH) {
    throw new CommandRefused(
      `This search has more than ${MAX_QUERY_LENGTH.toLocaleString('en')} characters, so it was not saved. Shorten it.`,
    );
  }
  if (query.trim() === '') throw new CommandRefused('There is no search to save: type what to search for.');
  return put('savedSearches', [{ id, name: freeName(state, id, title), query: query.trim(), within }]);
}

export function planRenameSavedSearch(state: LibraryState, id: SavedSearchId, title: string): Patch[] {
  const search = searchNamed(state, id);
  const name = freeName(state, id, title);
  return search.name === name ? [] : set('savedSearches', [id], { name });
}

export function planDeleteSavedSearch(state: LibraryState, id: SavedSearchId): Patch[] {
  searchNamed(state, id);
  return remove('savedSearches', [id]);
}

function searchNamed(state: LibraryState, id: SavedSearchId): SavedSearch {
  const search = state.savedSearches.get(id);
  if (search === undefined) throw new CommandRefused('This saved search is no longer there.');
  return search;
}

function freeName(state: LibraryState, id: SavedSearchId, title: string): string {
  const name = cleanName(title, 'saved search');
  refuseNameInUse(state.savedSearches.values(), id, name, 'saved search');
  return name;
}
