import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readableText } from '../../../shared/text/readable.ts';

describe('a text made readable', () => {
  test.each([
    [
      'Schr\\"odinger, R\\\'enyi, Pad\\\'{e}, Erd\\H{o}s, na\\"{\\i}ve',
      'Schrödinger, Rényi, Padé, Erdős, naïve',
    ],
    ['a Polyak-{\\L}ojasiewicz (P{\\L}) lake', 'a Polyak-Łojasiewicz (PŁ) lake'],
    ['Na{ï}ve lakes', 'Naïve lakes'],
    ['a {\\em quiet} \\textbf{L}ake, {bf A} and {cal P}(I)', 'a quiet Lake, A and P(I)'],
    ['in mathcal{O}(n) for mathbf x', 'in O(n) for x'],
    ['for \\alpha < 2 and \\lambda^{1/2}', 'for α < 2 and λ^{1/2}'],
    ['small varepsilon, |x|_infty leq 1', 'small ε, |x|_∞ ≤ 1'],
    ['costs $O(n^2)$ for $k$-means, \\(L = 160\\)', 'costs O(n²) for k-means, L = 160'],
    ['10^{-3} of CO_{2} on T^3 with W_1', '10⁻³ of CO₂ on T³ with W₁'],
    ['sqrt{d} and \\sqrt{dK}', '√d and √(dK)'],
    ['e.g.~this lake, Scheduling~(LSP), Fig.~3', 'e.g. this lake, Scheduling (LSP), Fig. 3'],
    ["the ``quiet'' Navier--Stokes lake", 'the “quiet” Navier–Stokes lake'],
    ['50\\% of lakes \\& ponds', '50% of lakes & ponds'],
    ['a\\footnote{Code is at https://a.example/x_1.}', 'a (Code is at https://a.example/x_1.)'],
    ['at https://a.example/x{https://a.example/x}.', 'at https://a.example/x.'],
    ['\\url{https://a.example/x^2}', 'https://a.example/x^2'],
    ['\\textbf{\\emph{\\alpha}}', 'α'],
    ['{\\em   \\"o  }', 'ö  '],
  ])('%s', (raw, readable) => {
    expect(readableText(raw)).toBe(readable);
  });

  test.each([
    ['$5 to $10 a lake, US$7'],
    ['~3x faster, x~N(0,1)'],
    ['Obig(big[sqrt{d}{nvarepsilon}big]^{2/3}big)'],
    ['alpha, lambda times two in pi'],
    ['https://a.example/liquid_time_1/~me--you/%20'],
    ['file_2 in my_dir, x^ y, a_b'],
    ['\\unknown{thing} and {braces} and [x]'],
    ['ground -- water'],
    ['it costs \\$5'],
    ['unbalanced { \\em x } } {'],
    [''],
  ])('stays when in doubt: %s', raw => {
    expect(readableText(raw)).toBe(raw);
  });

  const pieces = fc.constantFrom(
    ...[
      '{',
      '}',
      '\\',
      '$',
      '~',
      '^',
      '_',
      '\\em ',
      '\\textbf{',
      '\\alpha',
      '\\"o',
      '\\(',
      '\\)',
      'sqrt{',
      '^{2}',
      '_1',
      '``',
    ],
    ...[
      "''",
      '--',
      ' ',
      'lake',
      'quiet',
      'O(n^2)',
      '{bf ',
      'mathbf ',
      'varepsilon',
      'https://a.example/b',
      '\ue000',
      '\n',
      '2',
      'é',
    ],
  );
  const texts = fc.array(pieces, { maxLength: 25 }).map(some => some.join(''));

  test('is the same when made readable again', () => {
    fc.assert(
      fc.property(texts, raw => {
        const readable = readableText(raw);
        expect(readableText(readable)).toBe(readable);
      }),
      { numRuns: 5_000 },
    );
  });

  test('keeps every word and every link', () => {
    const count = (text: string, word: string): number => text.split(word).length;
    fc.assert(
      fc.property(texts, raw => {
        const readable = readableText(raw);
        expect(count(readable, 'lake')).toBe(count(raw, 'lake'));
        expect(count(readable, 'quiet')).toBe(count(raw, 'quiet'));
        expect(readable.includes('https://a.example/b')).toBe(raw.includes('https://a.example/b'));
      }),
      { numRuns: 5_000 },
    );
  });

  // A slower way takes minutes.
  test('takes linear time', { timeout: 20_000 }, () => {
    for (const piece of [
      '{',
      '\\',
      '{\\em ',
      '{\\em a',
      '$',
      '$a',
      '\\(a',
      '\\textbf{',
      '``',
      '^{',
      '~',
      'sqrt{a',
      '{\\a',
      ' ',
      '{bf ',
    ]) {
      expect(readableText(`\\${piece.repeat(100_000)}`)).toBeTypeOf('string');
      expect(readableText(`{\\em ${piece.repeat(20_000)}`)).toBeTypeOf('string');
    }
  });
});
