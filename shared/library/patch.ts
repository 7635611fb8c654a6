import type { LibraryRows, TableName } from './tables.ts';

/**
 * A change to rows as a plain value: JSON-safe, replayable, invertible. A command is planned into patches; the patches
 * are what is applied to memory and to the database, what is journalled, and what undo turns round.
 */
export type Patch = { [T in TableName]: PutRows<T> | RemoveRows<T> | SetFields<T> }[TableName];

/** Rows new or replaced whole. */
export interface PutRows<T extends TableName> {
  readonly kind: 'put';
  readonly table: T;
  readonly rows: readonly LibraryRows[T][];
}

export interface RemoveRows<T extends TableName> {
  readonly kind: 'remove';
  readonly table: T;
  readonly ids: readonly string[];
}

/** The same fields set on many rows; `null` takes an optional field away. Rows that don't exist are passed over. */
export interface SetFields<T extends TableName> {
  readonly kind: 'set';
  readonly table: T;
  readonly ids: readonly string[];
  readonly fields: { readonly [F in keyof LibraryRows[T]]?: LibraryRows[T][F] | null };
}
