import { describe, expect, test } from 'vitest';
import type { Paper } from '../../../../shared/domain/paper.ts';
import type { LibraryCommand, RereadDigest } from '../../../../shared/library/command.ts';
import { describeCommand } from '../../../../shared/library/describe.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import { collectionId, digestId, IMPORT_DAY, importOf, listing, paperId, parsedDigest } from '../invented.ts';
import { contentOf, libraryAfter, run } from '../support.ts';

const SHARED = 'Rivers that remember';
const ALONE = 'Quiet quantisation';
const FIRST = importOf(
  'first',
  parsedDigest([
    listing(ALONE),
    listing(SHARED, { issued: { year: 2025, month: 3, day: 4 }, authorCount: 2 }),
  ]),
);
const SECOND = importOf('second', parsedDigest([listing(SHARED), listing('Tides in token space')]));
const REMOVE_FIRST: LibraryCommand = { name: 'removeDigests', digests: [digestId('first')] };

function paperOf(library: MemoryLibrary, title: string): Paper | undefined {
  return library.state.papers.get(paperId(title));
}

describe('Undoing an import', () => {
  test('leaves the library as it was before, but for the citation keys', () => {
    const library = libraryAfter(SECOND);
    const before = contentOf(library);
    run(library, FIRST);
    run(library, REMOVE_FIRST);
    expect(contentOf(library)).toEqual({ ...before, citationKeys: expect.anything() });
  });

  test('keeps papers that another digest holds, without the listing and what came from it', () => {
    const library = libraryAfter(FIRST, SECOND, REMOVE_FIRST);
    const paper = paperOf(library, SHARED)!;
    expect(paper.listings).toEqual([{ digest: 'second', rank: 1 }]);
    expect(paper.addedBy).toBe('second');
    expect(paper).not.toHaveProperty('issued');
    expect(paper).not.toHaveProperty('authorCount');
    expect(paperOf(library, ALONE)).toBeUndefined();
  });

  const holds: readonly [string, LibraryCommand][] = [
    ['a note', { name: 'setNote', paper: paperId(ALONE), text: 'Mine.', at: IMPORT_DAY }],
    ['a star', { name: 'star', papers: [paperId(ALONE)] }],
    ['a tag', { name: 'addTag', papers: [paperId(ALONE)], tag: 'later' }],
    [
      'a collection',
      { name: 'createCollection', collection: collectionId('c'), title: 'Mine', papers: [paperId(ALONE)] },
    ],
  ];
  test.each(holds)('keeps papers with %s', (_, hold) => {
    const library = libraryAfter(FIRST, hold, REMOVE_FIRST);
    expect(paperOf(library, ALONE)).toMatchObject({ listings: [] });
    expect(paperOf(library, SHARED)).toBeUndefined();
  });

  test('leaves papers that the user kept known, also in that digest when it comes again', () => {
    const library = libraryAfter(FIRST, { name: 'star', papers: [paperId(ALONE)] }, REMOVE_FIRST, FIRST);
    expect(library.state.digests.get('first')?.newCount).toBe(1);
    expect(library.state.counts.digest(digestId('first'))).toMatchObject({ total: 2, new: 1 });
    expect(paperOf(library, ALONE)).not.toHaveProperty('addedBy');
  });

  test('does not keep papers for their status alone', () => {
    const library = libraryAfter(FIRST, { name: 'setStatus', papers: [paperId(ALONE)], status: 'read' });
    run(library, REMOVE_FIRST);
    expect(library.state.papers.size).toBe(0);
  });

  test('tells what went, what stayed and why', () => {
    const library = libraryAfter(FIRST, SECOND, { name: 'star', papers: [paperId(ALONE)] });
    const patches = planCommand(library.state, REMOVE_FIRST);
    expect(describeCommand(REMOVE_FIRST, library.state, patches)).toBe(
      'Took back the import of first: removed 0 papers; kept 1 in other digests and 1 that you added or marked',
    );
  });

  test('takes several digests back at once, with the papers that only they share', () => {
    const library = libraryAfter(FIRST, SECOND);
    run(library, { name: 'removeDigests', digests: [digestId('first'), digestId('second')] });
    expect([library.state.papers.size, library.state.digests.size]).toEqual([0, 0]);
  });

  test('gives a returning paper its old key, the last one if it had several', () => {
    const library = libraryAfter(FIRST);
    run(library, { name: 'setCitationKey', paper: paperId(ALONE), key: 'aKey' as never });
    run(library, REMOVE_FIRST);
    run(library, FIRST);
    expect(paperOf(library, ALONE)?.citationKey).toBe('aKey');
    expect(paperOf(library, SHARED)?.citationKey).toBe('riversThatRemember2025');
  });

  test('never gives out the serials of removed papers again', () => {
    const library = libraryAfter(FIRST, REMOVE_FIRST, SECOND);
    expect([...library.state.papers.values()].map(({ serial }) => serial)).toEqual([3, 4]);
  });
});

