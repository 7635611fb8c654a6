import type { LibraryRows, TableName } from './tables.ts';
import { APPEND_ONLY_TABLES } from './tables.ts';
import type { Patch, PutRows, RemoveRows, SetFields } from './patch.ts';

/** Any row of any table. */
export type Row = LibraryRows[TableName];
/** Fields of a `set` patch without their table's types. */
export type Fields = Readonly<Record<string, unknown>>;
/** Finds a row as it stood before the patch; undefined when there was none. */
export type RowLookup = (table: TableName, id: string) => Row | undefined;

/** The row with the fields set; `null` takes a field away. */
export function withFields<R extends Row>(row: R, fields: Fields): R {
  const changed: Record<string, unknown> = { ...row, ...fields };
  for (const name in fields) if (fields[name] === null) delete changed[name];
  return changed as unknown as R;
}

/**
 * The patches that take `patch` back, given the rows before it. A `set` over many rows is turned round into one `set`
 * per combination of earlier values. Tables that only grow are left as they are.
 */
export function invertPatch(patch: Patch, rowBefore: RowLookup): Patch[] {
  if (APPEND_ONLY_TABLES.includes(patch.table)) return [];
  switch (patch.kind) {
    case 'put':
      return restoreRows(
        patch.table,
        patch.rows.map(row => row.id),
        rowBefore,
      );
    case 'remove':
      return restoreRows(patch.table, patch.ids, rowBefore);
    case 'set':
      return restoreFields(patch, rowBefore);
  }
}

function restoreRows(table: TableName, ids: readonly string[], rowBefore: RowLookup): Patch[] {
  const rows: Row[] = [];
  const added: string[] = [];
  for (const id of new Set(ids)) {
    const row = rowBefore(table, id);
    if (row === undefined) added.push(id);
    else rows.push(row);
  }
  const patches: Patch[] = [];
  if (added.length > 0) patches.push({ kind: 'remove', table, ids: added } as RemoveRows<TableName> as Patch);
  if (rows.length > 0) patches.push({ kind: 'put', table, rows } as PutRows<TableName> as Patch);
  return patches;
}

function restoreFields(patch: Patch & { kind: 'set' }, rowBefore: RowLookup): Patch[] {
  const names = Object.keys(patch.fields);
  const groups = new Map<string, { ids: string[]; fields: Fields }>();
  for (const id of new Set(patch.ids)) {
    const row = rowBefore(patch.table, id);
    if (row === undefined) continue;
    const fields = fieldsOf(row, names);
    const key = groupKey(names, fields);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ids: [id], fields });
    else group.ids.push(id);
  }
  return [...groups.values()].map(
    ({ ids, fields }) =>
      ({ kind: 'set', table: patch.table, ids, fields }) as unknown as SetFields<TableName> as Patch,
  );
}

function fieldsOf(row: Row, names: readonly string[]): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of names) fields[name] = (row as unknown as Fields)[name] ?? null;
  return fields;
}

/** One string field, the common case in bulk edits, needs no serialising. */
function groupKey(names: readonly string[], fields: Fields): string {
  const only = names.length === 1 ? fields[names[0]!] : undefined;
  return typeof only === 'string' ? `"${only}` : JSON.stringify(fields);
}
