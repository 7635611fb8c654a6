import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { Timestamp } from '../../../shared/domain/ids.ts';
import type { RowCounts } from '../../../shared/library/change.ts';
import type {
  LibraryComparison,
  PaperDifference,
  RestoredParts,
  SnapshotInfo,
  SnapshotReason,
} from '../../../shared/library/snapshot.ts';
import { counted } from '../../hooks/counted.ts';
import { dayName, dayOf, timeOf } from '../../hooks/when.ts';

/** Snapshots under one heading: a day, or those set aside. */
export interface SnapshotGroup {
  readonly title: string;
  readonly snapshots: readonly SnapshotInfo[];
}

/** The days, newest first, and then what was set aside. The order within is that of the list, which goes by seq. */
export function groupSnapshots(list: readonly SnapshotInfo[], now: Timestamp): readonly SnapshotGroup[] {
  const groups: { title: string; snapshots: SnapshotInfo[] }[] = [];
  for (const snapshot of list.filter(({ kind }) => kind === 'snapshot')) {
    const title = dayName(snapshot.at, now);
    const last = groups.at(-1);
    if (last?.title === title) last.snapshots.push(snapshot);
    else groups.push({ title, snapshots: [snapshot] });
  }
  const aside = list.filter(({ kind }) => kind === 'aside');
  return aside.length === 0 ? groups : [...groups, { title: 'Set aside', snapshots: aside }];
}

/** Why a snapshot was made, for its line in the list. */
export function reasonInWords(reason: SnapshotReason): string {
  switch (reason) {
    case 'time':
      return 'Every half hour';
    case 'changes':
      return 'After many changes';
    case 'quit':
      return 'When Pandect was closed';
    case 'import':
      return 'Before an import';
    case 'restore':
      return 'Before a restore';
    case 'upgrade':
      return 'Before an upgrade';
    case 'request':
      return 'Made by you';
    case 'adopted':
      return 'From what the window held';
    case 'ahead':
      return 'What the window held';
    case 'backup':
      return 'A backup you brought in';
    default:
      return assertNever(reason);
  }
}

/** `290 papers, 12 notes, 5 digests`. */
export function countsInWords({ papers, notes, digests }: RowCounts): string {
  return [counted(papers, 'paper'), counted(notes, 'note'), counted(digests, 'digest')].join(', ');
}

/** How a snapshot differs from the one before in its counts: `+12 papers, −1 note`; undefined when in none. */
export function countsChanged(counts: RowCounts, before: RowCounts | undefined): string | undefined {
  if (before === undefined) return undefined;
  const parts = (['papers', 'notes', 'digests'] as const).flatMap(table => {
    const difference = counts[table] - before[table];
    if (difference === 0) return [];
    const sign = difference > 0 ? '+' : '−';
    return `${sign}${counted(Math.abs(difference), table.slice(0, -1))}`;
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** The snapshot that came before one, passing over damaged ones. */
export function snapshotBefore(
  list: readonly SnapshotInfo[],
  snapshot: SnapshotInfo,
): SnapshotInfo | undefined {
  if (snapshot.kind === 'aside') return undefined;
  const earlier = list.slice(list.indexOf(snapshot) + 1);
  return earlier.find(({ kind, damaged }) => kind === 'snapshot' && damaged === undefined);
}

/** `21 November, 10:32`. */
export function momentOf(at: Timestamp, now: Timestamp): string {
  return `${dayOf(at, now)}, ${timeOf(at)}`;
}

type Difference = LibraryComparison['papers'];

/** Since a snapshot: `12 papers added, 3 removed, 5 changed; 2 notes changed`. Undefined when nothing differs. */
export function comparisonInWords(comparison: LibraryComparison): string | undefined {
  const parts = [
    differenceInWords(comparison.papers, 'paper', 'papers'),
    differenceInWords(comparison.notes, 'note', 'notes'),
    differenceInWords(comparison.digests, 'digest', 'digests'),
    differenceInWords(comparison.others, 'collection or saved search', 'collections and saved searches'),
  ].filter(part => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

function differenceInWords(difference: Difference, one: string, many: string): string | undefined {
  const kinds = (['added', 'removed', 'changed'] as const).filter(kind => difference[kind] > 0);
  if (kinds.length === 0) return undefined;
  return kinds
    .map((kind, index) => {
      const count = difference[kind];
      return index === 0 ? `${counted(count, one, many)} ${kind}` : `${count.toLocaleString('en')} ${kind}`;
    })
    .join(', ');
}

/** How many papers differ, also those that a comparison does not name. */
export function differing({ papers }: LibraryComparison): number {
  return papers.added + papers.removed + papers.changed;
}

/** What happened to a paper since the snapshot, and so what a restore takes back. */
export function differenceOf({ kind, parts }: PaperDifference): string {
  switch (kind) {
    case 'added':
      return 'Added since';
    case 'removed':
      return 'Removed since';
    case 'changed':
      return parts.length === 0 ? 'Changed' : `Changed: ${parts.join(', ')}`;
    default:
      return assertNever(kind);
  }
}

/** What is brought back of the chosen papers, as a menu says it. */
export const PARTS_IN_WORDS: Readonly<Record<RestoredParts, string>> = {
  everything: 'Everything',
  notes: 'Only their notes',
  states: 'Only status, star, tags and collections',
};
