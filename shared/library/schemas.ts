import * as v from 'valibot';
import type { Collection, KeyHolder, SavedSearch } from '../domain/collection.ts';
import type { Digest } from '../domain/digest.ts';
import { READING_STATUSES, type Abstract, type Note, type Paper } from '../domain/paper.ts';
import type { View } from '../domain/view.ts';
import { DETAIL_NAMES } from '../domain/details.ts';
import { FILE_SHAPES, type DigestShape } from '../digest-format/types.ts';
import type { YearSource } from '../domain/issued.ts';
import type { Change } from './change.ts';
import type { CommandName } from './command.ts';
import type { Patch } from './patch.ts';
import type { SentChange } from './sentChange.ts';
import { TABLE_NAMES, type LibraryRows, type TableName } from './tables.ts';

/** Longest text that came out of a dump or that the user wrote, in characters: more than the largest dump has. */
const MAX_TEXT_LENGTH = 128 * 1024 * 1024;
/** Longest name, tag or query, in characters. */
const MAX_NAME_LENGTH = 10_000;
const MAX_ID_LENGTH = 1_000;
/** Last millisecond that `Date` knows. */
const MAX_TIME = 8.64e15;

type Check<T = unknown> = v.GenericSchema<unknown, T>;

const textOf = (maxLength: number): Check<string> =>
  v.custom<string>(
    input => typeof input === 'string' && input.length <= maxLength,
    `Expected text of at most ${maxLength} characters`,
  );
const wholeFrom = (least: number, most = Number.MAX_SAFE_INTEGER): Check<number> =>
  v.custom<number>(
    input => Number.isSafeInteger(input) && (input as number) >= least && (input as number) <= most,
    `Expected a whole number from ${least} to ${most}`,
  );

const text = textOf(MAX_TEXT_LENGTH);
const name = textOf(MAX_NAME_LENGTH);
const flag = v.boolean();
const count = wholeFrom(0);
const time: Check<number> = v.custom<number>(
  input => typeof input === 'number' && Math.abs(input) <= MAX_TIME,
  'Expected a time in milliseconds',
);
/** Ids become keys of objects here and there; these three would reach an object's prototype. */
const id: Check<string> = v.custom<string>(
  input =>
    typeof input === 'string' &&
    input.length > 0 &&
    input.length <= MAX_ID_LENGTH &&
    input !== '__proto__' &&
    input !== 'constructor' &&
    input !== 'prototype',
  'Expected an id',
);
/** Citation keys are words like any other, and looked up in maps only. */
const keyText: Check<string> = v.custom<string>(
  input =>
    typeof input === 'string' && input.length > 0 && input.length <= MAX_ID_LENGTH && input !== '__proto__',
  'Expected a citation key',
);
const ids = v.array(id);
const status = v.picklist(READING_STATUSES);

const printedDate = v.strictObject({
  year: v.optional(wholeFrom(0, 99_999)),
  month: wholeFrom(1, 12),
  day: wholeFrom(1, 31),
});
const YEAR_SOURCES: readonly YearSource[] = ['written', 'inferred', 'chosen', 'unknown'];
const yearSource = v.picklist(YEAR_SOURCES);
const partialDate = v.strictObject({
  year: v.optional(wholeFrom(0, 99_999)),
  month: v.optional(wholeFrom(1, 12)),
  day: v.optional(wholeFrom(1, 31)),
});
const issued = v.strictObject({ ...partialDate.entries, yearSource });
const listedDate = v.strictObject({
  ...partialDate.entries,
  yearSource: v.optional(v.picklist(['inferred', 'chosen'])),
});
const authors = v.array(
  v.union([v.strictObject({ family: text, given: v.optional(text) }), v.strictObject({ literal: text })]),
);
const origin = v.strictObject({
  kind: v.picklist(['file', 'lookUp', 'hand']),
  from: v.optional(text),
  at: time,
});
const origins = v.strictObject(Object.fromEntries(DETAIL_NAMES.map(detail => [detail, v.optional(origin)])));
const digestYear = v.strictObject({
  year: v.optional(wholeFrom(0, 99_999)),
  source: yearSource,
  evidence: name,
});
const brought = v.strictObject({
  starred: v.optional(v.literal(true)),
  tags: v.optional(v.array(name)),
  collections: v.optional(ids),
  note: v.optional(v.literal(true)),
});
const listing = v.strictObject({
  digest: id,
  rank: wholeFrom(1),
  title: v.optional(text),
  authorCount: v.optional(count),
  organisation: v.optional(text),
  issued: v.optional(listedDate),
  commentCount: v.optional(count),
  upvotes: v.optional(wholeFrom(Number.MIN_SAFE_INTEGER)),
  submitter: v.optional(text),
  brought: v.optional(brought),
});
const SHAPES: readonly DigestShape[] = ['search-compact', 'daily-details', 'daily-plain', ...FILE_SHAPES];
const header = v.strictObject({ date: v.optional(printedDate), lines: v.array(text) });
const unplaced = v.strictObject({ line: wholeFrom(1), text, reason: v.optional(text) });

