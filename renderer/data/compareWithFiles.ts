import type { OpenedLibrary } from '../../shared/host/libraryApi.ts';
import type { LibraryId } from '../../shared/domain/ids.ts';
import type { RowCounts } from '../../shared/library/change.ts';

/** What this browser holds of the library. */
export type Held =
  /** Nothing, or what a filling that was cut short has left. */
  | { readonly kind: 'nothing' }
  /** A database that can't be read. */
  | { readonly kind: 'unreadable' }
  | {
      readonly kind: 'copy';
      readonly library: LibraryId | undefined;
      /** The last change in it. */
      readonly seq: number;
      readonly counts: RowCounts;
    };

/**
 * What is to be done before the library can be used.
 * - `same`: nothing.
 * - `check`: both end with the same change; compare every row, as the last end was not a good one.
 * - `catchUp`: the files have some changes more.
 * - `rebuild`: fill the database from the files.
 * - `ahead`: the browser holds what the files don't; set it aside, then fill the database from the files.
 * - `adopt`: the files lost what the browser holds; write it into them.
 * - `begin`: both are empty; see whether the browser holds another library, else begin.
 */
export type Decision = 'same' | 'check' | 'catchUp' | 'rebuild' | 'ahead' | 'adopt' | 'begin';

/** Above so many changes it is quicker to read the whole library. */
export const MAX_CATCH_UP = 1_000;

/** Compares what the browser holds with what the files say of themselves. */
export function compareWithFiles(
  held: Held,
  opened: Pick<OpenedLibrary, 'library' | 'seq' | 'counts' | 'lastEnd' | 'damaged'>,
): Decision {
  if (held.kind === 'nothing') return opened.seq === 0 ? 'begin' : 'rebuild';
  if (held.kind === 'unreadable' || held.library !== opened.library) return 'rebuild';
  const filesLostIt = opened.damaged || opened.seq === 0;
  if (held.seq > opened.seq) return filesLostIt ? 'adopt' : 'ahead';
  if (held.seq < opened.seq) return opened.seq - held.seq <= MAX_CATCH_UP ? 'catchUp' : 'rebuild';
  if (!sameCounts(held.counts, opened.counts)) return whenRowsDiffer(opened);
  return opened.seq > 0 && (opened.lastEnd !== 'clean' || opened.damaged) ? 'check' : 'same';
}

/** After a `check` that found other rows: the files are right, unless they were damaged and nobody can tell. */
export function whenRowsDiffer({ damaged }: Pick<OpenedLibrary, 'damaged'>): 'ahead' | 'rebuild' {
  return damaged ? 'ahead' : 'rebuild';
}

function sameCounts(one: RowCounts, other: RowCounts): boolean {
  return (Object.keys(one) as (keyof RowCounts)[]).every(table => one[table] === other[table]);
}
