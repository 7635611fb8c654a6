import * as v from 'valibot';
import { READING_STATUSES } from '../domain/paper.ts';

/** What papers can be marked as from the command line. */
export const MARKS = [...READING_STATUSES, 'starred', 'unstarred'] as const;
export type Mark = (typeof MARKS)[number];

/** Longest note that the command line writes, in characters. */
export const MAX_ASKED_NOTE_LENGTH = 1024 * 1024;
/** More papers or dumps than this are not named in one command. */
const MAX_ASKED_NAMES = 100_000;

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));

/**
 * What the command line asks whoever writes the library to do. Papers are named as people name them (`findPaper`); a
 * dump's text is kept already when its import is asked for.
 */
export const askedCommand = v.variant('name', [
  v.strictObject({
    name: v.literal('import'),
    dumps: v.pipe(v.array(v.strictObject({ dump: id, file: name })), v.maxLength(MAX_ASKED_NAMES)),
  }),
  v.strictObject({
    name: v.literal('mark'),
    papers: v.pipe(v.array(name), v.maxLength(MAX_ASKED_NAMES)),
    as: v.pipe(v.array(v.picklist(MARKS)), v.minLength(1), v.maxLength(MARKS.length)),
  }),
  v.strictObject({
    name: v.literal('note'),
    paper: name,
    /** `write` puts the text in place of what is there; an empty one removes the note. */
    how: v.picklist(['write', 'append']),
    text: v.pipe(v.string(), v.maxLength(MAX_ASKED_NOTE_LENGTH)),
  }),
]);
export type AskedCommand = v.InferOutput<typeof askedCommand>;

const digestReport = v.strictObject({
  dump: id,
  digest: v.string(),
  /** As the user sees it. */
  name: v.string(),
  papers: v.number(),
  /** Papers that were not in the library before. */
  new: v.number(),
  notUnderstood: v.number(),
  /** Set when the digest was in the library already: when it came. */
  importedBefore: v.optional(v.number()),
});

/** What one digest of an import brought. */
export type AskedDigest = v.InferOutput<typeof digestReport>;

/** What became of a command. Everything that is told as done is on the disk. */
export const askedOutcome = v.variant('kind', [
  v.strictObject({
    kind: v.literal('done'),
    /** What was done, in the past tense. */
    label: v.string(),
    changed: v.boolean(),
    digests: v.optional(v.array(digestReport)),
    /** Dumps that could not be imported, with the reason. */
    failed: v.optional(v.array(v.strictObject({ dump: id, message: v.string() }))),
  }),
  /** Names that no paper has; nothing was done. */
  v.strictObject({ kind: v.literal('noSuchPaper'), names: v.array(v.string()) }),
  /** The reason in words. */
  v.strictObject({ kind: v.literal('refused'), message: v.string() }),
]);
export type AskedOutcome = v.InferOutput<typeof askedOutcome>;
