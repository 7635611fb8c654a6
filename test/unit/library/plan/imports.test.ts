import { describe, expect, test } from 'vitest';
import { OPENING_LENGTH, type Paper } from '../../../../shared/domain/paper.ts';
import { describeCommand } from '../../../../shared/library/describe.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { digestId, importOf, listing, paperId, parsedDigest, importedAgain } from '../invented.ts';
import { libraryAfter, run } from '../support.ts';

const MONDAY = importOf(
  'monday',
  parsedDigest([listing('Quiet quantisation'), listing('Rivers that remember')]),
);
const TUESDAY = importOf(
  'tuesday',
  parsedDigest([
    listing('RIVERS  that Remember', {
      issued: { year: 2025, month: 12, day: 16 },
      authorCount: 4,
      commentCount: 2,
    }),
    listing('Tides in token space'),
  ]),
);

function paperOf(library: MemoryLibrary, title: string): Paper {
  return library.state.papers.get(paperId(title))!;
}

describe('Importing a digest', () => {
  test('makes one unread record per paper, in the order of the ranks', () => {
    const library = libraryAfter(MONDAY);
    const papers = [...library.state.papers.values()];
    expect(papers.map(({ title, serial, status }) => [title, serial, status])).toEqual([
      ['Quiet quantisation', 1, 'unread'],
      ['Rivers that remember', 2, 'unread'],
    ]);
    expect(library.abstracts.get(paperId('Quiet quantisation'))?.text).toBe(
      'Quiet quantisation is what this paper is about.',
    );
  });

  test('finds a known paper by its normalised title and keeps each listing as printed', () => {
    const library = libraryAfter(MONDAY, TUESDAY);
    expect(library.state.papers.size).toBe(3);
    const paper = paperOf(library, 'Rivers that remember');
    expect(paper.title).toBe('Rivers that remember');
    expect(paper.listings).toEqual([
      { digest: 'monday', rank: 2 },
      {
        digest: 'tuesday',
        rank: 1,
        title: 'RIVERS  that Remember',
        authorCount: 4,
        commentCount: 2,
        issued: { year: 2025, month: 12, day: 16 },
      },
    ]);
    expect(paper.addedBy).toBe('monday');
  });

  test('gives a paper that stood in an undated digest the date of a dated one', () => {
    const library = libraryAfter(MONDAY, TUESDAY);
    const { issued, authorCount } = paperOf(library, 'Rivers that remember');
    expect(issued).toEqual({ year: 2025, month: 12, day: 16, yearSource: 'written' });
    expect(authorCount).toBe(4);
  });

  test('counts which papers were new and which were known', () => {
    const library = libraryAfter(MONDAY, TUESDAY);
    expect(library.state.digests.get('tuesday')).toMatchObject({ listingCount: 2, newCount: 1 });
    expect(library.state.counts.digest(digestId('tuesday'))).toEqual({ total: 2, triaged: 0, new: 1 });
  });

  test('of a digest that is already there plans nothing and says so', () => {
    const library = libraryAfter(MONDAY);
    const again = { ...MONDAY, at: MONDAY.at + 1 };
    expect(planCommand(library.state, again)).toEqual([]);
    expect(describeCommand(again, library.state, [])).toBe(
      '“monday” is already in your library: nothing was added',
    );
  });

  test('knows the same page of a dump under another id, which a better parser can give it', () => {
    const library = libraryAfter(MONDAY);
    expect(planCommand(library.state, importedAgain(MONDAY))).toEqual([]);
  });

  test('takes two pages of one dump with the same papers for two', () => {
    const library = libraryAfter(MONDAY, { ...MONDAY, digest: digestId('search of monday') });
    expect([...library.state.digests.keys()]).toEqual(['monday', 'search of monday']);
    expect(paperOf(library, 'Quiet quantisation').listings.map(({ digest }) => digest)).toEqual([
      'monday',
      'search of monday',
    ]);
  });

  test('leaves the status, star, tags and key of a known paper alone', () => {
    const library = libraryAfter(MONDAY);
    const rivers = paperId('Rivers that remember');
    run(library, { name: 'setStatus', papers: [rivers], status: 'archived' });
    run(library, { name: 'star', papers: [rivers] });
    run(library, { name: 'addTag', papers: [rivers], tag: 'later' });
    const before = paperOf(library, 'Rivers that remember');
    run(library, TUESDAY);
    expect(paperOf(library, 'Rivers that remember')).toMatchObject({
      status: 'archived',
      starred: true,
      tags: ['later'],
      citationKey: before.citationKey,
    });
  });

  test('keeps a key that was made before the year became known', () => {
    const library = libraryAfter(MONDAY, TUESDAY);
    expect(paperOf(library, 'Rivers that remember').citationKey).toBe('riversThatRemember');
  });

  test('fills in an abstract that was missing before, and no other', () => {
    const bare = importOf('bare', parsedDigest([listing('Quiet quantisation', { abstract: '' })]));
    const library = libraryAfter(bare, MONDAY);
    expect(paperOf(library, 'Quiet quantisation').opening).toBe(
      'Quiet quantisation is what this paper is about.',
    );
    run(library, importOf('other', parsedDigest([listing('Quiet quantisation', { abstract: 'Other.' })])));
    expect(library.abstracts.get(paperId('Quiet quantisation'))?.text).not.toBe('Other.');
  });

  test('keeps two listings of one title within a digest', () => {
    const twice = importOf(
      'twice',
      parsedDigest([listing('Quiet quantisation'), listing('quiet quantisation')]),
    );
    const library = libraryAfter(twice);
    expect(library.state.papers.size).toBe(1);
    expect(paperOf(library, 'Quiet quantisation').listings.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(library.state.counts.digest(digestId('twice')).total).toBe(1);
  });

  test('opens with the first characters of the abstract on one line', () => {
    const abstract = `  Line one\nline two ${'🌊'.repeat(OPENING_LENGTH)}`;
    const library = libraryAfter(
      importOf('long', parsedDigest([listing('Quiet quantisation', { abstract })])),
    );
    const { opening } = paperOf(library, 'Quiet quantisation');
    expect(opening.startsWith('Line one line two 🌊')).toBe(true);
    expect(opening.length).toBeLessThanOrEqual(OPENING_LENGTH);
    expect(() => encodeURIComponent(opening)).not.toThrow();
  });

  test('marks papers whose abstract holds a link', () => {
    const abstract = 'Code: https://example.org/rivers.';
    const library = libraryAfter(
      importOf(
        'links',
        parsedDigest([listing('Rivers that remember', { abstract }), listing('Quiet quantisation')]),
      ),
    );
    expect(paperOf(library, 'Rivers that remember').hasLink).toBe(true);
    expect(paperOf(library, 'Quiet quantisation').hasLink).toBe(false);
  });

  test('gives two papers with the same first words different keys', () => {
    const library = libraryAfter(
      importOf('keys', parsedDigest([listing('Rivers that remember'), listing('Rivers that remember rain')])),
    );
    const keys = [...library.state.papers.values()].map(({ citationKey }) => citationKey);
    expect(keys).toEqual(['riversThatRemember', 'riversThatRemembera']);
  });

  test('says how many papers there were and how many of them were new', () => {
    const library = libraryAfter(MONDAY);
    const patches = planCommand(library.state, TUESDAY);
    expect(describeCommand(TUESDAY, library.state, patches)).toBe('Imported tuesday: 2 papers, 1 new');
  });

  test('of no papers is refused', () => {
    expect(() => libraryAfter(importOf('none', parsedDigest([])))).toThrow('This digest holds no papers.');
  });
});
