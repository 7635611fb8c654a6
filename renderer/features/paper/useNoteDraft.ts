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
    const noted = () => library.state.notes.get(paper)?.text;
    let written = noted();
    return startDraft({
      text,
      save: async next => {
        const { saved } = library.run({ name: 'setNote', paper, text: next, at: Date.now() }, { group });
        written = noted();
        await saved;
      },
      // What was undone before it was on the disk is not what is saved.
      onState: state => onState(state === 'saved' && noted() !== written ? 'unchanged' : state),
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
