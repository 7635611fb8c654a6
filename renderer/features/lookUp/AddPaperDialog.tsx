import { useSession } from '../../session/session.ts';
import { AddPaperPanel } from './AddPaperPanel.tsx';

/** The dialog that adds papers, when the session asks for it. */
export function AddPaperDialog() {
  const overlay = useSession(session => session.overlay);
  return overlay.kind === 'addPaper' ? (
    <AddPaperPanel key={overlay.text} pasted={overlay.text ?? ''} />
  ) : null;
}
