import type { SavedSearch } from '../../../shared/domain/collection.ts';
import type { View } from '../../../shared/domain/view.ts';

/** What a saved search asks, and in which view. */
export interface SearchToSave {
  readonly query: string;
  readonly within: View;
}

/**
 * The search as it stands. One typed within a saved search is saved with that search's own query, so that it doesn't
 * change when the other one goes.
 */
export function searchToSave(
  view: View,
  typed: string,
  saved: ReadonlyMap<string, SavedSearch>,
): SearchToSave {
  const query = typed.trim();
  if (view.kind !== 'savedSearch') return { query, within: view };
  const outer = saved.get(view.search);
  if (outer === undefined) return { query, within: { kind: 'all' } };
  return { query: query === '' ? outer.query : `(${outer.query}) (${query})`, within: outer.within };
}
