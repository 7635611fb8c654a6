import { useEffect, useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { useApp } from '../../hooks/useApp.ts';
import { startDraft, type DraftState, type NoteDraft } from './noteDraft.ts';

/**
 * The draft of a paper's note: saved as it is written, when the field goes away and when the page does. One writing is
 * one step of undo, however often it was saved. `onState` is the one of the first render.
 */
export function useNoteDraft(paper: PaperId, text: string, onState: (state: DraftState) => void): NoteDraft {
  const { library } = useApp();
  const [draft] = useState(() => {
    const group = `note ${crypto.randomUUID()}`;
    return startDraft({
      text,
      save: async next => {
        await library.run({ name: 'setNote', paper, text: next, at: Date.now() }, { group }).saved;
      },
      onState,
    });
  });
  useEffect(() => {
    const flush = () => draft.flush();
    // Before the window asks whether everything is saved.
    window.addEventListener('beforeunload', flush, { capture: true });
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('beforeunload', flush, { capture: true });
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [draft]);
  return draft;
}