const VIEWS = {
  status: v.strictObject({ kind: v.literal('status'), status }),
  starred: v.strictObject({ kind: v.literal('starred') }),
  all: v.strictObject({ kind: v.literal('all') }),
  digest: v.strictObject({ kind: v.literal('digest'), digest: id, show: v.picklist(['all', 'new']) }),
  tag: v.strictObject({ kind: v.literal('tag'), tag: name }),
  collection: v.strictObject({ kind: v.literal('collection'), collection: id }),
  savedSearch: v.strictObject({ kind: v.literal('savedSearch'), search: id }),
} satisfies Record<View['kind'], Check>;
/** A place of the sidebar. */
export const viewSchema = v.variant('kind', [
  VIEWS.status,
  VIEWS.starred,
  VIEWS.all,
  VIEWS.digest,
  VIEWS.tag,
  VIEWS.collection,
  VIEWS.savedSearch,
]);

type OptionalField<R> = { [F in keyof R]-?: object extends Pick<R, F> ? F : never }[keyof R];

/** The check of every field of a table's rows, by whether a row may lack it. */
interface FieldChecks<R> {
  readonly required: { readonly [F in Exclude<keyof R, OptionalField<R>>]: Check };
  readonly optional: { readonly [F in OptionalField<R>]: Check };
}

const papers: FieldChecks<Paper> = {
  required: {
    id,
    serial: wholeFrom(1),
    title: text,
    titleKeys: ids,
    opening: name,
    hasLink: flag,
    hasNote: flag,
    listings: v.array(listing),
    added: time,
    citationKey: keyText,
    status,
    starred: flag,
    tags: v.array(name),
    collections: ids,
    keptApart: ids,
  },
  optional: {
    issued,
    authorCount: count,
    organisation: text,
    addedBy: id,
    authors,
    venue: text,
    doi: name,
    arxiv: name,
    arxivClass: name,
    url: text,
    origins,
  },
};
const abstracts: FieldChecks<Abstract> = { required: { id, text }, optional: {} };
const notes: FieldChecks<Note> = { required: { id, text, changed: time }, optional: {} };
const digests: FieldChecks<Digest> = {
  required: {
    id,
    dump: id,
    file: name,
    shape: v.picklist(SHAPES),
    header,
    year: digestYear,
    imported: time,
    importId: id,
    listingCount: count,
    newCount: count,
    notUnderstood: v.array(unplaced),
  },
  optional: { givenName: name },
};
const collections: FieldChecks<Collection> = { required: { id, name }, optional: {} };
const savedSearches: FieldChecks<SavedSearch> = {
  required: { id, name, query: textOf(1024 * 1024), within: viewSchema },
  optional: {},
};
const citationKeys: FieldChecks<KeyHolder> = {
  required: { id: keyText, key: keyText, paper: id },
  optional: { last: v.literal(true), spellings: v.array(keyText) },
};

const FIELDS = { papers, abstracts, notes, digests, collections, savedSearches, citationKeys };

/** The check of one row, by table. */
export const rowSchemas: { readonly [T in TableName]: Check<LibraryRows[T]> } = {
  papers: rowCheck(papers),
  abstracts: rowCheck(abstracts),
  notes: rowCheck(notes),
  digests: rowCheck(digests),
  collections: rowCheck(collections),
  savedSearches: rowCheck(savedSearches),
  citationKeys: rowCheck(citationKeys),
};

function rowCheck<R>({ required, optional }: FieldChecks<R>): Check<R> {
  return v.strictObject({ ...required, ...eachField(optional, v.optional) }) as unknown as Check<R>;
}

