import { describe, expect, test } from 'vitest';
import { placesInSight, placesToDraw } from '../../../../../renderer/features/library/placesInSight.ts';

describe('places in sight', () => {
  test('begin with the row that is cut at the top and end with the one that is cut at the bottom', () => {
    expect(placesInSight(0, 300, 100)).toEqual({ first: 0, last: 2 });
    expect(placesInSight(50, 300, 100)).toEqual({ first: 0, last: 3 });
    expect(placesInSight(100, 300, 100)).toEqual({ first: 1, last: 3 });
  });

  test('are one at least, and none before the first', () => {
    expect(placesInSight(200, 0, 100)).toEqual({ first: 2, last: 2 });
    expect(placesInSight(-40, 300, 100)).toEqual({ first: 0, last: 2 });
  });
});

describe('places to draw', () => {
  const sight = { first: 10, last: 12 };

  test('are those in sight and two at either end, as far as the list goes', () => {
    expect(placesToDraw(sight, 100, -1)).toEqual([8, 9, 10, 11, 12, 13, 14]);
    expect(placesToDraw({ first: 0, last: 2 }, 100, -1)).toEqual([0, 1, 2, 3, 4]);
    expect(placesToDraw(sight, 13, -1)).toEqual([8, 9, 10, 11, 12]);
    expect(placesToDraw({ first: 0, last: 2 }, 0, -1)).toEqual([]);
  });

  test('have the focused row wherever it is, in its order and once', () => {
    expect(placesToDraw(sight, 100, 3)).toEqual([3, 8, 9, 10, 11, 12, 13, 14]);
    expect(placesToDraw(sight, 100, 99)).toEqual([8, 9, 10, 11, 12, 13, 14, 99]);
    expect(placesToDraw(sight, 100, 11)).toEqual([8, 9, 10, 11, 12, 13, 14]);
  });

  test('are the last ones of a list that has become shorter than it is scrolled', () => {
    expect(placesToDraw({ first: 50, last: 52 }, 20, -1)).toEqual([15, 16, 17, 18, 19]);
    expect(placesToDraw({ first: 50, last: 52 }, 1, -1)).toEqual([0]);
  });
});
