import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseTitle } from '../../../shared/domain/title.ts';

const pieces = fc.array(fc.constantFrom(' ', '  ', '\t', '\n', '\u00a0', '\u2003', '\ufeff', 'A', 'word'), {
  maxLength: 20,
});

test('Runs of any white space in a title count as one space, and none at its ends', () => {
  fc.assert(
    fc.property(pieces, parts => {
      const words = parts
        .join('')
        .split(/\s+/u)
        .filter(word => word !== '');
      expect(normaliseTitle(parts.join(''))).toBe(words.join(' ').toLowerCase());
    }),
  );
});
