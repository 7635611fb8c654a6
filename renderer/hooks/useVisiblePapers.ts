import { useCallback, useSyncExternalStore } from 'react';
import { useApp } from './useApp.ts';
import type { VisibleList } from './visiblePapers.ts';

const NO_TERMS: ReadonlySet<string> = new Set();

/** The list of the session's view, query and order. */
export function useVisiblePapers(): VisibleList {
  return useOfVisible(list => list);
}

/** What matched in the papers of the list, for marking; empty without a search. */
export function useMatchedTerms(): ReadonlySet<string> {
  return useOfVisible(list => list.found?.terms ?? NO_TERMS);
}

/** True when the list holds no paper; unlike the list, this seldom changes while a search is typed. */
export function useIsListEmpty(): boolean {
  return useOfVisible(list => list.ids.length === 0);
}

/** True while the list answers a search; changes with its first and last letter, not with every one. */
export function useIsSearching(): boolean {
  return useOfVisible(list => list.found !== undefined && list.found.failure === undefined);
}

function useOfVisible<T>(pick: (list: VisibleList) => T): T {
  const { visible } = useApp();
  const subscribe = useCallback((listener: () => void) => visible.subscribe(listener), [visible]);
  return useSyncExternalStore(subscribe, () => pick(visible.get()));
}
