import type { View } from '../../../shared/domain/view.ts';
import { goTo } from '../../actions/listActions.ts';
import { samePlace } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';

/** Takes a place away; whoever was there goes to all papers, and the keyboard focus is not lost. */
export function leaveAfter(place: View, remove: () => unknown): void {
  const wasThere = samePlace(useSession.getState().view, place);
  remove();
  if (wasThere) goTo({ kind: 'all' });
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('[data-sidebar-item][tabindex="0"]')?.focus();
  });
}
