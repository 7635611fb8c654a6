import type { Collection } from '../../domain/collection.ts';
import type { CollectionId, DigestId, ImportId, PaperId, Timestamp } from '../../domain/ids.ts';
import {
  READING_STATUSES,
  type BroughtMarks,
  type Listing,
  type Note,
  type Paper,
  type ReadingStatus,
} from '../../domain/paper.ts';
import { hashText } from '../../domain/title.ts';
import type { Marks } from '../../digest-format/types.ts';
import { foldTag } from '../counts.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';
import { MAX_NAME_LENGTH, put } from './patches.ts';

/** Tags, and collections, that one paper of a file may have; more are passed over. */
const MAX_NAMES = 100;
/** Collections that one digest may make; more are passed over, or a file could bury the sidebar. */
const MAX_NEW_COLLECTIONS = 500;

/** What an import knows of itself. */
interface MarkingImport {
  readonly id: DigestId;
  readonly importId: ImportId;
  readonly imported: Timestamp;
}

/** Joins the marks of imported papers to those of the library: nothing the user set is taken away. */
export class MarksDraft {
  readonly #state: LibraryState;
  readonly #import: MarkingImport;
  readonly #notes = new Map<PaperId, Note>();
  readonly #tags = new Map<string, string>();
  readonly #newCollections = new Map<string, Collection>();
  #collections: Map<string, CollectionId> | undefined;

  constructor(state: LibraryState, from: MarkingImport) {
    this.#state = state;
    this.#import = from;
  }

