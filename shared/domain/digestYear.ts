import type { DigestHeader } from '../digest-format/types.ts';
import type { Timestamp } from './ids.ts';
import type { DigestYear, PartialDate, PrintedDate } from './issued.ts';
import { formatPrintedDate } from './resolveIssued.ts';

/** What the year is inferred from: a parsed digest, or a stored one with its papers' listings. */
export interface DatedDigest {
  readonly header: DigestHeader;
  readonly listings: readonly { readonly issued?: PartialDate }[];
}

/**
 * An import's day is taken where the calendar is furthest ahead (UTC+14), so that a page fetched just after midnight
 * there is never thought to be a year old.
 */
const FURTHEST_AHEAD_MS = 14 * 3_600_000;

/**
 * The year of a digest's "now". A page leaves out the year of its own "now" and writes all others, so its year is later
 * than every year written in it; its "now" is not before any yearless date and not after the import. Where this leaves
 * one year, that year is inferred; where it leaves several or none, the year is unknown.
 */
export function inferDigestYear(digest: DatedDigest, importedAt: Timestamp): DigestYear {
  const own = digest.header.date;
  if (own?.year !== undefined) {
    const evidence = `The page's own date, ${formatPrintedDate(own)}, has its year written out.`;
    return { year: own.year, source: 'written', evidence };
  }
  const printed = digest.listings.flatMap(({ issued }) => (isWholeDay(issued) ? [issued] : []));
  const yearless = printed.filter(date => date.year === undefined);
  const now = own ?? latest(yearless);
  if (now === undefined) return unknown('This page prints no date that lacks a year.');
  const later = own && yearless.find(date => dayOfYear(date) > dayOfYear(own));
  if (own && later) {
    const contradiction = `${formatPrintedDate(later)} comes after the page's own day, ${formatPrintedDate(own)}`;
    return unknown(`${contradiction}, so they can't belong to the same year.`);
  }
  const written = printed.flatMap(date => date.year ?? []);
  if (written.length === 0)
    return unknown('No date on this page has its year written out, so any year fits.');
  const lastWritten = written.reduce((last, year) => Math.max(last, year));
  return fromCandidates(now, [now, ...yearless], lastWritten, importedAt);
}

function isWholeDay(date: PartialDate | undefined): date is PrintedDate {
  return date?.month !== undefined && date.day !== undefined;
}

/** The year as the user set it for a digest. */
export function chosenYear(year: number): DigestYear {
  return { year, source: 'chosen', evidence: `You set this digest's year to ${year}.` };
}

function fromCandidates(
  now: PrintedDate,
  yearless: readonly PrintedDate[],
  lastWritten: number,
  importedAt: Timestamp,
): DigestYear {
  const importDay = dayOf(importedAt);
  const lastDay = dayOf(importedAt + FURTHEST_AHEAD_MS);
  const candidates: number[] = [];
  for (let year = lastWritten + 1; year <= lastDay.year; year += 1) {
    const future = year === lastDay.year && dayOfYear(now) > dayOfYear(lastDay);
    if (!future && yearless.every(date => existsIn(date, year))) candidates.push(year);
  }
  const written = `Years up to ${lastWritten} are written out`;
  const imported = `it was imported on ${formatPrintedDate(importDay)}`;
  const day = formatPrintedDate(now);
  const [first, ...others] = candidates;
  if (first === undefined) {
    return unknown(`${written} and ${imported}, which leaves no year that ${day} could belong to.`);
  }
  const last = others.at(-1);
  if (last !== undefined) {
    return unknown(`${written} and ${imported}, so ${day} can be in any year from ${first} to ${last}.`);
  }
  const evidence = `${written}, so ${day} is in ${first} or later, and ${imported}.`;
  return { year: first, source: 'inferred', evidence };
}

function unknown(evidence: string): DigestYear {
  return { source: 'unknown', evidence };
}

function dayOf(time: Timestamp): Required<PrintedDate> {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function latest(dates: readonly PrintedDate[]): PrintedDate | undefined {
  return dates.reduce<PrintedDate | undefined>(
    (last, date) => (last && dayOfYear(last) >= dayOfYear(date) ? last : date),
    undefined,
  );
}

/** A number that orders days within one year. */
function dayOfYear(date: PrintedDate): number {
  return date.month * 100 + date.day;
}

/** False for Feb 29 in a common year. */
function existsIn(date: PrintedDate, year: number): boolean {
  return date.day <= new Date(Date.UTC(year, date.month, 0)).getUTCDate();
}
