import type { KeyHolder } from '../domain/collection.ts';
import type { PaperId } from '../domain/ids.ts';
import type { LibraryImage } from './image.ts';
import { namedFields } from './namedFields.ts';
import type { Patch } from './patch.ts';
import { rememberLastKeys } from './plan/keys.ts';
import { put, remove } from './plan/patches.ts';
import { PaperRestorer } from './restorePapers.ts';
import { sameValue } from './sameValue.ts';
import type { RestoredParts } from './snapshot.ts';
import type { LibraryRows, TableName } from './tables.ts';

/** What of a snapshot is brought back. */
export interface RestoreChoice {
  /** Null: all of them. */
  readonly papers: readonly PaperId[] | null;
  readonly parts: RestoredParts;
}

/**
 * The patches that bring `wanted`, or what is chosen of it, back into the library as it is `now`. Pure.
 *
 * Everything of all papers makes the library equal to `wanted`, but that citation keys stay registered, as ever. Chosen
 * papers come back with their notes, abstracts, digests and collections; what was imported since stays, a paper merged
 * into another since is taken out of it again, and where something they had is another paper's by now (a citation key, a
 * title, a place in a digest), the other one keeps it. Of notes and states only those of papers that are still there come
 * back; a note written since on a paper that had none stays.
 */
export function restorePatches(
  now: LibraryImage,
  wanted: LibraryImage,
  { papers, parts }: RestoreChoice,
): Patch[] {
  if (papers === null && parts === 'everything') return restoreAll(now, wanted);
  const restorer = new PaperRestorer(now, wanted);
  const chosen = papers ?? [...wanted.papers.keys()];
  for (const id of new Set<string>(chosen)) restorer.restore(id as PaperId, parts);
  return restorer.patches();
}

const REMOVABLE = ['notes', 'abstracts', 'papers', 'digests', 'collections', 'savedSearches'] as const;
const PUT_IN_ORDER = ['digests', 'collections', 'savedSearches', 'papers', 'abstracts', 'notes'] as const;

function restoreAll(now: LibraryImage, wanted: LibraryImage): Patch[] {
  const gone = [...now.papers.values()].filter(({ id }) => !wanted.papers.has(id));
  return [
    ...rememberLastKeys(now, gone),
    ...REMOVABLE.flatMap(table => remove(table, idsToRemove(table, now, wanted))),
    ...put('citationKeys', keysToRegister(now, wanted)),
    ...PUT_IN_ORDER.flatMap(table => putDiffering(table, now, wanted)),
  ];
}

function idsToRemove(table: TableName, now: LibraryImage, wanted: LibraryImage): string[] {
  return [...now[table].keys()].filter(id => !wanted[table].has(id) || isOtherSerial(table, id, now, wanted));
}

/** In a backup of another library the same paper has another serial, which never changes while a paper is there. */
function isOtherSerial(table: TableName, id: string, now: LibraryImage, wanted: LibraryImage): boolean {
  return table === 'papers' && now.papers.get(id)?.serial !== wanted.papers.get(id)?.serial;
}

function putDiffering<T extends TableName>(table: T, now: LibraryImage, wanted: LibraryImage): Patch[] {
  const rows: LibraryRows[T][] = [];
  for (const [id, row] of wanted[table]) {
    if (isOtherSerial(table, id, now, wanted) || !sameValue(now[table].get(id), row)) rows.push(row);
  }
  return namedFields(put(table, rows), (_, id) =>
    isOtherSerial(table, id, now, wanted) ? undefined : now[table].get(id),
  );
}

/** Keys that were not registered, and those that now have another paper's name to them although one comes back with them. */
function keysToRegister(now: LibraryImage, wanted: LibraryImage): KeyHolder[] {
  const missing = [...wanted.citationKeys.values()].filter(({ id }) => !now.citationKeys.has(id));
  const restored = [...wanted.papers.values()].flatMap(({ id, citationKey }): KeyHolder[] => {
    const key = citationKey.toLowerCase();
    const holder = now.citationKeys.get(key) ?? wanted.citationKeys.get(key);
    if (holder === undefined) return [{ id: key, key: citationKey, paper: id }];
    const then = wanted.citationKeys.get(key);
    return then === undefined || then.paper === holder.paper ? [] : [then];
  });
  return [...missing, ...restored];
}
