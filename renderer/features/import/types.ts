import type { DigestId, ImportId, Timestamp } from '../../../shared/domain/ids.ts';
import type { OfferedFile, RefusedPath } from '../../../shared/host/api.ts';

/** Something to be imported: a file the host holds, a file given to the page, or a text. */
export type ImportSource =
  | { readonly kind: 'offered'; readonly file: OfferedFile }
  /** `name` carries the folder it was dropped in, when there is one: "week 3/monday.txt". */
  | { readonly kind: 'file'; readonly file: File; readonly name: string }
  | { readonly kind: 'text'; readonly name: string; readonly text: string };

/** What was chosen, dropped, pasted or offered: what to import, and what can't be, with the reason. */
export interface Gathered {
  readonly sources: readonly ImportSource[];
  readonly refused: readonly RefusedPath[];
}

/** One digest that came in, or that was there already. */
export interface BroughtDigest {
  readonly id: DigestId;
  readonly file: string;
  /** When it had been imported before, if it had: then it added nothing. */
  readonly importedBefore?: Timestamp;
}

/** True if the digest came in with this import. */
export function isFresh(digest: BroughtDigest): boolean {
  return digest.importedBefore === undefined;
}

export type ItemProgress =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'listings'; readonly done: number; readonly of: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** One source on its way in. `digests` holds what is already in, whatever became of the rest. */
export interface ImportItem {
  readonly name: string;
  readonly progress: ItemProgress;
  readonly digests: readonly BroughtDigest[];
}

/** An import as it stands: running, or over. */
export interface ImportProgress {
  readonly id: ImportId;
  readonly phase: 'running' | 'cancelling' | 'over';
  readonly items: readonly ImportItem[];
  readonly refused: readonly RefusedPath[];
}
