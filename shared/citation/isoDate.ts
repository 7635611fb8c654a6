import type { Issued } from '../domain/issued.ts';

/** `2023-10-09`; undefined without a year, as a day of no year is no date. */
export function isoDate(issued: Issued | undefined): string | undefined {
  if (issued?.year === undefined) return undefined;
  const { year, month, day } = issued;
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
