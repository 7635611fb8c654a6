import { useEffect } from 'react';
import { focusList, focusPaperPane, focusSidebar } from './actions/focus.ts';
import { keepFocus } from './actions/keepFocus.ts';
import { listenToKeys } from './actions/keyboard.ts';
import { runAction } from './actions/runAction.ts';
import { holdWhileSaving } from './hooks/holdWhileSaving.ts';
import { NARROW } from './hooks/narrow.ts';
import type { AppServices } from './hooks/useApp.ts';
import { isTypingSearch } from './hooks/useWhenTypingPauses.ts';
import { viewName } from './hooks/viewName.ts';
import { tellFindings } from './session/findings.ts';
import { useSession } from './session/session.ts';
import { isMoving, tellMoved } from './features/settings/moved.ts';
import { isApple } from './ui/keyNames.ts';

/** What holds for the whole window: keys, the native menu, the title, and a focus that is never lost. */
export function useWindow(app: AppServices): void {
  useEffect(() => listenToKeys(action => runAction(action, app), isApple ? 'apple' : 'other'), [app]);
  useEffect(() => app.host.listen('action.run', ({ action }) => runAction(action, app)), [app]);
  useEffect(() => app.host.listen('window.raise', () => window.focus()), [app]);
  useEffect(() => tellFindings(app.findings), [app.findings]);
  useEffect(() => app.host.listen('library.found', finding => tellFindings([finding])), [app.host]);
  useEffect(() => app.host.listen('library.moved', () => isMoving() || window.location.reload()), [app.host]);
  useEffect(tellMoved, []);
  useEffect(() => keepFocus(app.visible), [app]);
  useEffect(() => holdWhileSaving(app.library), [app]);
  useEffect(
    () =>
      useSession.subscribe((session, before) => {
        // What is typed takes the focus from nothing; who sets the query otherwise may close what had it.
        if (session.query === before.query || !isTypingSearch()) catchLostFocus();
      }),
    [],
  );
  useEffect(() => {
    focusFirst(app);
    catchLostFocus();
    // The list that an answer changes is not what has the focus then.
    return app.visible.subscribe(() => isTypingSearch() || catchLostFocus());
  }, [app]);
  const view = useSession(session => session.view);
  useEffect(() => {
    const name = () => {
      const title = `${viewName(view, app.library.state)} – Pandect`;
      // Every setting goes to the browser's own process.
      if (document.title !== title) document.title = title;
    };
    name();
    // A digest or a collection may be renamed.
    return app.library.subscribe(name);
  }, [app, view]);
}

/** The list, or the one pane that a narrow window was left at. */
function focusFirst({ library }: AppServices): void {
  const { pane } = useSession.getState();
  const isLeftThere = library.access.kind === 'write' && window.matchMedia(NARROW).matches;
  if (isLeftThere && pane === 'paper') focusPaperPane();
  else if (isLeftThere && pane === 'sidebar') focusSidebar();
  else focusList();
}

/** When what had the focus went away, the list takes it; in an empty library the button that fills it. */
function catchLostFocus(): void {
  requestAnimationFrame(() => {
    const { overlay, pane } = useSession.getState();
    if (overlay.kind !== 'none' || pane === 'sidebar') return;
    if (document.activeElement && document.activeElement !== document.body) return;
    const keeper =
      document.querySelector<HTMLElement>(pane === 'paper' ? '[data-paper-pane]' : '[data-moves-list]') ??
      // An empty library has neither.
      document.querySelector<HTMLElement>('[data-start] button');
    keeper?.focus({ preventScroll: true });
  });
}
