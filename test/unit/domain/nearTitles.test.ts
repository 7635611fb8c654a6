import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { findNearTitles, nearnessOfTitles, NearTitleIndex } from '../../../shared/domain/nearTitles.ts';
import type { TitledPaper } from '../../../shared/domain/nearTitles.ts';

function titled(title: string, id = title, keptApart: string[] = []): TitledPaper {
  return { id: id as PaperId, title, keptApart: keptApart as PaperId[] };
}

function pairsAmong(...titles: string[]): number {
  const papers = titles.map((title, at) => titled(title, String(at)));
  return findNearTitles(papers, papers).length;
}

describe('titles that are suggested for merging', () => {
  test.each([
    ['Pre-training Quiet Lakes', 'Pretraining quiet lakes.'],
    ['Pre-training Quiet Lakes', 'Pre training quiet lakes'],
    ['What Lakes Know, and Why', 'What lakes know & why?'],
    ['The Schrödinger Lake of Łódź', 'The Schrodinger Lake of Łódź'],
    ['Modelling the Behaviour of Generalised Centres', 'Modeling the Behavior of Generalized Centers'],
    ['Neural Network for a Quiet Lake', 'Neural Networks for Quiet Lakes'],
    ['Learning to Freeze Quiet Lakes', 'Learning to Freze Quiet Lakes'],
    ['Causal Freezing of Quiet Lakes', 'Casual Freezing of Quiet Lakes'],
    ['Why Quiet Lakes Freeze', 'Why Quiet Lakes Freeze: A Study of Ice'],
    ['Why Quiet Lakes Freeze - A Study of Ice', 'Why Quiet Lakes Freeze'],
    ['Lake’s End Is Near', "Lake's end is near"],
  ])('%s / %s', (one, two) => {
    expect(pairsAmong(one, two)).toBe(1);
    expect(pairsAmong(two, one)).toBe(1);
  });
});

describe('titles that are not', () => {
  test.each([
    ['Quiet Lakes Freeze, Part I', 'Quiet Lakes Freeze, Part II'],
    ['Quiet Lakes Freeze Part One', 'Quiet Lakes Freeze Part Two'],
    ['LakeNet v2: Freezing Quiet Lakes', 'LakeNet v3: Freezing Quiet Lakes'],
    ['Freezing 2D Quiet Lakes Fast', 'Freezing 3D Quiet Lakes Fast'],
    ['Quiet Lakes Are Simply Great', 'Quiet Lakes Are Simply Great: Part 2'],
    ['LakeNet', 'LakeNet: Freezing Quiet Lakes'],
    ['LakeNet: Freezing Quiet Lakes', 'LakeNet: Thawing Quiet Lakes'],
    ['On Stable Lakes in Winter Storms', 'On Unstable Lakes in Winter Storms'],
    ['Symmetric Lakes in Winter Storms', 'Asymmetric Lakes in Winter Storms'],
    ['Minimization of Ice on Quiet Lakes', 'Maximization of Ice on Quiet Lakes'],
    ['Why Quiet Lakes Freeze: Ice', 'Why Quiet Lakes Freeze: Snow'],
    ['Lakes in Game X', 'Lakes in Game Y'],
    ['…', '!'],
    ['', ''],
  ])('%s / %s', (one, two) => {
    expect(pairsAmong(one, two)).toBe(0);
  });

  test('are those the user has kept apart', () => {
    const one = titled('Quiet Lakes Freeze', 'a', ['b']);
    expect(findNearTitles([one], [one, titled('Quiet lakes freeze!', 'b')])).toEqual([]);
  });
});

