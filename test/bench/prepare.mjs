import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PER_DUMP = 500;
/** Texts that a scan looks through are many: with a million papers it looks for few searches. */
const SCANS = { candidates: 80, wanted: 40, wantedOfMany: 10, many: 200_000 };
const SEEDS = { papers: 1, engine: 2, app: 3 };

/**
 * Goes through the papers twice, never holding more than some hundreds: first through the titles, which searches are made
 * of, then for what a scan finds, and to write the dumps.
 * @param {Awaited<ReturnType<typeof import('./build.mjs').buildBench>>} bench
 * @param {{ papers: number, searches: number, typedSearches: number, dumps: string | undefined }} options `dumps`: folder to write to.
 */
export function prepare(
  { paperSlices, paperTitles, searchTargets, makeSearches, countTitles, isPlain, Scan, writeDump },
  options,
) {
  const { papers, searches, typedSearches, dumps } = options;
  const targets = {
    engine: searchTargets(papers, searches, SEEDS.engine),
    scan: searchTargets(papers, SCANS.candidates * 5, SEEDS.engine),
    app: searchTargets(papers, typedSearches, SEEDS.app),
  };
  const wanted = new Set(Object.values(targets).flat());
  /** @type {Map<number, string>} */
  const titles = new Map();
  let at = 0;
  for (const title of paperTitles(papers, SEEDS.papers)) {
    if (wanted.has(at)) titles.set(at, title);
    at += 1;
  }
  const engineSearches = countTitles(
    makeSearches(targets.engine, titles, SEEDS.engine),
    paperTitles(papers, SEEDS.papers),
  );
  const known = makeSearches(targets.scan, titles, SEEDS.engine).filter(({ kind }) => kind === 'known');
  const count = papers > SCANS.many ? SCANS.wantedOfMany : SCANS.wanted;
  const scan = new Scan(known.slice(0, count * 2).map(({ text }) => text));
  if (dumps !== undefined) mkdirSync(dumps, { recursive: true });
  let first = 1;
  for (const slice of paperSlices(papers, PER_DUMP, SEEDS.papers)) {
    scan.take(slice, first);
    if (dumps !== undefined) {
      const { name, text } = writeDump(slice, Math.ceil(first / PER_DUMP));
      writeFileSync(join(dumps, name), text);
    }
    first += slice.length;
  }
  return {
    seeds: SEEDS,
    checks: { papers, searches: engineSearches, scanned: scan.results(count) },
    typed: makeSearches(targets.app, titles, SEEDS.app)
      .filter(search => isPlain(search) || search.kind === 'field')
      .map(({ text }) => text),
  };
}
