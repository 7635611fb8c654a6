import { useCallback, useSyncExternalStore } from 'react';
import { NARROW } from './narrow.ts';

/** True while a media query holds. */
function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** True while there is room for one pane only. */
export function useNarrow(): boolean {
  return useMedia(NARROW);
}
