import { useCallback, useSyncExternalStore } from 'react';
import { useApp } from './useApp.ts';
import type { VisibleList } from './visiblePapers.ts';

/** The list of the session's view, query and order. */
export function useVisiblePapers(): VisibleList {
  const { visible } = useApp();
  const subscribe = useCallback((listener: () => void) => visible.subscribe(listener), [visible]);
  return useSyncExternalStore(subscribe, () => visible.get());
}
