import type { Digest } from '../../shared/domain/digest.ts';

/**
 * Digests as the sidebar lists them: those with a day of their own first, the newest on top; then the others, the last
 * imported on top. A day without a year counts as the last such day before the import.
 */
export function orderDigests(digests: Iterable<Digest>): Digest[] {
  return [...digests].sort(
    (a, b) => dayValue(b) - dayValue(a) || b.imported - a.imported || a.file.localeCompare(b.file),
  );
}

/** Days as a number that sorts; 0 without a day. */
function dayValue(digest: Digest): number {
  const day = digest.header.date;
  if (day === undefined) return 0;
  const year = day.year ?? digest.year.year ?? lastYearWith(day, new Date(digest.imported));
  return year * 10_000 + day.month * 100 + day.day;
}

function lastYearWith(day: { readonly month: number; readonly day: number }, imported: Date): number {
  const passed = [imported.getMonth() + 1, imported.getDate()] as const;
  const isAhead = day.month > passed[0] || (day.month === passed[0] && day.day > passed[1]);
  return imported.getFullYear() - (isAhead ? 1 : 0);
}
