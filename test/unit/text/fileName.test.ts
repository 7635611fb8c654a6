import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNamer, isSafeFileName, safeStem } from '../../../shared/text/fileName.ts';

describe('the name of a file', () => {
  test.each([
    ['Quiet Lakes', 'Quiet Lakes'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'],
    ['#tag [[link]] ^block 100%', 'tag link block 100'],
    ['../..', 'paper'],
    ['.hidden.', 'hidden'],
    ['aux', 'paper'],
    ['COM1.txt', 'paper'],
    ['community', 'community'],
    ['a\u0000\u202eb\ud800', 'ab'],
    ['', 'paper'],
    ['é', 'é'],
  ])('made of %j is %j', (text, name) => {
    expect(safeStem(text, 'paper')).toBe(name);
  });

  test('is cut to bytes, not in the middle of a character', () => {
    expect(safeStem('深'.repeat(100), 'paper', 10)).toBe('深深深');
    expect(safeStem('😀'.repeat(100), 'paper', 10)).toBe('😀😀');
  });

  test('is taken by every system, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const stem = safeStem(text, 'paper');
        expect(stem).not.toMatch(/[/\\:*?"<>|\p{Cc}]|^[. ]|[. ]$/u);
        expect(Buffer.byteLength(stem)).toBeLessThan(200);
        expect(isSafeFileName(`${stem}.md`)).toBe(true);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});

test('a namer gives no name twice, however a file system compares them', () => {
  const nameFor = createNamer();
  const stems = ['a', 'A', 'a', 'a 2', 'É', 'e\u0301', 'ſ', 's'];
  const names = stems.map(nameFor);
  expect(names).toEqual(['a', 'A 2', 'a 3', 'a 2 2', 'É', 'e\u0301 2', 'ſ', 's 2']);
});

test('a namer is quick with many equal names', () => {
  const nameFor = createNamer();
  const names = new Set(Array.from({ length: 20_000 }, () => nameFor('same')));
  expect(names.size).toBe(20_000);
});
