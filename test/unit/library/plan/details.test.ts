import { describe, expect, test } from 'vitest';
import { MAX_AUTHORS } from '../../../../shared/domain/checkDetails.ts';
import type { Author } from '../../../../shared/domain/author.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import type {
  AddPapers,
  DetailsChange,
  DescribedWork,
  OriginNow,
  SetDetails,
} from '../../../../shared/library/command.ts';
import { describeCommand } from '../../../../shared/library/describe.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import { digestId, importOf, listing, paperId, parsedDigest } from '../invented.ts';
import { contentOf, libraryAfter, run } from '../support.ts';

const HAND: OriginNow = { kind: 'hand' };
const CROSSREF: OriginNow = { kind: 'lookUp', from: 'Crossref' };
const FILE: OriginNow = { kind: 'file', from: 'refs.bib' };
const [QUIET, RIVERS, TIDES] = ['Quiet quantisation', 'Rivers that remember', 'Tides in token space'];
const AUTHORS: readonly Author[] = [{ family: 'Lake', given: 'Ada' }, { literal: 'Meadow Group' }];
const MONDAY = importOf(
  'monday',
  parsedDigest(
    [
      listing(QUIET!, { issued: { month: 5, day: 2 }, organisation: 'fjordlab Fjord Lab' }),
      listing(RIVERS!, { abstract: '' }),
    ],
    { header: { lines: [], date: { month: 5, day: 3 } } },
  ),
);
const TUESDAY = importOf('tuesday', parsedDigest([listing(RIVERS!), listing(TIDES!)]));

function adding(work: DescribedWork, origin: OriginNow = HAND, at = 7): AddPapers {
  return { name: 'addPapers', papers: [{ work, origin }], at };
}

function setting(
  title: string,
  fields: DetailsChange['fields'],
  origin: OriginNow = HAND,
  at = 9,
): SetDetails {
  return { name: 'setDetails', changes: [{ paper: paperId(title), fields, origin }], at };
}

function paperOf(library: MemoryLibrary, title: string): Paper {
  return library.state.papers.get(paperId(title))!;
}

/** What a command was refused for, or what it would have planned. */
function outcome(library: MemoryLibrary, command: SetDetails | AddPapers): unknown {
  try {
    return planCommand(library.state, command);
  } catch (error) {
    return (error as Error).message;
  }
}

function told(library: MemoryLibrary, command: SetDetails | AddPapers): string {
  return describeCommand(command, library.state, planCommand(library.state, command));
}

