import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDump } from '../../../shared/digest-format/parseDump.ts';
import type { ParsedDigest } from '../../../shared/digest-format/types.ts';
import { dailyDump, inventPapers, searchDump } from '../../support/inventedDumps.ts';
import { digestIn } from './parseText.ts';

const PAPERS = inventPapers(60, 3);
const DETAILS = [
  '  • 4 authors\n·\nOct 9, 2025',
  '  • 1 authors\n·\nMar 13',
  'fjordlab Fjord Lab\n·\nFeb 4 3',
];

const papers = fc.subarray([...PAPERS], { minLength: 2, maxLength: 12 });
const shape = fc.constantFrom('search', 'plain', 'details');

function render(kind: string, chosen: readonly (typeof PAPERS)[number][]): string {
  if (kind === 'search') return searchDump(chosen);
  return dailyDump(chosen, kind === 'plain' ? 'Jun 13' : 'Apr 23', kind === 'plain' ? 'plain' : DETAILS);
}

const dump = fc.tuple(shape, papers).map(([kind, chosen]) => render(kind, chosen));

const strangeLine = fc.oneof(
  fc.constantFrom(
    '·',
    'new',
    'Subscribe',
    'Submitted by',
    'Apr 31',
    'Mar 13',
    '• ?? authors',
    '3 authors',
    '%%%',
  ),
  fc.constantFrom(
    'Daily Papers',
    '<div class="x">',
    '\u0001\u0002\u0003',
    'SubscribeA Glued Title of Something',
  ),
  fc.string({ minLength: 1, maxLength: 60 }),
);

type Mutation = (lines: readonly string[]) => readonly string[];
const at = fc.nat(10_000);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  at.map(n => (lines: readonly string[]) => lines.filter((_, index) => index !== n % lines.length)),
  at.map(
    n => (lines: readonly string[]) =>
      lines.flatMap((line, i) => (i === n % lines.length ? [line, line] : [line])),
  ),
  at.map(
    n => (lines: readonly string[]) =>
      lines.flatMap((line, i) => (i === n % lines.length ? line.split('. ') : [line])),
  ),
  fc.tuple(at, strangeLine).map(
    ([n, strange]) =>
      (lines: readonly string[]) =>
        lines.flatMap((line, i) => (i === n % lines.length ? [strange, line] : [line])),
  ),
);

/** The same multiset of lines on both sides, the report's lines at their places. */
function accountFor(text: string, digests: readonly ParsedDigest[]): void {
  const lines = text
    .replace(/^\ufeff/u, '')
    .split(/\r\n|\n|\r/u)
    .map(line => line.trim());
  const reported = new Set<number>();
  for (const unplaced of digests.flatMap(digest => digest.notUnderstood)) {
    expect(lines[unplaced.line - 1]).toContain(unplaced.text);
    reported.add(unplaced.line);
  }
  const placed = new Map<string, number>();
  const place = (line: string): void => void placed.set(line, (placed.get(line) ?? 0) + 1);
  let separatorsAllowed = 0;
  for (const { header, listings } of digests) {
    header.lines.forEach(place);
    for (const { title, abstract, organisation, authorCount, issued } of listings) {
      place(title);
      if (abstract !== '') abstract.split('\n').forEach(place);
      if (organisation !== undefined) place(organisation);
      if (authorCount !== undefined) place(`authors ${authorCount}`);
      if (issued) place(`date ${issued.month} ${issued.day}`);
      if (organisation !== undefined || authorCount !== undefined || issued) separatorsAllowed += 3;
    }
  }
  const take = (line: string): boolean => {
    const left = placed.get(line) ?? 0;
    placed.set(line, left - 1);
    return left > 0;
  };
  lines.forEach((line, index) => {
    if (line === '' || reported.has(index + 1)) return;
    if (line === '·' && separatorsAllowed-- > 0) return;
    const glued = line.startsWith('Subscribe') && !(placed.get(line) ?? 0);
    const found = glued
      ? take('Subscribe') && (line === 'Subscribe' || take(line.slice('Subscribe'.length).trim()))
      : take(line) || take(asDetail(line));
    expect(found, `line ${index + 1} found no place: ${JSON.stringify(line)}`).toBe(true);
  });
}

