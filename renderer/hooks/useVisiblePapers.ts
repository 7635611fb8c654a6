import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useApp } from './useApp.ts';
import { isTypingSearch, PAUSE_MS } from './useWhenTypingPauses.ts';
import type { VisibleList } from './visiblePapers.ts';

const NO_TERMS: ReadonlySet<string> = new Set();

/** The list of the session's view, query and order. */
export function useVisiblePapers(): VisibleList {
  return useOfVisible(list => list);
}

/**
 * What matched in the papers of the list, for marking; empty without a search. While a search is being typed, what did when
 * the typing last paused; until then nothing is rendered for it.
 */
export function useMatchedTerms(): ReadonlySet<string> {
  const { visible } = useApp();
  const [terms, setTerms] = useState(() => termsOf(visible.get()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => setTerms(termsOf(visible.get()));
    const follow = () => {
      clearTimeout(timer);
      if (isTypingSearch()) timer = setTimeout(settle, PAUSE_MS);
      else settle();
    };
    follow();
    const stop = visible.subscribe(follow);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [visible]);
  return terms;
}

function termsOf({ found }: VisibleList): ReadonlySet<string> {
  return found?.terms ?? NO_TERMS;
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
