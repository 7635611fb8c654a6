import { useMemo, type MouseEvent } from 'react';
import { errorText } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { openLink } from '../../host/openLink.ts';
import { showToast } from '../../session/toast.ts';
import { renderNote } from './renderNote.ts';

/** What is shown, and how the user gets to write. */
export interface RenderedNoteProps {
  readonly text: string;
  /** Undefined where it can't be written. */
  readonly onWrite: (() => void) | undefined;
}

/** A note as it reads. Links open outside; a click anywhere else starts writing, which a button and a key do as well. */
export function RenderedNote({ text, onWrite }: RenderedNoteProps) {
  const { host } = useApp();
  const html = useMemo(() => renderNote(text), [text]);
  const click = (event: MouseEvent<HTMLDivElement>) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link !== null) {
      event.preventDefault();
      openLink(host, link.href).catch((error: unknown) => showToast(errorText(error), { tone: 'error' }));
    } else if (window.getSelection()?.isCollapsed !== false) {
      onWrite?.();
    }
  };
  return (
    <div className="paper__note" dir="auto" onClick={click} dangerouslySetInnerHTML={{ __html: html }} />
  );
}
