import { useEffect, useState } from 'react';
import type { SavedSearch } from '../../shared/domain/collection.ts';
import { useApp } from './useApp.ts';
import { useLibraryVersion } from './useLibrary.ts';

const SORT = { key: 'added', direction: 'descending' } as const;

/** How many papers each saved search finds, by its id; those not counted yet are missing. */
export function useSearchCounts(searches: readonly SavedSearch[]): ReadonlyMap<string, number> {
  const { search } = useApp();
  const version = useLibraryVersion();
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    let current = true;
    const requests = searches.map(saved => ({ query: saved.query, within: saved.within, sort: SORT }));
    if (requests.length === 0) return;
    search.count(requests).then(
      numbers => {
        if (current) setCounts(new Map(searches.map((saved, index) => [saved.id, numbers[index] ?? 0])));
      },
      // The counts before stay; the list itself says when searching fails.
      () => undefined,
    );
    return () => {
      current = false;
    };
    // `version` asks again after every change of the library.
  }, [search, searches, version]);
  return counts;
}
