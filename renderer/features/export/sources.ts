import type { PaperId } from '../../../shared/domain/ids.ts';
import { READING_STATUSES } from '../../../shared/domain/paper.ts';
import { inView, type View } from '../../../shared/domain/view.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { orderDigests } from '../../hooks/digestOrder.ts';
import { sortPapers } from '../../hooks/sortPapers.ts';
import type { AppServices } from '../../hooks/useApp.ts';
import { viewName } from '../../hooks/viewName.ts';
import type { SelectGroup } from '../../ui/Select.tsx';

/** Every place of the library whose papers can be exported, by the id of its line. */
export interface Sources {
  readonly groups: readonly SelectGroup[];
  readonly views: ReadonlyMap<string, View>;
}

/** The places of the sidebar, in its order. */
export function listSources(state: LibraryState): Sources {
  const views = new Map<string, View>();
  const group = (title: string, places: readonly View[]): SelectGroup => ({
    title,
    items: places.map(view => {
      const id = JSON.stringify(view);
      views.set(id, view);
      return { id, label: viewName(view, state) };
    }),
  });
  const groups = [
    group('Library', [
      { kind: 'all' },
      ...READING_STATUSES.map((status): View => ({ kind: 'status', status })),
      { kind: 'starred' },
    ]),
    group(
      'Searches',
      [...state.savedSearches.values()].map(({ id }) => ({ kind: 'savedSearch', search: id })),
    ),
    group(
      'Collections',
      byName(state.collections.values()).map(({ id }) => ({ kind: 'collection', collection: id })),
    ),
    group(
      'Tags',
      state.counts.tags().map(({ tag }) => ({ kind: 'tag', tag })),
    ),
    group(
      'Digests',
      orderDigests(state.digests.values()).map(({ id }) => ({ kind: 'digest', digest: id, show: 'all' })),
    ),
  ];
  return { groups: groups.filter(({ items }) => items.length > 0), views };
}

function byName<T extends { readonly name: string }>(rows: Iterable<T>): T[] {
  return [...rows].sort((a, b) => a.name.localeCompare(b.name));
}

/** The papers of a place: a digest's by rank, a search's best first, others in the order in which they came. */
export async function papersIn(app: AppServices, view: View): Promise<readonly PaperId[]> {
  const { state } = app.library;
  if (view.kind === 'savedSearch') {
    const saved = state.savedSearches.get(view.search);
    return saved === undefined ? [] : findPapers(app, saved.query, saved.within);
  }
  const papers = [...state.papers.values()].filter(paper => inView(paper, view));
  const ordered =
    view.kind === 'digest' ? sortPapers(papers, { key: 'rank', direction: 'ascending' }, view) : papers;
  return ordered.map(({ id }) => id);
}

async function findPapers(app: AppServices, query: string, within: View): Promise<readonly PaperId[]> {
  const { serials } = await app.search.find({
    query,
    within,
    sort: { key: 'match', direction: 'descending' },
  });
  const wanted = new Map<number, number>(Array.from(serials, (serial, place) => [serial, place]));
  return [...app.library.state.papers.values()]
    .filter(({ serial }) => wanted.has(serial))
    .sort((a, b) => (wanted.get(a.serial) ?? 0) - (wanted.get(b.serial) ?? 0))
    .map(({ id }) => id);
}
