import { expect, test } from 'vitest';
import { bylineInWords, organisationName } from '../../../shared/domain/byline.ts';

test('an organisation is shown without its handle', () => {
  expect(organisationName('fjordlab Fjord Lab')).toBe('Fjord Lab');
  expect(organisationName('Fjordlab Fjordlab')).toBe('Fjordlab');
  expect(organisationName('Fjordlab')).toBe('Fjordlab');
});

test('a byline says who, as far as a digest tells', () => {
  expect(bylineInWords({ authorCount: 1 })).toBe('1 author');
  expect(bylineInWords({ authorCount: 7 })).toBe('7 authors');
  expect(bylineInWords({ organisation: 'fjordlab Fjord Lab' })).toBe('Fjord Lab');
  expect(bylineInWords({})).toBeUndefined();
});
