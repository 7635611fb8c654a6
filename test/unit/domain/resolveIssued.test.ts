import { describe, expect, test } from 'vitest';
import { chosenYear } from '../../../shared/domain/digestYear.ts';
import type { Origin } from '../../../shared/domain/details.ts';
import type { DigestId } from '../../../shared/domain/ids.ts';
import type { DigestYear, Issued, PartialDate, PrintedDate } from '../../../shared/domain/issued.ts';
import type { Listing } from '../../../shared/domain/paper.ts';
import {
  compareIssued,
  formatIssued,
  formatPrintedDate,
  dateEvidence,
  issuedEvidence,
  resolveIssued,
} from '../../../shared/domain/resolveIssued.ts';

const YEARS: Readonly<Record<string, DigestYear>> = {
  dated: { year: 2024, source: 'written', evidence: 'Written.' },
  chosen: chosenYear(2023),
  inferred: { year: 2026, source: 'inferred', evidence: 'Years up to 2025 are written out.' },
  unknown: { source: 'unknown', evidence: 'Any year fits.' },
};
const yearOf = (digest: DigestId): DigestYear | undefined => YEARS[digest];

function listing(digest: string, issued?: PartialDate): Listing {
  return { digest: digest as DigestId, rank: 1, ...(issued ? { issued } : {}) };
}

const mar13 = { month: 3, day: 13 };
const oct9 = { year: 2023, month: 10, day: 9 };

describe('when a paper was issued', () => {
  test('is the date with a year before all others', () => {
    const listings = [listing('chosen', mar13), listing('unknown', oct9), listing('dated', mar13)];
    expect(resolveIssued(listings, yearOf)).toEqual({ ...oct9, yearSource: 'written' });
  });

  test('is by a chosen year before an inferred, and by an inferred before none', () => {
    const unknown = listing('unknown', mar13);
    const inferred = listing('inferred', mar13);
    const chosen = listing('chosen', mar13);
    expect(resolveIssued([unknown, inferred, chosen], yearOf)).toMatchObject({
      year: 2023,
      yearSource: 'chosen',
    });
    expect(resolveIssued([unknown, inferred], yearOf)).toMatchObject({ year: 2026, yearSource: 'inferred' });
    expect(resolveIssued([unknown], yearOf)).toEqual({ ...mar13, yearSource: 'unknown' });
  });

  test('is what was imported first among equals', () => {
    const listings = [listing('inferred', mar13), listing('inferred', { month: 3, day: 14 })];
    expect(resolveIssued(listings, yearOf)?.day).toBe(13);
  });

  test('is the one that says more of the same year', () => {
    const year = listing('dated', { year: 2023 });
    expect(resolveIssued([year, listing('dated', oct9)], yearOf)).toEqual({ ...oct9, yearSource: 'written' });
    expect(resolveIssued([year, listing('dated', { ...oct9, year: 2024 })], yearOf)?.year).toBe(2023);
  });

  test('is not the day of a digest that prints no date for it', () => {
    expect(resolveIssued([listing('dated'), listing('inferred')], yearOf)).toBeUndefined();
  });

  test('has no year when the digest is not in the library', () => {
    expect(resolveIssued([listing('gone', mar13)], yearOf)).toEqual({ ...mar13, yearSource: 'unknown' });
  });
});

describe('the evidence of a date', () => {
  const nameOf = (digest: DigestId): string | undefined => (digest === 'gone' ? undefined : `Page ${digest}`);
  const evidence = (...listings: Listing[]): string | undefined => issuedEvidence(listings, yearOf, nameOf);

  test('says where it is printed and where its year is from', () => {
    expect(evidence(listing('unknown', oct9))).toBe('Printed as “Oct 9, 2023” in “Page unknown”.');
    expect(evidence(listing('dated', mar13))).toMatch(/Mar 13.*page's own date/u);
    expect(evidence(listing('chosen', mar13))).toMatch(/you set/u);
    expect(evidence(listing('inferred', mar13))).toBe(
      'Printed as “Mar 13” in “Page inferred”; the year is inferred. Years up to 2025 are written out.',
    );
    expect(evidence(listing('unknown', mar13))).toMatch(/not known\. Any year fits\.$/u);
    expect(evidence(listing('gone', mar13))).toMatch(/in a digest; the year is not known\.$/u);
    expect(evidence(listing('dated'))).toBeUndefined();
  });
});

describe('the evidence of a date that somebody told', () => {
  const evidence = (issued: Origin): string | undefined =>
    dateEvidence({ listings: [listing('dated', mar13)], origins: { issued } }, yearOf, () => undefined);

  test('says who, and when', () => {
    const at = Date.UTC(2026, 4, 3, 12);
    expect(evidence({ kind: 'hand', at })).toBe('You set it on May 3, 2026.');
    expect(evidence({ kind: 'lookUp', from: 'Crossref', at })).toBe('Told by Crossref on May 3, 2026.');
    expect(evidence({ kind: 'file', from: 'refs.bib', at })).toBe('From “refs.bib”.');
    expect(dateEvidence({ listings: [listing('dated', mar13)] }, yearOf, () => undefined)).toMatch(
      /^Printed/u,
    );
  });
});

test('dates are written as digests write them', () => {
  expect(formatPrintedDate(oct9)).toBe('Oct 9, 2023');
  expect(formatPrintedDate(mar13)).toBe('Mar 13');
  expect(formatIssued({ ...mar13, year: 2026, yearSource: 'inferred' })).toBe('Mar 13, 2026');
});

test('old papers come first, those without a year or a date before them', () => {
  const at = (date: PrintedDate): Issued => ({ ...date, yearSource: 'written' });
  const inOrder = [
    undefined,
    at(mar13),
    at({ month: 12, day: 1 }),
    at(oct9),
    at({ ...oct9, day: 10 }),
    at({ ...mar13, year: 2024 }),
  ];
  for (let i = 1; i < inOrder.length; i += 1)
    expect(compareIssued(inOrder[i - 1], inOrder[i])).toBeLessThan(0);
});
