import fc from 'fast-check';
import type { SnapshotContent } from '../../main/services/library/types.ts';
import { emptyImage } from '../../shared/library/image.ts';
import type { LibraryImage } from '../../shared/library/image.ts';
import type { LibraryRows, TableName } from '../../shared/library/tables.ts';
import { hostileText } from './inputs.ts';

const hex = fc.constantFrom(...'0123456789abcdef');
const hexId = fc.array(hex, { minLength: 32, maxLength: 32 }).map(digits => digits.join(''));
/** Names that mean something to objects, where an id is no key of one. */
const word = fc.oneof(
  { arbitrary: hostileText, weight: 5 },
  {
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'),
    weight: 1,
  },
);
const key = fc.oneof(
  fc.constantFrom('constructor', 'toString', 'valueOf', 'smith2024'),
  fc.stringMatching(/^[a-z][a-zA-Z0-9]{2,20}$/u),
);
const text = fc.oneof(
  { arbitrary: word, weight: 6 },
  { arbitrary: word.map(each => `${each} `.repeat(60)), weight: 1 },
);
const count = fc.nat({ max: 1_000_000 });
const time = fc.integer({ min: 0, max: 4e12 });
const date = fc.record(
  {
    year: fc.integer({ min: 1900, max: 2100 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  },
  { requiredKeys: ['month', 'day'] },
);
const status = fc.constantFrom('unread', 'reading', 'read', 'archived');
const yearSource = fc.constantFrom('written', 'inferred', 'chosen', 'unknown');
const few = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(each, { maxLength: 3 });

const listing = fc.record(
  {
    digest: hexId,
    rank: fc.integer({ min: 1, max: 500 }),
    title: text,
    authorCount: count,
    organisation: word,
    issued: date,
    commentCount: count,
  },
  { requiredKeys: ['digest', 'rank'] },
);

const papers = fc.record(
  {
    id: hexId,
    serial: fc.integer({ min: 1, max: 1_000_000 }),
    title: text,
    titleKeys: few(hexId),
    opening: text,
    issued: fc.tuple(date, yearSource).map(([day, source]) => ({ ...day, yearSource: source })),
    authorCount: count,
    organisation: word,
    hasLink: fc.boolean(),
    hasNote: fc.boolean(),
    listings: few(listing),
    addedBy: hexId,
    added: time,
    citationKey: key,
    status,
    starred: fc.boolean(),
    tags: few(word),
    collections: few(hexId),
    keptApart: few(hexId),
  },
  {
    requiredKeys: [
      'id',
      'serial',
      'title',
      'titleKeys',
      'opening',
      'hasLink',
      'hasNote',
      'listings',
      'added',
      'citationKey',
      'status',
      'starred',
      'tags',
      'collections',
      'keptApart',
    ],
  },
);

const digests = fc.record(
  {
    id: hexId,
    dump: hexId,
    file: word,
    givenName: word,
    shape: fc.constantFrom('search-compact', 'daily-details', 'daily-plain'),
    header: fc.record({ date, lines: few(text) }, { requiredKeys: ['lines'] }),
    year: fc.record(
      { year: fc.integer({ min: 1900, max: 2100 }), source: yearSource, evidence: word },
      { requiredKeys: ['source', 'evidence'] },
    ),
    imported: time,
    importId: hexId,
    listingCount: count,
    newCount: count,
    notUnderstood: few(fc.record({ line: fc.integer({ min: 1, max: 9_999 }), text })),
  },
  {
    requiredKeys: [
      'id',
      'dump',
      'file',
      'shape',
      'header',
      'year',
      'imported',
      'importId',
      'listingCount',
      'newCount',
      'notUnderstood',
    ],
  },
);

const within = fc.oneof(
  fc.record({ kind: fc.constant('status'), status }),
  fc.record({ kind: fc.constantFrom('starred', 'all') }),
  fc.record({ kind: fc.constant('digest'), digest: hexId, show: fc.constantFrom('all', 'new') }),
  fc.record({ kind: fc.constant('tag'), tag: word }),
  fc.record({ kind: fc.constant('collection'), collection: hexId }),
);

const tables: { readonly [T in TableName]: fc.Arbitrary<unknown> } = {
  papers,
  abstracts: fc.record({ id: hexId, text }),
  notes: fc.record({ id: hexId, text, changed: time }),
  digests,
  collections: fc.record({ id: hexId, name: word }),
  savedSearches: fc.record({ id: hexId, name: word, query: text, within }),
  citationKeys: fc.record(
    { id: key, key, paper: hexId, spellings: few(key), last: fc.constant(true as const) },
    { requiredKeys: ['id', 'key', 'paper'] },
  ),
};

const image: fc.Arbitrary<LibraryImage> = fc
  .record(
    Object.fromEntries(
      Object.entries(tables).map(([table, row]) => [table, fc.array(row, { maxLength: 4 })]),
    ) as Record<TableName, fc.Arbitrary<unknown[]>>,
  )
  .map(rows => {
    const made = emptyImage();
    for (const [table, each] of Object.entries(rows) as [TableName, LibraryRows[TableName][]][]) {
      const map = made[table] as Map<string, unknown>;
      for (const row of each) map.set(row.id, row);
    }
    return made;
  });

/** Whole states of libraries with everything that a row can hold, and texts that mean something to some format. */
export const anyLibrary: fc.Arbitrary<SnapshotContent> = fc
  .record({
    library: hexId,
    seq: count,
    at: time,
    reason: fc.constantFrom('time', 'changes', 'quit', 'import', 'backup'),
    nextSerial: fc.integer({ min: 1, max: 1_000_001 }),
    stamps: fc.record({
      counters: fc.dictionary(hexId, count, { maxKeys: 2, noNullPrototype: true }),
      clock: fc.constantFrom('', '0195d4a2b3c4-0007'),
    }),
    removedRows: count,
    image,
  })
  // Objects as literals make them; fast-check's have no prototype now and then.
  .map(content => structuredClone(content) as unknown as SnapshotContent);
