import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { squeeze, visitTerms } from '../../../shared/query/tokenize.ts';
import { SearchEngine } from '../../../renderer/search/engine.ts';
import { TokenWriter, termOf } from '../../../renderer/search/tokenWriter.ts';
import { findNearTerms } from '../../../renderer/search/typos.ts';
import { atOnce } from '../../../renderer/search/atOnce.ts';
import { PendingTexts } from '../../../renderer/search/buildSegment.ts';
import { mergeSegments, type LiveSegment } from '../../../renderer/search/mergeSegments.ts';
import { termAt, termCountOf } from '../../../renderer/search/segment.ts';
import { BEST_FIRST, rowsOf, type Told } from './support.ts';

function termsWritten(text: string): string[] {
  const writer = new TokenWriter();
  writer.write([text]);
  const { units, offsets } = writer.table;
  const { values, length } = writer.tokens;
  return [...values.subarray(0, length)].map(token =>
    String.fromCharCode(...units.subarray(offsets[termOf(token)], offsets[termOf(token) + 1])),
  );
}

describe('texts as tokens', () => {
  const lively = fc.string({ unit: fc.constantFrom(...'aBz9-.’_ éÉßβκ学习ー̈ﬁ²—') });
  test.each([
    ['plain letters', fc.string({ unit: fc.constantFrom(...'abAB9-. ') })],
    ['letters of all kinds', lively],
    ['anything', fc.string({ unit: 'binary' })],
  ])('hold the terms that the tokenizer sees: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, text => {
        const expected: string[] = [];
        visitTerms(squeeze(text), term => expected.push(term));
        expect(termsWritten(text).sort()).toEqual(expected.sort());
      }),
      { numRuns: 500 },
    );
  });
});

const WORDS = ['lattice', 'lattices', 'latticed', 'pebble', 'lo-ra', 'lora', 'of', 'gpt-4', '学习法'];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map(words => words.join(' '));
const told: fc.Arbitrary<Told> = fc.record({
  title: text,
  abstract: text,
  note: text,
  tags: fc.array(text, { maxLength: 2 }),
  starred: fc.boolean(),
});
const QUERIES = [
  ...WORDS,
  'lat',
  'l',
  'latice',
  'lattcie pebble',
  '"of lattices"',
  '"lora of"',
  '"gpt 4"',
  '"学习"',
  'title:lattice',
  '-lattice',
  'lattice OR pebble',
];

/** Takes papers in with a search, and thus a new segment, after some of them. */
function engineInParts(
  papers: readonly Told[],
  cuts: readonly number[],
  tidied: readonly number[],
): SearchEngine {
  const engine = new SearchEngine();
  const rows = rowsOf(papers);
  rows.papers.forEach((paper, index) => {
    engine.load({ papers: [paper], notes: rows.notes.filter(({ id }) => id === paper.id) });
    if (cuts.includes(2 * index)) engine.count({ query: '', within: { kind: 'all' }, sort: BEST_FIRST });
    engine.loadAbstracts(rows.abstracts.filter(({ id }) => id === paper.id));
    if (cuts.includes(2 * index + 1)) engine.count({ query: '', within: { kind: 'all' }, sort: BEST_FIRST });
    if (tidied.includes(index)) engine.prepare();
  });
  return engine;
}

describe('where a paper lies in the index', () => {
  test('makes no difference to what is found and in which order', () => {
    fc.assert(
      fc.property(
        fc.array(told, { minLength: 1, maxLength: 10 }),
        fc.array(fc.nat(20)),
        fc.array(fc.nat(10)),
        (papers, cuts, tidied) => {
          const whole = engineInParts(papers, [], []);
          const parts = engineInParts(papers, cuts, tidied);
          for (const query of QUERIES) {
            const request = { query, within: { kind: 'all' }, sort: BEST_FIRST } as const;
            const [one, other] = [whole.search(request), parts.search(request)];
            expect([...other.serials], query).toEqual([...one.serials]);
            expect(other.terms, query).toEqual(one.terms);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('nor do changes made while segments are merged', () => {
    fc.assert(
      fc.property(
        fc.array(told, { minLength: 2, maxLength: 8 }),
        fc.array(fc.tuple(fc.nat(7), text), { maxLength: 6 }),
        (papers, edits) => {
          const rows = rowsOf(papers);
          const engine = engineInParts(papers, [0, 1, 2, 3, 5, 7, 9], []);
          const fresh = new SearchEngine();
          const merging = engine.tidy();
          const notes = new Map(rows.notes.map(({ id, text: note }) => [id, note]));
          for (const [index, note] of edits) {
            const id = rows.papers[index % rows.papers.length]?.id as PaperId;
            engine.follow([{ kind: 'put', table: 'notes', rows: [{ id, text: note, changed: 0 }] }]);
            notes.set(id, note);
            merging.next();
          }
          while (merging.next().done !== true);
          fresh.load({
            papers: rows.papers,
            notes: [...notes].map(([id, note]) => ({ id, text: note, changed: 0 })),
          });
          fresh.loadAbstracts(rows.abstracts);
          for (const query of QUERIES) {
            const request = { query, within: { kind: 'all' }, sort: BEST_FIRST } as const;
            expect([...engine.search(request).serials], query).toEqual([...fresh.search(request).serials]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Restricted Damerau–Levenshtein distance, by the book. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(i - 2, j - 2) + 1);
      }
      const row = rows[i];
      if (row) row[j] = best;
    }
  }
  return at(a.length, b.length);
}

describe('the words of a segment', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abzяљ漢'), minLength: 1, maxLength: 6 });

  test('stand in alphabetical order, whatever letters they begin with', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), words => {
        const pending = new PendingTexts();
        pending.set(0, 0, [words.join(' ')]);
        const segment = pending.build();
        const terms = Array.from({ length: termCountOf(segment) }, (_, place) => termAt(segment, place));
        expect(terms).toEqual([...new Set(terms)].sort());
      }),
      { numRuns: 300 },
    );
  });
});

describe('words with typing errors', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 1, maxLength: 10 });

  test('are those and only those within the distance', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 40 }), word, (terms, typed) => {
        const pending = new PendingTexts();
        pending.set(0, 0, [terms.join(' ')]);
        const segment = pending.build();
        expect(termCountOf(segment)).toBe(terms.length);
        const allowed = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
        const expected = terms.filter(term => term !== typed && distance(term, typed) <= allowed);
        const found = findNearTerms(segment, typed);
        expect(found.map(({ place }) => termAt(segment, place)).sort()).toEqual(expected.sort());
        for (const { place, errors } of found) expect(errors).toBe(distance(termAt(segment, place), typed));
      }),
      { numRuns: 150 },
    );
  });
});

test('merging rests within a word that many papers hold', () => {
  const segmentOf = (from: number): LiveSegment => {
    const texts = new PendingTexts();
    for (let slot = from; slot < from + 3_000; slot += 1) texts.set(slot, 0, ['lattice', 'pebble']);
    return { arrays: texts.build(), live: new Uint8Array(6_000).fill(1, from, from + 3_000) };
  };
  const segments = [segmentOf(0), segmentOf(3_000)];
  const merging = mergeSegments(segments, 500);
  let rests = 0;
  for (;;) {
    const step = merging.next();
    if (step.done === true) {
      expect(step.value).toEqual(atOnce(mergeSegments(segments, Infinity)));
      break;
    }
    rests += 1;
  }
  expect(rests).toBeGreaterThanOrEqual(24);
});
