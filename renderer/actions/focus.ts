import { useSession } from '../session/session.ts';

/** Puts the keyboard focus on the list, without moving it. */
export function focusList(): void {
  useSession.setState({ pane: 'list' });
  // The pane may only appear with the next painting.
  focusSoon('[data-moves-list]');
}

export function focusPaperPane(): void {
  useSession.setState({ pane: 'paper' });
  focusSoon('[data-paper-pane]');
}

export function focusSidebar(): void {
  useSession.setState({ pane: 'sidebar' });
  focusSoon('[data-sidebar-item][tabindex="0"]');
}

/** Puts the caret into the search field, over what is there. */
export function focusSearch(): void {
  useSession.setState({ pane: 'list' });
  focusSoon('[data-search-field]');
}

function focusSoon(selector: string): void {
  if (!focusNow(selector)) requestAnimationFrame(() => focusNow(selector));
}

/** False when it isn't there, or not to be seen. */
function focusNow(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element || element.offsetParent === null) return false;
  element.focus({ preventScroll: true });
  if (element instanceof HTMLInputElement) element.select();
  return true;
}
