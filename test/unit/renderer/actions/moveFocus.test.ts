import { describe, expect, it } from 'vitest';
import type { PaperId } from '../../../../shared/domain/ids.ts';
import { rangeBetween, stepFrom, survivorOf } from '../../../../renderer/actions/moveFocus.ts';

const ids = ['a', 'b', 'c', 'd', 'e'] as PaperId[];
const [a, b, c, d, e] = ids as [PaperId, PaperId, PaperId, PaperId, PaperId];
const except =
  (...gone: PaperId[]) =>
  (id: PaperId) =>
    !gone.includes(id);

describe('the focus', () => {
  it('goes to the next paper when its own leaves', () => {
    expect(survivorOf(ids, b, except(b))).toBe(c);
    expect(survivorOf(ids, b, except(b, c, d))).toBe(e);
  });

  it('goes back when nothing follows', () => {
    expect(survivorOf(ids, e, except(e))).toBe(d);
    expect(survivorOf(ids, c, except(c, d, e))).toBe(b);
  });

  it('has nowhere to go in an emptied list', () => {
    expect(survivorOf(ids, c, () => false)).toBeUndefined();
  });

  it('steps and stops at the ends', () => {
    expect(stepFrom(ids, b, 1)).toBe(c);
    expect(stepFrom(ids, b, -1)).toBe(a);
    expect(stepFrom(ids, e, 1)).toBe(e);
    expect(stepFrom(ids, a, -1)).toBe(a);
  });

  it('starts at the top', () => {
    expect(stepFrom(ids, null, 1)).toBe(a);
    expect(stepFrom(ids, 'gone' as PaperId, 1)).toBe(a);
    expect(stepFrom([], null, 1)).toBeUndefined();
  });
});

describe('a range', () => {
  it('holds both ends, whichever comes first', () => {
    expect(rangeBetween(ids, b, d)).toEqual([b, c, d]);
    expect(rangeBetween(ids, d, b)).toEqual([b, c, d]);
  });

  it('is the one paper when its start is gone', () => {
    expect(rangeBetween(ids, 'gone' as PaperId, c)).toEqual([c]);
  });
});
