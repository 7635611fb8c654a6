import type { PaperId } from '../../shared/domain/ids.ts';
import { samePlace } from '../hooks/viewName.ts';
import type { VisibleList, VisiblePapers } from '../hooks/visiblePapers.ts';
import { useSession } from '../session/session.ts';
import { survivorOf } from './moveFocus.ts';

/**
 * Keeps one paper of the list focused whatever happens to the list, and only papers of the list selected. Returns the
 * function that stops it.
 */
export function keepFocus(visible: VisiblePapers): () => void {
  let before = visible.get();
  // The paper that has the focus only because it was the first; it gives it to what comes in before it.
  let byDefault: PaperId | null = null;
  const follow = () => {
    const now = visible.get();
    const { focused, selected } = useSession.getState();
    const next = focusIn(now, before, focused === byDefault ? null : focused);
    if (next !== focused) byDefault = next === now.ids.at(0) ? next : null;
    before = now;
    if (next !== focused) useSession.setState({ focused: next });
    if (selected.size > 0) pruneSelection(now, selected);
  };
  follow();
  return visible.subscribe(follow);
}

function focusIn(now: VisibleList, before: VisibleList, focused: PaperId | null): PaperId | null {
  const first = now.ids.at(0) ?? null;
  if (focused === null) return first;
  if (now.ids.indexOf(focused) >= 0) return focused;
  const sameList = samePlace(now.view, before.view) && now.query === before.query;
  if (!sameList) return first;
  const there = new Set(now.ids);
  return survivorOf(before.ids, focused, id => there.has(id)) ?? first;
}

function pruneSelection(now: VisibleList, selected: ReadonlySet<PaperId>): void {
  const there = new Set(now.ids);
  const kept = [...selected].filter(id => there.has(id));
  if (kept.length < selected.size) useSession.setState({ selected: new Set(kept) });
}
