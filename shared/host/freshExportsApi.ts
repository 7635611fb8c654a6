import * as v from 'valibot';
import { EXPORT_EXTENSIONS } from '../citation/format.ts';
import type { Timestamp } from '../domain/ids.ts';
import { viewSchema } from '../library/schemas.ts';
import { MAX_FRESH_PORTION } from './limits.ts';

/** Whose papers are in the file: those of a place of the sidebar, or what a query finds there. Empty query: all. */
export const freshSource = v.strictObject({
  view: viewSchema,
  query: v.pipe(v.string(), v.maxLength(10_000)),
});
export type FreshSource = v.InferOutput<typeof freshSource>;

/** Why a file is not kept fresh at the moment. */
export type PauseReason =
  /** The user wants it so. Every other pause ends by itself once its reason is gone. */
  | 'byUser'
  /** Its content is neither what was written last nor what the user let be replaced. */
  | 'edited'
  | 'folderMissing'
  | 'notWritable'
  | 'diskFull'
  | 'inDataFolder'
  | 'tooLarge'
  /** The digest, collection or saved search it was tied to is no longer in the library. */
  | 'sourceGone'
  /** The papers could not be found or written down. */
  | 'failed';

/** How a kept file stands. */
export type FreshState =
  /** Nothing was written yet. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'fresh' }
  /** `message`: what is wrong, what was kept, what to do. */
  | { readonly kind: 'paused'; readonly reason: PauseReason; readonly message: string };

/** A file that is rewritten when what it holds changes. */
export interface FreshExport {
  readonly id: string;
  /** Base name of the file, and its whole path; for showing. */
  readonly name: string;
  readonly path: string;
  /** What its papers were called when it was tied: "Starred". */
  readonly title: string;
  readonly source: FreshSource;
  /** Id of a format that makes one text; its options by name. */
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
  /** When the file was last written. */
  readonly written?: Timestamp;
  readonly state: FreshState;
}

/** Where a file is to be. */
export type PlaceAnswer =
  | { readonly kind: 'done'; readonly export: FreshExport }
  /** There is a file of that name already; nothing was changed. */
  | { readonly kind: 'exists'; readonly name: string }
  | { readonly kind: 'cancelled' };

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const word = v.pipe(v.string(), v.maxLength(200));
/** Electron asks with its own dialog and takes no path from a page; where there is no dialog the user types one. */
const place = v.variant('how', [
  v.strictObject({ how: v.literal('ask'), suggestedName: name }),
  v.strictObject({
    how: v.literal('typed'),
    path: v.pipe(v.string(), v.minLength(1), v.maxLength(4_000)),
    ifThere: v.picklist(['refuse', 'replace']),
  }),
]);

/** Calls about files that are kept fresh. The list belongs to this machine and to the library that is open. */
export const freshExportsCalls = {
  /** All of them, as they stand: what others did to the files since is noticed. */
  'freshExports.list': v.strictObject({}),
  /** Ties a file. Fails with `badArguments` for a place that can't be, in words. */
  'freshExports.tie': v.strictObject({
    source: freshSource,
    title: name,
    format: word,
    options: v.record(word, word),
    extension: v.picklist(EXPORT_EXTENSIONS),
    place,
  }),
  /** Ties it to another file; the old one stays as it is. */
  'freshExports.move': v.strictObject({ id, place }),
  'freshExports.pause': v.strictObject({ id }),
  /** Goes on; `replace` also where somebody else edited the file since, and only if it still holds what they wrote. */
  'freshExports.resume': v.strictObject({ id, ifEdited: v.picklist(['keep', 'replace']) }),
  /** Forgets it; the file stays. */
  'freshExports.stop': v.strictObject({ id }),
  /** Takes back the last `freshExports.stop` of it. */
  'freshExports.tieAgain': v.strictObject({ id }),
  /** Shows the file in the system's file manager; `unsupported` on the loopback host. */
  'freshExports.show': v.strictObject({ id }),
  /**
   * Tells the SHA-256 of what the file is to hold, in UTF-8. Answers whether the text itself is wanted: not when the file
   * holds it already, and not while it is paused. Only from the page that writes the library (`notTheWriter`).
   */
  'freshExports.offer': v.strictObject({ session: id, id, hash }),
  /** A portion of the text. */
  'freshExports.write': v.strictObject({
    session: id,
    begun: id,
    text: v.pipe(v.string(), v.maxLength(MAX_FRESH_PORTION)),
  }),
  /** Writes what came, whole or not at all; what goes wrong is the state it answers. */
  'freshExports.finish': v.strictObject({ session: id, begun: id }),
  /** The page can't say what the file is to hold. The file stays as it is. */
  'freshExports.hold': v.strictObject({
    session: id,
    id,
    reason: v.picklist(['sourceGone', 'tooLarge', 'failed']),
    message: v.pipe(v.string(), v.maxLength(2_000)),
  }),
} as const;

export interface FreshExportsResults {
  'freshExports.list': readonly FreshExport[];
  'freshExports.tie': PlaceAnswer;
  'freshExports.move': PlaceAnswer;
  'freshExports.pause': null;
  'freshExports.resume': null;
  'freshExports.stop': null;
  'freshExports.tieAgain': null;
  'freshExports.show': null;
  'freshExports.offer': { readonly want: 'text'; readonly begun: string } | { readonly want: 'nothing' };
  'freshExports.write': null;
  'freshExports.finish': null;
  'freshExports.hold': null;
}

export interface FreshExportsEvents {
  /** Something of the list is different now; `refresh` also asks the page that writes to look at the files again. */
  'freshExports.changed': { readonly look: 'list' | 'refresh' };
}
