import { describe, expect, test } from 'vitest';
import { complaints, measureQuality } from '../../bench/checks.ts';
import { makePapers, paperSlices } from '../../bench/papers.ts';
import { pandect } from '../../bench/peers/pandect.ts';
import type { BenchEngine } from '../../bench/peers/types.ts';
import { countTitles, makeSearches, searchTargets } from '../../bench/queries.ts';
import { Scan } from '../../bench/scan.ts';

const PAPERS = 300;
const papers = makePapers(PAPERS);

/** What is asked of an engine that holds the papers. */
function checks() {
  const targets = searchTargets(PAPERS, 60, 5);
  const titles = new Map(targets.map(at => [at, papers[at]?.title ?? '']));
  const searches = countTitles(
    makeSearches(targets, titles, 5),
    papers.map(({ title }) => title),
  );
  const scan = new Scan(searches.filter(({ kind }) => kind === 'known').map(({ text }) => text));
  scan.take(papers, 1);
  return { papers: PAPERS, searches, scanned: scan.results(20) };
}

describe('the papers of the bench', () => {
  test('are the same at once and in slices', () => {
    expect([...paperSlices(PAPERS, 70)].flat()).toEqual(papers);
  });

  test('have titles that differ', () => {
    expect(new Set(papers.map(({ title }) => title.toLowerCase())).size).toBe(PAPERS);
  });
});

describe('the checks of the bench', () => {
  test('find nothing to complain of in our own answers', async () => {
    const engine = await pandect.create();
    await engine.add(papers, 1);
    engine.finish();
    const quality = measureQuality(engine, checks(), Infinity);
    expect(quality).toMatchObject({ found: 1, exact: 1, complete: 1, right: 1 });
    expect(complaints(quality)).toEqual([]);
  });

  test.each<[string, (serials: readonly number[]) => readonly number[]]>([
    ['leaves papers out', serials => serials.slice(1)],
    ['finds other papers', serials => serials.map(serial => (serial % PAPERS) + 1)],
    ['finds nothing', () => []],
  ])('complain of an engine that %s', async (_, spoil) => {
    const engine = await pandect.create();
    await engine.add(papers, 1);
    const spoilt: BenchEngine = { ...engine, search: (query, limit) => spoil(engine.search(query, limit)) };
    expect(complaints(measureQuality(spoilt, checks(), Infinity))).not.toEqual([]);
  });

  test('stop when the time is over, and say how far they came', async () => {
    const engine = await pandect.create();
    const quality = measureQuality(engine, checks(), -Infinity);
    expect(quality.asked).toBe(0);
    expect(quality.toAsk).toBeGreaterThan(60);
  });
});

describe('a scan', () => {
  test('tells words and their beginnings from other forms of them', () => {
    const scan = new Scan(['tide', 'bridged', 'a tide']);
    scan.take(
      [
        { title: 'Tides', abstract: 'of the shore' },
        { title: 'Lamps', abstract: 'A bridging of rivers.' },
        { title: 'Ebbtide', abstract: '' },
      ],
      7,
    );
    expect(scan.results(9)).toEqual([
      { text: 'tide', must: [7], may: [7] },
      { text: 'bridged', must: [], may: [8] },
    ]);
  });
});
