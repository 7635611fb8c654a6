import { useCallback, useSyncExternalStore } from 'react';
import type { Paper } from '../../shared/domain/paper.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import type { LibraryCounts } from '../../shared/library/counts.ts';
import type { TableName } from '../../shared/library/tables.ts';
import type { Library, LibraryChange, SaveState } from '../data/types.ts';
import { Pace } from './paced.ts';
import { useApp } from './useApp.ts';

/** The views of a library hear of it together, and of an import now and then. */
class Views {
  readonly listeners = new Set<() => void>();
  /** Counts up with every change of a table. */
  readonly #versions = new Map<TableName, number>();

  constructor(library: Library) {
    const pace = new Pace(() => {
      for (const tell of [...this.listeners]) tell();
    });
    library.subscribe(change => {
      if (change) this.#count(change);
      pace.tell(change);
    });
  }

  version(table: TableName): number {
    return this.#versions.get(table) ?? 0;
  }

  #count({ patches }: LibraryChange): void {
    for (const { table } of patches) this.#versions.set(table, (this.#versions.get(table) ?? 0) + 1);
  }
}

const viewsOf = new WeakMap<Library, Views>();

function followLibrary(library: Library): Views {
  let views = viewsOf.get(library);
  if (views === undefined) viewsOf.set(library, (views = new Views(library)));
  return views;
}

/** Something of the library that can be compared; renders again only when it is another. */
export function useLibraryValue<T>(read: (library: Library) => T): T {
  const { library } = useApp();
  const subscribe = useCallback(
    (listener: () => void) => {
      const { listeners } = followLibrary(library);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [library],
  );
  return useSyncExternalStore(subscribe, () => read(library));
}

/** Counts up with every change of the library's rows. */
export function useLibraryVersion(): number {
  return useLibraryValue(library => library.version);
}

/** Counts up with every change of a table's rows, which are changed in place. */
export function useTableVersion(table: TableName): number {
  return useLibraryValue(library => followLibrary(library).version(table));
}

/** A paper's row, or undefined; renders again only when that row changes. */
export function usePaper(id: PaperId | null): Paper | undefined {
  return useLibraryValue(library => (id === null ? undefined : library.state.papers.get(id)));
}

/** One of the live counts; renders again only when it is another. */
export function useCount(read: (counts: LibraryCounts) => number): number {
  return useLibraryValue(library => read(library.state.counts));
}

/** All live counts; renders again after every change. */
export function useCounts(): LibraryCounts {
  useLibraryVersion();
  return useApp().library.state.counts;
}

/** Whether everything is on the disk. */
export function useSaveState(): SaveState {
  return useLibraryValue(library => library.saveState);
}
