import { useSession } from '../../session/session.ts';
import { CitationKeysPanel } from './CitationKeysPanel.tsx';

/** The sheet for keys by a pattern, when the session asks for it. */
export function CitationKeysSheet() {
  const overlay = useSession(session => session.overlay);
  if (overlay.kind !== 'citationKeys') return null;
  return <CitationKeysPanel chosen={overlay.papers} />;
}
