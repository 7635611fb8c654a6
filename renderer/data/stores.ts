import type { TableName } from '../../shared/library/tables.ts';

/** Tables of the library whose rows are records of their own; all others stand in pages. */
export type RowTableName = Exclude<TableName, 'papers' | 'abstracts' | 'citationKeys'>;
const ROW_TABLES: readonly RowTableName[] = ['notes', 'digests', 'collections', 'savedSearches'];
/** Where all rows of the library are. */
export const STORES: readonly string[] = ['paperPages', 'abstractPages', 'keyPages', ...ROW_TABLES];