describe('Adding a paper by hand', () => {
  test('makes a record in no digest, with a key and who told each detail', () => {
    const library = libraryAfter(
      adding({
        title: ' Rivers  that remember ',
        authors: [{ family: ' Lake ', given: '' }],
        issued: { year: 2021, month: 3 },
        doi: 'https://doi.org/10.1000/ABC',
        arxiv: 'arXiv:2310.01234v2',
        abstract: 'All about https://example.org.',
      }),
    );
    const paper = paperOf(library, RIVERS!);
    const origin = { ...HAND, at: 7 };
    expect(paper).toMatchObject({
      serial: 1,
      title: RIVERS,
      authors: [{ family: 'Lake' }],
      issued: { year: 2021, month: 3, yearSource: 'chosen' },
      doi: '10.1000/abc',
      arxiv: '2310.01234',
      hasLink: true,
      listings: [],
      added: 7,
      citationKey: 'riversThatRemember2021',
      status: 'unread',
      origins: {
        title: origin,
        authors: origin,
        issued: origin,
        doi: origin,
        arxiv: origin,
        abstract: origin,
      },
    });
    expect(paper).not.toHaveProperty('addedBy');
    expect(library.abstracts.get(paper.id)?.text).toBe('All about https://example.org.');
    expect(library.state.papersByIdentifier.get('arxiv:2310.01234')?.id).toBe(paper.id);
  });

  test('gives one that is known by arXiv id, DOI or title only what it lacks', () => {
    const library = libraryAfter(
      adding({ title: QUIET!, arxiv: '2310.00001', venue: 'Journal of Quiet' }),
      adding({ title: RIVERS!, doi: '10.1000/1' }),
      adding({ title: 'Another title', arxiv: '2310.00001', venue: 'Elsewhere', authors: AUTHORS }, CROSSREF),
      adding({ title: 'Yet another', doi: 'doi:10.1000/1', arxiv: '2310.00002' }, CROSSREF),
      adding({ title: RIVERS!.toUpperCase(), organisation: 'Brook College' }, CROSSREF),
    );
    expect(library.state.papers.size).toBe(2);
    expect(paperOf(library, QUIET!)).toMatchObject({
      title: QUIET,
      venue: 'Journal of Quiet',
      authors: AUTHORS,
      origins: { venue: { kind: 'hand' }, authors: CROSSREF },
    });
    expect(paperOf(library, RIVERS!)).toMatchObject({ arxiv: '2310.00002', organisation: 'Brook College' });
  });

  test('takes an arXiv id and the DOI that arXiv gives for the same paper', () => {
    const library = libraryAfter(
      adding({ title: QUIET!, doi: '10.48550/arXiv.2310.00001' }),
      adding({ title: 'Another title', arxiv: '2310.00001' }),
    );
    expect(library.state.papers.size).toBe(1);
  });

  test('finds works of the same command in each other', () => {
    const library = libraryAfter({
      name: 'addPapers',
      papers: [
        { work: { title: QUIET!, doi: '10.1000/1' }, origin: CROSSREF },
        { work: { title: 'Quiet', doi: '10.1000/1', venue: 'Journal' }, origin: CROSSREF },
      ],
      at: 1,
    });
    expect([...library.state.papers.values()]).toMatchObject([{ title: QUIET, venue: 'Journal' }]);
  });

  test('plans nothing the second time, and is told in words', () => {
    const library = libraryAfter(MONDAY);
    const command = adding({ title: TIDES!, venue: 'Journal' });
    expect(told(library, command)).toBe('Added “Tides in token space”');
    expect(told(library, adding({ title: QUIET!, venue: 'Journal' }))).toBe(
      'Added what was missing to “Quiet quantisation”',
    );
    run(library, command);
    expect(planCommand(library.state, { ...command, at: 99 })).toEqual([]);
  });

  test('stays when a digest that listed it later is removed', () => {
    const library = libraryAfter(adding({ title: TIDES! }), TUESDAY);
    expect(library.state.counts.digest(digestId('tuesday'))).toMatchObject({ total: 2, new: 1 });
    run(library, { name: 'removeDigests', digests: [digestId('tuesday')] });
    expect([...library.state.papers.values()].map(({ title }) => title)).toEqual([TIDES]);
  });

  test('stays when that digest no longer lists it after it is read again', () => {
    const library = libraryAfter(adding({ title: TIDES! }), TUESDAY);
    const parsed = parsedDigest([listing(RIVERS!)]);
    run(library, { name: 'rereadDigest', digest: digestId('tuesday'), parsed, abstracts: {} });
    expect(paperOf(library, TIDES!).listings).toEqual([]);
  });

  test('leaves out what a service told wrongly, and refuses it from the user', () => {
    const library = libraryAfter(adding({ title: QUIET!, doi: 'none', venue: 'Journal' }, CROSSREF));
    expect(paperOf(library, QUIET!)).not.toHaveProperty('doi');
    expect(outcome(library, adding({ title: RIVERS!, doi: 'none' }))).toMatch(/^“none” is not a DOI\./u);
    expect(outcome(library, adding({ title: ' ' }))).toBe('A paper needs a title.');
  });

  test('is taken back whole', () => {
    const library = libraryAfter(MONDAY);
    const papers = contentOf(library, ['papers', 'abstracts']);
    const undo = library.applyPatches(
      planCommand(library.state, adding({ title: TIDES!, doi: '10.1000/1', abstract: 'A.' })),
    );
    library.applyPatches(undo);
    expect(contentOf(library, ['papers', 'abstracts'])).toEqual(papers);
    expect(library.state.papersByIdentifier.size).toBe(0);
  });
});

