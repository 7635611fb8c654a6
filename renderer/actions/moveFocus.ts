import type { PaperId } from '../../shared/domain/ids.ts';
import type { ListedIds } from '../hooks/listedIds.ts';

/**
 * Where the focus goes when papers leave a list: to the next one after it that stays, else to the one before.
 * `before` is the list that holds `focused`; undefined when nothing stays.
 */
export function survivorOf(
  before: ListedIds,
  focused: PaperId,
  stays: (id: PaperId) => boolean,
): PaperId | undefined {
  const at = before.indexOf(focused);
  for (let place = at + 1; place < before.length; place += 1) {
    const id = before.at(place);
    if (id !== undefined && stays(id)) return id;
  }
  for (let place = at - 1; place >= 0; place -= 1) {
    const id = before.at(place);
    if (id !== undefined && stays(id)) return id;
  }
  return undefined;
}

/** The paper some steps away, stopping at the ends; the first one when nothing has the focus. */
export function stepFrom(ids: ListedIds, focused: PaperId | null, step: number): PaperId | undefined {
  const at = focused === null ? -1 : ids.indexOf(focused);
  if (at < 0) return ids.at(0);
  return ids.at(Math.min(ids.length - 1, Math.max(0, at + step)));
}

/** The papers from one to another, in the order of the list, both included. */
export function rangeBetween(ids: ListedIds, from: PaperId, to: PaperId): readonly PaperId[] {
  const ends = [ids.indexOf(from), ids.indexOf(to)].filter(at => at >= 0);
  if (ends.length === 0) return [];
  return [...ids].slice(Math.min(...ends), Math.max(...ends) + 1);
}
