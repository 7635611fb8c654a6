import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inferDigestYear } from '../../../shared/domain/digestYear.ts';
import { titleKey } from '../../../shared/domain/title.ts';
import { digestIn, digestsIn } from './parseText.ts';

const FOLDER = new URL('../../../../shared/digests/', import.meta.url);
const present = existsSync(FOLDER);
const IMPORTED = Date.UTC(2026, 10, 20);

describe.skipIf(!present)(
  present ? 'the five real dumps' : 'the five real dumps (skipped: ../shared/digests is not there)',
  () => {
    const names = present
      ? readdirSync(FOLDER)
          .filter(name => name.endsWith('.txt'))
          .sort()
      : [];
    const digests = names.map(name => digestIn(readFileSync(new URL(name, FOLDER), 'utf8')));

    test('list 119, 104, 119, 28 and 32 papers and leave no line over', () => {
      expect(digests.map(digest => digest.listings.length)).toEqual([119, 104, 119, 28, 32]);
      expect(digests.flatMap(digest => digest.notUnderstood)).toEqual([]);
    });

    test('read the same when they are put one behind the other', () => {
      const together = names.map(name => readFileSync(new URL(name, FOLDER), 'utf8')).join('');
      expect(digestsIn(together)).toEqual(digests);
    });

    test('have the shapes of search pages and of daily pages', () => {
      expect(digests.map(digest => digest.shape)).toEqual([
        'search-compact',
        'search-compact',
        'search-compact',
        'daily-details',
        'daily-plain',
      ]);
    });

    test('bring 119, 53, 78, 21 and 19 new papers, 290 together', () => {
      const seen = new Set<string>();
      const brought = digests.map(({ listings }) => {
        const before = seen.size;
        for (const listing of listings) seen.add(titleKey(listing.title));
        return seen.size - before;
      });
      expect(brought).toEqual([119, 53, 78, 21, 19]);
      expect(seen.size).toBe(290);
    });

    test('have one abstract a paper, the same wherever it is listed', () => {
      const abstracts = new Map<string, string>();
      for (const { title, abstract } of digests.flatMap(digest => digest.listings)) {
        expect(abstract).not.toBe('');
        expect(abstracts.get(titleKey(title)) ?? abstract).toBe(abstract);
        abstracts.set(titleKey(title), abstract);
      }
    });

    test('have 28 dates, 26 author counts, 2 organisations and 3 comment counts in the fourth', () => {
      const listings = digests[3]?.listings ?? [];
      expect(listings.filter(listing => listing.issued)).toHaveLength(28);
      expect(listings.filter(listing => listing.authorCount !== undefined)).toHaveLength(26);
      expect(listings.flatMap(listing => listing.organisation ?? [])).toHaveLength(2);
      expect(listings.filter(listing => listing.commentCount !== undefined)).toHaveLength(3);
      expect(digests[3]?.header.date).toEqual({ month: 4, day: 23 });
    });

    test('are from 2026 in the fourth and from an unknown year in the fifth', () => {
      const years = digests.slice(3).map(digest => inferDigestYear(digest, IMPORTED));
      expect(years[0]).toMatchObject({ year: 2026, source: 'inferred' });
      expect(years[1]).toMatchObject({ source: 'unknown' });
    });
  },
);