describe('Changing details by hand', () => {
  test('replaces what digests, files and look-ups told', () => {
    const library = libraryAfter(MONDAY, setting(QUIET!, { venue: 'Told' }, CROSSREF));
    run(library, setting(QUIET!, { venue: 'Typed', organisation: 'Brook College', issued: { year: 2020 } }));
    expect(paperOf(library, QUIET!)).toMatchObject({
      venue: 'Typed',
      organisation: 'Brook College',
      issued: { year: 2020, yearSource: 'chosen' },
      origins: { issued: { kind: 'hand', at: 9 }, venue: { kind: 'hand' }, organisation: { kind: 'hand' } },
    });
  });

  test('with null or an empty value lets the digest count again', () => {
    const library = libraryAfter(MONDAY);
    const before = paperOf(library, QUIET!);
    run(
      library,
      setting(QUIET!, {
        organisation: 'Brook College',
        issued: { year: 2020 },
        venue: 'J',
        authors: AUTHORS,
      }),
    );
    run(library, setting(QUIET!, { organisation: null, issued: null, venue: ' ', authors: [] }));
    expect(paperOf(library, QUIET!)).toEqual(before);
  });

  test('outlives later listings, the year of a digest, reading again, and removal', () => {
    const library = libraryAfter(
      MONDAY,
      setting(QUIET!, { issued: { year: 2020 }, organisation: 'Brook College' }),
    );
    const typed = { issued: { year: 2020, yearSource: 'chosen' }, organisation: 'Brook College' };
    const dated = listing(QUIET!, { issued: { year: 2025, month: 1, day: 1 }, organisation: 'Other' });
    run(library, importOf('late', parsedDigest([dated])));
    run(library, { name: 'setDigestYear', digest: digestId('monday'), year: 2019 });
    expect(paperOf(library, QUIET!)).toMatchObject(typed);
    run(library, {
      name: 'rereadDigest',
      digest: digestId('late'),
      parsed: parsedDigest([listing(TIDES!)]),
      abstracts: {},
    });
    run(library, { name: 'removeDigests', digests: [digestId('monday'), digestId('late')] });
    expect(paperOf(library, QUIET!)).toMatchObject({ ...typed, listings: [] });
    expect(library.state.papers.size).toBe(1);
  });

  test('is never replaced by a look-up or a file, nor filled in again', () => {
    const library = libraryAfter(MONDAY, setting(QUIET!, { venue: 'Typed' }));
    expect(planCommand(library.state, setting(QUIET!, { venue: 'Told' }, CROSSREF))).toEqual([]);
    expect(planCommand(library.state, setting(QUIET!, { venue: null }, FILE))).toEqual([]);
    expect(planCommand(library.state, adding({ title: QUIET!, venue: 'Told' }, FILE))).toEqual([]);
  });

  test('lets a look-up replace what a file or a look-up told', () => {
    const library = libraryAfter(
      MONDAY,
      setting(QUIET!, { venue: 'Told' }, FILE),
      setting(QUIET!, { venue: 'New' }, CROSSREF),
    );
    expect(paperOf(library, QUIET!)).toMatchObject({ venue: 'New', origins: { venue: CROSSREF } });
  });

  test('plans nothing for what is so already', () => {
    const library = libraryAfter(MONDAY, setting(QUIET!, { authors: AUTHORS, doi: '10.1000/1' }, CROSSREF));
    const same = setting(QUIET!, {
      authors: AUTHORS,
      doi: 'https://doi.org/10.1000/1',
      title: QUIET!,
      url: null,
    });
    expect(planCommand(library.state, same)).toEqual([]);
    expect(describeCommand(same, library.state, [])).toBe('There was nothing to change');
  });

  test('makes sure of a date that was inferred', () => {
    const dated = [
      listing(QUIET!, { issued: { month: 5, day: 2 } }),
      listing(RIVERS!, { issued: { year: 2025, month: 12, day: 2 } }),
    ];
    const library = libraryAfter(importOf('dated', parsedDigest(dated)));
    const { yearSource, ...date } = paperOf(library, QUIET!).issued!;
    expect([yearSource, date.year]).toEqual(['inferred', 2026]);
    run(library, setting(QUIET!, { issued: date }));
    expect(paperOf(library, QUIET!).issued).toEqual({ ...date, yearSource: 'chosen' });
  });

  test.each<[DetailsChange['fields'], RegExp]>([
    [{ doi: 'ten' }, /“ten” is not a DOI/u],
    [{ arxiv: '2313.00001' }, /is not an arXiv id/u],
    [{ arxivClass: 'CS' }, /is not an arXiv class/u],
    [{ url: 'javascript:alert(1)' }, /is not an address/u],
    [{ authors: [{ family: ' ' }] }, /needs a family name/u],
    [{ authors: Array.from({ length: MAX_AUTHORS + 1 }, () => ({ family: 'A' })) }, /at most 1,000 authors/u],
    [{ authors: [{ family: 'A'.repeat(500) }] }, /at most 300 characters/u],
    [{ authors: Array.from({ length: 999 }, () => ({ family: 'A'.repeat(99) })) }, /more names/u],
    [{ issued: { month: 2 } }, /needs a year/u],
    [{ issued: { year: 20 } }, /four digits/u],
    [{ issued: { year: 2021, day: 1 } }, /needs its month/u],
    [{ issued: { year: 2021, month: 13 } }, /1 to 12/u],
    [{ issued: { year: 2021, month: 2, day: 29 } }, /days 1 to 28/u],
    [{ venue: 'v'.repeat(3_000) }, /A venue can have at most/u],
    [{ abstract: 'a'.repeat(300_000) }, /An abstract can have at most/u],
  ])('refuses %j', (fields, reason) => {
    expect(outcome(libraryAfter(MONDAY), setting(QUIET!, fields))).toMatch(reason);
  });

  test('writes the abstract where abstracts are, and takes it away', () => {
    const library = libraryAfter(MONDAY, setting(RIVERS!, { abstract: 'Typed: https://example.org' }));
    expect(library.abstracts.get(paperId(RIVERS!))?.text).toBe('Typed: https://example.org');
    expect(paperOf(library, RIVERS!)).toMatchObject({ opening: 'Typed: https://example.org', hasLink: true });
    run(library, TUESDAY);
    run(library, { name: 'rereadDigest', digest: digestId('monday'), parsed: MONDAY.parsed, abstracts: {} });
    expect(paperOf(library, RIVERS!).opening).toBe('Typed: https://example.org');
    run(library, setting(RIVERS!, { abstract: '' }));
    expect(library.abstracts.has(paperId(RIVERS!))).toBe(false);
    expect(paperOf(library, RIVERS!)).toMatchObject({ opening: '', hasLink: false });
  });

  test('is passed over for papers that are gone, and refused when all are', () => {
    const library = libraryAfter(MONDAY);
    const [here, gone] = [
      setting(QUIET!, { venue: 'J' }).changes[0]!,
      setting(TIDES!, { venue: 'J' }).changes[0]!,
    ];
    run(library, { name: 'setDetails', changes: [gone, here], at: 1 });
    expect(paperOf(library, QUIET!).venue).toBe('J');
    expect(outcome(library, { name: 'setDetails', changes: [gone], at: 1 })).toMatch(
      /no longer in the library/u,
    );
  });

  test('is told by what changed', () => {
    const library = libraryAfter(MONDAY, TUESDAY);
    expect(told(library, setting(QUIET!, { authors: AUTHORS, issued: { year: 2020 } }))).toBe(
      'Changed the authors and the year of “Quiet quantisation”',
    );
    expect(told(library, setting(QUIET!, { issued: { year: 2020, month: 2 } }, CROSSREF))).toBe(
      'Looked up “Quiet quantisation”: changed the date',
    );
    expect(told(library, setting(QUIET!, { title: 'Quiet', doi: '10.1000/1', abstract: 'New.' }))).toBe(
      'Changed the title, the DOI and the abstract of “Quiet quantisation”',
    );
    const changes = [QUIET!, RIVERS!, TIDES!].map(
      title => setting(title, { venue: 'J' }, CROSSREF).changes[0]!,
    );
    run(library, setting(TIDES!, { venue: 'Mine' }));
    expect(told(library, { name: 'setDetails', changes, at: 1 })).toBe('Looked up 3 papers: 2 changed');
  });
});

