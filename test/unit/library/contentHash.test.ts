import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContentHash } from '../../../shared/library/contentHash.ts';
import type { Row } from '../../../shared/library/invert.ts';
import { TABLE_NAMES, type TableName } from '../../../shared/library/tables.ts';
import { anyCommands, importOf, listing, parsedDigest } from './invented.ts';
import { libraryAfter, runAll } from './support.ts';

type Added = readonly [TableName, Row];
const hashOf = (rows: readonly Added[]): string => {
  const hash = new ContentHash();
  for (const [table, row] of rows) hash.add(table, row);
  return hash.value;
};
const anyRows: fc.Arbitrary<readonly Added[]> = anyCommands.map(commands => {
  const library = libraryAfter();
  runAll(library, commands);
  return TABLE_NAMES.flatMap(table => [...library.rows(table).values()].map((row): Added => [table, row]));
});
const row = (fields: object): Row => ({ id: 'one', ...fields }) as unknown as Row;

/** The same value with its fields in the other order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, turned(field)]),
  );
}

/** All values that differ from the given one in one leaf. */
function* neighbours(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    yield [...(value as unknown[]), 'x'];
    for (let at = 0; at < value.length; at++) {
      for (const other of neighbours(value[at]))
        yield value.map((each: unknown, place) => (place === at ? other : each));
      yield value.filter((_, place) => place !== at);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      for (const other of neighbours(field)) yield { ...value, [name]: other };
      yield Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
    }
  } else if (typeof value === 'string') {
    yield `${value} `;
    yield value.slice(1) === value ? 'x' : value.slice(1);
    yield value === '' ? 'y' : String.fromCharCode(value.charCodeAt(0) ^ 1) + value.slice(1);
  } else if (typeof value === 'number') {
    yield value + 1;
    yield String(value);
  } else yield !value;
}

describe('The hash of a library', () => {
  test('is the same in any order of rows and fields, and after JSON', () => {
    fc.assert(
      fc.property(anyRows, rows => {
        const hash = hashOf(rows);
        expect(hash).toMatch(/^[0-9a-f]{16}$/u);
        expect(hashOf([...rows].reverse())).toBe(hash);
        expect(hashOf(rows.map(([table, each]) => [table, turned(each) as Row]))).toBe(hash);
        expect(hashOf(JSON.parse(JSON.stringify(rows)) as readonly Added[])).toBe(hash);
      }),
      { numRuns: 100 },
    );
  });

  test('is another after any single change, all of them different', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(), (rows, pick) => {
        const at = pick % rows.length;
        const [table, changed] = rows[at]!;
        const seen = new Set([hashOf(rows), hashOf(rows.filter((_, place) => place !== at))]);
        let count = 2;
        const texts = new Set<string>();
        for (const neighbour of neighbours(changed)) {
          const text = JSON.stringify(neighbour);
          if (texts.has(text)) continue;
          texts.add(text);
          seen.add(hashOf(rows.map((each, place) => (place === at ? [table, neighbour as Row] : each))));
          count += 1;
        }
        expect(seen.size).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['a number and its digits', { n: 1 }, { n: '1' }],
    ['a value and a list of it', { n: 1 }, { n: [1] }],
    ['lists cut elsewhere', { n: [['a'], 'b'] }, { n: [['a', 'b']] }],
    ['texts cut elsewhere', { n: ['ab', 'c'] }, { n: ['a', 'bc'] }],
    ['values that changed places', { a: 1, b: 2 }, { a: 2, b: 1 }],
    ['fields inside and outside', { a: { b: 1 }, c: 2 }, { a: { b: 1, c: 2 } }],
    ['no, nothing and an empty text', { a: false }, { a: '' }],
    ['a text and one with a zero after it', { a: 'x' }, { a: 'x\u0000' }],
  ])('tells apart %s', (_, one, other) => {
    expect(hashOf([['papers', row(one)]])).not.toBe(hashOf([['papers', row(other)]]));
  });

  test('tells tables apart, and does not count a field that is undefined', () => {
    expect(hashOf([['papers', row({})]])).not.toBe(hashOf([['notes', row({})]]));
    expect(hashOf([['papers', row({ a: undefined })]])).toBe(hashOf([['papers', row({})]]));
  });

  test('has no two small changes that meet, among 250,000', () => {
    const seen = new Set<string>();
    for (let serial = 0; serial < 500; serial++) {
      for (let rank = 0; rank < 500; rank++) seen.add(hashOf([['papers', row({ serial, rank })]]));
    }
    expect(seen.size).toBe(250_000);
  });

  test('takes at least 50 MB in a second', () => {
    const listings = Array.from({ length: 400 }, (_, at) =>
      listing(`On the patience of caches, part ${at}`, {
        abstract: 'Caches wait. '.repeat(120),
        authorCount: at,
      }),
    );
    const library = libraryAfter(importOf('one', parsedDigest(listings)));
    const rows = TABLE_NAMES.flatMap(table =>
      [...library.rows(table).values()].map((each): Added => [table, each]),
    );
    const bytes = JSON.stringify(rows).length;
    const seconds = [1, 2, 3, 4, 5].map(() => {
      const start = performance.now();
      hashOf(rows);
      return (performance.now() - start) / 1_000;
    });
    expect(bytes / Math.min(...seconds) / 1e6).toBeGreaterThan(50);
  });
});
