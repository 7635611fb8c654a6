import { useCallback, useSyncExternalStore } from 'react';
import type { Paper } from '../../shared/domain/paper.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { LibraryCounts } from '../../shared/library/counts.ts';
import type { Library, SaveState } from '../data/types.ts';
import { Pace } from './paced.ts';
import { useApp } from './useApp.ts';

/** The views of a library hear of it together, and of an import now and then. */
const views = new WeakMap<Library, Set<() => void>>();

function followLibrary(library: Library, listener: () => void): () => void {
  let listeners = views.get(library);
  if (listeners === undefined) {
    const all = (listeners = new Set());
    views.set(library, all);
    const pace = new Pace(() => {
      for (const tell of [...all]) tell();
    });
    library.subscribe(change => pace.tell(change));
  }
  const own = listeners;
  own.add(listener);
  return () => own.delete(listener);
}

function useLibraryValue<T>(read: (library: Library) => T): T {
  const { library } = useApp();
  const subscribe = useCallback((listener: () => void) => followLibrary(library, listener), [library]);
  return useSyncExternalStore(subscribe, () => read(library));
}

/** Counts up with every change of the library's rows. */
export function useLibraryVersion(): number {
  return useLibraryValue(library => library.version);
}

/** A paper's row, or undefined; renders again only when that row changes. */
export function usePaper(id: PaperId | null): Paper | undefined {
  return useLibraryValue(library => (id === null ? undefined : library.state.papers.get(id)));
}

/** The live counts; renders again after every change. */
export function useCounts(): LibraryCounts {
  useLibraryVersion();
  return useApp().library.state.counts;
}

/** Whether everything is on the disk. */
export function useSaveState(): SaveState {
  return useLibraryValue(library => library.saveState);
}