/** Any fields but the id; `null` takes an optional one away. */
function fieldsCheck({ required, optional }: FieldChecks<{ id: unknown }>): Check {
  const settable = Object.fromEntries(Object.entries(required).filter(([field]) => field !== 'id'));
  return v.strictObject({
    ...eachField(settable, field => v.exactOptional(field)),
    ...eachField(optional, field => v.exactOptional(v.nullable(field))),
  });
}

function eachField(
  fields: Readonly<Record<string, Check>>,
  change: (field: Check) => Check,
): Record<string, Check> {
  return Object.fromEntries(Object.entries(fields).map(([field, check]) => [field, change(check)]));
}

const nothing = v.never('Expected a table of the library and a kind of patch');
const patchChecks = new Map<string, Check>(
  TABLE_NAMES.flatMap((table): [string, Check][] => {
    const tableIs = v.literal(table);
    const rowIds = table === 'citationKeys' ? v.array(keyText) : ids;
    const fields = fieldsCheck(FIELDS[table] as unknown as FieldChecks<{ id: unknown }>);
    return [
      [
        `put ${table}`,
        v.strictObject({ kind: v.literal('put'), table: tableIs, rows: v.array(rowSchemas[table]) }),
      ],
      [`remove ${table}`, v.strictObject({ kind: v.literal('remove'), table: tableIs, ids: rowIds })],
      [`set ${table}`, v.strictObject({ kind: v.literal('set'), table: tableIs, ids: rowIds, fields })],
    ];
  }),
);
const rowsChecks = new Map<string, Check>(
  TABLE_NAMES.map(table => [
    table,
    v.strictObject({ table: v.literal(table), rows: v.array(rowSchemas[table]) }),
  ]),
);

function partOf(input: unknown, field: string): string {
  const part: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, field) : undefined;
  return typeof part === 'string' ? part : '';
}

/**
 * The check of a patch that comes from outside: from a page, a journal, a snapshot or a backup. Picked by kind and table,
 * so that one patch costs one check.
 */
export const patchSchema = v.lazy(
  input => patchChecks.get(`${partOf(input, 'kind')} ${partOf(input, 'table')}`) ?? nothing,
) as unknown as Check<Patch>;

const COMMANDS = {
  importDigest: true,
  removeDigests: true,
  rereadDigest: true,
  renameDigest: true,
  setDigestYear: true,
  setStatus: true,
  star: true,
  unstar: true,
  addTag: true,
  removeTag: true,
  renameTag: true,
  deleteTag: true,
  setNote: true,
  createCollection: true,
  renameCollection: true,
  deleteCollection: true,
  addToCollection: true,
  removeFromCollection: true,
  saveSearch: true,
  renameSavedSearch: true,
  deleteSavedSearch: true,
  setCitationKey: true,
  rekeyPapers: true,
  mergePapers: true,
  keepApart: true,
  removePapers: true,
  addPapers: true,
  setDetails: true,
  restore: true,
} satisfies Record<CommandName, true>;
const CHANGE_NAMES = [...(Object.keys(COMMANDS) as CommandName[]), 'undo', 'redo'] as const;

/** Of a change, around its patches: what was read is written again in the same order. */
const beforePatches = {
  seq: wholeFrom(1),
  name: v.picklist(CHANGE_NAMES),
  label: text,
  group: v.optional(name),
  at: time,
};
const afterPatches = {
  counts: v.strictObject({
    papers: count,
    notes: count,
    digests: count,
    collections: count,
    savedSearches: count,
    citationKeys: count,
  }),
  nextSerial: count,
};
/** The check of a change. */
export const changeSchema = v.strictObject({
  ...beforePatches,
  patches: v.array(patchSchema),
  ...afterPatches,
}) as unknown as Check<Change>;

const givenSchema = v.strictObject({
  kind: v.literal('putGiven'),
  table: v.literal('abstracts'),
  dump: id,
  digest: id,
  rows: v.array(v.strictTuple([id, count])),
});
/** The check of a change as a page sends it. */
export const sentChangeSchema = v.strictObject({
  ...beforePatches,
  patches: v.array(v.lazy(input => (partOf(input, 'kind') === 'putGiven' ? givenSchema : patchSchema))),
  ...afterPatches,
}) as unknown as Check<SentChange>;

/** Rows of one table. */
export type TableRows = {
  [T in TableName]: { readonly table: T; readonly rows: readonly LibraryRows[T][] };
}[TableName];

/** The check of rows of one table. */
export const rowsSchema = v.lazy(
  input => rowsChecks.get(partOf(input, 'table')) ?? nothing,
) as unknown as Check<TableRows>;