describe('the index of near titles', () => {
  test('follows additions, new titles and removals', () => {
    const titles = ['Quiet lakes freeze!', 'Quiet Lakes Freezes'];
    const index = new NearTitleIndex(place => titles[place]!);
    index.add(0);
    expect(index.find('Quiet Lakes Freeze')).toEqual([{ place: 0, similarity: 1 }]);
    titles[0] = 'Something Else';
    index.add(0);
    expect(index.find('Quiet Lakes Freeze')).toEqual([]);
    index.add(1);
    index.remove(1);
    index.remove(1);
    index.remove(1_000);
    expect(index.find('Quiet Lakes Freeze')).toEqual([]);
    expect(index.find('Something else')).toEqual([{ place: 0, similarity: 1 }]);
  });

  test('never suggests a paper to itself, and finds both ways alike and as by comparing each', () => {
    const title = fc.array(
      fc.constantFrom('quiet', 'lakes', 'lake', 'Freeze', 'frezee', 'part', 'II', '2', ':', '-', 'the'),
      {
        maxLength: 7,
      },
    );
    fc.assert(
      fc.property(fc.array(title, { maxLength: 6 }), titles => {
        const papers = titles.map((words, at) => titled(words.join(' '), String(at)));
        const near = findNearTitles(papers, papers);
        expect(near.every(({ a, b }) => a !== b)).toBe(true);
        const backwards = findNearTitles([...papers].reverse(), papers);
        const names = (pairs: typeof near): string[] => pairs.map(({ a, b }) => [a, b].sort().join()).sort();
        expect(names(backwards)).toEqual(names(near));
        const each = papers.flatMap((one, at) =>
          papers.slice(at + 1).flatMap((other): typeof near => {
            const similarity = nearnessOfTitles(one.title, other.title);
            return similarity === 0 ? [] : [{ a: one.id, b: other.id, similarity }];
          }),
        );
        expect(names(near)).toEqual(names(each));
      }),
      { numRuns: 1_000 },
    );
  });

  test('reads only titles that can be near, however many have the same main part', () => {
    // Numbers would tell the titles apart.
    const word = (at: number) =>
      `word${String(at).replace(/\d/gu, digit => 'abcdefghij'.charAt(Number(digit)))}`;
    const subtitle = (at: number) => Array.from({ length: 8 }, (_, place) => word(at * 8 + place)).join(' ');
    const titles = Array.from({ length: 500 }, (_, at) => `Notes on Quiet Lakes in Winter: ${subtitle(at)}`);
    let read = 0;
    const index = new NearTitleIndex(place => {
      read += 1;
      return titles[place]!;
    });
    for (const place of titles.keys()) index.add(place);
    read = 0;
    expect(index.find(titles[7]!)).toEqual([{ place: 7, similarity: 1 }]);
    expect(read).toBe(1);
    expect(index.find('Notes on quiet lakes in winter')).toHaveLength(500);
  });

  test('reads only titles that can be near, however many begin or end alike', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const titles = letters.flatMap(one =>
      letters.map(two => `A survey of lakes ${one}quiet ${two}winter ice and blizzards`),
    );
    let read = 0;
    const index = new NearTitleIndex(place => {
      read += 1;
      return titles[place]!;
    });
    for (const place of titles.keys()) index.add(place);
    read = 0;
    expect(
      index.find('A survey of lakes bquiet cwinter ice and blizards').map(({ place }) => titles[place]),
    ).toEqual(['A survey of lakes bquiet cwinter ice and blizzards']);
    expect(read).toBe(1);
  });

  // Comparing with every title takes minutes.
  test('finds among 100,000 titles without comparing with each', { timeout: 30_000 }, () => {
    const words =
      'quiet lake freeze winter storm ice model learning deep network fast stable long short wide'.split(' ');
    const titles: string[] = [];
    const index = new NearTitleIndex(place => titles[place]!);
    for (let at = 0; at < 100_000; at++) {
      const some = Array.from(
        { length: 6 },
        (_, place) => words[(at * (place + 3) + (at >> place)) % words.length],
      );
      titles.push(`${some.join(' ')} name${(at * 7919) % 40_000}x`);
      index.add(at);
    }
    for (let at = 0; at < 100; at++)
      expect(index.find(`Quiet lakes freeze in winter storms name${at}x`)).toEqual([]);
  });
});
