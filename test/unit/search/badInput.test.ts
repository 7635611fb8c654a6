import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engineOf, find } from './support.ts';

const engine = engineOf([
  { title: 'The of and', abstract: 'to the and of a' },
  { title: '深度学习 שלום', abstract: 'مرحبا بالعالم — 🎉' },
  { title: 'β-VAE (“quoted”)', note: 'plain' },
]);
const LENGTH = 10_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
/** Many different words, none of which is another's beginning. */
const words = Array.from({ length: 2_000 }, (_, index) => `w${index}x`).join(' ');

describe('a query of anything', () => {
  test.each([
    ['one letter after another', fill('a')],
    ['many words', words],
    ['many small words', fill('the of and to a ')],
    ['many alternatives', words.replaceAll(' ', ' OR ')],
    ['many exclusions', `-${words.replaceAll(' ', ' -')}`],
    ['one phrase', `"${fill('the of and ')}"`],
    ['one word of many pieces', fill('the-')],
    ['one word with many slashes', fill('of/')],
    ['punctuation', fill('!?…—*^~')],
    ['quotation marks', fill('"')],
    ['open parentheses', fill('(')],
    ['closed parentheses', fill(')')],
    ['pairs of parentheses', fill('()')],
    ['emoji', fill('🎉👩‍🔬')],
    ['Chinese', fill('深度学习')],
    ['Hebrew and Arabic', fill('שלום مرحبا ')],
    ['Greek', fill('β-VAE ')],
    ['halves of characters', fill('\ud800\udc00\ud800')],
    ['field names', fill('title: ')],
    ['nested fields', fill('title:(')],
  ])('is answered soon: %s', (_, query) => {
    const { tookMs, serials } = engine.search({
      query,
      within: { kind: 'all' },
      sort: { key: 'match', direction: 'descending' },
    });
    expect(serials.length).toBeLessThanOrEqual(3);
    // Many times what it takes, yet far below what anything but a linear walk would.
    expect(tookMs).toBeLessThan(1_000);
  });

  test.each([
    ['the of and', [1]],
    ['学习', [2]],
    ['שלום', [2]],
    ['مرحبا', [2]],
    ['"quoted', [3]],
    ['(quoted', [3]],
    ['beta-vae', [3]],
    ['βvae', [3]],
  ])('finds what it can: %s', (query, serials) => {
    expect(find(engine, query)).toEqual(serials);
  });

  test('never fails', () => {
    const pieces = fc.constantFrom(
      ...'"()-: ',
      'OR',
      'title:',
      'is:',
      'the',
      'β',
      '学',
      '🎉',
      '\ud800',
      'ab',
      '“',
      '/',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), list => {
        expect(() => find(engine, list.join(''))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('beyond its first words is left out, and says so', () => {
    const { parts } = engine.search({
      query: words,
      within: { kind: 'all' },
      sort: { key: 'match', direction: 'descending' },
    });
    expect(parts.at(-1)?.meaning).toContain('left out');
  });
});
