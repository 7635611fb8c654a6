import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StringColumn } from '../../../renderer/search/stringColumn.ts';

const anyText = fc.oneof(
  fc.constantFrom('', 'plain', '\uFEFFmarked', 'Łódź – “quoted”', '💧', '\u0000'),
  fc.string({ unit: 'grapheme' }),
);
const anyStep = fc.oneof(
  fc.record({ slot: fc.nat({ max: 20 }), text: anyText }),
  fc.constantFrom('store' as const, 'load' as const),
);

describe('a column of strings', () => {
  test('holds what was last set, however often it is stored and loaded', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), steps => {
        let column = new StringColumn();
        const held = new Map<number, string>();
        for (const step of steps) {
          if (step === 'store') column.store();
          else if (step === 'load') column = new StringColumn(column.store());
          else {
            column.set(step.slot, step.text);
            held.set(step.slot, step.text);
          }
          for (let slot = 0; slot <= 21; slot++) expect(column.get(slot)).toBe(held.get(slot) ?? '');
        }
        const all = column.all();
        expect(all).toHaveLength(Math.max(-1, ...held.keys()) + 1);
        expect(all).toEqual(all.map((_, slot) => held.get(slot) ?? ''));
      }),
    );
  });

  test('keeps what was stored as it is while it goes on', () => {
    const column = new StringColumn();
    column.set(1, 'lake');
    const stored = column.store();
    column.set(1, 'lakes');
    column.set(2, 'ice');
    expect(new StringColumn(stored).all()).toEqual(['', 'lake']);
    expect(column.all()).toEqual(['', 'lakes', 'ice']);
  });

  test('takes many in at a time', () => {
    const column = new StringColumn();
    for (let slot = 0; slot < 20_000; slot++) column.set(slot, `title ${slot}`);
    column.set(7, 'another');
    expect([column.get(7), column.get(19_999), column.get(20_000)]).toEqual(['another', 'title 19999', '']);
  });
});
