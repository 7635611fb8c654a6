import { useState, type KeyboardEvent } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { DraftState } from './noteDraft.ts';
import { useNoteDraft } from './useNoteDraft.ts';

/** Whose note is written, and who is told. */
export interface NoteEditorProps {
  readonly paper: PaperId;
  /** As it is when writing begins. */
  readonly text: string;
  readonly onState: (state: DraftState) => void;
  readonly onLeave: (how: 'escape' | 'blur') => void;
}

/** The note as Markdown, in a field that grows with it and saves itself. */
export function NoteEditor({ paper, text, onState, onLeave }: NoteEditorProps) {
  const draft = useNoteDraft(paper, text, onState);
  const [typed, setTyped] = useState(text);
  const leave = (how: 'escape' | 'blur') => {
    draft.flush();
    onLeave(how);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    leave('escape');
  };
  return (
    <textarea
      className="paper__note paper__note--written"
      aria-label="Note, in Markdown"
      placeholder="What to remember about this paper. Markdown works."
      dir="auto"
      autoFocus
      rows={3}
      value={typed}
      ref={caretAtEnd}
      onChange={event => {
        setTyped(event.target.value);
        draft.change(event.target.value);
      }}
      onKeyDown={onKeyDown}
      // Another window in front takes the focus too; the writer is still writing then.
      onBlur={() => (document.hasFocus() ? leave('blur') : draft.flush())}
    />
  );
}

function caretAtEnd(field: HTMLTextAreaElement | null): void {
  field?.setSelectionRange(field.value.length, field.value.length);
}
