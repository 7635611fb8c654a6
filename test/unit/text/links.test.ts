import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { findLinks, hasLink, linksIn } from '../../../shared/text/links.ts';

describe('links in a text', () => {
  test.each([
    ['Code: https://code.example/lake.', 'https://code.example/lake'],
    ['(see https://doi.example/10.1/j.lake.2017.12.023)', 'https://doi.example/10.1/j.lake.2017.12.023'],
    ['[1, https://a.example/b], or', 'https://a.example/b'],
    ['https://en.example/wiki/Lake_(water)', 'https://en.example/wiki/Lake_(water)'],
    ['(https://en.example/wiki/Lake_(water)).', 'https://en.example/wiki/Lake_(water)'],
    ['at https://code.example/lake .', 'https://code.example/lake'],
    ['https://code.example/lake{here}.', 'https://code.example/lake'],
    ['"http://a.example/?q=1&r=2#top", and', 'http://a.example/?q=1&r=2#top'],
    ['https://a.example/…', 'https://a.example/'],
    ['https://a.example\u202e/txt', 'https://a.example'],
    ['HTTPS://A.EXAMPLE/x', 'HTTPS://A.EXAMPLE/x'],
  ])('%s', (text, url) => {
    expect(linksIn(text)).toEqual([url]);
    expect(hasLink(text)).toBe(true);
  });

  test('glued to itself in braces is one link', () => {
    const text = 'Code at https://code.example/lake{https://code.example/lake}.';
    expect(findLinks(text)).toEqual([{ url: 'https://code.example/lake', from: 8, to: text.length - 1 }]);
  });

  test('are given once each by linksIn and every time by findLinks', () => {
    const text = 'https://a.example and https://b.example and https://a.example';
    expect(linksIn(text)).toEqual(['https://a.example', 'https://b.example']);
    expect(findLinks(text)).toHaveLength(3);
  });

  test.each(['ftp://a.example', 'javascript://alert', 'https://', 'https://.', 'www.a.example', 'https', ''])(
    'are not seen in "%s"',
    text => {
      expect(hasLink(text)).toBe(false);
    },
  );

  test('stand where they are said to stand, whatever the text', () => {
    const piece = fc.constantFrom(
      'https://',
      'http://a',
      '{',
      '}',
      '(',
      ')',
      '.',
      ' ',
      'a.example/',
      '\u202e',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const text = pieces.join('');
        let end = 0;
        for (const { url, from, to } of findLinks(text)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(text.startsWith(url, from)).toBe(true);
          expect(new URL(url).protocol).toMatch(/^https?:$/u);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2_000 },
    );
  });

  // A slower way takes minutes.
  test('are found in linear time in a hostile text', { timeout: 20_000 }, () => {
    for (const piece of ['https://', 'https://a)', 'https://a{https://a}', 'http://(', '[https://a].']) {
      expect(findLinks(piece.repeat(100_000))).toBeInstanceOf(Array);
    }
  });
});
