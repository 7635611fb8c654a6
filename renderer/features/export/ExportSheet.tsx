import { useSession } from '../../session/session.ts';
import { ExportPanel } from './ExportPanel.tsx';

/** The export sheet, when the session asks for it. */
export function ExportSheet() {
  const overlay = useSession(session => session.overlay);
  if (overlay.kind !== 'export') return null;
  const { papers, what, from } = overlay;
  return <ExportPanel papers={papers} what={what} {...(from && { from })} />;
}