function asDetail(line: string): string {
  const authors = /(\d+) authors?$/u.exec(line);
  if (authors) return `authors ${Number(authors[1])}`;
  const date = /^([A-Z][a-z]{2}) (\d+)/u.exec(line);
  const month = date ? 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(date[1] ?? '') / 3 + 1 : 0;
  return `date ${month} ${Number(date?.[2])}`;
}

describe('every line that is not blank', () => {
  test('finds a place or is reported, whatever is done to a dump', () => {
    fc.assert(
      fc.property(
        dump,
        fc.array(mutation, { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (text, steps, eol) => {
          const lines = steps.reduce<readonly string[]>(
            (now, step) => (now.length > 0 ? step(now) : now),
            text.split('\n'),
          );
          const mutated = lines.join(eol);
          const parsed = parseDump(mutated);
          if (parsed.kind === 'digests') accountFor(mutated, parsed.digests);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('finds a place or is reported in dumps put one behind the other', () => {
    fc.assert(
      fc.property(
        fc.array(dump, { minLength: 2, maxLength: 4 }),
        fc.array(strangeLine, { maxLength: 3 }),
        (dumps, strange) => {
          const text = [...dumps, ...strange].join('\n');
          const parsed = parseDump(text);
          expect(parsed.kind).toBe('digests');
          if (parsed.kind === 'digests') accountFor(text, parsed.digests);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('papers are read as they were written', () => {
  const expected = (chosen: readonly (typeof PAPERS)[number][]): readonly object[] =>
    chosen.map(({ title, abstract }) => ({ title, abstract }));
  const read = (text: string): readonly object[] =>
    digestIn(text).listings.map(({ title, abstract }) => ({ title, abstract }));

  test('with blank lines lost, doubled or mixed', () => {
    fc.assert(
      fc.property(shape, papers, fc.infiniteStream(fc.nat(2)), (kind, chosen, blanks) => {
        const text = render(kind, chosen).replace(/\n+/gu, () => '\n'.repeat(1 + (blanks.next().value ?? 0)));
        expect(read(text)).toEqual(expected(chosen));
      }),
      { numRuns: 200 },
    );
  });

  test('with one abstract missing', () => {
    fc.assert(
      fc.property(shape, papers, at, (kind, chosen, n) => {
        const bare = chosen[n % chosen.length];
        const kept = chosen.map(paper => (paper === bare ? { ...paper, abstract: '' } : paper));
        expect(read(render(kind, kept))).toEqual(expected(kept));
      }),
      { numRuns: 200 },
    );
  });

  test('with one abstract in two paragraphs', () => {
    fc.assert(
      fc.property(shape, papers, at, (kind, chosen, n) => {
        const long = chosen[n % chosen.length];
        const split = chosen.map(paper => {
          const middle = paper.abstract.indexOf('. ', paper.abstract.length / 2 - 60);
          if (paper !== long || middle < 0) return paper;
          return {
            ...paper,
            abstract: `${paper.abstract.slice(0, middle + 1)}\n${paper.abstract.slice(middle + 2)}`,
          };
        });
        expect(read(render(kind, split))).toEqual(expected(split));
      }),
      { numRuns: 200 },
    );
  });

  test('with titles in lower case or ending in a question mark', () => {
    fc.assert(
      fc.property(shape, papers, fc.constantFrom('?', ''), (kind, chosen, end) => {
        const odd = chosen.map(paper => ({
          ...paper,
          title: `${paper.title.slice(0, 1).toLowerCase()}${paper.title.slice(1)}${end}`,
        }));
        expect(read(render(kind, odd))).toEqual(expected(odd));
      }),
      { numRuns: 100 },
    );
  });
});
