import type { PaperId } from '../../shared/domain/ids.ts';

/**
 * Where the focus goes when papers leave a list: to the next one after it that stays, else to the one before.
 * `before` is the list that holds `focused`; undefined when nothing stays.
 */
export function survivorOf(
  before: readonly PaperId[],
  focused: PaperId,
  stays: (id: PaperId) => boolean,
): PaperId | undefined {
  const at = before.indexOf(focused);
  return before.slice(at + 1).find(stays) ?? before.slice(0, Math.max(at, 0)).findLast(stays);
}

/** The paper some steps away, stopping at the ends; the first one when nothing has the focus. */
export function stepFrom(
  ids: readonly PaperId[],
  focused: PaperId | null,
  step: number,
): PaperId | undefined {
  const at = focused === null ? -1 : ids.indexOf(focused);
  if (at < 0) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))];
}

/** The papers from one to another, in the order of the list, both included. */
export function rangeBetween(ids: readonly PaperId[], from: PaperId, to: PaperId): readonly PaperId[] {
  const ends = [ids.indexOf(from), ids.indexOf(to)].filter(at => at >= 0);
  if (ends.length === 0) return [];
  return ids.slice(Math.min(...ends), Math.max(...ends) + 1);
}
