import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsMovedAbove } from '../../../../../renderer/features/library/scrollStill.ts';

describe('keeping the scroll still', () => {
  it('does nothing when what goes is in sight or below', () => {
    expect(rowsMovedAbove(['a', 'b', 'c', 'd'], ['a', 'b', 'd'], 1)).toBe(0);
    expect(rowsMovedAbove(['a', 'b', 'c', 'd'], ['a', 'c', 'd'], 1)).toBe(0);
  });

  it('goes up by what went above', () => {
    expect(rowsMovedAbove(['a', 'b', 'c', 'd'], ['c', 'd'], 2)).toBe(-2);
  });

  it('goes down by what came above', () => {
    expect(rowsMovedAbove(['c', 'd'], ['a', 'b', 'c', 'd'], 1)).toBe(2);
  });

  it('goes to the top when everything above and in sight went', () => {
    expect(rowsMovedAbove(['a', 'b', 'c', 'd'], ['d'], 2)).toBe(-2);
    expect(rowsMovedAbove([], ['a'], 0)).toBe(0);
  });

  it('keeps the first row in sight where it is whenever it stays', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(50), { minLength: 1 }),
        fc.array(fc.nat(50)),
        fc.nat(),
        (before, gone, at) => {
          const firstSeen = at % before.length;
          const seen = before[firstSeen];
          const now = before.filter(id => id === seen || !gone.includes(id));
          expect(firstSeen + rowsMovedAbove(before, now, firstSeen)).toBe(now.indexOf(seen ?? -1));
        },
      ),
    );
  });
});
