import { assertNever } from '../domain/assertNever.ts';
import type { CollectionId, DigestId } from '../domain/ids.ts';
import type { Listing, Paper, ReadingStatus } from '../domain/paper.ts';
import type { View } from '../domain/view.ts';

/** How far a digest is worked through. */
export interface DigestCount {
  /** Papers listed in it. */
  readonly total: number;
  /** Of these, the ones that are no longer unread. */
  readonly triaged: number;
  /** Papers it brought, which are new in it. */
  readonly new: number;
}

/** A tag with the number of its papers. */
export interface TagCount {
  readonly tag: string;
  readonly papers: number;
}

/** The live counts of the library, as the sidebar shows them. */
export interface LibraryCounts {
  readonly papers: number;
  readonly starred: number;
  status(status: ReadingStatus): number;
  digest(digest: DigestId): DigestCount;
  tag(tag: string): number;
  /** Every tag in use, by name. */
  tags(): readonly TagCount[];
  /** The spelling in use of a tag, found without regard to case; undefined when no paper has it. */
  tagSpelling(tag: string): string | undefined;
  collection(collection: CollectionId): number;
  /** Papers in a view; undefined for a saved search, which only the search index can count. */
  view(view: View): number | undefined;
  /** Everything that is counted, to be stored. */
  toStored(): StoredCounts;
}

/** The counts as plain data. */
export interface StoredCounts {
  readonly papers: number;
  readonly starred: number;
  readonly status: Readonly<Record<ReadingStatus, number>>;
  readonly digests: readonly (readonly [string, DigestCount])[];
  readonly tags: readonly (readonly [string, number])[];
  readonly collections: readonly (readonly [string, number])[];
}

/** How tags are compared: "Thesis" and "thesis" are one tag. */
export function foldTag(tag: string): string {
  return tag.normalize('NFKC').toLowerCase();
}

const EMPTY_DIGEST: DigestCount = { total: 0, triaged: 0, new: 0 };
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Counts kept in step row by row, so that no command ever has to scan the library for them. */
export class CountsKeeper implements LibraryCounts {
  #papers = 0;
  #starred = 0;
  readonly #status: Record<ReadingStatus, number> = { unread: 0, reading: 0, read: 0, archived: 0 };
  readonly #digests = new Map<string, Writable<DigestCount>>();
  readonly #tags = new Map<string, number>();
  /** Spellings in use by folded tag; one, except while a tag is being respelt paper by paper. */
  readonly #spellings = new Map<string, Set<string>>();
  readonly #collections = new Map<string, number>();

  /** `stored`: the counts to go on from. */
  constructor(stored?: StoredCounts) {
    if (stored === undefined) return;
    this.#papers = stored.papers;
    this.#starred = stored.starred;
    Object.assign(this.#status, stored.status);
    for (const [digest, count] of stored.digests) this.#digests.set(digest, { ...count });
    for (const [tag, papers] of stored.tags) this.#countTag(tag, papers);
    for (const [collection, papers] of stored.collections) this.#collections.set(collection, papers);
  }

  toStored(): StoredCounts {
    return {
      papers: this.#papers,
      starred: this.#starred,
      status: { ...this.#status },
      digests: [...this.#digests].map(([digest, count]) => [digest, { ...count }]),
      tags: [...this.#tags],
      collections: [...this.#collections],
    };
  }

  get papers(): number {
    return this.#papers;
  }

  get starred(): number {
    return this.#starred;
  }

  status(status: ReadingStatus): number {
    return this.#status[status];
  }

  digest(digest: DigestId): DigestCount {
    return this.#digests.get(digest) ?? EMPTY_DIGEST;
  }

  tag(tag: string): number {
    return this.#tags.get(tag) ?? 0;
  }

  tags(): readonly TagCount[] {
    return [...this.#tags]
      .map(([tag, papers]) => ({ tag, papers }))
      .sort((a, b) => a.tag.localeCompare(b.tag));
  }

  tagSpelling(tag: string): string | undefined {
    return this.#spellings.get(foldTag(tag))?.values().next().value;
  }

  collection(collection: CollectionId): number {
    return this.#collections.get(collection) ?? 0;
  }

  view(view: View): number | undefined {
    switch (view.kind) {
      case 'status':
        return this.status(view.status);
      case 'starred':
        return this.starred;
      case 'all':
        return this.papers;
      case 'digest':
        return view.show === 'new' ? this.digest(view.digest).new : this.digest(view.digest).total;
      case 'tag':
        return this.tag(view.tag);
      case 'collection':
        return this.collection(view.collection);
      case 'savedSearch':
        return undefined;
      default:
        return assertNever(view);
    }
  }

  /** Takes note that a row changed from `before` to `after`; undefined stands for "no such row". */
  replace(before: Paper | undefined, after: Paper | undefined): void {
    if (before !== undefined) this.#countPaper(before, -1);
    if (after !== undefined) this.#countPaper(after, 1);
    if (before?.listings !== after?.listings || isUnread(before) !== isUnread(after)) {
      this.#countListings(before, -1);
      this.#countListings(after, 1);
    }
    if (before?.addedBy !== after?.addedBy) {
      if (before?.addedBy !== undefined) this.#countNew(before.addedBy, -1);
      if (after?.addedBy !== undefined) this.#countNew(after.addedBy, 1);
    }
    if (before?.tags !== after?.tags) {
      for (const tag of before?.tags ?? []) this.#countTag(tag, -1);
      for (const tag of after?.tags ?? []) this.#countTag(tag, 1);
    }
    if (before?.collections !== after?.collections) {
      for (const id of before?.collections ?? []) add(this.#collections, id, -1);
      for (const id of after?.collections ?? []) add(this.#collections, id, 1);
    }
  }

  #countPaper(paper: Paper, step: 1 | -1): void {
    this.#papers += step;
    this.#status[paper.status] += step;
    if (paper.starred) this.#starred += step;
  }

  #countListings(paper: Paper | undefined, step: 1 | -1): void {
    if (paper === undefined) return;
    for (const digest of distinctDigests(paper.listings)) {
      const count = this.#digestCount(digest);
      count.total += step;
      if (!isUnread(paper)) count.triaged += step;
      this.#dropIfEmpty(digest, count);
    }
  }

  #countNew(digest: string, step: 1 | -1): void {
    const count = this.#digestCount(digest);
    count.new += step;
    this.#dropIfEmpty(digest, count);
  }

  #digestCount(digest: string): Writable<DigestCount> {
    let count = this.#digests.get(digest);
    if (count === undefined) {
      count = { ...EMPTY_DIGEST };
      this.#digests.set(digest, count);
    }
    return count;
  }

  #dropIfEmpty(digest: string, count: DigestCount): void {
    if (count.total === 0 && count.new === 0 && count.triaged === 0) this.#digests.delete(digest);
  }

  #countTag(tag: string, step: number): void {
    add(this.#tags, tag, step);
    const folded = foldTag(tag);
    const spellings = this.#spellings.get(folded) ?? new Set<string>();
    if (this.#tags.has(tag)) spellings.add(tag);
    else spellings.delete(tag);
    if (spellings.size === 0) this.#spellings.delete(folded);
    else this.#spellings.set(folded, spellings);
  }
}

/** A merged paper can stand twice in one digest; it counts once. */
function distinctDigests(listings: readonly Listing[]): Iterable<string> {
  if (listings.length === 1) return [listings[0]!.digest];
  return new Set(listings.map(listing => listing.digest));
}

function isUnread(paper: Paper | undefined): boolean {
  return paper?.status === 'unread';
}

function add(counts: Map<string, number>, key: string, step: number): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
