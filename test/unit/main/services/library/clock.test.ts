import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextStamp, stampTime, steadyTime } from '../../../../../main/services/library/clock.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2025, 4, 1);

describe('The clock of the journal', () => {
  test('tells the machine’s time while that goes forward', () => {
    const first = nextStamp('', NOW);
    expect(first).toBe(`${NOW.toString(16).padStart(12, '0')}-0000`);
    expect(nextStamp(first, NOW + 1)).toBe(`${(NOW + 1).toString(16).padStart(12, '0')}-0000`);
  });

  test('counts on within a millisecond', () => {
    expect(nextStamp(nextStamp('', NOW), NOW)).toMatch(/-0001$/u);
  });

  test.each([1, 3_650])('never goes back when the machine’s goes back %s days', days => {
    const before = nextStamp('', NOW);
    const after = nextStamp(before, NOW - days * DAY_MS);
    expect(after > before).toBe(true);
    expect(stampTime(after)).toBe(NOW);
    expect(steadyTime(after, NOW - days * DAY_MS)).toBe(NOW);
  });

  test('goes to the next millisecond when the count is full', () => {
    expect(nextStamp('00000000000f-ffff', 3)).toBe('000000000010-0000');
  });

  test('takes a stamp that is no stamp for none', () => {
    expect(nextStamp('yesterday', 16)).toBe('000000000010-0000');
    expect(stampTime('yesterday')).toBe(0);
  });

  test('grows as text with every step of any clock', () => {
    const clock = fc.oneof(fc.integer({ min: -1e15, max: 1e15 }), fc.constantFrom(NaN, Infinity, -Infinity));
    fc.assert(
      fc.property(fc.array(clock, { minLength: 2, maxLength: 30 }), times => {
        let last = '';
        for (const time of times) {
          const next = nextStamp(last, time);
          expect(next > last).toBe(true);
          last = next;
        }
      }),
    );
  });
});
