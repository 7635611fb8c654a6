import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../shared/domain/digest.ts';
import { digestKind, digestName } from '../../../shared/domain/digestName.ts';
import type { DigestId, DumpId, ImportId } from '../../../shared/domain/ids.ts';

const DIGEST: Digest = {
  id: 'd' as DigestId,
  dump: 'f' as DumpId,
  importId: 'i' as ImportId,
  file: 'stable dynamics.txt',
  shape: 'search-compact',
  header: { lines: [] },
  year: { source: 'unknown', evidence: '' },
  imported: 0,
  listingCount: 1,
  newCount: 1,
  notUnderstood: [],
};
const apr23 = { date: { month: 4, day: 23 }, lines: [] };

describe('the name of a digest', () => {
  test('is the one the user gave', () => {
    expect(digestName({ ...DIGEST, givenName: 'Monday', header: apr23 })).toBe('Monday');
  });

  test('is its day, with the year if that is known', () => {
    expect(digestName({ ...DIGEST, header: apr23 })).toBe('Apr 23');
    const year = { year: 2026, source: 'inferred', evidence: '' } as const;
    expect(digestName({ ...DIGEST, header: apr23, year })).toBe('Apr 23, 2026');
  });

  test('is else that of its file without the extension', () => {
    expect(digestName(DIGEST)).toBe('stable dynamics');
    expect(digestName({ ...DIGEST, file: '.hidden' })).toBe('.hidden');
    expect(digestName({ ...DIGEST, file: 'Pasted text' })).toBe('Pasted text');
  });
});

test('the kind of a digest is said in words', () => {
  expect(digestKind('search-compact')).toBe('Search');
  expect(digestKind('daily-details')).toBe('Daily page');
});
