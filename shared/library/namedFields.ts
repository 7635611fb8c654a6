import { withFields, type Fields, type Row, type RowLookup } from './invert.ts';
import type { Patch, PutRows, SetFields } from './patch.ts';
import { sameValue } from './sameValue.ts';
import type { TableName } from './tables.ts';

/**
 * The same change, with rows that exist no longer put whole: only the fields that differ are set, named, grouped where
 * they are equal. So a journal tells what was changed, and changes of several devices can be merged field by field one
 * day. `rowBefore` finds rows as they are before the first patch. Abstracts, which a page does not hold, are put as ever.
 */
export function namedFields(patches: readonly Patch[], rowBefore: RowLookup): Patch[] {
  const rows = new RowsAmidPatches(rowBefore);
  const last = patches.findLastIndex(putsWhole);
  return patches.flatMap((patch, place) => {
    const named = putsWhole(patch) ? nameFields(patch, rows) : [patch];
    // Nobody looks at the rows after the last patch that puts some: it can be of the whole library.
    if (place < last) rows.apply(patch);
    return named;
  });
}

function putsWhole(patch: Patch): patch is Patch & { kind: 'put' } {
  return patch.kind === 'put' && patch.table !== 'abstracts';
}

function nameFields(patch: Patch & { kind: 'put' }, rows: RowsAmidPatches): Patch[] {
  const { table } = patch;
  const added: Row[] = [];
  const groups = new Map<string, { ids: string[]; fields: Fields }>();
  // Of a row that is put twice, the last counts.
  for (const row of new Map(patch.rows.map(each => [each.id as string, each as Row])).values()) {
    const before = rows.find(table, row.id);
    if (before === undefined) {
      added.push(row);
      continue;
    }
    const fields = differingFields(before, row);
    if (Object.keys(fields).length === 0) continue;
    const key = JSON.stringify(fields);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ids: [row.id], fields });
    else group.ids.push(row.id);
  }
  return [
    ...(added.length > 0 ? [{ kind: 'put', table, rows: added } as PutRows<TableName> as Patch] : []),
    ...[...groups.values()].map(
      ({ ids, fields }) => ({ kind: 'set', table, ids, fields }) as unknown as SetFields<TableName> as Patch,
    ),
  ];
}

/** The fields in which `after` differs, `null` for those that it lacks, in the order of their names. */
function differingFields(before: Row, after: Row): Fields {
  const [old, now] = [before as unknown as Fields, after as unknown as Fields];
  const fields: Record<string, unknown> = {};
  for (const name of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
    if (!sameValue(old[name], now[name])) fields[name] = now[name] ?? null;
  }
  return fields;
}

/** Rows as they are after some of the patches. */
class RowsAmidPatches {
  readonly #before: RowLookup;
  readonly #changed = new Map<TableName, Map<string, Row | undefined>>();

  constructor(before: RowLookup) {
    this.#before = before;
  }

  find(table: TableName, id: string): Row | undefined {
    const changed = this.#changed.get(table);
    return changed?.has(id) ? changed.get(id) : this.#before(table, id);
  }

  apply(patch: Patch): void {
    const { table } = patch;
    const changed = this.#changed.get(table) ?? new Map<string, Row | undefined>();
    this.#changed.set(table, changed);
    switch (patch.kind) {
      case 'put':
        for (const row of patch.rows) changed.set(row.id, row);
        break;
      case 'remove':
        for (const id of patch.ids) changed.set(id, undefined);
        break;
      case 'set':
        for (const id of patch.ids) {
          const row = this.find(table, id);
          if (row !== undefined) changed.set(id, withFields(row, patch.fields as Fields));
        }
    }
  }
}
