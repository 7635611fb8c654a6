import { createContext, useContext } from 'react';
import type { Finding } from '../../shared/host/libraryApi.ts';
import type { SnapshotInfo } from '../../shared/library/snapshot.ts';
import type { Library } from '../data/types.ts';
import type { HostClient } from '../host/types.ts';
import type { SearchClient } from '../search/types.ts';
import type { VisiblePapers } from './visiblePapers.ts';

/** Everything the views work with, made once by the composition root. */
export interface AppServices {
  readonly library: Library;
  readonly search: SearchClient;
  readonly host: HostClient;
  /** The list of the current view, also for code outside React. */
  /** What the start found, or the files showed since, that the user should be told once. */
  readonly findings: readonly Finding[];
  /** Shows a snapshot in place of the live library, read-only; `backToNow` shows the live one again. */
  readonly openSnapshot: (snapshot: SnapshotInfo) => void;
  readonly backToNow: () => void;
  readonly visible: VisiblePapers;
}

export const AppContext = createContext<AppServices | null>(null);

/** The library, the search and the host of this window. */
export function useApp(): AppServices {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp is used outside AppContext.');
  return app;
}