  /** The paper with the marks, and which of them are new to it. */
  join(paper: Paper, marks: Marks): { readonly paper: Paper; readonly brought: BroughtMarks | undefined } {
    const tags = names(marks.tags).map(name => this.#spelling(name));
    const collections = names(marks.collections).flatMap(name => this.#collection(name));
    const isStarred = marks.starred === true;
    const note = this.#note(paper.id, marks.note);
    const before = paper.listings
      .filter(({ digest }) => digest !== this.#import.id)
      .flatMap(listing => listing.brought ?? []);
    const brought: BroughtMarks = {
      ...(isStarred && (!paper.starred || before.some(each => each.starred)) && { starred: true }),
      ...some(
        'tags',
        newTo(
          tags,
          paper.tags,
          before.flatMap(each => each.tags ?? []),
          foldTag,
        ),
      ),
      ...some(
        'collections',
        newTo(
          collections,
          paper.collections,
          before.flatMap(each => each.collections ?? []),
          id => id,
        ),
      ),
      ...(note === 'new' && { note: true }),
    };
    const joined: Paper = {
      ...paper,
      starred: paper.starred || isStarred,
      tags: [...paper.tags, ...without(tags, paper.tags, foldTag)],
      collections: [...paper.collections, ...without(collections, paper.collections, id => id)],
      status: furtherOn(paper.status, marks.status ?? paper.status),
      hasNote: paper.hasNote || note !== 'none',
    };
    return { paper: joined, brought: Object.keys(brought).length === 0 ? undefined : brought };
  }

  patches(): Patch[] {
    return [
      ...put('collections', [...this.#newCollections.values()]),
      ...put('notes', [...this.#notes.values()]),
    ];
  }

  #spelling(tag: string): string {
    const folded = foldTag(tag);
    const known = this.#state.counts.tagSpelling(tag) ?? this.#tags.get(folded);
    if (known !== undefined) return known;
    this.#tags.set(folded, tag);
    return tag;
  }

  #collection(name: string): CollectionId[] {
    this.#collections ??= new Map(
      [...this.#state.collections.values()].map(each => [each.name.toLowerCase(), each.id]),
    );
    const known = this.#collections.get(name.toLowerCase());
    if (known !== undefined) return [known];
    const id = importedCollectionId(this.#import.importId, name);
    if (!this.#state.collections.has(id)) {
      if (this.#newCollections.size >= MAX_NEW_COLLECTIONS) return [];
      this.#newCollections.set(id, { id, name });
    }
    this.#collections.set(name.toLowerCase(), id);
    return [id];
  }

  #note(id: PaperId, text = ''): 'none' | 'new' | 'joined' {
    if (text.trim() === '') return 'none';
    const before = this.#notes.get(id) ?? this.#state.notes.get(id);
    const { imported } = this.#import;
    if (before === undefined) this.#notes.set(id, { id, text, changed: imported });
    else if (!before.text.includes(text)) {
      const changed = Math.max(before.changed, imported);
      this.#notes.set(id, { id, text: `${before.text}\n\n${text}`, changed });
    }
    return before === undefined ? 'new' : 'joined';
  }
}

/** The id of a collection that an import made. */
function importedCollectionId(importId: ImportId, name: string): CollectionId {
  return hashText(`collection ${name.toLowerCase()} of import ${importId}`) as CollectionId;
}

/** The paper without the marks that it has from some listings alone. */
export function withoutBrought(
  state: LibraryState,
  paper: Paper,
  { gone, left }: { readonly gone: readonly Listing[]; readonly left: readonly Listing[] },
): Paper {
  if (!gone.some(({ brought }) => brought !== undefined)) return paper;
  const tags = brought(gone, left, marks => marks.tags).map(foldTag);
  const collections = brought(gone, left, marks => marks.collections);
  const isStarGone = gone.some(each => each.brought?.starred) && !left.some(each => each.brought?.starred);
  const note = state.notes.get(paper.id);
  const isNoteGone = gone.some(
    each => each.brought?.note === true && note?.changed === state.digests.get(each.digest)?.imported,
  );
  return {
    ...paper,
    starred: paper.starred && !isStarGone,
    tags: paper.tags.filter(tag => !tags.includes(foldTag(tag))),
    collections: paper.collections.filter(id => !collections.includes(id)),
    hasNote: paper.hasNote && !isNoteGone,
  };
}

function brought<T>(
  gone: readonly Listing[],
  left: readonly Listing[],
  of: (marks: BroughtMarks) => readonly T[] | undefined,
): T[] {
  const marksOf = (listings: readonly Listing[]): T[] =>
    listings.flatMap(each => of(each.brought ?? {}) ?? []);
  const stillBrought = marksOf(left);
  return marksOf(gone).filter(mark => !stillBrought.includes(mark));
}

/** Those of the collections that an import made which hold no paper once these are changed or gone. */
export function emptiedCollections(
  state: LibraryState,
  importIds: ReadonlySet<ImportId>,
  takenOut: ReadonlyMap<CollectionId, number>,
): CollectionId[] {
  return [...takenOut].flatMap(([id, papers]) => {
    const collection = state.collections.get(id);
    const isMade = [...importIds].some(
      importId => collection !== undefined && importedCollectionId(importId, collection.name) === id,
    );
    return isMade && state.counts.collection(id) === papers ? [id] : [];
  });
}

/** Names as they are stored, each once; those that can't be are passed over. */
function names(given: readonly string[] = []): string[] {
  const clean = given.slice(0, MAX_NAMES).map(name => name.replace(/\s+/gu, ' ').trim());
  return without(
    clean.filter(name => name !== '' && name.length <= MAX_NAME_LENGTH),
    [],
    foldTag,
  );
}

/** Those that are not among the others, each once. */
function without<T>(all: readonly T[], others: readonly T[], fold: (each: T) => T): T[] {
  const seen = new Set(others.map(fold));
  return all.filter(each => !seen.has(fold(each)) && seen.add(fold(each)));
}

/** Those that the paper lacks, or has from a file already. */
function newTo<T>(
  all: readonly T[],
  own: readonly T[],
  broughtBefore: readonly T[],
  fold: (each: T) => T,
): T[] {
  const theirs = new Set(broughtBefore.map(fold));
  const users = own.filter(each => !theirs.has(fold(each)));
  return without(all, users, fold);
}

function some<N extends string, T>(name: N, items: readonly T[]): { readonly [K in N]?: readonly T[] } {
  return items.length === 0 ? {} : ({ [name]: items } as { readonly [K in N]?: readonly T[] });
}

function furtherOn(one: ReadingStatus, other: ReadingStatus): ReadingStatus {
  return READING_STATUSES.indexOf(other) > READING_STATUSES.indexOf(one) ? other : one;
}
