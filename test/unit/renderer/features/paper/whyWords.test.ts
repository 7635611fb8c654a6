import { describe, expect, test } from 'vitest';
import { whyLines } from '../../../../../renderer/features/paper/whyWords.ts';
import { engineOf } from '../../../search/support.ts';

describe('why a paper is found, in plain words', () => {
  const engine = engineOf([
    { title: 'Ropes', abstract: 'Ropes and knots.' },
    { title: 'Lattices of GPT-4', abstract: 'A lattice in training.', starred: true },
    { title: 'Attention to Quilts', note: 'attention, attention', tags: ['trained'] },
  ]);
  const why = (query: string, serial: number): readonly string[] => {
    const sort = { key: 'match', direction: 'descending' } as const;
    const explanation = engine.explain({ query, within: { kind: 'all' }, sort }, serial);
    return explanation === undefined ? [] : whyLines(explanation).map(({ words }) => words);
  };

  test.each<[string, number, string]>([
    [
      'lattice',
      2,
      '“lattice” in the abstract, the very word; “lattices” in the title, the singular or plural of “lattice”',
    ],
    ['attention', 3, '“attention” in the title and your note, the very word'],
    ['atten', 3, '“atten” begins “attention” in the title and your note'],
    ['training', 3, '“trained” in a tag, another form of “training”'],
    ['quitls', 3, '“quilts” in the title, one typing error from “quitls”'],
    ['gpt-4', 2, '“gpt-4” in the title, however it is spelled'],
    ['"of gpt4"', 2, '“of gpt4” in the title, just as it was typed'],
  ])('%s', (query, serial, words) => {
    expect(why(query, serial)[0]).toBe(words);
  });

  test('each word has a line, then the star and how new the paper is', () => {
    expect(why('lattice training', 2)).toEqual([
      expect.stringContaining('“lattice”'),
      '“training” in the abstract, the very word',
      'Starred',
      expect.stringMatching(/^Newer than (?:most|some) of your papers$/u),
    ]);
  });

  test('the points are those that the list is ordered by', () => {
    const sort = { key: 'match', direction: 'descending' } as const;
    const sums = [2, 3].map(serial => {
      const found = engine.explain({ query: 'train', within: { kind: 'all' }, sort }, serial);
      return (found ? whyLines(found) : []).reduce((sum, { points }) => sum + points, 0);
    });
    const [first] = engine.search({ query: 'train', within: { kind: 'all' }, sort }).serials;
    expect(first).toBe((sums[0] ?? 0) > (sums[1] ?? 0) ? 2 : 3);
  });

  test('filters alone give no points and so no lines', () => {
    expect(why('is:starred', 2)).toEqual([]);
  });
});
