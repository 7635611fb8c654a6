import type { PrintedDate } from '../domain/issued.ts';

/** What a page prints around its papers, in the order in which a header has it. */
export type HeaderKind = 'new' | 'promotion' | 'subscribe' | 'section' | 'curator';

const PROMOTIONS: ReadonlySet<string> = new Set([
  'Get trending papers in your email inbox once a day!',
  'Get trending papers in your email inbox!',
]);
const SECTIONS: ReadonlySet<string> = new Set([
  'Daily Papers',
  'Weekly Papers',
  'Monthly Papers',
  'Trending Papers',
]);

/** No longer line is one of a header: most lines are abstracts. */
const LONGEST_HEADER_LINE = 60;

/** The kind of a line that pages print above their papers; undefined for any other line, dates too. */
export function headerKind(text: string): HeaderKind | undefined {
  if (text.length > LONGEST_HEADER_LINE) return undefined;
  if (text === 'new') return 'new';
  if (PROMOTIONS.has(text)) return 'promotion';
  if (text === SUBSCRIBE) return 'subscribe';
  if (SECTIONS.has(text)) return 'section';
  return /^by\s*AK and the research community$/u.test(text) ? 'curator' : undefined;
}

/** The promotion that a line ends with, which may be all of it. */
export function promotionAtEnd(text: string): string | undefined {
  return [...PROMOTIONS].find(promotion => text.endsWith(promotion));
}

/** The button that pages glue to the first title. */
export const SUBSCRIBE = 'Subscribe';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?';
const DATE = new RegExp(`^(${MONTH_NAMES})\\.?\\s+(\\d{1,2})(?:,\\s*(\\d{4}))?(?:\\s+(\\d{1,6}))?$`, 'u');
const LONGEST_DATE = 40;
/** Days of the months of a leap year. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A date line: `Apr 1, 2025`, `Mar 13`, `Dec 16, 2025 2`. */
export interface DateLine {
  readonly date: PrintedDate;
  readonly commentCount?: number;
}

/** Reads a date line; undefined when the text is no date, or one that no calendar has. */
export function readDateLine(text: string): DateLine | undefined {
  if (text.length > LONGEST_DATE) return undefined;
  const match = DATE.exec(text);
  if (!match) return undefined;
  const [, name = '', dayText, yearText, comments] = match;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const day = Number(dayText);
  const year = yearText === undefined ? {} : { year: Number(yearText) };
  const daysInMonth = month === 2 && yearText && !isLeap(Number(yearText)) ? 28 : (DAYS[month - 1] ?? 0);
  if (day < 1 || day > daysInMonth) return undefined;
  const date: PrintedDate = { ...year, month, day };
  return comments === undefined ? { date } : { date, commentCount: Number(comments) };
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The number in a byline such as `• 5 authors`; undefined for any other line. */
export function readAuthorCount(text: string): number | undefined {
  const match = text.length > LONGEST_DATE ? null : /^(?:[•·∙●*-]\s*)?(\d{1,6})\s+authors?$/u.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** True for the `·` that stands between a byline and its date. */
export function isSeparator(text: string): boolean {
  return text === '·' || text === '•' || text === '∙';
}

/** True for a line that can be no title and no part of an abstract: no letter and no digit, damaged, or a tag of HTML. */
export function isNoise(text: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  if (text.startsWith('<') && text.endsWith('>')) return /^<[!/]?[a-z]/iu.test(text);
  const damaged = text.length < 2_000 ? (text.match(DAMAGE)?.length ?? 0) : 0;
  return damaged > 2 && damaged * 5 > text.length;
}

/** Controls and replacement characters. */
// eslint-disable-next-line no-control-regex
const DAMAGE = /[\0-\x1f\x7f-\x9f\ufffd]/g;

const LONGEST_ORGANISATION = 120;

/**
 * True when a line that stands before `·` or a date reads as an organisation: a handle without spaces, then the name,
 * as in `univie University of Vienna`.
 */
export function isOrganisation(text: string): boolean {
  if (text.length > LONGEST_ORGANISATION) return false;
  const match = /^([A-Za-z0-9][\w.-]*)\s+(\S.*)$/u.exec(text);
  if (!match) return false;
  const [, handle = '', name = ''] = match;
  const named = !/^\p{Ll}/u.test(name) || name.toLowerCase().startsWith(handle.toLowerCase());
  return named && !/[.?!]\s+\p{Lu}/u.test(text);
}

/** True for a handle that stands alone, its organisation's name being lost. */
export function looksLikeHandle(text: string): boolean {
  return text.length <= LONGEST_DATE && /^[A-Za-z0-9][\w-]*$/u.test(text);
}

/** True for what is left of a damaged date, such as `Apr 31` or `Aprl 2, 2025`. */
export function looksLikeBrokenDate(text: string): boolean {
  return text.length <= 24 && /^\p{L}{0,10}[.,]?\s*\d/u.test(text);
}

const SUBMITTED_BY = 'Submitted by';
const LONGEST_USER_NAME = 50;

/** True for the line above a user's name on pages that list no titles. */
export function isSubmittedBy(text: string): boolean {
  return text.startsWith(SUBMITTED_BY);
}

/** True when the user's name stands on the same line, so that the next line is not it. */
export function namesSubmitter(text: string): boolean {
  return text.length > SUBMITTED_BY.length;
}

/** True when a line can be the name of a user. */
export function isUserName(text: string): boolean {
  return text.length <= LONGEST_USER_NAME && text.split(/\s+/u).length <= 4;
}