describe('Setting the year of a digest', () => {
  const YEARLESS = importOf(
    'yearless',
    parsedDigest([listing(SHARED, { issued: { month: 6, day: 13 } })], {
      header: { lines: [], date: { month: 6, day: 13 } },
    }),
  );
  const setYear = (year: number | null): LibraryCommand => ({
    name: 'setDigestYear',
    digest: digestId('yearless'),
    year,
  });

  test('dates the papers listed there', () => {
    const library = libraryAfter(YEARLESS);
    expect(paperOf(library, SHARED)?.issued).toEqual({ month: 6, day: 13, yearSource: 'unknown' });
    run(library, setYear(2024));
    expect(paperOf(library, SHARED)?.issued).toEqual({ year: 2024, month: 6, day: 13, yearSource: 'chosen' });
  });

  test('does not override a year that another digest has written out', () => {
    const library = libraryAfter(YEARLESS, FIRST, setYear(2024));
    expect(paperOf(library, SHARED)?.issued).toMatchObject({ year: 2025, yearSource: 'written' });
  });

  test('can be taken back, which infers the year again', () => {
    const library = libraryAfter(YEARLESS);
    const before = contentOf(library);
    run(library, setYear(2024));
    run(library, setYear(null));
    expect(contentOf(library)).toEqual(before);
  });

  test.each([20, 1899, 2101, 2024.5])('refuses %d', year => {
    expect(() => libraryAfter(YEARLESS, setYear(year))).toThrow(/four digits/u);
  });
});

describe('Reading a dump again', () => {
  const BETTER = parsedDigest(
    [
      listing('Seven ways to sort a meadow'),
      listing(SHARED, { abstract: 'A better reading.', authorCount: 7 }),
    ],
    { notUnderstood: [{ line: 9, text: 'What?' }] },
  );
  const REREAD: RereadDigest = {
    name: 'rereadDigest',
    digest: digestId('first'),
    parsed: BETTER,
    abstracts: {},
  };

  test('replaces listings, abstracts it brought, and the lines not understood', () => {
    const library = libraryAfter(FIRST, SECOND, REREAD);
    expect(paperOf(library, SHARED)).toMatchObject({
      opening: 'A better reading.',
      authorCount: 7,
      listings: [{ digest: 'first', rank: 2 }, { digest: 'second' }],
    });
    expect(library.abstracts.get(paperId(SHARED))?.text).toBe('A better reading.');
    expect(library.state.digests.get('first')).toMatchObject({ newCount: 2, notUnderstood: [{ line: 9 }] });
  });

  test('brings in papers not seen before and drops those that were misread', () => {
    const library = libraryAfter(FIRST, REREAD);
    expect(paperOf(library, 'Seven ways to sort a meadow')?.status).toBe('unread');
    expect(paperOf(library, ALONE)).toBeUndefined();
    expect(library.abstracts.has(paperId(ALONE))).toBe(false);
  });

  test('keeps a misread paper that the user has starred', () => {
    const library = libraryAfter(FIRST, { name: 'star', papers: [paperId(ALONE)] }, REREAD);
    expect(paperOf(library, ALONE)?.listings).toEqual([]);
  });

  test('plans nothing when the dump reads as before', () => {
    const library = libraryAfter(FIRST);
    expect(planCommand(library.state, { ...REREAD, parsed: FIRST.parsed })).toEqual([]);
  });

  test('replaces an abstract that differs only behind its opening', () => {
    const long = 'A meadow, sorted. '.repeat(30);
    const read = (abstract: string) => parsedDigest([listing(ALONE, { abstract })]);
    const library = libraryAfter(importOf('first', read(long)));
    const parsed = read(`${long}All of it.`);
    run(library, { ...REREAD, parsed, abstracts: { [paperId(ALONE)]: long } });
    const abstract = library.abstracts.get(paperId(ALONE))!.text;
    expect(abstract).toBe(`${long}All of it.`);
    expect(
      planCommand(library.state, { ...REREAD, parsed, abstracts: { [paperId(ALONE)]: abstract } }),
    ).toEqual([]);
  });

  test('keeps the own abstract of a paper that another one of the digest was merged into', () => {
    const library = libraryAfter(FIRST);
    run(library, { name: 'mergePapers', into: paperId(SHARED), from: paperId(ALONE) });
    const abstract = library.abstracts.get(paperId(SHARED))?.text;
    run(library, { ...REREAD, parsed: FIRST.parsed });
    expect(library.abstracts.get(paperId(SHARED))?.text).toBe(abstract);
  });

  test('keeps a year that the user has chosen', () => {
    const library = libraryAfter(
      FIRST,
      { name: 'setDigestYear', digest: digestId('first'), year: 2026 },
      REREAD,
    );
    expect(library.state.digests.get('first')?.year).toMatchObject({ year: 2026, source: 'chosen' });
  });
});

describe('Renaming a digest', () => {
  test('gives it a name, and an empty name takes it off again', () => {
    const library = libraryAfter(FIRST, {
      name: 'renameDigest',
      digest: digestId('first'),
      givenName: ' On  rivers ',
    });
    expect(library.state.digests.get('first')?.givenName).toBe('On rivers');
    run(library, { name: 'renameDigest', digest: digestId('first'), givenName: '' });
    expect(library.state.digests.get('first')).not.toHaveProperty('givenName');
  });
});
