import type { Finding } from '../shared/host/libraryApi.ts';
import type { Library } from './data/types.ts';
import type { AppServices } from './hooks/useApp.ts';
import { loadKeyPattern } from './hooks/keyPattern.ts';
import { createVisiblePapers } from './hooks/visiblePapers.ts';
import type { HostClient } from './host/types.ts';
import { createSearchClient } from './search/client.ts';
import { startSearchWorker, type WorkerAhead } from './search/startWorker.ts';
import type { SearchClient, SearchSource } from './search/types.ts';

/** What the services of a library are made of. */
export interface ServiceParts extends Pick<AppServices, 'openSnapshot' | 'backToNow'> {
  readonly host: HostClient;
  readonly library: Library;
  readonly from: SearchSource;
  readonly findings: readonly Finding[];
  /** A search worker that was started ahead. */
  readonly searchWorker?: WorkerAhead | undefined;
}

/** Everything the views work with, for the live library or for a copy of it. */
export function createServices({ library, from, searchWorker, ...others }: ServiceParts): AppServices {
  void loadKeyPattern(others.host);
  let started = searchWorker;
  const startWorker = () => {
    const worker = started?.take() ?? startSearchWorker();
    started = undefined;
    return worker;
  };
  const search = createSearchClient({ from, startWorker });
  // Before the list, so that the index knows a change when the list asks it.
  library.subscribe(change => change && search.follow(change));
  forgetStored(library, search);
  return { ...others, library, search, visible: createVisiblePapers(library, search) };
}

/** The search remembers changes with all their rows until they are in the database. */
function forgetStored(library: Library, search: SearchClient): void {
  let waiting: Promise<void> | undefined;
  const forget = () => search.forget(library.storedVersion);
  library.subscribe(change => {
    if (change === undefined) return;
    forget();
    // After the last change of many there is no next one.
    waiting ??= library.settled().then(() => {
      waiting = undefined;
      forget();
    });
  });
}

/** Lets go of what is behind the views; the library itself is closed by who opened it. */
export function closeServices({ visible, search }: AppServices): void {
  visible.close();
  search.close();
}
