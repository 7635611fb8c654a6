import type { BenchEngine } from './peers/types.ts';
import { isPlain, type TypedSearch } from './queries.ts';
import type { Scanned } from './scan.ts';

/** How well an engine answers; measured before it is timed, as a wrong answer has no speed. Shares are 0 to 1. */
export interface Quality {
  /** Searches asked in the time there was, of those that were to be asked. */
  readonly asked: number;
  readonly toAsk: number;
  /** Whole and begun words of a title that find their paper at all. */
  readonly found: number;
  /** Searches for words that few titles hold, which show their paper among the first ten. */
  readonly firstTen: number;
  /** Mean of 1 / place of the paper in the same searches. */
  readonly reciprocalRank: number;
  /** Mistyped searches that still find their paper. */
  readonly typosForgiven: number;
  /** Searches that find every paper which a look into every text finds. */
  readonly complete: number;
  /** The same with a word's other forms, and with nothing else where enough is found. */
  readonly exact: number;
  /** Of the first 50 results, or as many as there should be, those that hold every word in some form. */
  readonly right: number;
}

/** What is asked. */
export interface Checks {
  readonly papers: number;
  readonly searches: readonly TypedSearch[];
  readonly scanned: readonly Scanned[];
}

const SHOWN = 50;
/** Where more titles hold all the words, the paper that is meant may come after the others. */
const FIRST = 10;
/** Fewer than so many results may be filled up with mistyped words. */
const FEW = 30;
const MIN_TYPOS_FORGIVEN = 0.9;

/** Asks until all is asked or the time is over. */
export function measureQuality(engine: BenchEngine, checks: Checks, deadlineMs: number): Quality {
  const isOver = (): boolean => performance.now() > deadlineMs;
  const placed: { search: TypedSearch; place: number }[] = [];
  const compared: { complete: number; exact: number; right: number }[] = [];
  // In turns, so that both have begun when the time is over.
  for (let at = 0; at < Math.max(checks.searches.length, checks.scanned.length) && !isOver(); at += 1) {
    const search = checks.searches[at];
    const scanned = checks.scanned[at];
    if (search) {
      const place = engine.search(search.text, checks.papers).indexOf(search.target + 1);
      placed.push({ search, place });
    }
    if (scanned) compared.push(compare(engine.search(scanned.text, checks.papers), scanned));
  }
  const whole = placed.filter(({ search }) => search.kind !== 'typo');
  const few = placed.filter(({ search }) => search.titles !== undefined && search.titles <= FIRST);
  const typos = placed.filter(({ search }) => search.kind === 'typo');
  return {
    asked: placed.length + compared.length,
    toAsk: checks.searches.length + checks.scanned.length,
    found: mean(whole.map(({ place }) => Number(place >= 0))),
    firstTen: mean(few.map(({ place }) => Number(place >= 0 && place < FIRST))),
    reciprocalRank: mean(few.map(({ place }) => (place < 0 ? 0 : 1 / (place + 1)))),
    typosForgiven: mean(typos.map(({ place }) => Number(place >= 0))),
    complete: mean(compared.map(({ complete }) => complete)),
    exact: mean(compared.map(({ exact }) => exact)),
    right: mean(compared.map(({ right }) => right)),
  };
}

/** Fields and phrases are our own notation: only we are asked for them. */
export function checksFor(name: string, { searches, ...others }: Checks): Checks {
  return { ...others, searches: name === 'pandect' ? searches : searches.filter(isPlain) };
}

/** What is too bad in our own answers to be timed, in words; empty if all is well. */
export function complaints({ found, firstTen, typosForgiven, exact }: Quality): string[] {
  return [
    ...(found < 1 ? [`Only ${percent(found)} of the searches found their paper; all must.`] : []),
    ...(firstTen < 1
      ? [
          `Only ${percent(firstTen)} of the searches for words of few titles showed their paper first; all must.`,
        ]
      : []),
    ...(typosForgiven < MIN_TYPOS_FORGIVEN
      ? [`Only ${percent(typosForgiven)} of the mistyped searches found their paper.`]
      : []),
    ...(exact < 1
      ? [`Only ${percent(exact)} of the searches agreed with a look into every text; all must.`]
      : []),
  ];
}

function compare(found: readonly number[], { must, may }: Scanned) {
  const all = new Set(found);
  const wanted = new Set(may);
  const isExact = may.every(serial => all.has(serial)) && (found.length === may.length || may.length < FEW);
  const shown = found.slice(0, Math.min(SHOWN, may.length));
  return {
    complete: Number(must.every(serial => all.has(serial))),
    exact: Number(isExact),
    right: shown.length === 0 ? Number(may.length === 0) : mean(shown.map(one => Number(wanted.has(one)))),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
