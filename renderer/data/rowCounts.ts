import type { RowCounts } from '../../shared/library/change.ts';
import type { LibraryState } from '../../shared/library/tables.ts';

/** How many rows each light table holds in memory. */
export function rowCounts(state: LibraryState): RowCounts {
  return {
    papers: state.papers.size,
    notes: state.notes.size,
    digests: state.digests.size,
    collections: state.collections.size,
    savedSearches: state.savedSearches.size,
    citationKeys: state.citationKeys.size,
  };
}
