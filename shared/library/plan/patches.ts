import type { LibraryRows, LibraryState, TableName } from '../tables.ts';
import type { Patch, PutRows, RemoveRows, SetFields } from '../patch.ts';
import type { Paper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/ids.ts';
import { CommandRefused } from '../refused.ts';

/** Fields of a row, `null` to take one away. */
export type FieldsOf<T extends TableName> = SetFields<T>['fields'];

/** Rows new or replaced; no patch for no rows. */
export function put<T extends TableName>(table: T, rows: readonly LibraryRows[T][]): Patch[] {
  if (rows.length === 0) return [];
  return [{ kind: 'put', table, rows } as PutRows<TableName> as Patch];
}

/** Rows taken out; no patch for no rows. */
export function remove(table: TableName, ids: readonly string[]): Patch[] {
  if (ids.length === 0) return [];
  return [{ kind: 'remove', table, ids } as RemoveRows<TableName> as Patch];
}

/** The same fields on many rows; no patch for no rows. */
export function set<T extends TableName>(table: T, ids: readonly string[], fields: FieldsOf<T>): Patch[] {
  if (ids.length === 0) return [];
  return [{ kind: 'set', table, ids, fields } as unknown as SetFields<TableName> as Patch];
}

/** Fields that depend on the paper, as few `set` patches as there are different values. */
export function setEach(papers: Iterable<Paper>, fieldsFor: (paper: Paper) => FieldsOf<'papers'>): Patch[] {
  const groups = new Map<string, { ids: string[]; fields: FieldsOf<'papers'> }>();
  for (const paper of papers) {
    const fields = fieldsFor(paper);
    const key = JSON.stringify(fields);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ids: [paper.id], fields });
    else group.ids.push(paper.id);
  }
  return [...groups.values()].flatMap(({ ids, fields }) => set('papers', ids, fields));
}

/** The fields in which `after` differs from `before`, by value; empty when there are none. */
export function changedFields<T extends TableName>(
  before: LibraryRows[T],
  after: LibraryRows[T],
): FieldsOf<T> {
  const old = before as unknown as Record<string, unknown>;
  const now = after as unknown as Record<string, unknown>;
  const fields: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (old[name] === now[name] || JSON.stringify(old[name]) === JSON.stringify(now[name])) continue;
    fields[name] = now[name] ?? null;
  }
  return fields as FieldsOf<T>;
}

/** The papers named, each once; ids that are not in the library are passed over. */
export function papersNamed(state: LibraryState, ids: readonly PaperId[]): Paper[] {
  const papers = new Set<Paper>();
  for (const id of ids) {
    const paper = state.papers.get(id);
    if (paper !== undefined) papers.add(paper);
  }
  return [...papers];
}

/** The paper of that id, or a refusal. */
export function paperNamed(state: LibraryState, id: PaperId): Paper {
  const paper = state.papers.get(id);
  if (paper === undefined) throw new CommandRefused('This paper is no longer in the library.');
  return paper;
}

/** Longest name of a tag, a collection, a digest, a search. */
export const MAX_NAME_LENGTH = 200;

/** A name as stored: trimmed, runs of white space as one space; refused when nothing is left. */
export function cleanName(text: string, what: string): string {
  const name = text.replace(/\s+/gu, ' ').trim();
  if (name === '') throw new CommandRefused(`A ${what} needs a name.`);
  if (name.length > MAX_NAME_LENGTH) {
    throw new CommandRefused(`The name of a ${what} can have at most ${MAX_NAME_LENGTH} characters.`);
  }
  return name;
}

/** Refuses a name that another row of the table has, compared without regard to case. */
export function refuseNameInUse(
  rows: Iterable<{ readonly id: string; readonly name: string }>,
  id: string,
  name: string,
  what: string,
): void {
  for (const row of rows) {
    if (row.id !== id && row.name.toLowerCase() === name.toLowerCase()) {
      throw new CommandRefused(`There is already a ${what} called “${row.name}”. Choose another name.`);
    }
  }
}
