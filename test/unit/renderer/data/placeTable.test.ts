import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPlace, emptyPlaceTable, findPlace } from '../../../../renderer/data/placeTable.ts';

test('Every text is found at its place, and no other text is', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.string(), (texts, other) => {
      const table = emptyPlaceTable(texts.length);
      for (const place of texts.keys()) addPlace(table, texts, place);
      expect(texts.map(text => findPlace(table, texts, text))).toEqual([...texts.keys()]);
      const place = texts.indexOf(other);
      expect(findPlace(table, texts, other)).toBe(place < 0 ? undefined : place);
    }),
  );
});
