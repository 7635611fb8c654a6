import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toVisible, toVisibleLine, withHiddenShown } from '../../../shared/text/visible.ts';

describe('a text made safe to show', () => {
  test.each([['plain, with ö, κ, 中, 😀 and\ttabs\nand lines'], ['👩\u200d🔬 and می\u200cخواهم'], ['']])(
    'stays as it is when clean: %j',
    text => {
      expect(toVisible(text)).toBe(text);
    },
  );

  test.each([
    ['lake\u202egpj.exe', 'lakegpj.exe'],
    ['\u2066a\u2069\u200fb\u061c', 'ab'],
    ['a\0b\u001b[31mc\u009b', 'ab[31mc'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['half \ud83d of a pair', 'half \ufffd of a pair'],
    ['tag\u{e0041}s', 'tags'],
  ])('loses what reorders or hides: %j', (text, visible) => {
    expect(toVisible(text)).toBe(visible);
  });

  test('is one line when a line is asked for', () => {
    expect(toVisibleLine('  a\r\nb\u2028c\td ')).toBe('a b c d');
  });

  test.each([
    ['plain ö 😀\n', 'plain ö 😀\n'],
    ['lake\u202egpj.exe', 'lake[U+202E]gpj.exe'],
    ['a\0b\u200b\u{e0041}\ud83d', 'a[U+0000]b[U+200B][U+E0041][U+D83D]'],
  ])('names what is hidden when it is shown as in its file: %j', (text, shown) => {
    expect(withHiddenShown(text)).toBe(shown);
  });

  test('is the same when made safe again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(toVisible(toVisible(text))).toBe(toVisible(text));
        expect(toVisibleLine(toVisibleLine(text))).toBe(toVisibleLine(text));
      }),
    );
  });
});
