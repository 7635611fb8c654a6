import type { Issued, PartialDate } from '../domain/issued.ts';

/** `2023-10-09`, or `2023-10` or `2023` as far as it is known; undefined without a year, as a day of no year is no date. */
export function isoDate(issued: Issued | undefined): string | undefined {
  if (issued?.year === undefined) return undefined;
  return datePartsOf(issued)
    .map((part, index) => padded(part, index === 0 ? 4 : 2))
    .join('-');
}

/** Year, month and day as far as they are known; empty without a year. */
export function datePartsOf({ year, month, day }: PartialDate): number[] {
  if (year === undefined) return [];
  if (month === undefined) return [year];
  return day === undefined ? [year, month] : [year, month, day];
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
