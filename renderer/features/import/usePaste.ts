import { useEffect } from 'react';
import { gatherFiles, gatherText } from './gather.ts';
import { beginImport, type ImportApp } from './importFlow.ts';

/** What a pasted dump is called. */
export const PASTED_NAME = 'Pasted text';

/** Imports what is pasted anywhere but into a text field. */
export function usePaste(app: ImportApp): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || isTextField(event.target)) return;
      const { files } = event.clipboardData;
      const text = event.clipboardData.getData('text/plain');
      if (files.length === 0 && text === '') return;
      event.preventDefault();
      beginImport(app, files.length > 0 ? gatherFiles(files) : gatherText(text, PASTED_NAME));
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [app]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}
