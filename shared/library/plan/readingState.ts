import type { PaperId } from '../../domain/ids.ts';
import type { ReadingStatus } from '../../domain/paper.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';
import { papersNamed, set } from './patches.ts';

/** Sets the status of those papers that have another one. */
export function planSetStatus(
  state: LibraryState,
  papers: readonly PaperId[],
  status: ReadingStatus,
): Patch[] {
  const changed = papersNamed(state, papers).filter(paper => paper.status !== status);
  return set(
    'papers',
    changed.map(paper => paper.id),
    { status },
  );
}

/** Stars or unstars those papers that are not so already. */
export function planStar(state: LibraryState, papers: readonly PaperId[], name: 'star' | 'unstar'): Patch[] {
  const starred = name === 'star';
  const changed = papersNamed(state, papers).filter(paper => paper.starred !== starred);
  return set(
    'papers',
    changed.map(paper => paper.id),
    { starred },
  );
}
