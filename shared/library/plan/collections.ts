import type { Collection } from '../../domain/collection.ts';
import type { CollectionId, PaperId } from '../../domain/ids.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';
import { cleanName, papersNamed, put, refuseNameInUse, remove, set, setEach } from './patches.ts';

/** Makes a collection, with papers in it from the start if any are named. */
export function planCreateCollection(
  state: LibraryState,
  id: CollectionId,
  title: string,
  papers: readonly PaperId[],
): Patch[] {
  if (state.collections.has(id)) throw new CommandRefused('This collection is already there.');
  const name = freeName(state, id, title);
  return [...put('collections', [{ id, name }]), ...addTo(papersNamed(state, papers), id)];
}

export function planRenameCollection(state: LibraryState, id: CollectionId, title: string): Patch[] {
  const collection = collectionNamed(state, id);
  const name = freeName(state, id, title);
  return collection.name === name ? [] : set('collections', [id], { name });
}

/** The papers stay, they only are in it no longer. */
export function planDeleteCollection(state: LibraryState, id: CollectionId): Patch[] {
  collectionNamed(state, id);
  return [...removeFrom(state.papers.values(), id), ...remove('collections', [id])];
}

export function planAddToCollection(
  state: LibraryState,
  papers: readonly PaperId[],
  id: CollectionId,
): Patch[] {
  collectionNamed(state, id);
  return addTo(papersNamed(state, papers), id);
}

export function planRemoveFromCollection(
  state: LibraryState,
  papers: readonly PaperId[],
  id: CollectionId,
): Patch[] {
  return removeFrom(papersNamed(state, papers), id);
}

function addTo(papers: readonly Paper[], id: CollectionId): Patch[] {
  const outside = papers.filter(paper => !paper.collections.includes(id));
  return setEach(outside, paper => ({ collections: [...paper.collections, id] }));
}

function removeFrom(papers: Iterable<Paper>, id: CollectionId): Patch[] {
  const inside = [...papers].filter(paper => paper.collections.includes(id));
  return setEach(inside, paper => ({ collections: paper.collections.filter(each => each !== id) }));
}

function collectionNamed(state: LibraryState, id: CollectionId): Collection {
  const collection = state.collections.get(id);
  if (collection === undefined) throw new CommandRefused('This collection is no longer there.');
  return collection;
}

function freeName(state: LibraryState, id: CollectionId, title: string): string {
  const name = cleanName(title, 'collection');
  refuseNameInUse(state.collections.values(), id, name, 'collection');
  return name;
}
