import { describe, expect, test } from 'vitest';
import { authorFromName, type Author } from '../../../shared/domain/author.ts';
import { PAYLOADS } from '../../support/hostilePayloads.ts';

describe('the author of a name', () => {
  test.each<[name: string, author: Author]>([
    ['Ada Lee', { family: 'Lee', given: 'Ada' }],
    ['Ada B. Lee', { family: 'Lee', given: 'Ada B.' }],
    ['  Ada\n\tLee ', { family: 'Lee', given: 'Ada' }],
    ['Lee, Ada', { family: 'Lee', given: 'Ada' }],
    ['van der Berg, Ada', { family: 'van der Berg', given: 'Ada' }],
    ['Ada van der Berg', { family: 'van der Berg', given: 'Ada' }],
    ['Ludwig von Stein', { family: 'von Stein', given: 'Ludwig' }],
    ['Maria Luz de la Cruz', { family: 'de la Cruz', given: 'Maria Luz' }],
    ['de la Cruz', { family: 'de la Cruz' }],
    ['José Ortega y Gasset', { family: 'Ortega y Gasset', given: 'José' }],
    ['Jean-Luc O’Neill', { family: 'O’Neill', given: 'Jean-Luc' }],
    ['Van Nguyen', { family: 'Nguyen', given: 'Van' }],
    ['Martin King Jr.', { family: 'King Jr.', given: 'Martin' }],
    ['Martin King, Jr.', { family: 'King Jr.', given: 'Martin' }],
    ['King, Jr., Martin', { family: 'King Jr.', given: 'Martin' }],
    ['Henry Ash III', { family: 'Ash III', given: 'Henry' }],
    ['Plato', { family: 'Plato' }],
    ['Lee,', { family: 'Lee' }],
    ['李明', { literal: '李明' }],
    ['山田 太郎', { literal: '山田 太郎' }],
    ['김민수', { literal: '김민수' }],
    ['Harbour Team', { literal: 'Harbour Team' }],
    ['The Tide Collaboration', { literal: 'The Tide Collaboration' }],
    ['Harbour Team, Fjord Lab', { literal: 'Harbour Team, Fjord Lab' }],
    ['University of Vienna', { literal: 'University of Vienna' }],
  ])('%s', (name, author) => {
    expect(authorFromName(name)).toEqual(author);
  });

  test.each(['', '   ', ',', '12', '—'])('is none in “%s”', name => {
    expect(authorFromName(name)).toBeUndefined();
  });

  test('has parts that are not empty and no longer than the name, whatever is in it', () => {
    for (const { text } of PAYLOADS) {
      const author = authorFromName(text);
      const parts = author === undefined ? [] : Object.values(author);
      expect(parts.every(part => part.trim() !== '' && part.length <= 500)).toBe(true);
    }
  });
});
