import { useEffect, useState } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { holdWhileSaving } from '../../hooks/holdWhileSaving.ts';
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
    const release = holdWhileSaving(library, flush);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      release();
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [library, draft]);
  return draft;
}
