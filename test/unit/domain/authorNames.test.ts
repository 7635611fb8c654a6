import { expect, test } from 'vitest';
import { authorName, authorsBriefly } from '../../../shared/domain/authorNames.ts';

const LAKE = { family: 'Lake', given: 'Ada' };
const NG = { family: 'Ng' };
const LAB = { literal: 'Fjord Lab' };

test('authors are named briefly by their family names', () => {
  expect(authorsBriefly([])).toBe('');
  expect(authorsBriefly([LAKE])).toBe('Lake');
  expect(authorsBriefly([LAKE, LAB])).toBe('Lake and Fjord Lab');
  expect(authorsBriefly([LAKE, NG, LAB])).toBe('Lake, Ng et al.');
});

test('an author is named in running order', () => {
  expect([LAKE, NG, LAB].map(authorName)).toEqual(['Ada Lake', 'Ng', 'Fjord Lab']);
});
