import * as v from 'valibot';
import { EXPORT_EXTENSIONS } from '../citation/format.ts';
import type { DigestId, DumpId } from '../domain/ids.ts';
import type { DigestHeader, DigestShape, ParsedListing, UnplacedLine } from '../digest-format/types.ts';
import type { ActionId } from '../actions/registry.ts';
import { isSafeFileName } from '../text/fileName.ts';
import { askedOutcome, type AskedCommand } from './asked.ts';
import { freshExportsCalls, type FreshExportsEvents, type FreshExportsResults } from './freshExportsApi.ts';
import { keysCalls, type KeysResults } from './keysApi.ts';
import { libraryCalls, type LibraryEvents, type LibraryResults } from './libraryApi.ts';
import { lookUpCalls, type LookUpResults } from './lookUpApi.ts';
import { watchCalls, type WatchEvents, type WatchResults } from './watchApi.ts';
import { MAX_EXPORT_LENGTH, MAX_LISTINGS_PER_CALL } from './limits.ts';

/** A file that can be read: held by the host under a ticket (dialog, command line, second instance). */
export interface OfferedFile {
  readonly ticket: string;
  /** Base name, for showing. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** Something the user named that gave no files, with the reason in words: a missing path, a folder without dumps. */
export interface RefusedPath {
  readonly name: string;
  readonly message: string;
}

export interface Offer {
  readonly files: readonly OfferedFile[];
  readonly refused: readonly RefusedPath[];
}

/** A digest of a read dump without its listings, which are fetched in portions by `dumps.listings`. */
export interface DigestOverview {
  readonly id: DigestId;
  readonly shape: DigestShape;
  readonly header: DigestHeader;
  readonly listingCount: number;
  readonly notUnderstood: readonly UnplacedLine[];
}

export interface ReadDump {
  readonly dump: DumpId;
  readonly file: string;
  readonly digests: readonly DigestOverview[];
}

export interface HostInfo {
  readonly host: 'electron' | 'loopback';
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly version: string;
  /** Where plain files (raw dumps) are kept; for showing only. */
  readonly dataFolder: string;
}

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));

const exportedFile = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(300), v.check(isSafeFileName, 'a plain file name')),
  text: v.pipe(v.string(), v.maxLength(MAX_EXPORT_LENGTH)),
});

/**
 * Every call the page can make, with the check of its arguments. The result types stand in `HostResults`. Both
 * transports, the dispatcher and the page's client are typed from these two.
 */
export const hostCalls = {
  /** Who serves the page. */
  'app.info': v.strictObject({}),
  /** Opens the system's dialog and offers what was chosen; `unsupported` on the loopback host, where the page has its own. */
  'dumps.choose': v.strictObject({ what: v.picklist(['files', 'folder']) }),
  /** Takes what the command line, a second instance or the system offered since the last call. */
  'dumps.offered': v.strictObject({}),
  /** Reads and parses one dump, and keeps its raw text. Files dropped on or pasted into the page come as bytes. */
  'dumps.read': v.union([
    v.strictObject({ ticket: name }),
    v.strictObject({ name, bytes: v.instance(Uint8Array) }),
  ]),
  /** A portion of the listings of one digest of a dump that was read or kept. */
  'dumps.listings': v.strictObject({
    dump: id,
    digest: id,
    from: index,
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_LISTINGS_PER_CALL)),
  }),
  /** Parses a kept raw dump again. */
  'dumps.reread': v.strictObject({ dump: id }),
  /**
   * Asks where an export goes (Electron's dialog): a file, or a folder to make a new one in. `unsupported` on the loopback
   * host, where the page has its own way.
   */
  'exports.begin': v.variant('as', [
    v.strictObject({
      as: v.literal('file'),
      suggestedName: name,
      extension: v.picklist(EXPORT_EXTENSIONS),
    }),
    v.strictObject({ as: v.literal('folder'), suggestedName: name }),
  ]),
  /** A portion of it: text of a file, or whole files of a folder, whose names differ. */
  'exports.write': v.union([
    v.strictObject({ begun: id, text: v.pipe(v.string(), v.maxLength(MAX_EXPORT_LENGTH)) }),
    v.strictObject({ begun: id, files: v.pipe(v.array(exportedFile), v.maxLength(1_000)) }),
  ]),
  /** Writes what came, whole or not at all. A file is replaced; a folder is always a new one. */
  'exports.finish': v.strictObject({ begun: id }),
  /** Forgets it; nothing was written. */
  'exports.abandon': v.strictObject({ begun: id }),
  /** Puts text on the clipboard; `unsupported` on the loopback host, where the page does it. */
  'clipboard.write': v.strictObject({ text: v.string() }),
  /** Takes the command that the command line asks the page to run; only the page that writes the library is given one. */
  'commands.take': v.strictObject({ session: id }),
  /** What became of it. */
  'commands.answer': v.strictObject({ session: id, id, outcome: askedOutcome }),
  /** Opens an https link in the user's browser. */
  'links.open': v.strictObject({ url: v.pipe(v.string(), v.maxLength(2_000)) }),
  /**
   * Throws away the databases that the browser keeps for the page's origin: the only way on when they can be neither
   * opened nor deleted any more. For a library whose files hold everything.
   */
  'browser.clear': v.strictObject({}),
  ...libraryCalls,
  ...keysCalls,
  ...lookUpCalls,
  ...freshExportsCalls,
  ...watchCalls,
} as const;

export type CallName = keyof typeof hostCalls;
export type CallArguments<C extends CallName> = v.InferOutput<(typeof hostCalls)[C]>;

/** What each call gives back. */
export interface HostResults
  extends LibraryResults, KeysResults, LookUpResults, FreshExportsResults, WatchResults {
  'app.info': HostInfo;
  'dumps.choose': Offer;
  'dumps.offered': Offer;
  'dumps.read': ReadDump;
  'dumps.listings': readonly ParsedListing[];
  'dumps.reread': ReadDump;
  /** Null when the user cancelled. */
  'exports.begin': { readonly begun: string } | null;
  'exports.write': null;
  /** The base name of what was written. */
  'exports.finish': { readonly name: string };
  'exports.abandon': null;
  'clipboard.write': null;
  'commands.take': { readonly id: string; readonly command: AskedCommand } | null;
  'commands.answer': null;
  'links.open': null;
  'browser.clear': null;
}

export type CallResult<C extends CallName> = HostResults[C];

/** What the host tells the page unasked. */
export interface HostEvents extends LibraryEvents, FreshExportsEvents, WatchEvents {
  /** There is something to take with `dumps.offered`. */
  'dumps.offered': Record<string, never>;
  /** The native menu asks for an action of the registry. */
  'action.run': { readonly action: ActionId };
  /** A second start asks the window to come forward. */
  'window.raise': Record<string, never>;
  /** There is something for this page to take with `commands.take`. */
  'commands.asked': { readonly session: string };
}

export type EventName = keyof HostEvents;
export type HostEvent = { [E in EventName]: { readonly name: E; readonly data: HostEvents[E] } }[EventName];

/** The services of the host, one function per call: what `dispatch` calls after checking the arguments. */
export type HostHandlers = {
  readonly [C in CallName]: (args: CallArguments<C>) => Promise<CallResult<C>>;
};
