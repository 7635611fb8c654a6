import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from '../../../../../renderer/features/paper/pieces.ts';

describe('a text cut at links and marks', () => {
  it('is one piece when nothing stands in it', () => {
    expect(cutText('plain', [], [])).toEqual([{ text: 'plain', marked: false }]);
  });

  it('gives nothing for an empty text', () => {
    expect(cutText('', [], [])).toEqual([]);
  });

  it('marks a word within a link without losing the link', () => {
    const text = 'see https://a.example/code now';
    const pieces = cutText(
      text,
      [{ url: 'https://a.example/code', from: 4, to: 26 }],
      [{ from: 22, to: 30 }],
    );
    expect(pieces.map(({ text: part, url, marked }) => [part, url !== undefined, marked])).toEqual([
      ['see ', false, false],
      ['https://a.example/', true, false],
      ['code', true, true],
      [' now', false, true],
    ]);
  });

  it('joined, is the text again', () => {
    const span = fc
      .tuple(fc.nat(30), fc.nat(30))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), fc.array(span), fc.array(span), (text, links, marks) => {
        const pieces = cutText(
          text,
          links.map(link => ({ ...link, url: 'https://a.example' })),
          marks,
        );
        expect(pieces.map(piece => piece.text).join('')).toBe(text);
      }),
    );
  });
});
