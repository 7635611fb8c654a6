import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPlainLine } from '../../../shared/citation/plainText.ts';
import { titleToTex, toTex } from '../../../shared/citation/tex.ts';
import { ACCENTS, GREEK_LETTERS, SIGNS } from '../../../shared/citation/texTables.ts';

describe('plain text as TeX', () => {
  test.each([
    ['# $ % & _', '\\# \\$ \\% \\& \\_'],
    ['~^\\', '{\\textasciitilde}{\\textasciicircum}{\\textbackslash}'],
    ['{}', '{\\textbraceleft}{\\textbraceright}'],
    ['{\\em x}', '{\\textbraceleft}{\\textbackslash}em x{\\textbraceright}'],
    ['Schrödinger’s Łódź', "Schr{\\\"o}dinger{\\textquoteright}s {\\L}{\\'o}d{\\'z}"],
    ['čęş ế', "{\\v{c}}{\\k{e}}{\\c{s}} {\\'{\\^e}}"],
    ['κ-means', '{$\\kappa$}-means'],
    ['αβ-Crown and Ελληνικά', '{$\\alpha\\beta$}-Crown and Ελληνικά'],
    ['x² → ∞', 'x{$^2$} {$\\rightarrow$} {$\\infty$}'],
    ["a--b ''c'' ?`", "a-{}-b '{}'c'{}' ?{}`"],
    ['one\r\n\ttwo\u2028three', 'one two three'],
    ['a\u0000\u202eb\u200b\ud800', 'ab'],
    ['深度 😀', '深度 😀'],
  ])('%s', (text, tex) => {
    expect(toTex(text)).toBe(tex);
  });

  test('never unbalances braces and takes no macro from the text', () => {
    const hostile = fc
      .array(fc.constantFrom('{', '}', '\\', 'a', '%', '\n', 'é', 'κ', 'x²', '-', '$', '^', '~'))
      .map(p => p.join(''));
    fc.assert(
      fc.property(hostile, text => {
        for (const tex of [toTex(text), titleToTex(text)]) {
          let depth = 0;
          for (const sign of tex) {
            depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
            expect(depth).toBeGreaterThanOrEqual(0);
          }
          expect(depth).toBe(0);
          expect(tex).not.toMatch(/[\n\r]|(?<!\\)[%#&]/u);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('uses only macros that a parser knows by the same sign', () => {
    const letters = [...'acdeginorstuyzACDEGINORSTUYZ'];
    const accented = [...ACCENTS.keys()].flatMap(mark =>
      letters.map(letter => (letter + mark).normalize('NFC')),
    );
    const signs = [...SIGNS.keys(), ...GREEK_LETTERS.keys(), ...accented];
    // The parser gives these two as their mathematical italics.
    const different = new Set(['μ', '∇']);
    const misread = signs.filter(sign => {
      const { entries, errors } = parse(`@misc{a, title = {${toTex(`A${sign}B`)}}}`, { english: false });
      return errors.length > 0 || entries[0]?.fields.title?.normalize('NFC') !== `A${sign}B`;
    });
    expect(misread.filter(sign => !different.has(sign))).toEqual([]);
  });

  // A slower way takes minutes.
  test('takes linear time', { timeout: 20_000 }, () => {
    for (const piece of ['{', '-', "'", '?`', 'é\u0301\u0301', 'αά', 'A', ' \n', '\u0301'])
      expect(titleToTex(piece.repeat(200_000))).toBeTypeOf('string');
  });
});

describe('a title as TeX', () => {
  test.each([
    ['An RL-Based Look at PyTorch and RNNs', 'An {RL}-Based Look at {PyTorch} and {RNNs}'],
    ['A Quiet Lake: Why It Freezes', 'A Quiet Lake: Why It Freezes'],
    ['iLake and xVA in 2D near L1', '{iLake} and {xVA} in {2D} near {L1}'],
    ['O(n) Lakes', 'O(n) Lakes'],
    ['GPT-4', '{GPT}-4'],
    ['ÉCOLE of Łódź', "{{\\'E}COLE} of {\\L}{\\'o}d{\\'z}"],
    ['QUIET LAKES FREEZE EVERY WINTER', 'QUIET LAKES FREEZE EVERY WINTER'],
  ])('%s', (title, tex) => {
    expect(titleToTex(title)).toBe(tex);
  });
});

describe('a plain line', () => {
  test('is the same when made plain again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const line = toPlainLine(text);
        expect(toPlainLine(line)).toBe(line);
      }),
      { numRuns: 2_000 },
    );
  });
});
