import type { PaperId } from '../../shared/domain/ids.ts';
import type { View } from '../../shared/domain/view.ts';
import { orderDigests } from '../hooks/digestOrder.ts';
import type { AppServices } from '../hooks/useApp.ts';
import { useSession } from '../session/session.ts';
import { focusList, focusSearch, focusSidebar } from './focus.ts';
import { rangeBetween, stepFrom } from './moveFocus.ts';

/** Shows a place of the sidebar, from its top, with nothing searched. */
export function goTo(view: View): void {
  useSession.setState({ view, query: '', selected: new Set(), anchor: null, focused: null });
  focusList();
}

function move(app: AppServices, step: number): void {
  const { focused } = useSession.getState();
  focusPaper(stepFrom(app.visible.get().ids, focused, step));
}

function focusPaper(id: PaperId | undefined): void {
  if (id !== undefined) useSession.setState({ focused: id });
}

function toggleSelected(): void {
  const { focused, selected } = useSession.getState();
  if (focused === null) return;
  const next = new Set(selected);
  if (!next.delete(focused)) next.add(focused);
  useSession.setState({ selected: next, anchor: focused });
}

/** Adds everything from the last paper that was selected to the focused one. */
export function selectRange(app: AppServices): void {
  const { focused, anchor, selected } = useSession.getState();
  if (focused === null) return;
  const range = rangeBetween(app.visible.get().ids, anchor ?? focused, focused);
  useSession.setState({ selected: new Set([...selected, ...range]), anchor: anchor ?? focused });
}

function selectAll(app: AppServices): void {
  const ids = [...app.visible.get().ids];
  const { selected } = useSession.getState();
  const isAll = ids.every(id => selected.has(id));
  useSession.setState({ selected: isAll ? new Set() : new Set(ids), anchor: ids[0] ?? null });
}

/** One thing at a time: the selection, else why a paper is found, else the query, else back to the list. */
function clearSelection(app: AppServices): void {
  const { selected, query, why } = useSession.getState();
  if (selected.size > 0) useSession.setState({ selected: new Set(), anchor: null });
  else if (why === 'shown' && app.visible.get().found !== undefined) useSession.setState({ why: 'hidden' });
  else if (query !== '') useSession.setState({ query: '' });
  focusList();
}

function goToNewestDigest(app: AppServices): void {
  const newest = orderDigests(app.library.state.digests.values())[0];
  if (newest) goTo({ kind: 'digest', digest: newest.id, show: 'all' });
}

/** Moving about, selecting and searching. */
export const listActions = {
  next: app => move(app, 1),
  previous: app => move(app, -1),
  first: app => focusPaper(app.visible.get().ids.at(0)),
  last: app => focusPaper(app.visible.get().ids.at(-1)),
  select: toggleSelected,
  selectRange,
  selectAll,
  clearSelection,
  search: focusSearch,
  saveSearch: () => useSession.setState({ overlay: { kind: 'saveSearch' } }),
  goUnread: () => goTo({ kind: 'status', status: 'unread' }),
  goReading: () => goTo({ kind: 'status', status: 'reading' }),
  goStarred: () => goTo({ kind: 'starred' }),
  goRead: () => goTo({ kind: 'status', status: 'read' }),
  goArchived: () => goTo({ kind: 'status', status: 'archived' }),
  goAll: () => goTo({ kind: 'all' }),
  goDigest: goToNewestDigest,
  goSidebar: focusSidebar,
  back: focusList,
} satisfies Record<string, (app: AppServices) => void>;
