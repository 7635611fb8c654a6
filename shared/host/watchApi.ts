import * as v from 'valibot';
import type { Timestamp } from '../domain/ids.ts';

/** A file of a watched folder that brought nothing, with the reason in words. */
export interface WatchNote {
  readonly file: string;
  readonly message: string;
  readonly at: Timestamp;
}

/** How a watched folder stands. */
export type WatchState =
  | { readonly kind: 'watching' }
  /** It is looked for every half minute. */
  | { readonly kind: 'missing' }
  /** `message`: what is wrong, and what to do. */
  | { readonly kind: 'trouble'; readonly message: string };

/** A folder whose new dumps are imported. */
export interface WatchedFolder {
  readonly id: string;
  /** Base name, and the whole path; for showing. */
  readonly name: string;
  readonly path: string;
  readonly state: WatchState;
  /** Files that were there before it was watched, and were left alone. */
  readonly before: number;
  /** Dumps imported from it so far, and when the last one came. */
  readonly imported: number;
  readonly last?: Timestamp;
  /** Newest first. */
  readonly notes: readonly WatchNote[];
}

/** A dump that is new in a watched folder: read, and its text kept. */
export interface FoundDump {
  readonly dump: string;
  readonly file: string;
}

/** New dumps for the page to import, all in one. */
export interface FoundDumps {
  readonly batch: string;
  /** Names of the folders they were found in. */
  readonly folders: readonly string[];
  readonly dumps: readonly FoundDump[];
}

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const message = v.pipe(v.string(), v.maxLength(10_000));

/** Calls about watched folders. They belong to this machine and to the library that is open. */
export const watchCalls = {
  'watch.list': v.strictObject({}),
  /**
   * Watches one more folder. `folder` null asks with Electron's dialog; a path is taken where there is no dialog. Null
   * when the user cancels. Fails with `badArguments`, in words, for what can't be watched.
   */
  'watch.add': v.strictObject({
    folder: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(4_000))),
  }),
  /** Takes the files that were there before as new ones. */
  'watch.includeBefore': v.strictObject({ id }),
  /** Watches it no more. What was imported stays. */
  'watch.remove': v.strictObject({ id }),
  /** Takes back the last `watch.remove` of it. */
  'watch.putBack': v.strictObject({ id }),
  /**
   * The dumps that are new, complete and readable; null when there are none. Only for the page that writes the library
   * (`notTheWriter`). They are offered again unless `watch.done` follows.
   */
  'watch.take': v.strictObject({ session: id }),
  /** What became of them. They are not offered again, whatever is done to the library later. */
  'watch.done': v.strictObject({
    session: id,
    batch: id,
    failed: v.array(v.strictObject({ dump: id, message })),
  }),
} as const;

export interface WatchResults {
  'watch.list': readonly WatchedFolder[];
  'watch.add': WatchedFolder | null;
  'watch.includeBefore': null;
  'watch.remove': null;
  'watch.putBack': null;
  'watch.take': FoundDumps | null;
  'watch.done': null;
}

export interface WatchEvents {
  /** There is something to take with `watch.take`. */
  'watch.found': Record<string, never>;
  /** Something of the list is different now. */
  'watch.changed': Record<string, never>;
}
