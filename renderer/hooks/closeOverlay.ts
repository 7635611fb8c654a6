import { useSession } from '../session/session.ts';

/** Takes away whatever stands above the panes. */
export function closeOverlay(): void {
  useSession.setState({ overlay: { kind: 'none' } });
}
