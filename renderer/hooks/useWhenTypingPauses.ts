import { useEffect, useState } from 'react';

/** Longer than between two keys of one word, shorter than anyone waits for. */
export const PAUSE_MS = 200;

/**
 * The value as it is now; while a search is being typed, as it was when the typing last paused. For what follows the
 * list: it would flicker with every key, and take from the time in which the list has to be painted.
 */
export function useWhenTypingPauses<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), isTypingSearch() ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [value]);
  return isTypingSearch() ? settled : value;
}

/** Whether the search field has the focus. */
export function isTypingSearch(): boolean {
  return document.activeElement?.hasAttribute('data-search-field') === true;
}
