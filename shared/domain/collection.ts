import type { CitationKey, CollectionId, PaperId, SavedSearchId } from './ids.ts';
import type { View } from './view.ts';

/** A named set of papers chosen by the user. */
export interface Collection {
  readonly id: CollectionId;
  readonly name: string;
}

/** A query kept in the sidebar, with the view it was asked in. */
export interface SavedSearch {
  readonly id: SavedSearchId;
  readonly name: string;
  readonly query: string;
  readonly within: View;
}

/** Who holds, or once held, a citation key. Kept after a deletion so that a key is never given to another paper. */
export interface KeyHolder {
  /** The key in lower case. */
  readonly id: string;
  readonly key: CitationKey;
  readonly paper: PaperId;
  /** Earlier spellings of the same key, which differ in case only. */
  readonly spellings?: readonly CitationKey[];
  /** Set when the paper was removed while it had this key, so that it gets it back should it return. */
  readonly last?: true;
}
