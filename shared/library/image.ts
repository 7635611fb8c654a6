import type { LibraryRows, TableName } from './tables.ts';
import type { Patch } from './patch.ts';
import { withFields, type Fields, type Row } from './invert.ts';
import type { AllRowCounts } from './change.ts';

/** A whole state of the library, abstracts included, as plain maps by row id: what snapshots hold and journals replay into. */
export type LibraryImage = { readonly [T in TableName]: Map<string, LibraryRows[T]> };

export function emptyImage(): LibraryImage {
  return {
    papers: new Map(),
    abstracts: new Map(),
    notes: new Map(),
    digests: new Map(),
    collections: new Map(),
    savedSearches: new Map(),
    citationKeys: new Map(),
  };
}

/** Applies patches in order, in place. Rows that a `set` names but that don't exist are passed over. */
export function applyToImage(image: LibraryImage, patches: readonly Patch[]): void {
  for (const patch of patches) {
    const rows = image[patch.table] as Map<string, Row>;
    switch (patch.kind) {
      case 'put':
        for (const row of patch.rows) rows.set(row.id, row);
        break;
      case 'remove':
        for (const id of patch.ids) rows.delete(id);
        break;
      case 'set':
        for (const id of patch.ids) {
          const row = rows.get(id);
          if (row !== undefined) rows.set(id, withFields(row, patch.fields as Fields));
        }
    }
  }
}

export function countRows(image: LibraryImage): AllRowCounts {
  return {
    papers: image.papers.size,
    abstracts: image.abstracts.size,
    notes: image.notes.size,
    digests: image.digests.size,
    collections: image.collections.size,
    savedSearches: image.savedSearches.size,
    citationKeys: image.citationKeys.size,
  };
}
