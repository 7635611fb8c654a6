import type { PaperId } from '../../shared/domain/ids.ts';
import { inView } from '../../shared/domain/view.ts';
import type { Sort, View } from '../../shared/domain/view.ts';
import type { UnderstoodPart } from '../../shared/query/types.ts';
import type { Library, LibraryChange } from '../data/types.ts';
import type { SearchClient, SearchRequest, SearchResult } from '../search/types.ts';
import { effectiveSort } from '../session/effectiveSort.ts';
import { useSession } from '../session/session.ts';
import type { Session } from '../session/session.ts';
import { idsOfSerials, type IdsBySerial, type ListedIds } from './listedIds.ts';
import { Pace } from './paced.ts';
import { updateSorted, type Touched } from './sortedIds.ts';
import { paperOrder, SORTED_FIELDS, sortPapers } from './sortPapers.ts';

/** The list as shown now. A new object whenever anything of it changed. */
export interface VisibleList {
  readonly ids: ListedIds;
  /** The view and query this list answers; while a search runs these are still the ones before. */
  readonly view: View;
  readonly query: string;
  /** Present when the list answers a query. */
  readonly found?: FoundPart;
}

interface FoundPart {
  readonly parts: readonly UnderstoodPart[];
  readonly terms: ReadonlySet<string>;
  readonly tookMs: number;
  /** Why the search failed; the list is then what it was. */
  readonly failure?: string;
}

/** A list of memory's: which question it answers. */
interface Browsed {
  readonly view: View;
  readonly sort: Sort;
  readonly ids: readonly PaperId[];
}

/** The list of the session's view, query and order, kept up to date outside React. */
export interface VisiblePapers {
  get(): VisibleList;
  subscribe(listener: () => void): () => void;
  /** All papers in the order of lists that are neither a digest's nor a search's, if that was found out already. */
  all(): { readonly sort: Sort; readonly ids: readonly PaperId[] | undefined };
  close(): void;
}

const ALL: View = { kind: 'all' };
/** From this part of all papers on, going over all of them is quicker than finding the places of those that changed. */
const MANY = 4;

/**
 * Without a query the list is computed from memory at once; with one the index is asked, and the list before stays
 * until the answer comes. Papers that leave the view leave the list at once.
 */
export function createVisiblePapers(library: Library, search: SearchClient): VisiblePapers {
  return new Visible(library, search);
}

class Visible implements VisiblePapers {
  #list: VisibleList = { ids: [], view: ALL, query: '' };
  /** What the list answers, when it is one of memory's. */
  #browsed: Browsed | undefined;
  /** All papers in an order. */
  #sorted: { readonly sort: Sort; readonly ids: readonly PaperId[] } | undefined;
  /** Papers changed since the list was brought up to date. */
  #touched = new Map<PaperId, 'changed' | 'moved'>();
  /** Something else was changed that the list's words may tell. */
  #isRenamed = false;
  #bySerial: IdsBySerial | undefined;
  #asked = 0;
  readonly #pace = new Pace(() => this.#follow());
  readonly #listeners = new Set<() => void>();
  readonly #library: Library;
  readonly #search: SearchClient;
  readonly #stop: (() => void)[];

  constructor(library: Library, search: SearchClient) {
    this.#library = library;
    this.#search = search;
    this.#stop = [
      library.subscribe(change => change && this.#onChange(change)),
      useSession.subscribe((session, before) => {
        if (sameQuestion(session, before)) return;
        this.#refresh(session.view === before.view ? 'none' : 'possible');
      }),
      () => this.#pace.stop(),
    ];
    this.#refresh('none');
  }

  get(): VisibleList {
    return this.#list;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  all(): ReturnType<VisiblePapers['all']> {
    const { sort } = useSession.getState();
    return { sort, ids: this.#sorted?.sort === sort ? this.#sorted.ids : undefined };
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.#listeners.clear();
  }

  #onChange(change: LibraryChange): void {
    if (change.patches.some(movesPapers)) this.#bySerial = undefined;
    for (const patch of change.patches) this.#note(patch);
    this.#pace.tell(change);
  }

