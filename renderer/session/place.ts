import type { PaperId } from '../../shared/domain/ids.ts';
import { READING_STATUSES } from '../../shared/domain/paper.ts';
import type { View } from '../../shared/domain/view.ts';
import type { LibraryState } from '../../shared/library/tables.ts';

/** Where the user is in the library, so that the next window opens where this one was left. */
export interface KeptPlace {
  readonly view: View;
  readonly focused: PaperId | null;
  readonly pane: 'sidebar' | 'list' | 'paper';
  /** How far the list is scrolled down, in CSS pixels. */
  readonly scrolled: number;
}

const STORAGE_KEY = 'pandect.place';
const PANES = ['sidebar', 'list', 'paper'] as const;

/** Where the last window was left; undefined when that isn't known or isn't understood. */
export function readPlace(): KeptPlace | undefined {
  try {
    if (typeof localStorage === 'undefined') return undefined;
    return checkPlace(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null'));
  } catch {
    return undefined;
  }
}

/** Keeps where the user is. A browser that stores nothing is no reason to stop. */
export function writePlace(place: KeptPlace): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(place));
  } catch {
    // The next window opens at the unread papers.
  }
}

/** Takes a well-formed place from a stored value; undefined if it is none. */
export function checkPlace(stored: unknown): KeptPlace | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { view, focused, pane, scrolled } = stored as Record<string, unknown>;
  const shown = PANES.find(each => each === pane);
  if (!isView(view) || shown === undefined) return undefined;
  return {
    view,
    focused: typeof focused === 'string' ? (focused as PaperId) : null,
    pane: shown,
    scrolled: typeof scrolled === 'number' && scrolled > 0 ? scrolled : 0,
  };
}

/** False if what the view shows is gone from the library. */
export function isInLibrary(view: View, state: LibraryState): boolean {
  switch (view.kind) {
    case 'digest':
      return state.digests.has(view.digest);
    case 'tag':
      return state.counts.tag(view.tag) > 0;
    case 'collection':
      return state.collections.has(view.collection);
    case 'savedSearch':
      return state.savedSearches.has(view.search);
    default:
      return true;
  }
}

function isView(value: unknown): value is View {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, status, digest, show, tag, collection, search } = value as Record<string, unknown>;
  switch (kind) {
    case 'status':
      return READING_STATUSES.some(each => each === status);
    case 'starred':
    case 'all':
      return true;
    case 'digest':
      return typeof digest === 'string' && (show === 'all' || show === 'new');
    case 'tag':
      return typeof tag === 'string';
    case 'collection':
      return typeof collection === 'string';
    case 'savedSearch':
      return typeof search === 'string';
    default:
      return false;
  }
}
