import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPlace, makePlaceTable } from '../../../../renderer/data/placeTable.ts';

test('Every text is found at its place, and no other text is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.string(), (texts, other) => {
      const table = makePlaceTable(texts);
      expect(texts.map(text => findPlace(table, texts, text))).toEqual([...texts.keys()]);
      const place = texts.indexOf(other);
      expect(findPlace(table, texts, other)).toBe(place < 0 ? undefined : place);
    }),
  );
});
