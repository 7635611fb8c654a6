import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highlightRanges } from '../../../shared/query/highlight.ts';
import { MAX_TERM_LENGTH, findPieces, squeeze, tokenize } from '../../../shared/query/tokenize.ts';

describe('a text is cut into terms', () => {
  test.each([
    ['', []],
    ['… — !?', []],
    ['Graph neural NETWORKS', ['graph', 'neural', 'networks']],
    ['lo-ra', ['lo', 'ra', 'lora']],
    ['GPT-4', ['gpt', '4', 'gpt4']],
    ["don't", ['don', 't', 'dont']],
    ['state-of-the-art', ['state', 'of', 'the', 'art', 'stateoftheart']],
    ['Schrödinger', ['schrodinger']],
    ['Schro\u0308dinger', ['schrodinger']],
    ['Łukasiewicz Ørsted straße', ['lukasiewicz', 'orsted', 'strasse']],
    ['ﬁne ２０２４ x²', ['fine', '2024', 'x2']],
    ['κ-means', ['kappa', 'means', 'kappameans']],
    ['ΣΑΣ', ['σασ']],
    ['深度学习', ['深', '度', '学', '习', '深度', '度学', '学习']],
    ['BERT模型', ['bert', '模', '型', '模型']],
    ['exploration–exploitation', ['exploration', 'exploitation']],
    ['- a- -b', ['a', 'b']],
    ['$O(n^2)$', ['o', 'n', '2']],
  ])('%s', (text, terms) => {
    expect(tokenize(text)).toEqual(terms);
  });

  test('and terms are cut at their greatest length', () => {
    expect(tokenize('x'.repeat(1_000))).toEqual(['x'.repeat(MAX_TERM_LENGTH)]);
  });

  test('whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        for (const term of tokenize(text)) expect(term).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
        for (const { from, to } of findPieces(text)) expect(to).toBeGreaterThan(from);
      }),
    );
  });

  test('without regard to case', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ äÖé-łŁσΣ19') });
    fc.assert(
      fc.property(letters, text => {
        expect(squeeze(text.toUpperCase())).toBe(squeeze(text.toLowerCase()));
      }),
    );
  });
});

describe('what matched is marked', () => {
  const marked = (text: string, ...terms: string[]): string[] =>
    highlightRanges(text, new Set(terms)).map(({ from, to }) => text.slice(from, to));

  test.each<[string, string[], string[]]>([
    ['Graph neural networks', ['graph', 'networks'], ['Graph', 'networks']],
    ['A Schrödinger bridge', ['schrodinger'], ['Schrödinger']],
    ['The GPT-4 report', ['gpt4', 'gpt'], ['GPT-4']],
    ['The GPT-4 report', ['gpt'], ['GPT']],
    ['深度学习方法', ['学习', '习方'], ['学习方']],
    ['Graphs', ['graph'], []],
    ['Graphs', [], []],
  ])('in “%s” by %s', (text, terms, ranges) => {
    expect(marked(text, ...terms)).toEqual(ranges);
  });
});
