import { create } from 'zustand';
import type { SimilarPapers } from '../../search/types.ts';
import type { ImportReport } from './report.ts';
import type { ImportProgress } from './types.ts';

/** The import that is going on, and the report of the last one that is over. */
interface ImportStore {
  readonly progress: ImportProgress | null;
  readonly report: ImportReport | null;
  /** Pairs with nearly equal titles, of which one at least came in with the last import. */
  readonly similar: readonly SimilarPapers[];
  /** What "Undo import" did, in words; null as long as it wasn't used. */
  readonly undone: string | null;
  /** Why there is no snapshot of the library before the import, in words; null when there is. */
  readonly warning: string | null;
}

const EMPTY: ImportStore = { progress: null, report: null, similar: [], undone: null, warning: null };

/** Kept apart from the sheet, so that the last report can be opened again. */
export const useImportStore = create<ImportStore>()(() => EMPTY);
