import { assertNever } from '../../shared/domain/assertNever.ts';
import { actionInfo } from '../../shared/actions/registry.ts';
import type { ActionId } from '../../shared/actions/registry.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import type { AppServices } from '../hooks/useApp.ts';
import { useSession } from '../session/session.ts';
import { CHANGING, whyReadOnly } from './readOnly.ts';

/** The papers an action is about: the selection in the order of the list, else the focused one. */
export function targetPapers(app: AppServices): readonly Paper[] {
  const { papers } = app.library.state;
  return targetIds(app).flatMap(id => papers.get(id) ?? []);
}

export function targetIds(app: AppServices): readonly PaperId[] {
  const { selected, focused } = useSession.getState();
  if (selected.size === 0) return focused !== null && app.library.state.papers.has(focused) ? [focused] : [];
  return [...app.visible.get().ids].filter(id => selected.has(id));
}

/** The focused paper, if it is still in the library. */
export function focusedPaper(app: AppServices): Paper | undefined {
  const { focused } = useSession.getState();
  return focused === null ? undefined : app.library.state.papers.get(focused);
}

/** False when what the action needs isn't there; menus and the palette show it as unavailable. */
export function canRun(action: ActionId, app: AppServices): boolean {
  if (CHANGING.has(action) && whyReadOnly(app.library.access) !== undefined) return false;
  const { needs } = actionInfo(action);
  switch (needs) {
    case 'nothing':
      return isPossible(action, app);
    case 'papers':
      return targetIds(app).length > 0;
    case 'onePaper':
      return focusedPaper(app) !== undefined && isPossible(action, app);
    case 'view':
      return canRunOnView(action, app);
    case 'digest':
      return useSession.getState().view.kind === 'digest';
    default:
      return assertNever(needs);
  }
}

function canRunOnView(action: ActionId, app: AppServices): boolean {
  switch (action) {
    case 'saveSearch':
      return useSession.getState().query.trim() !== '';
    case 'exportView':
      // A file can be kept fresh with a view that has no papers yet.
      return app.library.state.papers.size > 0;
    default:
      return app.visible.get().ids.length > 0;
  }
}

function isPossible(action: ActionId, app: AppServices): boolean {
  switch (action) {
    case 'undo':
      return app.library.history.undo !== undefined;
    case 'redo':
      return app.library.history.redo !== undefined;
    case 'backToNow':
      return app.library.access.kind === 'snapshot';
    case 'whyFound':
      return app.visible.get().found !== undefined;
    case 'goDigest':
      return app.library.state.digests.size > 0;
    default:
      return true;
  }
}
