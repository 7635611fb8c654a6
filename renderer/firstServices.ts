import type { PaperId } from '../shared/domain/ids.ts';
import { CommandRefused } from '../shared/library/refused.ts';
import type { Library } from './data/types.ts';
import type { FirstScreen } from './firstScreen.ts';
import type { AppServices } from './hooks/useApp.ts';
import type { VisibleList } from './hooks/visiblePapers.ts';
import type { SearchClient } from './search/types.ts';

/**
 * The services behind the first screen, until the library is read: what asks for more than it shows waits for the library
 * itself. Nothing is told of changes, as there are none; input is held meanwhile (`holdInput`).
 */
export function firstServices(screen: FirstScreen, coming: Promise<AppServices>): AppServices {
  const nothing = () => undefined;
  const list = listOf(screen);
  return {
    library: firstLibrary(screen, coming),
    search: comingSearch(coming),
    host: {
      call: async (name, args, signal) => (await coming).host.call(name, args, signal),
      listen: () => nothing,
    },
    findings: [],
    openSnapshot: nothing,
    backToNow: nothing,
    visible: { get: () => list, subscribe: () => nothing, close: nothing },
  };
}

/** As long as the view is; rows that are not there yet stay empty until they come, each in its place. */
function listOf({ papers, total, view }: FirstScreen): VisibleList {
  const ids = Array.from(
    { length: total },
    (_, place) => papers[place]?.id ?? (`not read yet ${place}` as PaperId),
  );
  return { ids, view, query: '' };
}

function firstLibrary({ state }: FirstScreen, coming: Promise<AppServices>): Library {
  return {
    state,
    version: -1,
    saveState: { kind: 'saved' },
    access: { kind: 'write' },
    savedSeq: 0,
    history: {},
    run() {
      throw new CommandRefused(
        'The library is still being read. Nothing was changed. Try again in a moment.',
      );
    },
    undo: async () => (await coming).library.undo(),
    redo: async () => (await coming).library.redo(),
    readAbstract: async paper => (await coming).library.readAbstract(paper),
    readAbstracts: async papers => (await coming).library.readAbstracts(papers),
    subscribe: () => () => undefined,
    settled: async () => (await coming).library.settled(),
    close: () => Promise.resolve(),
  };
}

function comingSearch(coming: Promise<AppServices>): SearchClient {
  const search = coming.then(services => services.search);
  const ready = search.then(each => each.ready);
  ready.catch(() => undefined);
  return {
    ready,
    follow: () => undefined,
    search: async request => (await search).search(request),
    find: async request => (await search).find(request),
    count: async requests => (await search).count(requests),
    explain: async (request, serial) => (await search).explain(request, serial),
    findSimilar: async papers => (await search).findSimilar(papers),
    close: () => undefined,
  };
}
