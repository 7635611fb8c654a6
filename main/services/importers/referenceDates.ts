import type { PartialDate } from '../../../shared/domain/issued.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MAX_LENGTH = 100;

/**
 * The date in a text of a file of references, as far as it is known: `2023`, `2023-10-09`, `2023/10/09/`, `9 Oct 2023`,
 * `October 9, 2023`, the first date of a range. Undefined without a year.
 */
export function dateOf(text: string | undefined): PartialDate | undefined {
  const line = text?.slice(0, MAX_LENGTH).trim() ?? '';
  const iso = /^(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?!\d)/u.exec(line);
  if (iso !== null && (iso[2] !== undefined || !/\p{L}{3}/u.test(line))) {
    return partialDate(iso[1], iso[2], iso[3]);
  }
  const year = /(?<!\d)(\d{4})(?!\d)/u.exec(line)?.[1];
  const month = monthOf(line);
  const day = /(?<![\d/])(\d{1,2})(?:st|nd|rd|th)?(?![\d/])/u.exec(line)?.[1];
  return partialDate(year, month?.toString(), day);
}

/** A date of its parts, each a number in a text; a month or day that is none is left out. Undefined without a year. */
export function partialDate(
  yearText: string | undefined,
  monthText?: string,
  dayText?: string,
): PartialDate | undefined {
  const year = numberFrom(yearText, 1, 9_999);
  if (year === undefined) return undefined;
  const month = numberFrom(monthText, 1, 12);
  const day = month === undefined ? undefined : numberFrom(dayText, 1, daysIn(year, month));
  return { year, ...(month !== undefined && { month }), ...(day !== undefined && { day }) };
}

/** The month in a text: a number, or a name of which three letters are enough. */
export function monthOf(text: string | undefined): number | undefined {
  const line = text?.slice(0, MAX_LENGTH).trim().toLowerCase() ?? '';
  const numbered = numberFrom(line, 1, 12);
  if (numbered !== undefined) return numbered;
  const place = MONTHS.findIndex(month => new RegExp(`(?<!\\p{L})${month}`, 'u').test(line));
  return place < 0 ? undefined : place + 1;
}

function numberFrom(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^\s*\d{1,4}\s*$/u.test(text)) return undefined;
  const number = Number(text);
  return number >= least && number <= most ? number : undefined;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
