import { describe, expect, test } from 'vitest';
import { preflight } from '../../../shared/citation/preflight.ts';
import type { Issued, YearSource } from '../../../shared/domain/issued.ts';

function papers(count: number, yearSource?: YearSource): { issued?: Issued }[] {
  if (yearSource === undefined) return Array.from({ length: count }, () => ({}));
  const day = { month: 3, day: 13, yearSource };
  const issued = yearSource === 'unknown' ? day : { ...day, year: 2024 };
  return Array.from({ length: count }, () => ({ issued }));
}

describe('the preflight of an export', () => {
  test('counts what the file will lack', () => {
    const all = [...papers(16, 'written'), ...papers(9, 'inferred'), ...papers(1), ...papers(2, 'unknown')];
    expect(preflight(all)).toEqual({
      total: 28,
      withoutAuthors: 28,
      withoutYear: 3,
      inferredYear: 9,
      sentence: '28 of 28 papers lack authors, 3 lack a year, 9 have an inferred year.',
    });
  });

  test.each([
    [[], 'There are no papers to export.'],
    [papers(1, 'written'), '1 of 1 paper lacks authors.'],
    [papers(1), '1 of 1 paper lacks authors, 1 lacks a year.'],
    [papers(1, 'inferred'), '1 of 1 paper lacks authors, 1 has an inferred year.'],
    [papers(2, 'chosen'), '2 of 2 papers lack authors.'],
  ])('is said in one sentence (%#)', (some, sentence) => {
    expect(preflight(some).sentence).toBe(sentence);
  });
});
