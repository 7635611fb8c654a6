import { describe, expect, test } from 'vitest';
import { titleScore } from '../../../../main/services/lookUp/score.ts';

const TITLE = 'Tidal Attention Finds Slow Moons in Noisy Logs';

describe('How near a title is', () => {
  test.each([
    ['the same', TITLE, 0.99],
    ['the same in other clothes', 'tidal attention finds slow moons in noisy-logs.', 0.99],
    ['the same with a subtitle', `${TITLE}: A Survey`, 0.89],
    ['one letter mistyped', TITLE.replace('Noisy', 'Niosy'), 0.97],
    ['another part of a series', `${TITLE}, Part II`, 0.38],
    ['half of the words', 'Tidal Attention Finds Cats and Dogs', 0.36],
    ['nothing in common', 'Convex Cats', 0],
    ['no words', '—', 0],
  ])('is told by a number: %s', (_, found, score) => {
    expect(titleScore(TITLE, found)).toBeCloseTo(score, 1);
    expect(titleScore(found, TITLE)).toBeCloseTo(score, 1);
  });

  test('falls with every word that differs, and is never 1', () => {
    const words = TITLE.split(' ');
    const scores = words.map((_, count) =>
      titleScore(TITLE, [...words.slice(count), ...words.slice(0, count).map(() => 'x')].join(' ')),
    );
    expect(scores[0]).toBe(0.99);
    for (const [index, score] of scores.entries()) {
      if (index > 0) expect(score).toBeLessThan(scores[index - 1] ?? 0);
    }
  });

  test('counts a repeated word once for each time', () => {
    expect(titleScore('moon moon tide wave', 'moon tide wave')).toBeLessThan(0.85);
  });
});
