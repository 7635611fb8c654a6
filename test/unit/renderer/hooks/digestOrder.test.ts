import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../../shared/domain/digest.ts';
import type { DigestId, DumpId, ImportId } from '../../../../shared/domain/ids.ts';
import type { PrintedDate } from '../../../../shared/domain/issued.ts';
import { orderDigests } from '../../../../renderer/hooks/digestOrder.ts';

function digest(file: string, imported: string, date?: PrintedDate, year?: number): Digest {
  return {
    id: file as DigestId,
    dump: file as string as DumpId,
    file,
    shape: 'daily-plain',
    header: { lines: [], ...(date && { date }) },
    year: { source: 'unknown', evidence: '', ...(year !== undefined && { year }) },
    imported: new Date(imported).getTime(),
    importId: 'import' as ImportId,
    listingCount: 0,
    newCount: 0,
    notUnderstood: [],
  };
}

function files(...digests: Digest[]): string[] {
  return orderDigests(digests).map(({ file }) => file);
}

describe('the digests in the sidebar', () => {
  it('stand with the newest day on top, whenever they were imported', () => {
    const spring = digest('spring', '2026-06-02T12:00', { month: 4, day: 23 }, 2026);
    const winter = digest('winter', '2026-06-05T12:00', { month: 12, day: 1, year: 2025 });
    expect(files(winter, spring)).toEqual(['spring', 'winter']);
  });

  it('take a day without a year for the last such day before the import', () => {
    const june = digest('june', '2026-06-20T12:00', { month: 6, day: 13 });
    const november = digest('november', '2026-06-20T12:00', { month: 11, day: 2 });
    const may = digest('may', '2026-06-20T12:00', { month: 5, day: 2 }, 2026);
    expect(files(november, may, june)).toEqual(['june', 'may', 'november']);
  });

  it('come after the dated ones when they have no day, the last import on top', () => {
    const old = digest('old search', '2026-01-01T12:00');
    const fresh = digest('fresh search', '2026-02-01T12:00');
    const dated = digest('dated', '2025-01-01T12:00', { month: 1, day: 1, year: 2025 });
    expect(files(old, dated, fresh)).toEqual(['dated', 'fresh search', 'old search']);
  });
});
