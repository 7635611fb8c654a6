import { useState } from 'react';
import { CircleAlert, CloudOff } from 'lucide-react';
import type { SaveState } from '../../data/types.ts';
import { counted } from '../../hooks/counted.ts';
import { useSaveState } from '../../hooks/useLibrary.ts';
import { Strip } from '../../ui/Strip.tsx';

/** How much worse it must have become for a strip that was put aside to come back: this many times the changes. */
const WORSE = 2;

/** Trouble with saving, where it can't be missed; it can be put aside, and comes back when it gets worse. */
export function UnsavedStrip() {
  const state = useSaveState();
  const [aside, setAside] = useState<SaveState>();
  if (state.kind !== 'unsaved' && state.kind !== 'lost') {
    // While it saves the trouble may not be over yet.
    if (aside !== undefined && state.kind === 'saved') setAside(undefined);
    return null;
  }
  if (aside !== undefined && !isWorse(state, aside)) return null;
  return (
    <Strip
      tone="danger"
      role="alert"
      icon={state.kind === 'lost' ? <CloudOff /> : <CircleAlert />}
      title={
        state.kind === 'lost'
          ? 'No longer saving here.'
          : `Not saved yet: ${counted(state.changes, 'change')}.`
      }
      onClose={() => setAside(state)}
    >
      {state.message}
    </Strip>
  );
}

function isWorse(state: SaveState, before: SaveState): boolean {
  if (state.kind === 'lost') return before.kind !== 'lost';
  if (state.kind !== 'unsaved' || before.kind !== 'unsaved') return state.kind === 'unsaved';
  return state.message !== before.message || state.changes >= before.changes * WORSE;
}
