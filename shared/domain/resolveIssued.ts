import { assertNever } from './assertNever.ts';
import type { DigestId } from './ids.ts';
import type { DigestYear, Issued, ListedDate, PartialDate, YearSource } from './issued.ts';
import type { Listing, Paper } from './paper.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Surest first: a year that was printed beats one the user chose, that beats one we inferred. */
const SURENESS: readonly YearSource[] = ['written', 'chosen', 'inferred', 'unknown'];

/** How a digest stands on its year; undefined when the digest is not in the library. */
export type YearOf = (digest: DigestId) => DigestYear | undefined;

/** "Oct 9, 2023", "Oct 2023" or "2023" as far as it is known, "Mar 13" when the date has no year. */
export function formatPrintedDate({ year, month, day }: PartialDate): string {
  if (month === undefined) return year === undefined ? '?' : String(year);
  const name = MONTHS[month - 1] ?? '?';
  const dayOfYear = day === undefined ? name : `${name} ${day}`;
  if (year === undefined) return dayOfYear;
  return day === undefined ? `${dayOfYear} ${year}` : `${dayOfYear}, ${year}`;
}

/** The date as shown: "Oct 9, 2023", or "Mar 13" while the year is unknown. Says nothing of how sure the year is. */
export function formatIssued(issued: Issued): string {
  return formatPrintedDate(issued);
}

/**
 * When a paper was published, from all its listings: the surest date wins; among equals one that says more of the same
 * year, then the first imported. Undefined when no digest prints a date for it. The day of the digest itself is never taken for the day of publication.
 */
export function resolveIssued(listings: readonly Listing[], yearOf: YearOf): Issued | undefined {
  return surestDate(listings, yearOf)?.issued;
}

/**
 * Why a paper has the date it has, in words for the paper pane; undefined when it has none. `nameOf` names a digest as
 * the sidebar does.
 */
export function issuedEvidence(
  listings: readonly Listing[],
  yearOf: YearOf,
  nameOf: (digest: DigestId) => string | undefined,
): string | undefined {
  const surest = surestDate(listings, yearOf);
  if (surest === undefined) return undefined;
  const { listing, printed, issued, digestYear } = surest;
  const name = nameOf(listing.digest);
  const where = name === undefined ? 'in a digest' : `in “${name}”`;
  const start = `Printed as “${formatPrintedDate(printed)}” ${where}`;
  if (printed.yearSource !== undefined) {
    return `${start}, where the year is said to be ${printed.yearSource === 'inferred' ? 'inferred' : 'set by hand'}.`;
  }
  if (printed.year !== undefined) return `${start}.`;
  switch (issued.yearSource) {
    case 'written':
      return `${start}; the year is the one in that page's own date.`;
    case 'chosen':
      return `${start}; the year is the one you set for that digest.`;
    case 'inferred':
      return `${start}; the year is inferred. ${digestYear?.evidence ?? ''}`.trimEnd();
    case 'unknown':
      return `${start}; the year is not known. ${digestYear?.evidence ?? ''}`.trimEnd();
    default:
      return assertNever(issued.yearSource);
  }
}

/** The same of a paper, whose date somebody else may have told. */
export function dateEvidence(
  { listings, origins }: Pick<Paper, 'listings' | 'origins'>,
  yearOf: YearOf,
  nameOf: (digest: DigestId) => string | undefined,
): string | undefined {
  const origin = origins?.issued;
  if (origin === undefined) return issuedEvidence(listings, yearOf, nameOf);
  const on = new Date(origin.at).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
  switch (origin.kind) {
    case 'hand':
      return `You set it on ${on}.`;
    case 'lookUp':
      return `Told by ${origin.from ?? 'a service'} on ${on}.`;
    case 'file':
      return origin.from === undefined ? 'From a file.' : `From “${origin.from}”.`;
    default:
      return assertNever(origin.kind);
  }
}

/**
 * Orders from old to new. Papers without a date come first and those without a year next, so that "newest first" puts
 * them at the end.
 */
export function compareIssued(a: Issued | undefined, b: Issued | undefined): number {
  return sortValue(a) - sortValue(b);
}

function sortValue(issued: Issued | undefined): number {
  if (issued === undefined) return -1;
  return (issued.year ?? 0) * 10_000 + (issued.month ?? 0) * 100 + (issued.day ?? 0);
}

interface FoundDate {
  readonly listing: Listing;
  readonly printed: ListedDate;
  readonly issued: Issued;
  readonly digestYear: DigestYear | undefined;
}

function surestDate(listings: readonly Listing[], yearOf: YearOf): FoundDate | undefined {
  let surest: FoundDate | undefined;
  for (const listing of listings) {
    const printed = listing.issued;
    if (printed === undefined) continue;
    const digestYear = yearOf(listing.digest);
    const issued = withYear(printed, digestYear);
    if (surest === undefined || isSurer(issued, surest.issued)) {
      surest = { listing, printed, issued, digestYear };
    }
  }
  return surest;
}

function isSurer(one: Issued, other: Issued): boolean {
  if (sureness(one) !== sureness(other)) return sureness(one) < sureness(other);
  return one.year === other.year && precision(one) > precision(other);
}

function precision({ month, day }: PartialDate): number {
  return (month === undefined ? 0 : 1) + (day === undefined ? 0 : 1);
}

function withYear(listed: ListedDate, digestYear: DigestYear | undefined): Issued {
  const { yearSource, ...printed } = listed;
  if (printed.year !== undefined) return { ...printed, yearSource: yearSource ?? 'written' };
  if (digestYear?.year === undefined) return { ...printed, yearSource: 'unknown' };
  return { ...printed, year: digestYear.year, yearSource: digestYear.source };
}

function sureness(issued: Issued): number {
  return SURENESS.indexOf(issued.yearSource);
}
