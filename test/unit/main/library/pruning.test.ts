import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SnapshotId } from '../../../../shared/domain/ids.ts';
import { planPruning, type PrunableSnapshot } from '../../../../main/services/library/pruning.ts';
import { NOON } from './snapshotTools.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const snapshot = (seq: number, rest: Partial<PrunableSnapshot> = {}): PrunableSnapshot => ({
  id: `snapshot ${seq}` as SnapshotId,
  seq,
  at: NOON + seq * DAY,
  papers: 100,
  notes: 10,
  removedRows: 0,
  isVerified: true,
  ...rest,
});
const keptOf = (snapshots: readonly PrunableSnapshot[]): number[] => {
  const { remove } = planPruning(snapshots);
  return snapshots.filter(({ id }) => !remove.includes(id)).map(({ seq }) => seq);
};
const upTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

describe('Pruning', () => {
  test('keeps the ten newest of one day', () => {
    expect(keptOf(upTo(30).map(seq => snapshot(seq, { at: NOON })))).toEqual(upTo(30).slice(20));
  });

  test('keeps the newest of seven days and four weeks besides', () => {
    // Twelve a day; 1 June 2026 is a Monday.
    const kept = keptOf(
      upTo(12 * 60).map(seq => snapshot(seq, { at: Date.UTC(2026, 5, 1) + (seq - 1) * 2 * HOUR })),
    );
    const days = kept.map(seq => Math.ceil(seq / 12));
    expect(kept.slice(-10)).toEqual(upTo(720).slice(-10));
    expect([...new Set(days)]).toEqual([42, 49, 54, 55, 56, 57, 58, 59, 60]);
    expect(kept.slice(0, -10).every(seq => seq % 12 === 0)).toBe(true);
  });

  test('takes weeks from Monday to Sunday, also over the end of a year', () => {
    const dayOf = (date: string): number => Date.parse(`${date}T12:00:00Z`);
    // Sundays and Mondays; ten of one day are newer than all of them.
    const dates = ['2026-12-20', '2026-12-21', '2026-12-27', '2026-12-28', '2027-01-03', '2027-01-04'];
    const days = dates.map((date, at) => snapshot(at + 1, { at: dayOf(date) }));
    const later = upTo(70).map(more => snapshot(more + 6, { at: dayOf('2027-01-05') }));
    const weeks = upTo(7).map(more => snapshot(more + 76, { at: dayOf('2027-01-05') + more * HOUR }));
    const kept = keptOf([...days, ...later, ...weeks]);
    // The newest of each of the days and of the weeks that end on 3 January, 27 and 20 December.
    expect(kept.filter(seq => seq <= 6)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('goes by seq and never by the clock', () => {
    for (const back of [DAY, 10 * YEAR]) {
      const early = upTo(30).map(seq => snapshot(seq, { at: NOON + seq * HOUR }));
      const late = upTo(12).map(more => snapshot(30 + more, { at: NOON + more * HOUR - back }));
      const kept = keptOf([...early, ...late]);
      expect(kept.slice(-10)).toEqual(upTo(42).slice(-10));
      expect(kept).toContain(30);
    }
  });

  test('never removes the newest one that was read back', () => {
    const snapshots = upTo(40).map(seq => snapshot(seq, { at: NOON, isVerified: seq === 3 }));
    expect(keptOf(snapshots)).toContain(3);
  });

  test('takes the one given last for the newer of two with the same seq', () => {
    const snapshots = upTo(40).map(number => ({ ...snapshot(7), id: `made ${number}` as SnapshotId }));
    const { remove } = planPruning(snapshots);
    expect(new Set(remove)).toEqual(new Set(snapshots.slice(0, 30).map(({ id }) => id)));
  });

  test('gives the same answer whatever order the snapshots are given in', () => {
    const snapshots = upTo(50).map(seq => snapshot(seq));
    expect(new Set(planPruning([...snapshots].reverse()).remove)).toEqual(
      new Set(planPruning(snapshots).remove),
    );
  });
});

describe('When the library shrank', () => {
  const before = upTo(20).map(seq => snapshot(seq));
  const after = (rest: Partial<PrunableSnapshot>, count = 1): PrunableSnapshot[] => [
    ...before,
    ...upTo(count).map(more => snapshot(20 + more, rest)),
  ];

  test('to less than half without its user, nothing is removed, however often one is made', () => {
    for (const count of [1, 2, 30]) {
      const { remove, held } = planPruning(after({ papers: 49 }, count));
      expect(remove).toEqual([]);
      expect(held).toEqual({ since: 'snapshot 20', papers: 51, notes: 0 });
    }
  });

  test('by its notes alone, nothing is removed either', () => {
    expect(planPruning(after({ notes: 0 })).held).toEqual({ since: 'snapshot 20', papers: 0, notes: 10 });
  });

  test('because its user removed papers, pruning goes on', () => {
    expect(planPruning(after({ papers: 49, removedRows: 51 })).held).toBeUndefined();
    expect(planPruning(after({ papers: 0, notes: 0, removedRows: 110 })).remove.length).toBeGreaterThan(0);
    expect(planPruning(after({ papers: 0, notes: 0, removedRows: 109 })).held).toMatchObject({
      papers: 100,
      notes: 10,
    });
  });

  test('to just half, or grew again, pruning goes on', () => {
    expect(planPruning(after({ papers: 50, notes: 5 })).remove.length).toBeGreaterThan(0);
    expect(planPruning([...after({ papers: 0 }, 5), snapshot(26)]).remove.length).toBeGreaterThan(0);
  });
});

describe('Any history of snapshots', () => {
  const anyHistory: fc.Arbitrary<PrunableSnapshot[]> = fc
    .array(
      fc.record({
        step: fc.integer({ min: 1, max: 600 }),
        clock: fc.oneof(
          { arbitrary: fc.integer({ min: 0, max: 3 * DAY }), weight: 8 },
          { arbitrary: fc.constantFrom(0, -DAY, -10 * YEAR), weight: 1 },
        ),
        papers: fc.oneof({ arbitrary: fc.constant(100), weight: 9 }, fc.nat({ max: 200 })),
        notes: fc.constantFrom(10, 10, 10, 2),
        removed: fc.constantFrom(0, 0, 60),
        isVerified: fc.boolean(),
      }),
      { maxLength: 80 },
    )
    .map(steps => {
      let [seq, at, removedRows] = [0, NOON, 0];
      return steps.map(({ step, clock, removed, papers, notes, isVerified }) => {
        seq += step;
        at += clock;
        removedRows += removed;
        return snapshot(seq, { at, removedRows, papers, notes, isVerified });
      });
    });

  test('keeps the newest, the newest verified and the ten newest, and removes only what is covered', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        const { remove, held } = planPruning(history);
        const removed = new Set<string>(remove);
        const newestFirst = [...history].sort((a, b) => b.seq - a.seq);
        for (const { id } of newestFirst.slice(0, 10)) expect(removed.has(id)).toBe(false);
        const verified = newestFirst.find(({ isVerified }) => isVerified);
        if (verified) expect(removed.has(verified.id)).toBe(false);
        if (held) expect(remove).toEqual([]);
        const kept = newestFirst.filter(({ id }) => !removed.has(id));
        if (!held) expect(kept.length).toBeLessThanOrEqual(10 + 7 + 4 + 1);
        const days = new Set(kept.map(({ at }) => Math.floor(at / DAY)));
        const seen = new Set<number>();
        for (const { at } of newestFirst) {
          seen.add(Math.floor(at / DAY));
          if (seen.size <= 7) expect(days.has(Math.floor(at / DAY))).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('is held exactly while the newest lacks half of an earlier one’s papers or notes unexplained', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        const newest = history.at(-1);
        const isShrunk = history.slice(0, -1).some(({ papers, notes, removedRows }) => {
          const lost = Math.max(0, papers - newest!.papers) + Math.max(0, notes - newest!.notes);
          const isHalved = newest!.papers < papers / 2 || newest!.notes < notes / 2;
          return isHalved && lost > newest!.removedRows - removedRows;
        });
        expect(planPruning(history).held !== undefined).toBe(isShrunk);
      }),
      { numRuns: 3_000 },
    );
  });

  test('has nothing left to remove when it was pruned, and loses no more by being pruned step by step', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        let kept: PrunableSnapshot[] = [];
        for (const each of history) {
          kept.push(each);
          const { remove } = planPruning(kept);
          kept = kept.filter(({ id }) => !remove.includes(id));
          expect(planPruning(kept).remove).toEqual([]);
          expect(kept.at(-1)).toBe(each);
        }
      }),
      { numRuns: 500 },
    );
  });
});
