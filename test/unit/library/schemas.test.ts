import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { changeSchema, patchSchema, rowSchemas, rowsSchema } from '../../../shared/library/schemas.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { TABLE_NAMES } from '../../../shared/library/tables.ts';
import { anyCommands, digestId, importOf, listing, paperId, parsedDigest } from './invented.ts';
import { libraryAfter, planIfTaken } from './support.ts';

const COUNTS = { papers: 1, notes: 0, digests: 1, collections: 0, savedSearches: 0, citationKeys: 1 };
const change = (patches: readonly Patch[], rest: object = {}): unknown => ({
  seq: 1,
  name: 'star',
  label: 'Starred “Quiet caches”',
  at: 1_780_000_000_000,
  patches,
  counts: COUNTS,
  nextSerial: 2,
  ...rest,
});
const isRefused = (schema: v.GenericSchema, value: unknown): boolean => !v.is(schema, value);
const library = libraryAfter(importOf('d1', parsedDigest([listing('Quiet caches', { authorCount: 3 })])));
const paper = library.state.papers.get(paperId('Quiet caches'))!;
const set = (fields: object, table = 'papers'): unknown => ({ kind: 'set', table, ids: [paper.id], fields });

describe('The check of a patch', () => {
  test('takes everything that commands are planned into, and their inverses, as it is', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const made = new MemoryLibrary({}, { abstracts: 'held' });
        for (const command of commands) {
          const patches = planIfTaken(made, command);
          const inverse = made.applyPatches(patches);
          for (const patch of [...patches, ...inverse]) {
            expect(v.parse(patchSchema, JSON.parse(JSON.stringify(patch)))).toStrictEqual(patch);
          }
        }
        for (const table of TABLE_NAMES) {
          const rows = [...made.rows(table).values()];
          expect(v.parse(rowsSchema, { table, rows })).toStrictEqual({ table, rows });
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['an unknown kind', { kind: 'drop', table: 'papers', ids: [] }],
    ['an unknown table', { kind: 'remove', table: 'users', ids: [] }],
    ['a table by an inherited name', { kind: 'remove', table: 'constructor', ids: [] }],
    ['a field too many', { kind: 'remove', table: 'papers', ids: [], why: 'so' }],
    ['an id that is not text', { kind: 'remove', table: 'papers', ids: [7] }],
    ['an empty id', { kind: 'remove', table: 'papers', ids: [''] }],
    ['an id that leads to a prototype', { kind: 'remove', table: 'papers', ids: ['__proto__'] }],
    ['a row without its fields', { kind: 'put', table: 'papers', rows: [{ id: 'one' }] }],
    ['a row of another table', { kind: 'put', table: 'notes', rows: [paper] }],
    ['a row with a field too many', { kind: 'put', table: 'papers', rows: [{ ...paper, colour: 'red' }] }],
    ['a null for text', { kind: 'put', table: 'papers', rows: [{ ...paper, title: null }] }],
    ['a list as a row', { kind: 'put', table: 'papers', rows: [[]] }],
    ['nothing', null],
    ['text', 'put papers'],
    ['a field that the table lacks', set({ colour: 'red' })],
    ['a field of another table', set({ text: 'A note' })],
    ['a changed id', set({ id: 'two' })],
    ['a wrong status', set({ status: 'burnt' })],
    ['a field taken away that every row has', set({ title: null })],
    ['a serial that is no number', set({ serial: '1' })],
    ['a serial of zero', set({ serial: 0 })],
    ['a date in month 13', set({ issued: { month: 13, day: 1, yearSource: 'unknown' } })],
    [
      'a field named __proto__',
      JSON.parse('{"kind":"set","table":"papers","ids":[],"fields":{"__proto__":{}}}'),
    ],
  ])('refuses %s', (_, patch) => {
    expect(isRefused(patchSchema, patch)).toBe(true);
  });

  test('takes null for the fields a row may lack', () => {
    const fields = { issued: null, authorCount: null, organisation: null, addedBy: null };
    expect(v.parse(patchSchema, set(fields))).toStrictEqual(set(fields));
    expect(v.is(patchSchema, set({ givenName: null }, 'digests'))).toBe(true);
  });

  test('takes every view that a search can be saved within', () => {
    const views = [
      { kind: 'status', status: 'read' },
      { kind: 'starred' },
      { kind: 'all' },
      { kind: 'digest', digest: 'd1', show: 'new' },
      { kind: 'tag', tag: 'constructor' },
      { kind: 'collection', collection: 'c1' },
      { kind: 'savedSearch', search: 's1' },
    ];
    for (const within of views) {
      expect(v.is(rowSchemas.savedSearches, { id: 's1', name: 'One', query: 'a', within })).toBe(true);
    }
    expect(
      v.is(rowSchemas.savedSearches, { id: 's1', name: 'One', query: 'a', within: { kind: 'tag' } }),
    ).toBe(false);
  });

  test('takes a citation key that is also a word of the language', () => {
    const row = { id: 'constructor', key: 'Constructor', paper: paper.id };
    expect(v.is(rowSchemas.citationKeys, row)).toBe(true);
  });
});

describe('The check of a change', () => {
  test('takes the names of commands, undo and redo, and no others', () => {
    for (const name of ['importDigest', 'restore', 'undo', 'redo']) {
      expect(v.is(changeSchema, change([], { name }))).toBe(true);
    }
    for (const name of ['', 'toString', 'dropEverything', 7]) {
      expect(isRefused(changeSchema, change([], { name }))).toBe(true);
    }
  });

  test('refuses a change without a place, counts that are not whole, and what it does not know', () => {
    for (const wrong of [
      { seq: 0 },
      { seq: 1.5 },
      { counts: { ...COUNTS, papers: -1 } },
      { device: 'mine' },
    ]) {
      expect(isRefused(changeSchema, change([], wrong))).toBe(true);
    }
  });

  test('leaves Object.prototype alone whatever comes', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const hostile = JSON.parse(
        `{"id":"a","name":"b","${key}":{"polluted":true},"within":{"${key}":{"polluted":true},"kind":"all"}}`,
      ) as unknown;
      for (const table of TABLE_NAMES) expect(v.is(rowSchemas[table], hostile)).toBe(false);
      expect(isRefused(changeSchema, change([], { [key]: { polluted: true }, x: hostile }))).toBe(true);
    }
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });
});

describe('The checks', () => {
  test('cost a small multiple of parsing what they check', () => {
    const digests = Array.from({ length: 6 }, (_, number) => digestId(`d${number}`));
    const listings = digests.map((digest, at) => ({
      digest,
      rank: at + 1,
      title: 'As printed',
      authorCount: 4,
    }));
    const rows = Array.from({ length: 10_000 }, (_, at) => ({
      ...paper,
      id: `p${at}`,
      serial: at + 1,
      listings,
    }));
    const best = (work: () => unknown): number =>
      Math.min(
        ...[1, 2, 3].map(() => {
          const start = performance.now();
          expect(work()).toBe(true);
          return performance.now() - start;
        }),
      );
    const given = { table: 'papers', rows };
    const parsing = (value: unknown): (() => boolean) => {
      const json = JSON.stringify(value);
      return () => typeof JSON.parse(json) === 'object';
    };
    expect(best(() => v.is(rowsSchema, given))).toBeLessThan(30 * best(parsing(given)));
    const starred = Array.from({ length: 1_000 }, () => change([set({ starred: true }) as Patch]));
    expect(best(() => starred.every(each => v.is(changeSchema, each)))).toBeLessThan(
      30 * best(parsing(starred)),
    );
  });
});
