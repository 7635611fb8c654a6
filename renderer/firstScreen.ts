import type { Collection, SavedSearch } from '../shared/domain/collection.ts';
import type { Digest } from '../shared/domain/digest.ts';
import type { LibraryId } from '../shared/domain/ids.ts';
import { READING_STATUSES, type Paper } from '../shared/domain/paper.ts';
import { inView, type Sort, type View } from '../shared/domain/view.ts';
import { foldTag, type DigestCount, type LibraryCounts, type TagCount } from '../shared/library/counts.ts';
import { MemoryLibrary } from '../shared/library/memory.ts';
import type { LibraryState } from '../shared/library/tables.ts';
import type { Library } from './data/types.ts';
import { paperOrder } from './hooks/sortPapers.ts';
import { effectiveSort } from './session/effectiveSort.ts';
import { useSession } from './session/session.ts';

/*
 * What the window shows first, kept between two starts where it can be read without waiting: 100,000 papers take a second
 * or so to be read, a screenful of them nothing. It is a picture of the library, never the library: it goes as soon as
 * anything changes, is kept again when there is time, and gives way to the library itself as soon as that is read.
 */

const STORAGE_KEY = 'pandect.firstScreen';
/** Grows whenever an older picture would be misread. */
const FORM = 1;
/** More than any screen shows. */
const MOST_ROWS = 60;
/** The view that every window begins with. */
const FIRST_VIEW: View = { kind: 'status', status: 'unread' };

/** The picture as it is kept. */
interface KeptScreen {
  readonly form: typeof FORM;
  readonly library: LibraryId;
  readonly sort: Sort;
  readonly papers: readonly Paper[];
  /** Those of the view, of which the papers are the first. */
  readonly total: number;
  readonly digests: readonly Digest[];
  readonly collections: readonly Collection[];
  readonly savedSearches: readonly SavedSearch[];
  readonly counts: KeptCounts;
}

interface KeptCounts {
  readonly papers: number;
  readonly starred: number;
  readonly status: Readonly<Record<string, number>>;
  readonly digests: readonly (readonly [string, DigestCount])[];
  readonly tags: readonly TagCount[];
  readonly collections: readonly (readonly [string, number])[];
}

/** The library as far as the picture shows it. */
export interface FirstScreen {
  readonly library: LibraryId;
  readonly view: View;
  /** The first papers of the view in its order; all else in `state` is whole but for papers, notes and keys. */
  readonly papers: readonly Paper[];
  readonly total: number;
  readonly state: LibraryState;
}

/** The picture that was kept, if it is one of the library and the order that come first; undefined when there is none. */
export function readFirstScreen(library: LibraryId): FirstScreen | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as KeptScreen | null;
    const { view } = useSession.getState();
    if (kept?.form !== FORM || kept.library !== library || !sameValue(view, FIRST_VIEW)) return undefined;
    if (!sameValue(kept.sort, firstSort())) return undefined;
    const { papers, digests, collections, savedSearches, total } = kept;
    const { state } = new MemoryLibrary({ papers, digests, collections, savedSearches });
    return { library, view, papers, total, state: { ...state, counts: new PictureCounts(kept.counts) } };
  } catch {
    return undefined;
  }
}

/** Keeps the picture of a library; of an empty one there is none. */
function keepFirstScreen(library: LibraryId, state: LibraryState): void {
  try {
    if (state.papers.size === 0) dropFirstScreen();
    else localStorage.setItem(STORAGE_KEY, JSON.stringify(pictureOf(library, state)));
  } catch {
    // The next start shows its first papers some moments later.
  }
}

function dropFirstScreen(): void {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Then there is none either.
  }
}

/** So long nothing changes before there is time to keep the picture. */
const QUIET_MS = 1_000;

/** Keeps the picture of a library in step with it. Returns the function that keeps it a last time. */
export function followFirstScreen(id: LibraryId, library: Library): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isKept = false;
  const keep = () => {
    clearTimeout(timer);
    if (isKept) return;
    isKept = true;
    keepFirstScreen(id, library.state);
  };
  const keepLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => requestIdleCallback(keep), QUIET_MS);
  };
  const outdate = () => {
    if (isKept) dropFirstScreen();
    isKept = false;
    keepLater();
  };
  library.subscribe(change => change && outdate());
  useSession.subscribe((session, before) => {
    if (session.sort !== before.sort || session.digestSort !== before.digestSort) outdate();
  });
  keepLater();
  return keep;
}

function pictureOf(library: LibraryId, state: LibraryState): KeptScreen {
  const sort = firstSort();
  const { counts } = state;
  const digests = [...state.digests.values()];
  const collections = [...state.collections.values()];
  return {
    form: FORM,
    library,
    sort,
    papers: firstPapers(state, sort),
    total: counts.view(FIRST_VIEW) ?? 0,
    // What was not understood is shown on request only, and can be long.
    digests: digests.map(digest => ({ ...digest, notUnderstood: [] })),
    collections,
    savedSearches: [...state.savedSearches.values()],
    counts: {
      papers: counts.papers,
      starred: counts.starred,
      status: Object.fromEntries(READING_STATUSES.map(status => [status, counts.status(status)])),
      digests: digests.map(({ id }) => [id, counts.digest(id)] as const),
      tags: counts.tags(),
      collections: collections.map(({ id }) => [id, counts.collection(id)] as const),
    },
  };
}

/** The first papers of the first view, in one walk over all. */
function firstPapers({ papers }: LibraryState, sort: Sort): readonly Paper[] {
  const compare = paperOrder(sort, FIRST_VIEW);
  const first: Paper[] = [];
  for (const paper of papers.values()) {
    if (!inView(paper, FIRST_VIEW)) continue;
    const last = first.at(-1);
    if (first.length === MOST_ROWS && last !== undefined && compare(paper, last) > 0) continue;
    const place = first.findIndex(other => compare(paper, other) < 0);
    first.splice(place === -1 ? first.length : place, 0, paper);
    if (first.length > MOST_ROWS) first.pop();
  }
  return first;
}

function firstSort(): Sort {
  return effectiveSort({ ...useSession.getState(), view: FIRST_VIEW, query: '' });
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Counts as they were kept. */
class PictureCounts implements LibraryCounts {
  readonly papers: number;
  readonly starred: number;
  readonly #status: KeptCounts['status'];
  readonly #digests: ReadonlyMap<string, DigestCount>;
  readonly #tags: readonly TagCount[];
  readonly #collections: ReadonlyMap<string, number>;

  constructor({ papers, starred, status, digests, tags, collections }: KeptCounts) {
    this.papers = papers;
    this.starred = starred;
    this.#status = status;
    this.#digests = new Map(digests);
    this.#tags = tags;
    this.#collections = new Map(collections);
  }

  status(status: string): number {
    return this.#status[status] ?? 0;
  }

  digest(digest: string): DigestCount {
    return this.#digests.get(digest) ?? { total: 0, triaged: 0, new: 0 };
  }

  tag(tag: string): number {
    return this.#tags.find(each => each.tag === tag)?.papers ?? 0;
  }

  tags(): readonly TagCount[] {
    return this.#tags;
  }

  tagSpelling(tag: string): string | undefined {
    return this.#tags.find(each => foldTag(each.tag) === foldTag(tag))?.tag;
  }

  collection(collection: string): number {
    return this.#collections.get(collection) ?? 0;
  }

  /** Only the first view is shown with its count before the library is there. */
  view(view: View): number | undefined {
    return view.kind === 'status' ? this.status(view.status) : undefined;
  }
}
