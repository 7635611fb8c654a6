import { createContext, useContext } from 'react';
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
  readonly visible: VisiblePapers;
}

export const AppContext = createContext<AppServices | null>(null);

/** The library, the search and the host of this window. */
export function useApp(): AppServices {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp is used outside AppContext.');
  return app;
}
