import { useEffect } from 'react';
import { whyReadOnly } from '../../actions/readOnly.ts';
import { justIdentifiers } from '../../hooks/justIdentifiers.ts';
import { useSession } from '../../session/session.ts';
import { gatherFiles, gatherText } from './gather.ts';
import { beginImport, type ImportApp } from './importFlow.ts';

/** What a pasted dump is called. */
export const PASTED_NAME = 'Pasted text';

/** Offers to add the papers that a text is nothing but identifiers of; imports any other. */
export function takeText(app: ImportApp, text: string): void {
  const isForAdding = whyReadOnly(app.library.access) === undefined && justIdentifiers(text).length > 0;
  if (isForAdding) useSession.setState({ overlay: { kind: 'addPaper', text: text.trim() } });
  else beginImport(app, gatherText(text, PASTED_NAME));
}

/** Takes what is pasted anywhere but into a text field. */
export function usePaste(app: ImportApp): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || isTextField(event.target)) return;
      const { files } = event.clipboardData;
      const text = event.clipboardData.getData('text/plain');
      if (files.length === 0 && text === '') return;
      event.preventDefault();
      if (files.length > 0) beginImport(app, gatherFiles(files));
      else takeText(app, text);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [app]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}
