import { describe, expect, it } from 'vitest';
import {
  comparisonInWords,
  countsChanged,
  groupSnapshots,
  snapshotBefore,
} from '../../../../../renderer/features/snapshots/words.ts';
import { sizeInWords } from '../../../../../renderer/hooks/counted.ts';
import { dayName } from '../../../../../renderer/hooks/when.ts';
import type { SnapshotId } from '../../../../../shared/domain/ids.ts';
import type { RowCounts } from '../../../../../shared/library/change.ts';
import type { SnapshotInfo } from '../../../../../shared/library/snapshot.ts';

const NOW = new Date(2026, 10, 21, 10, 32).getTime();
const HOUR = 3_600_000;
const NONE = { added: 0, removed: 0, changed: 0 };

function counts(papers: number, notes = 0, digests = 1): RowCounts {
  return { papers, notes, digests, collections: 0, savedSearches: 0, citationKeys: papers };
}

function snapshot(seq: number, more: Partial<SnapshotInfo> = {}): SnapshotInfo {
  const id = `${seq}` as SnapshotId;
  const at = NOW - (100 - seq) * HOUR;
  return { id, kind: 'snapshot', seq, at, reason: 'time', counts: counts(seq), bytes: 1_000, ...more };
}

describe('the list of snapshots', () => {
  it('goes by day, with what was set aside at the end', () => {
    const list = [
      snapshot(100),
      snapshot(99, { kind: 'aside', reason: 'backup' }),
      snapshot(95),
      snapshot(85),
      snapshot(40),
    ];
    const groups = groupSnapshots(list, NOW).map(({ title, snapshots }) => [title, snapshots.length]);
    expect(groups).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['Wednesday, 18 November', 1],
      ['Set aside', 1],
    ]);
  });

  it('compares counts with the good snapshot before, passing over damaged ones and those aside', () => {
    const newest = snapshot(100);
    const good = snapshot(80);
    const list = [newest, snapshot(95, { kind: 'aside' }), snapshot(90, { damaged: true }), good];
    expect(snapshotBefore(list, newest)).toBe(good);
    expect(snapshotBefore(list, good)).toBeUndefined();
  });

  it('says by how much counts differ, and nothing when they don’t', () => {
    expect(countsChanged(counts(12, 1), counts(10, 2))).toBe('+2 papers, −1 note');
    expect(countsChanged(counts(11), counts(10))).toBe('+1 paper');
    expect(countsChanged(counts(10), counts(10))).toBeUndefined();
    expect(countsChanged(counts(10), undefined)).toBeUndefined();
  });
});

describe('a comparison in words', () => {
  it('names what was added, removed and changed of each kind', () => {
    const papers = { added: 1_200, removed: 3, changed: 5 };
    const notes = { added: 0, removed: 0, changed: 1 };
    const others = { added: 2, removed: 0, changed: 0 };
    expect(comparisonInWords({ papers, notes, others, digests: NONE, differences: [] })).toBe(
      '1,200 papers added, 3 removed, 5 changed; 1 note changed; 2 collections and saved searches added',
    );
  });

  it('is nothing when nothing differs', () => {
    const same = { papers: NONE, notes: NONE, others: NONE, digests: NONE, differences: [] };
    expect(comparisonInWords(same)).toBeUndefined();
  });
});

describe('days and sizes', () => {
  it('names days by what people call them', () => {
    expect(dayName(NOW, NOW)).toBe('Today');
    expect(dayName(NOW - 11 * HOUR, NOW)).toBe('Yesterday');
    expect(dayName(new Date(2025, 2, 3).getTime(), NOW)).toBe('3 March 2025');
    // A clock that went back must not make a snapshot of tomorrow look like one of today.
    expect(dayName(NOW + 24 * HOUR, NOW)).toBe('22 November');
  });

  it('gives sizes with as many digits as matter', () => {
    expect([1, 999, 1_500, 48_200, 3_140_000, 1_073_741_824].map(sizeInWords)).toEqual([
      '1 byte',
      '999 bytes',
      '1.5 kB',
      '48 kB',
      '3.1 MB',
      '1.1 GB',
    ]);
  });
});
