import { useEffect, useState } from 'react';
import type { SaveState } from '../../data/types.ts';

/** Saving that takes less is not worth a word. */
const NOTICEABLE_MS = 400;

/**
 * The save state to show: saving is told only when it lasts, so that nothing flickers at every key, and then until it is
 * over. Trouble is told at once.
 */
export function useCalm(state: SaveState): SaveState {
  const [settled, setSettled] = useState(state);
  if (state.kind !== 'saving' && state !== settled) setSettled(state);
  const [isLong, setLong] = useState<'long' | 'short'>('short');
  useEffect(() => {
    if (state.kind !== 'saving') return;
    const timer = setTimeout(() => setLong('long'), NOTICEABLE_MS);
    return () => {
      clearTimeout(timer);
      setLong('short');
    };
  }, [state.kind]);
  return state.kind === 'saving' && isLong === 'long' ? state : state.kind === 'saving' ? settled : state;
}
