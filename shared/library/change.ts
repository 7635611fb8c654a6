import type { DeviceId, Timestamp } from '../domain/ids.ts';
import type { CommandName } from './command.ts';
import type { Patch } from './patch.ts';
import type { LightTableName, TableName } from './tables.ts';

/** How many rows each light table holds. */
export type RowCounts = { readonly [T in LightTableName]: number };

/** How many rows each table holds, abstracts included. */
export type AllRowCounts = { readonly [T in TableName]: number };

/** One change of the library as the page hands it over to be journalled. JSON-safe; replaying it needs nothing else. */
export interface Change {
  /** 1, 2, 3 … without gaps through the whole life of a library. */
  readonly seq: number;
  readonly name: CommandName | 'undo' | 'redo';
  /** What was done, in the past tense, as the user was told. */
  readonly label: string;
  /** Changes of one group are one step of undo. */
  readonly group?: string;
  readonly at: Timestamp;
  /** Every row that existed is changed by a `set` that names the fields; whole rows are put only where there was none. */
  readonly patches: readonly Patch[];
  /** The light tables after the change. */
  readonly counts: RowCounts;
  readonly nextSerial: number;
}

/**
 * A change as it stands in the journal: stamped so that libraries of several devices can be merged one day, field by
 * field, the last writer winning.
 */
export interface ChangeRecord extends Change {
  readonly device: DeviceId;
  /** Counts this device's changes: 1, 2, 3 … */
  readonly counter: number;
  /**
   * Hybrid logical clock: milliseconds in 12 hexadecimal digits, `-`, a counter in 4. Never goes back, whatever the
   * machine's clock does; compared as text.
   */
  readonly clock: string;
}
