import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { checkCitationKey, makeCitationKey } from '../../../shared/citation/keys.ts';

const nothingTaken = (): boolean => false;
const keyOf = (title: string, year?: number): string => makeCitationKey({ title, year }, nothingTaken);

describe('a citation key', () => {
  test('is three significant words and the year in lower camel case', () => {
    expect(keyOf('Lion Secretly Solves Constrained Optimization', 2023)).toBe('lionSecretlySolves2023');
    expect(keyOf('On the Origin of the Quiet Lakes')).toBe('originQuietLakes');
  });

  test('falls back to stop words when there is nothing else', () => {
    expect(keyOf('On and On', 1999)).toBe('onAndOn1999');
  });

  test.each([
    ['Hölder Łojasiewicz Ångström', 'holderLojasiewiczAngstrom'],
    ['κ-means for Naïve Folk', 'kappaMeansNaive'],
    ['Ελληνικά κείμενα', 'ellinikaKeimena'],
    ['Война и мир', 'voinaIMir'],
    ['Straße, Æther & Œuvre', 'strasseAetherOeuvre'],
    ['Don’t Look at Rock ’n’ Roll', 'dontLookRock'],
    ['ﬁne ②-fold 𝒳-rays', 'fine2Fold'],
    ['深度学习', 'paper'],
    ['!!!', 'paper'],
    ['', 'paper'],
  ])('writes %s in ASCII', (title, key) => {
    expect(keyOf(title)).toBe(key);
  });

  test('keeps the year when no word can be written', () => {
    expect(keyOf('深度学习', 2023)).toBe('paper2023');
  });

  test('gets a suffix that counts a, b … z, aa while taken, whatever the case', () => {
    const taken = new Set<string>();
    const keys = Array.from({ length: 28 }, () => {
      const key = makeCitationKey({ title: 'Quiet Lakes Rise', year: 2024 }, lower => taken.has(lower));
      taken.add(key.toLowerCase());
      return key;
    });
    expect(keys.slice(0, 3)).toEqual(['quietLakesRise2024', 'quietLakesRise2024a', 'quietLakesRise2024b']);
    expect(keys.slice(26)).toEqual(['quietLakesRise2024z', 'quietLakesRise2024aa']);
  });

  test('is found quickly among very many of the same stem', () => {
    const taken = new Set<string>();
    let asked = 0;
    for (let count = 0; count < 20_000; count++) {
      const key = makeCitationKey({ title: 'Same' }, lower => {
        asked++;
        return taken.has(lower);
      });
      taken.add(key.toLowerCase());
    }
    expect(taken.size).toBe(20_000);
    expect(asked).toBeLessThan(20_000 * 40);
  });

  test('has only ASCII letters and digits, is bounded and unique, whatever the titles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant('x'.repeat(5_000)))),
        titles => {
          const taken = new Set<string>();
          for (const title of titles) {
            const key = makeCitationKey({ title, year: 2020 }, lower => taken.has(lower));
            expect(key).toMatch(/^[A-Za-z0-9]{1,120}$/u);
            expect(taken.has(key.toLowerCase())).toBe(false);
            expect(checkCitationKey(key)).toEqual({ ok: true, key });
            taken.add(key.toLowerCase());
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a key typed by the user', () => {
  test.each(['a', 'Lion2023', 'lion:2023', 'x-y_z.1+2/3', '2023lion'])('may be %s', text => {
    expect(checkCitationKey(text)).toEqual({ ok: true, key: text });
  });

  test('loses the spaces around it', () => {
    expect(checkCitationKey('  lion ')).toEqual({ ok: true, key: 'lion' });
  });

  test.each([
    '',
    '  ',
    'two words',
    'a,b',
    'a}b',
    'a\\b',
    '%a',
    'a#',
    'a=b',
    '"a"',
    '(a)',
    'höl',
    '-a',
    'a'.repeat(201),
  ])('may not be "%s"', text => {
    expect(checkCitationKey(text)).toEqual({
      ok: false,
      reason: expect.stringMatching(/^.+citation key.*$/u),
    });
  });
});
