import { useMemo } from 'react';
import { readableText } from '../../../shared/text/readable.ts';
import { toVisible, withHiddenShown } from '../../../shared/text/visible.ts';
import { useSession } from '../../session/session.ts';

/** A text as it is shown, and whether reading made it differ from the file's. */
export interface Readable {
  readonly shown: string;
  readonly differs: boolean;
}

/**
 * The text made readable with nothing hidden in it, or as in the file when the session asks for raw text: what is hidden
 * there is shown by its code.
 */
export function useReadable(text: string): Readable {
  const rawText = useSession(session => session.rawText);
  const readable = useMemo(() => toVisible(readableText(text)), [text]);
  return { shown: rawText === 'raw' ? withHiddenShown(text) : readable, differs: readable !== text };
}
