import { useEffect, useState } from 'react';
import { Pencil } from 'lucide-react';
import { actionInfo } from '../../../shared/actions/registry.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { focusList } from '../../actions/focus.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryValue } from '../../hooks/useLibrary.ts';
import { listenForRequests } from '../../hooks/requests.ts';
import { useSession } from '../../session/session.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import type { DraftState } from './noteDraft.ts';
import { NoteEditor } from './NoteEditor.tsx';
import { RenderedNote } from './RenderedNote.tsx';

const NOTE_KEY = actionInfo('note').keys[0] ?? '';

/** The user's note: shown rendered, written in place. */
export function NoteSection({ paper }: { readonly paper: Paper }) {
  const { library } = useApp();
  const [mode, setMode] = useState<'shown' | 'written'>('shown');
  const [state, setState] = useState<DraftState>('unchanged');
  const text = useLibraryValue(({ state }) => state.notes.get(paper.id)?.text ?? '');
  const [seen, setSeen] = useState(text);
  if (text !== seen) {
    setSeen(text);
    // What changes after it was saved was undone or redone.
    if (state === 'saved') setState('unchanged');
  }
  const canWrite = library.access.kind === 'write';
  useEffect(
    () =>
      listenForRequests(request => {
        // The pane may be a moment behind the list.
        const isMeant = useSession.getState().focused === paper.id;
        if (request.kind === 'writeNote' && isMeant && canWrite) setMode('written');
      }),
    [paper.id, canWrite],
  );
  const write = () => setMode('written');
  return (
    <section className="paper__section" aria-labelledby="paper-note">
      <div className="paper__note-head">
        <h2 id="paper-note" className="paper__heading">
          Note
        </h2>
        <span className="paper__note-state" role="status">
          {inWords(state)}
        </span>
        {mode === 'shown' && text !== '' && canWrite && (
          <IconButton label="Edit the note" keys={NOTE_KEY} icon={<Pencil />} size="small" onPress={write} />
        )}
      </div>
      {mode === 'written' && (
        <NoteEditor
          paper={paper.id}
          text={text}
          onState={setState}
          onLeave={how => {
            setMode('shown');
            if (how === 'escape') focusList();
          }}
        />
      )}
      {mode === 'shown' && text !== '' && <RenderedNote text={text} onWrite={canWrite ? write : undefined} />}
      {mode === 'shown' && text === '' && !canWrite && <p className="paper__note-state">No note.</p>}
      {mode === 'shown' && text === '' && canWrite && (
        <button type="button" className="paper__note paper__note--empty" onClick={write}>
          Write a note <Kbd keys={NOTE_KEY} />
        </button>
      )}
    </section>
  );
}

function inWords(state: DraftState): string {
  switch (state) {
    case 'unchanged':
      return '';
    case 'saving':
      return 'Saving…';
    case 'saved':
      return 'Saved just now';
    case 'failed':
      return 'Not saved. Your text is still here: keep this open and try again.';
  }
}