describe('Changing a title', () => {
  const renamed = libraryAfter(MONDAY, setting(QUIET!, { title: 'Loud quantisation' }));

  test('keeps the id, and both titles lead to the paper', () => {
    const paper = paperOf(renamed, QUIET!);
    expect(paper).toMatchObject({ title: 'Loud quantisation', listings: [{ title: QUIET }] });
    expect(renamed.state.papersByTitle.get(paperId('Loud quantisation'))?.id).toBe(paper.id);
    expect(renamed.state.papersByTitle.get(paperId(QUIET!))?.id).toBe(paper.id);
  });

  test('keeps the title through a digest that prints the old one', () => {
    const library = libraryAfter(MONDAY, setting(QUIET!, { title: 'Loud quantisation' }));
    run(library, importOf('other', parsedDigest([listing(QUIET!), listing('Loud quantisation')])));
    expect(paperOf(library, QUIET!).listings.map(({ title }) => title)).toEqual([QUIET, QUIET, undefined]);
    expect(library.state.papers.size).toBe(2);
  });

  test('forgets a title that nobody printed when it is changed again or taken away', () => {
    const library = libraryAfter(MONDAY, setting(QUIET!, { title: 'Lowd quantisation' }));
    run(library, setting(QUIET!, { title: 'Loud quantisation' }));
    expect(library.state.papersByTitle.has(paperId('Lowd quantisation'))).toBe(false);
    run(library, setting(QUIET!, { title: null }));
    expect(paperOf(library, QUIET!)).toEqual(paperOf(libraryAfter(MONDAY), QUIET!));
  });

  test('to that of another paper is refused, and left out of a look-up', () => {
    const library = libraryAfter(MONDAY);
    expect(outcome(library, setting(QUIET!, { title: RIVERS!.toUpperCase() }))).toBe(
      'There is another paper called “Rivers that remember”. If they are the same work, merge them; if not, tell first what tells them apart, an arXiv id or a DOI.',
    );
    run(library, setting(QUIET!, { title: RIVERS!, venue: 'J' }, CROSSREF));
    expect(paperOf(library, QUIET!)).toMatchObject({ title: QUIET, venue: 'J' });
  });

  test('can’t leave a paper that stands in no digest without one', () => {
    const library = libraryAfter(adding({ title: TIDES! }));
    expect(outcome(library, setting(TIDES!, { title: '' }))).toBe('A paper needs a title.');
  });
});
