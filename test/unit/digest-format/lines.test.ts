import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBinaryText, scanLines } from '../../../shared/digest-format/lines.ts';

const mixed = fc
  .array(fc.constantFrom('\n', '\r', '\r\n', ' ', '\t', 'a', 'word', 'é', '\u0085', '\u2028'), {
    maxLength: 40,
  })
  .map(pieces => pieces.join(''));

test('Lines end with LF, CR LF or a lone CR, in any mixture', () => {
  fc.assert(
    fc.property(mixed, text => {
      const all = text.split(/\r\n|\r|\n/u).map(line => line.trim());
      const expected = all.flatMap((line, at) =>
        line === '' ? [] : [{ number: at + 1, text: line, afterBlank: at > 0 && all[at - 1] === '' }],
      );
      expect(scanLines(text)).toEqual(expected);
    }),
  );
});

test('A text is binary when more than one character in twenty is a control or could not be read', () => {
  for (const control of [
    '\0',
    '\x0e',
    '\x1f',
    '\x7f',
    '\x84',
    '\x86',
    '\x9f',
    '\ufffd',
    '\ufffe',
    '\uffff',
  ]) {
    expect(isBinaryText(`${'a'.repeat(18)}${control}`), `control ${control.charCodeAt(0)}`).toBe(true);
    expect(isBinaryText(`${'a'.repeat(19)}${control}`), `control ${control.charCodeAt(0)}`).toBe(false);
  }
  expect(isBinaryText('\t\n\v\f\r\u0085 é ß 中'.repeat(20))).toBe(false);
});
