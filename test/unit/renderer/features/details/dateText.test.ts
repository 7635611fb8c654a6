import { describe, expect, test } from 'vitest';
import { readDate, writeDate } from '../../../../../renderer/features/details/dateText.ts';

const read = (text: string) => {
  const found = readDate(text);
  return found.ok ? found.value : found.message;
};

describe('a typed date', () => {
  test.each([
    ['2023', { year: 2023 }],
    [' 2023-10 ', { year: 2023, month: 10 }],
    ['2023-10-09', { year: 2023, month: 10, day: 9 }],
    ['2023/1/9', { year: 2023, month: 1, day: 9 }],
    ['Oct 9 2023', { year: 2023, month: 10, day: 9 }],
    ['October 9th, 2023', { year: 2023, month: 10, day: 9 }],
    ['9 Oct. 2023', { year: 2023, month: 10, day: 9 }],
    ['Sept 2023', { year: 2023, month: 9 }],
    ['Feb 29', { month: 2, day: 29 }],
  ])('%s is read as far as it goes', (text, date) => {
    expect(read(text)).toEqual(date);
  });

  test.each([
    ['9/10/2023', /month or the day first/u],
    ['2023-13', /no such month/u],
    ['2023-02-29', /no day 29/u],
    ['0023', /year 23 can’t be right/u],
    ['yesterday', /not understood/u],
    ['Smarch 3', /not understood/u],
  ])('%s is refused with the reason', (text, reason) => {
    expect(read(text)).toMatch(reason);
  });

  test('is written so that it reads the same', () => {
    for (const date of [{ year: 2023 }, { year: 2023, month: 1 }, { year: 1987, month: 1, day: 9 }]) {
      expect(read(writeDate(date))).toEqual(date);
    }
    expect(writeDate({ year: 2023, month: 1, day: 9 })).toBe('2023-01-09');
    expect(writeDate({ month: 10, day: 9 })).toBe('Oct 9');
    expect(read(writeDate({ month: 10, day: 9 }))).toEqual({ month: 10, day: 9 });
  });
});
