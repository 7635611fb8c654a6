import type { Paper } from '../../../shared/domain/paper.ts';
import type { AppServices } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';

/** Shows a paper in the list that is open, or else among all papers, and closes what stands above. */
export function showPaper({ visible }: AppServices, { id }: Pick<Paper, 'id'>): void {
  const isListed = visible.get().ids.indexOf(id) >= 0;
  useSession.setState({
    ...(!isListed && { view: { kind: 'all' }, query: '' }),
    focused: id,
    selected: new Set(),
    anchor: null,
    pane: 'paper',
    overlay: { kind: 'none' },
  });
}
