import { describe, expect, test } from 'vitest';
import { checkPlace } from '../../../../renderer/session/place.ts';

const LEFT = {
  view: { kind: 'digest', digest: 'd1', show: 'new' },
  focused: 'p1',
  pane: 'paper',
  scrolled: 1200,
};

describe('the place that a window was left at', () => {
  test('is taken as it was kept', () => {
    expect(checkPlace(structuredClone(LEFT))).toEqual(LEFT);
    expect(checkPlace({ ...LEFT, view: { kind: 'all' }, focused: null })).toMatchObject({ focused: null });
  });

  test.each([
    null,
    'all',
    {},
    { ...LEFT, view: undefined },
    { ...LEFT, view: { kind: 'status', status: 'lost' } },
    { ...LEFT, view: { kind: 'digest', digest: 1, show: 'new' } },
    { ...LEFT, view: { kind: 'tag' } },
    { ...LEFT, view: { kind: 'elsewhere' } },
    { ...LEFT, pane: 'cellar' },
  ])('is unknown when %j was kept', stored => {
    expect(checkPlace(stored)).toBeUndefined();
  });

  test('has a scroll and a paper only if they can be', () => {
    expect(checkPlace({ ...LEFT, scrolled: -5, focused: 7 })).toMatchObject({ scrolled: 0, focused: null });
    expect(checkPlace({ ...LEFT, scrolled: 'far' })).toMatchObject({ scrolled: 0 });
  });
});
