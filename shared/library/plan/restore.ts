import type { RestoreRows } from '../command.ts';
import { applyToImage, type LibraryImage } from '../image.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import { APPEND_ONLY_TABLES, type LibraryState } from '../tables.ts';

/**
 * The patches of a snapshot, where they still fit the library: the rows they change are there, and afterwards no two papers
 * have the same citation key, title or number, and everything that rows refer to exists. Refused otherwise.
 */
export function planRestore(state: LibraryState, { patches }: RestoreRows): Patch[] {
  const after: LibraryImage = {
    papers: new Map(state.papers),
    abstracts: new Map(),
    notes: new Map(state.notes),
    digests: new Map(state.digests),
    collections: new Map(state.collections),
    savedSearches: new Map(state.savedSearches),
    citationKeys: new Map(state.citationKeys),
  };
  for (const patch of patches) {
    refuseUnlessThere(after, patch);
    applyToImage(after, [patch]);
  }
  const why = findConflict(after);
  if (why !== undefined) throw refusal(why);
  return [...patches];
}

function refuseUnlessThere(image: LibraryImage, patch: Patch): void {
  // Abstracts are not in memory.
  if (patch.kind === 'put' || patch.table === 'abstracts') return;
  if (patch.kind === 'remove' && APPEND_ONLY_TABLES.includes(patch.table)) {
    throw refusal('citation keys would be forgotten');
  }
  if (patch.ids.some(id => !image[patch.table].has(id)))
    throw refusal('something it would change is no longer there');
}

function findConflict(image: LibraryImage): string | undefined {
  const serials = new Set<number>();
  const titles = new Map<string, string>();
  const keys = new Set<string>();
  let notes = 0;
  for (const paper of image.papers.values()) {
    const key = paper.citationKey.toLowerCase();
    if (keys.has(key)) return `two papers would have the citation key “${paper.citationKey}”`;
    if (!image.citationKeys.has(key))
      return `the citation key “${paper.citationKey}” would not be registered`;
    if (serials.has(paper.serial)) return 'two papers would have the same number';
    for (const title of paper.titleKeys) {
      const other = titles.get(title);
      if (other !== undefined) return `“${paper.title}” and “${other}” would be found under the same title`;
      titles.set(title, paper.title);
    }
    if (paper.hasNote !== image.notes.has(paper.id)) return `the note of “${paper.title}” would be lost`;
    if (paper.hasNote) notes += 1;
    if (paper.listings.some(({ digest }) => !image.digests.has(digest))) {
      return `a digest that lists “${paper.title}” would be missing`;
    }
    if (paper.collections.some(id => !image.collections.has(id))) {
      return `a collection that holds “${paper.title}” would be missing`;
    }
    keys.add(key);
    serials.add(paper.serial);
  }
  return notes === image.notes.size ? undefined : 'notes would be left without their papers';
}

function refusal(why: string): CommandRefused {
  return new CommandRefused(
    `This does not fit your library any more: ${why}. Nothing was changed. Open the snapshot again and restore from it, or choose single papers.`,
  );
}
