import type { PartialDate } from '../../../shared/domain/issued.ts';
import type { Read } from './read.ts';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
/** Papers are not older than print, and not much younger than today. */
const FIRST_YEAR = 1450;
const LAST_YEAR = 2200;
const HINT = 'Write it as 2023, 2023-10, 2023-10-09 or Oct 9 2023.';

/** A date as it is typed: "2023-10-09", "2023-10" or "2023"; "Oct 9" where the year is not known. */
export function writeDate({ year, month, day }: PartialDate): string {
  const parts = [month, day].filter(part => part !== undefined).map(part => String(part).padStart(2, '0'));
  if (year !== undefined) return [String(year).padStart(4, '0'), ...parts].join('-');
  const name = MONTHS[(month ?? 0) - 1];
  if (name === undefined) return '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1, 3)}${day === undefined ? '' : ` ${day}`}`;
}

/**
 * Reads a date as far as it is given: a year, a month of a year, or a day, as figures from the year down or with the
 * month in English. Figures from the day up (9/10/2023) are not taken, as nobody can tell the month from the day.
 */
export function readDate(text: string): Read<PartialDate> {
  const trimmed = text.trim().replace(/\s+/gu, ' ');
  const figures = /^(\d{4})(?:[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?)?$/u.exec(trimmed);
  if (figures) return checked(figures[1], Number(figures[2]), figures[3]);
  const monthFirst = /^(\p{L}{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?(?:,? (\d{4}))?$/u.exec(trimmed);
  if (monthFirst && monthOf(monthFirst[1]) > 0) {
    return checked(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  }
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.? (\p{L}{3,9})\.?(?:,? (\d{4}))?$/u.exec(trimmed);
  if (dayFirst && monthOf(dayFirst[2]) > 0) {
    return checked(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  }
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$/u.test(trimmed)) {
    return { ok: false, message: `This can be read with the month or the day first. ${HINT}` };
  }
  return { ok: false, message: `This is not understood as a date. ${HINT}` };
}

/** `month` NaN: none was given. */
function checked(
  yearText: string | undefined,
  month: number,
  dayText: string | undefined,
): Read<PartialDate> {
  const year = yearText === undefined ? undefined : Number(yearText);
  if (year !== undefined && (year < FIRST_YEAR || year > LAST_YEAR)) {
    return { ok: false, message: `The year ${year} can’t be right. ${HINT}` };
  }
  if (Number.isNaN(month)) return { ok: true, value: { ...(year !== undefined && { year }) } };
  if (month < 1 || month > 12) return { ok: false, message: `There is no such month. ${HINT}` };
  const day = dayText === undefined ? undefined : Number(dayText);
  if (day !== undefined && (day < 1 || day > daysIn(month, year))) {
    return { ok: false, message: `That month has no day ${day}. ${HINT}` };
  }
  return {
    ok: true,
    value: { ...(year !== undefined && { year }), month, ...(day !== undefined && { day }) },
  };
}

/** The place of a month's English name, or of its first three letters or more, from 1; 0 when there is none. */
function monthOf(name = ''): number {
  return MONTHS.findIndex(month => month.startsWith(name.toLowerCase())) + 1;
}

/** Without a year February has 29. */
function daysIn(month: number, year = 2_000): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
