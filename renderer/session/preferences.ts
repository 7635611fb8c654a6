import type { Sort, SortDirection, SortKey } from '../../shared/domain/view.ts';
import type { Session } from './session.ts';

/** The parts of the session that outlive the window. */
export const PREFERENCES = ['sort', 'searchSort', 'digestSort', 'density'] as const;
type Preferences = Pick<Session, (typeof PREFERENCES)[number]>;

const STORAGE_KEY = 'pandect.session';
const SORT_KEYS: readonly SortKey[] = ['added', 'issued', 'title', 'listed', 'match', 'rank'];
const DIRECTIONS: readonly SortDirection[] = ['ascending', 'descending'];

/** What was kept the last time; whatever isn't there or isn't understood is left out. */
export function readPreferences(): Partial<Preferences> {
  try {
    if (typeof localStorage === 'undefined') return {};
    return checkPreferences(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}'));
  } catch {
    return {};
  }
}

/** Keeps them. A browser that stores nothing is no reason to stop. */
export function writePreferences(session: Session): void {
  const kept = Object.fromEntries(PREFERENCES.map(name => [name, session[name]]));
  try {
    if (typeof localStorage === 'undefined') return;
    localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
  } catch {
    // Nothing is lost but the order of the list at the next start.
  }
}

/** Takes what is well-formed from a stored value. */
export function checkPreferences(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {};
  const { sort, searchSort, digestSort, density } = stored as Record<string, unknown>;
  return {
    ...(isSort(sort) && { sort }),
    ...(isSort(searchSort) && { searchSort }),
    ...(isSort(digestSort) && { digestSort }),
    ...((density === 'compact' || density === 'comfortable') && { density }),
  };
}

function isSort(value: unknown): value is Sort {
  if (typeof value !== 'object' || value === null) return false;
  const { key, direction } = value as Partial<Sort>;
  return SORT_KEYS.some(known => known === key) && DIRECTIONS.some(known => known === direction);
}