  #note(patch: LibraryChange['patches'][number]): void {
    if (patch.table !== 'papers') {
      this.#isRenamed ||= patch.table !== 'abstracts' && patch.table !== 'citationKeys';
      return;
    }
    const ids = patch.kind === 'put' ? patch.rows.map(({ id }) => id) : (patch.ids as readonly PaperId[]);
    const touched = this.#touched;
    const moves = movesPapers(patch);
    for (const id of ids) if (moves || !touched.has(id)) touched.set(id, moves ? 'moved' : 'changed');
  }

  /** Brings the list up to date with the library; an answer of the index is asked for again. */
  #follow(): void {
    const session = useSession.getState();
    const browsed = this.#browsed;
    const isSame = browsed?.view === session.view && browsed.sort === effectiveSort(session);
    const touched = this.#takeTouched();
    if (!isSame || touched === undefined || searchRequest(this.#library, session)) {
      this.#refresh('possible');
      return;
    }
    const ids = this.#updated(browsed, touched);
    this.#browsed = { ...browsed, ids };
    if (ids !== browsed.ids || this.#isRenamed) this.#show({ ...this.#list, ids });
    this.#isRenamed = false;
  }

  /** `strangers`: whether the list may hold papers that the view does not. */
  #refresh(strangers: 'possible' | 'none'): void {
    this.#takeTouched();
    const session = useSession.getState();
    const request = searchRequest(this.#library, session);
    if (request) {
      this.#browsed = undefined;
      void this.#ask(request, session);
      // Going over a large list would take a part of every keystroke.
      if (strangers === 'possible') this.#dropStrangers(request.within);
      return;
    }
    this.#asked += 1;
    const ids = this.#browse(session);
    this.#browsed = { view: session.view, sort: effectiveSort(session), ids };
    this.#show({ ids, view: session.view, query: '' });
  }

  /**
   * What was touched since the last time, which the order of all papers is brought up to date with; undefined when that is
   * so much that the list is better made anew.
   */
  #takeTouched(): Touched | undefined {
    const touched = this.#touched;
    this.#touched = new Map();
    const { papers } = this.#library.state;
    if (touched.size > papers.size / MANY) {
      if ([...touched.values()].includes('moved')) this.#sorted = undefined;
      return undefined;
    }
    if (this.#sorted && touched.size > 0) {
      const { sort, ids } = this.#sorted;
      this.#sorted = { sort, ids: updateSorted(ids, touched, papers, ALL, paperOrder(sort, ALL)) };
    }
    return touched;
  }

  #updated({ view, sort, ids }: Browsed, touched: Touched): readonly PaperId[] {
    if (touched.size === 0) return ids;
    if (view.kind === 'all' && this.#sorted?.sort === sort) return this.#sorted.ids;
    return updateSorted(ids, touched, this.#library.state.papers, view, paperOrder(sort, view));
  }

  /** The papers of a view in its order, from memory. */
  #browse(session: Session): readonly PaperId[] {
    const { view } = session;
    const sort = effectiveSort(session);
    const early = this.#library.early?.idsIn(view, sort);
    if (early !== undefined) return early;
    const { papers } = this.#library.state;
    if (sort.key === 'rank') {
      const listed = Array.from(papers.values()).filter(paper => inView(paper, view));
      return sortPapers(listed, sort, view).map(paper => paper.id);
    }
    const all = this.#sortedIds(sort);
    if (view.kind === 'all') return all;
    return all.filter(id => {
      const paper = papers.get(id);
      return paper !== undefined && inView(paper, view);
    });
  }

  /** All papers in an order; kept, and brought up to date with every change. */
  #sortedIds(sort: Sort): readonly PaperId[] {
    if (this.#sorted?.sort !== sort) {
      const papers = sortPapers(Array.from(this.#library.state.papers.values()), sort, ALL);
      this.#sorted = { sort, ids: papers.map(paper => paper.id) };
    }
    return this.#sorted.ids;
  }

  async #ask(request: SearchRequest, session: Session): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const { view, query } = session;
    try {
      const result = await this.#search.search(request);
      if (asked === this.#asked)
        this.#show({ ids: this.#resolve(result), view, query, found: found(result) });
    } catch (error) {
      if (asked !== this.#asked || isAbort(error)) return;
      const failure = error instanceof Error ? error.message : String(error);
      const terms: ReadonlySet<string> = new Set();
      this.#show({ ...this.#list, view, query, found: { parts: [], terms, tookMs: 0, failure } });
    }
  }

  #resolve({ serials }: SearchResult): ListedIds {
    this.#bySerial ??= this.#library.early?.idsBySerial() ?? bySerial(this.#library);
    return idsOfSerials(serials, this.#bySerial, this.#library.state.papers);
  }

  /** While the index is asked again, papers that no longer belong here go at once. */
  #dropStrangers(within: View): void {
    const { papers } = this.#library.state;
    const kept = [...this.#list.ids].filter(id => {
      const paper = papers.get(id);
      return paper !== undefined && inView(paper, within);
    });
    if (kept.length !== this.#list.ids.length && this.#list.found) this.#show({ ...this.#list, ids: kept });
  }

  #show(list: VisibleList): void {
    this.#list = list;
    for (const listener of this.#listeners) listener();
  }
}

/** What the index is asked for this session, or undefined when no query is there. */
export function searchRequest(
  library: Pick<Library, 'state'>,
  session: Pick<Session, 'view' | 'query' | 'sort' | 'searchSort' | 'digestSort'>,
): SearchRequest | undefined {
  const sort = effectiveSort(session);
  const query = session.query.trim();
  if (session.view.kind === 'savedSearch') {
    const saved = library.state.savedSearches.get(session.view.search);
    if (!saved) return undefined;
    return { query: saved.query, narrowedBy: query, within: saved.within, sort };
  }
  return query === '' ? undefined : { query, within: session.view, sort };
}

function bySerial({ state }: Library): IdsBySerial {
  const ids = new Array<PaperId>(state.nextSerial);
  for (const paper of state.papers.values()) ids[paper.serial] = paper.id;
  return ids;
}

function found(result: SearchResult): FoundPart {
  return { parts: result.parts, terms: new Set(result.terms), tookMs: result.tookMs };
}

function sameQuestion(a: Session, b: Session): boolean {
  return a.view === b.view && a.query === b.query && effectiveSort(a) === effectiveSort(b);
}

function movesPapers(patch: LibraryChange['patches'][number]): boolean {
  if (patch.table !== 'papers') return false;
  return patch.kind !== 'set' || SORTED_FIELDS.some(field => field in patch.fields);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
