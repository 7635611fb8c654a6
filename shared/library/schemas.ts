import * as v from 'valibot';
import type { Change } from './change.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from './tables.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const row = v.looseObject({ id: v.string() });
const table = v.picklist(TABLE_NAMES);
const ids = v.array(v.string());

/** The check of a patch that comes from outside: from a page, a journal, a snapshot or a backup. */
export const patchSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('put'), table, rows: v.array(row) }),
  v.strictObject({ kind: v.literal('remove'), table, ids }),
  v.strictObject({ kind: v.literal('set'), table, ids, fields: v.record(v.string(), v.unknown()) }),
]);

/** The check of a change. */
export const changeSchema = v.pipe(
  v.strictObject({
    seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
    name: v.string(),
    label: v.string(),
    group: v.optional(v.string()),
    at: v.number(),
    patches: v.array(patchSchema),
    counts: v.strictObject({
      papers: count,
      notes: count,
      digests: count,
      collections: count,
      savedSearches: count,
      citationKeys: count,
    }),
    nextSerial: count,
  }),
  v.transform(change => change as unknown as Change),
);

/** Rows of one table. */
export type TableRows = {
  [T in TableName]: { readonly table: T; readonly rows: readonly LibraryRows[T][] };
}[TableName];

/** The check of rows of one table. */
export const rowsSchema = v.pipe(
  v.strictObject({ table, rows: v.array(row) }),
  v.transform(given => given as unknown as TableRows),
);
