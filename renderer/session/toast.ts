import { useSession } from './session.ts';
import type { Toast } from './session.ts';

let lastId = 0;

/** Shows a message at the bottom left; it replaces the one that is there. */
export function showToast(
  text: string,
  look: Partial<Pick<Toast, 'offers' | 'actions' | 'tone'>> = {},
): void {
  lastId += 1;
  useSession.setState({
    toast: { id: lastId, text, offers: 'nothing', actions: [], tone: 'quiet', ...look },
  });
}

/** Takes away the message, if it is still this one. */
export function hideToast(id: number): void {
  const { toast } = useSession.getState();
  if (toast?.id === id) useSession.setState({ toast: null });
}
