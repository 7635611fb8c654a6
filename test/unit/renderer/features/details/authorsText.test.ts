import { describe, expect, test } from 'vitest';
import { readAuthors, writeAuthors } from '../../../../../renderer/features/details/authorsText.ts';

const read = (text: string) => {
  const found = readAuthors(text);
  return found.ok ? found.value : found.message;
};

describe('authors typed one a line', () => {
  test('are read with the family name first, or last in running order', () => {
    expect(read('Lake, Ada\nBen Ng')).toEqual([
      { family: 'Lake', given: 'Ada' },
      { family: 'Ng', given: 'Ben' },
    ]);
    expect(read('Ludwig van der Berg')).toEqual([{ family: 'van der Berg', given: 'Ludwig' }]);
    expect(read('King, Jr., Martin')).toEqual([{ family: 'King Jr.', given: 'Martin' }]);
    expect(read('Lab, Ada')).toEqual([{ family: 'Lab', given: 'Ada' }]);
    expect(read('  Plato  ')).toEqual([{ family: 'Plato' }]);
  });

  test('may be groups in braces', () => {
    expect(read('{Fjord Lab and Friends}\nLake, Ada')).toEqual([
      { literal: 'Fjord Lab and Friends' },
      { family: 'Lake', given: 'Ada' },
    ]);
  });

  test('are parted where several stand on a line', () => {
    expect(read('Lake, Ada; Ng, Ben')).toHaveLength(2);
    expect(read('Lake, Ada and Ng, Ben')).toHaveLength(2);
    expect(read('Lake, Ada\n\n\n')).toHaveLength(1);
  });

  test('that can’t be told apart are named by their place', () => {
    expect(read('Lake, Ada\nNg, Ben, Dr.')).toMatch(/^Author 2: one author a line/u);
    expect(read(', Ada')).toMatch(/^Author 1: the family name/u);
    expect(read('{Fjord Lab')).toMatch(/^Author 1: a group’s name/u);
  });

  test('are written as they are read', () => {
    const authors = [
      { family: 'Lake', given: 'Ada' },
      { family: 'Plato' },
      { family: 'Ada Lake' },
      { literal: 'Fjord Lab' },
    ];
    expect(writeAuthors(authors)).toBe('Lake, Ada\nPlato\nAda Lake,\n{Fjord Lab}');
    expect(read(writeAuthors(authors))).toEqual(authors);
  });
});
