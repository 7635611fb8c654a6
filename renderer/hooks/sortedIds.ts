import type { PaperId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { inView, type View } from '../../shared/domain/view.ts';
import type { LibraryState } from '../../shared/library/tables.ts';

/** Papers that were changed: `moved` when their place in an order may be another one now. */
export type Touched = ReadonlyMap<PaperId, 'changed' | 'moved'>;

/** Taken out one by one up to here; beyond, in one walk over all. */
const FEW = 8;

/**
 * The ids of a view's papers in an order, after some papers were changed: what leaves the view is taken out, what comes in
 * is put where it belongs, without sorting the rest again. The very same array when nothing of it changed.
 */
export function updateSorted(
  ids: readonly PaperId[],
  touched: Touched,
  papers: LibraryState['papers'],
  view: View,
  compare: (a: Paper, b: Paper) => number,
): readonly PaperId[] {
  const leaving = new Set<PaperId>();
  const belonging: Paper[] = [];
  for (const [id, how] of touched) {
    const paper = papers.get(id);
    const belongs = paper !== undefined && inView(paper, view);
    if (!belongs || how === 'moved') leaving.add(id);
    if (belongs) belonging.push(paper);
  }
  return withPapers(without(ids, leaving), belonging.sort(compare), papers, compare);
}

function without(ids: readonly PaperId[], leaving: ReadonlySet<PaperId>): readonly PaperId[] {
  if (leaving.size > FEW) {
    const kept = ids.filter(id => !leaving.has(id));
    return kept.length === ids.length ? ids : kept;
  }
  let kept = ids;
  for (const id of leaving) {
    const place = kept.indexOf(id);
    if (place >= 0) kept = kept.toSpliced(place, 1);
  }
  return kept;
}

/** Puts papers, in their order, among others in the same order; those that are there already stay. */
function withPapers(
  ids: readonly PaperId[],
  coming: readonly Paper[],
  papers: LibraryState['papers'],
  compare: (a: Paper, b: Paper) => number,
): readonly PaperId[] {
  const merged: PaperId[] = [];
  let taken = 0;
  for (const paper of coming) {
    const place = placeOf(ids, paper, taken, papers, compare);
    if (ids[place] === paper.id) continue;
    for (; taken < place; taken += 1) merged.push(ids[taken]!);
    merged.push(paper.id);
  }
  if (merged.length === 0) return ids;
  for (; taken < ids.length; taken += 1) merged.push(ids[taken]!);
  return merged;
}

/** The first place from `from` on that doesn't come before the paper. */
function placeOf(
  ids: readonly PaperId[],
  paper: Paper,
  from: number,
  papers: LibraryState['papers'],
  compare: (a: Paper, b: Paper) => number,
): number {
  let low = from;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = papers.get(ids[middle]!);
    if (other !== undefined && compare(other, paper) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
