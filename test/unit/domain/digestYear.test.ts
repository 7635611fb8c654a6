import { describe, expect, test } from 'vitest';
import { chosenYear, inferDigestYear } from '../../../shared/domain/digestYear.ts';
import type { DatedDigest } from '../../../shared/domain/digestYear.ts';
import type { PrintedDate } from '../../../shared/domain/issued.ts';

const IMPORTED = Date.UTC(2026, 10, 20, 12);

function page(own: PrintedDate | undefined, printed: readonly PrintedDate[]): DatedDigest {
  return {
    header: own ? { date: own, lines: [] } : { lines: [] },
    listings: [{}, ...printed.map(issued => ({ issued }))],
  };
}

const apr23 = { month: 4, day: 23 };
const mar13 = { month: 3, day: 13 };
const in2025 = { year: 2025, month: 12, day: 16 };

describe('the year of a page', () => {
  test('is inferred where the written years and the import leave one', () => {
    expect(
      inferDigestYear(page(apr23, [mar13, in2025, { year: 2021, month: 10, day: 8 }]), IMPORTED),
    ).toEqual({
      year: 2026,
      source: 'inferred',
      evidence:
        'Years up to 2025 are written out, so Apr 23 is in 2026 or later, and it was imported on Nov 20, 2026.',
    });
  });

  test('is the written one where the page has it in its own date', () => {
    expect(inferDigestYear(page({ ...apr23, year: 2024 }, [mar13]), IMPORTED)).toMatchObject({
      year: 2024,
      source: 'written',
    });
  });

  test('is unknown where several years are left, and the sentence names them', () => {
    const year = inferDigestYear(page(apr23, [{ ...in2025, year: 2023 }]), IMPORTED);
    expect(year).toEqual({
      source: 'unknown',
      evidence:
        'Years up to 2023 are written out and it was imported on Nov 20, 2026, so Apr 23 can be in any year from 2024 to 2026.',
    });
  });

  test('is unknown where no year is left', () => {
    expect(inferDigestYear(page(apr23, [{ ...in2025, year: 2026 }]), IMPORTED)).toMatchObject({
      source: 'unknown',
      evidence: expect.stringContaining('no year that Apr 23 could belong to') as string,
    });
  });

  test('is unknown where no year is written', () => {
    expect(inferDigestYear(page({ month: 6, day: 13 }, []), IMPORTED).source).toBe('unknown');
    expect(inferDigestYear(page(apr23, [mar13]), IMPORTED).source).toBe('unknown');
  });

  test('is unknown where a yearless date comes after the page', () => {
    const year = inferDigestYear(page(apr23, [{ month: 4, day: 24 }, in2025]), IMPORTED);
    expect(year.source).toBe('unknown');
    expect(year.evidence).toContain('Apr 24 comes after');
  });

  test('is unknown where the page prints no date', () => {
    expect(inferDigestYear(page(undefined, []), IMPORTED).source).toBe('unknown');
  });

  test('is not the year of the import when the day was still to come', () => {
    const december = { month: 12, day: 1 };
    expect(inferDigestYear(page(december, [{ ...in2025, year: 2024 }]), IMPORTED).year).toBe(2025);
    expect(inferDigestYear(page(december, [in2025]), IMPORTED).source).toBe('unknown');
  });

  test('may be the year of the import on the very day, wherever on Earth that is', () => {
    const nov21 = { month: 11, day: 21 };
    expect(inferDigestYear(page({ month: 11, day: 20 }, [in2025]), IMPORTED).year).toBe(2026);
    expect(inferDigestYear(page(nov21, [in2025]), Date.UTC(2026, 10, 20, 9)).source).toBe('unknown');
    expect(inferDigestYear(page(nov21, [in2025]), Date.UTC(2026, 10, 20, 11)).year).toBe(2026);
  });

  test('has Feb 29 if the page has it', () => {
    const leap = page({ month: 3, day: 1 }, [
      { month: 2, day: 29 },
      { ...in2025, year: 2025 },
    ]);
    expect(inferDigestYear(leap, Date.UTC(2028, 5, 1)).year).toBe(2028);
    expect(inferDigestYear(leap, Date.UTC(2027, 5, 1)).source).toBe('unknown');
  });

  test('is inferred from the listings where the page has no day of its own', () => {
    expect(inferDigestYear(page(undefined, [mar13, in2025]), IMPORTED)).toMatchObject({
      year: 2026,
      source: 'inferred',
    });
  });

  test('can be chosen', () => {
    expect(chosenYear(2024)).toMatchObject({ year: 2024, source: 'chosen' });
  });
});
