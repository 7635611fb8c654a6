import { assertNever } from '../../shared/domain/assertNever.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { Paper } from '../../shared/domain/paper.ts';
import { inView, type View } from '../../shared/domain/view.ts';
import type { FreshSource } from '../../shared/host/freshExportsApi.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import type { SearchRequest } from '../search/types.ts';
import { sortPapers } from './sortPapers.ts';
import type { AppServices } from './useApp.ts';

/** Papers looked at before the page may paint. */
const AT_ONCE = 2_000;
/** Matches are put in another order afterwards. */
const ANY_ORDER = { key: 'added', direction: 'ascending' } as const;

type Parts = Pick<AppServices, 'library' | 'search'>;

/** What a kept file is tied to is no longer there. */
export class SourceGone extends Error {
  constructor(what: string) {
    super(
      `The ${what} it was tied to is no longer in your library, so the file stays as it is. Bring it back, or stop keeping the file fresh.`,
    );
    this.name = 'SourceGone';
  }
}

/**
 * The papers of a kept file. A digest's stand by rank, all others as they came into the library, also those of a search:
 * so a new paper is a new entry at the end, and nothing else of the file moves. Throws `SourceGone`.
 */
export async function freshPapers(
  { library, search }: Parts,
  { view: given, query }: FreshSource,
  pace: () => Promise<void> | undefined,
): Promise<readonly PaperId[]> {
  const view = given as View;
  const request = requestFor(library.state, view, query.trim());
  const wanted = request && new Set((await search.find(request)).serials);
  const found: Paper[] = [];
  let count = 0;
  for (const paper of library.state.papers.values()) {
    if (wanted === undefined ? inView(paper, view) : wanted.has(paper.serial)) found.push(paper);
    count += 1;
    if (count % AT_ONCE === 0) await pace();
  }
  const ordered =
    view.kind === 'digest' && wanted === undefined
      ? sortPapers(found, { key: 'rank', direction: 'ascending' }, view)
      : found.sort((a, b) => a.serial - b.serial);
  return ordered.map(({ id }) => id);
}

/** What the index is asked; undefined where the view alone decides. */
function requestFor(state: LibraryState, view: View, query: string): SearchRequest | undefined {
  const missing = missingIn(state, view);
  if (missing !== undefined) throw new SourceGone(missing);
  const saved = view.kind === 'savedSearch' ? state.savedSearches.get(view.search) : undefined;
  if (saved !== undefined) {
    const { query: asked, within } = saved;
    const lost = missingIn(state, within);
    if (lost !== undefined) throw new SourceGone(lost);
    return { query: asked, narrowedBy: query, within, sort: ANY_ORDER };
  }
  return query === '' ? undefined : { query, within: view, sort: ANY_ORDER };
}

/** What of a view is not in the library, in words. A tag that no paper has is one without papers. */
function missingIn(state: LibraryState, view: View): string | undefined {
  switch (view.kind) {
    case 'status':
    case 'starred':
    case 'all':
    case 'tag':
      return undefined;
    case 'digest':
      return state.digests.has(view.digest) ? undefined : 'digest';
    case 'collection':
      return state.collections.has(view.collection) ? undefined : 'collection';
    case 'savedSearch':
      return state.savedSearches.has(view.search) ? undefined : 'saved search';
    default:
      return assertNever(view);
  }
}
