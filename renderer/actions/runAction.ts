import { useCallback } from 'react';
import type { ActionId } from '../../shared/actions/registry.ts';
import { useApp } from '../hooks/useApp.ts';
import type { AppServices } from '../hooks/useApp.ts';
import { showToast } from '../session/toast.ts';
import { listActions } from './listActions.ts';
import { paperActions } from './paperActions.ts';
import { CHANGING, whyReadOnly } from './readOnly.ts';
import { canRun } from './targets.ts';
import { windowActions } from './windowActions.ts';

/** Every action of the registry; a missing one does not compile. */
const HANDLERS: Readonly<Record<ActionId, (app: AppServices) => void>> = {
  ...paperActions,
  ...listActions,
  ...windowActions,
};

/** Does what the user asked for, by key, menu, palette or button. Nothing happens when what it needs isn't there. */
export function runAction(action: ActionId, app: AppServices): void {
  const refusal = CHANGING.has(action) ? whyReadOnly(app.library.access) : undefined;
  if (refusal !== undefined) {
    showToast(refusal, { tone: 'error' });
    return;
  }
  // These two say so when there is nothing left.
  const answers = action === 'undo' || action === 'redo';
  if (answers || canRun(action, app)) HANDLERS[action](app);
}

/** `runAction` of this window, for components. */
export function useRunAction(): (action: ActionId) => void {
  const app = useApp();
  return useCallback(action => runAction(action, app), [app]);
}
