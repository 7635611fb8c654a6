import { describe, expect, test } from 'vitest';
import { digestId } from '../../../shared/digest-format/digestId.ts';
import type { ParsedDigest, ParsedListing } from '../../../shared/digest-format/types.ts';

const LISTING: ParsedListing = { rank: 1, title: 'Tides of Small Harbours', abstract: 'We measure them.' };
const digest = (shape: ParsedDigest['shape'], more: Partial<ParsedListing> = {}): ParsedDigest => ({
  shape,
  header: { lines: ['Daily Papers'] },
  listings: [{ ...LISTING, ...more }],
  notUnderstood: [],
});

describe('the id of a digest', () => {
  test('of a text dump is what it always was', () => {
    expect(digestId(digest('daily-plain'))).toBe('3ca602cceeba89b2a81ecb717d702a00');
  });

  test('of a text dump does not depend on the shape it was read as', () => {
    expect(digestId(digest('search-compact'))).toBe(digestId(digest('daily-plain')));
  });

  test.each<Partial<ParsedListing>>([
    { upvotes: 3 },
    { submitter: 'ada' },
    { authors: [{ family: 'Lee', given: 'Ada' }] },
    { venue: 'Harbour Letters' },
    { doi: '10.1000/182' },
    { arxiv: '2310.01234' },
    { arxivClass: 'cs.LG' },
    { url: 'https://example.org/' },
    { marks: { starred: true } },
    { marks: { note: 'Read this.' } },
  ])('of a file changes with %o', more => {
    expect(digestId(digest('feed', more))).not.toBe(digestId(digest('feed')));
  });

  test('of a file depends on what kind of file it is', () => {
    expect(digestId(digest('feed'))).not.toBe(digestId(digest('bibtex')));
  });
});
