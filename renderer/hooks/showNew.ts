import type { DigestId } from '../../shared/domain/ids.ts';
import type { View } from '../../shared/domain/view.ts';
import { useSession } from '../session/session.ts';

/** Goes to the new papers of an import: those of its one digest, or all that is unread when there are several. */
export function showNew(digests: readonly DigestId[]): void {
  const [digest, ...others] = digests;
  const view: View =
    digest !== undefined && others.length === 0
      ? { kind: 'digest', digest, show: 'new' }
      : { kind: 'status', status: 'unread' };
  useSession.setState({
    view,
    query: '',
    selected: new Set(),
    pane: 'list',
    overlay: { kind: 'none' },
  });
}
