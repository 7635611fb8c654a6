import { describe, expect, it } from 'vitest';
import type { PaperId } from '../../../../shared/domain/ids.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import { idsOfSerials } from '../../../../renderer/hooks/listedIds.ts';
import { inventedPaper } from '../features/inventedPaper.ts';

const [A, B, C] = ['a', 'b', 'c'] as PaperId[] as [PaperId, PaperId, PaperId];

function papersOf(serials: Readonly<Record<string, number>>): Map<PaperId, Paper> {
  return new Map(
    Object.entries(serials).map(([id, serial]) => [
      id as PaperId,
      { ...inventedPaper({}), id: id as PaperId, serial },
    ]),
  );
}

describe('the papers of an answer', () => {
  it('is what an array of them would be', () => {
    const ids = idsOfSerials(
      Uint32Array.of(7, 2, 4),
      sparse({ 2: B, 4: C, 7: A }),
      papersOf({ a: 7, b: 2, c: 4 }),
    );
    expect([...ids]).toEqual([A, B, C]);
    expect(ids.length).toBe(3);
    expect([ids.at(0), ids.at(2), ids.at(-1), ids.at(3)]).toEqual([A, C, C, undefined]);
    expect([A, B, C].map(id => ids.indexOf(id))).toEqual([0, 1, 2]);
  });

  it('leaves out what memory doesn’t have', () => {
    const ids = idsOfSerials(Uint32Array.of(7, 3, 4), sparse({ 4: C, 7: A }), papersOf({ a: 7, c: 4 }));
    expect([...ids]).toEqual([A, C]);
    expect(ids.indexOf(B)).toBe(-1);
  });

  it('keeps the place of a paper that is removed or gets another number later', () => {
    const papers = papersOf({ a: 7, b: 2, c: 4 });
    const ids = idsOfSerials(Uint32Array.of(7, 2, 4), sparse({ 2: B, 4: C, 7: A }), papers);
    papers.delete(B);
    papers.set(C, { ...papers.get(C)!, serial: 9 });
    expect([A, B, C].map(id => ids.indexOf(id))).toEqual([0, 1, 2]);
  });
});

function sparse(ids: Readonly<Record<number, PaperId>>): (PaperId | undefined)[] {
  const all: (PaperId | undefined)[] = [];
  for (const [serial, id] of Object.entries(ids)) all[Number(serial)] = id;
  return all;
}
