import type { SearchEngine } from '../../renderer/search/engine.ts';
import type { InventedPaper } from '../support/inventedDumps.ts';
import type { TypedSearch } from './queries.ts';

/** How well a search answers; measured before it is timed, as a wrong answer has no speed. */
export interface Quality {
  /** Share of whole and begun titles' words that find their paper at all. Must be 1. */
  readonly found: number;
  /** Share of searches for three words of a title that show their paper among the first ten. */
  readonly firstTen: number;
  /** Share of mistyped searches that still find their paper. */
  readonly typosForgiven: number;
  /** Share of searches that give the very papers that a look into every text gives. Must be 1. */
  readonly agreesWithScan: number;
}

const MIN_FIRST_TEN = 0.9;
const MIN_TYPOS_FORGIVEN = 0.9;
const SCANNED_SEARCHES = 40;

/** Serials of what the engine finds, best first. */
export function ask(engine: SearchEngine, query: string): number[] {
  const sort = { key: 'match', direction: 'descending' } as const;
  return [...engine.search({ query, within: { kind: 'all' }, sort }).serials];
}

export function measureQuality(
  engine: SearchEngine,
  papers: readonly InventedPaper[],
  searches: readonly TypedSearch[],
): Quality {
  const placed = searches.map(search => ({
    ...search,
    place: ask(engine, search.text).indexOf(search.target + 1),
  }));
  const whole = placed.filter(({ kind }) => kind !== 'typo');
  const long = placed.filter(({ kind, text }) => kind === 'known' && text.split(' ').length >= 3);
  const typos = placed.filter(({ kind }) => kind === 'typo');
  const scanned = searches.filter(({ kind }) => kind === 'known').slice(0, SCANNED_SEARCHES);
  return {
    found: share(whole, ({ place }) => place >= 0),
    firstTen: share(long, ({ place }) => place >= 0 && place < 10),
    typosForgiven: share(typos, ({ place }) => place >= 0),
    agreesWithScan: share(scanned, ({ text }) => agrees(ask(engine, text), scan(papers, text.split(' ')))),
  };
}

/** What is too bad to be timed, in words; empty if all is well. */
export function complaints({ found, firstTen, typosForgiven, agreesWithScan }: Quality): string[] {
  return [
    ...(found < 1 ? [`Only ${percent(found)} of the searches found their paper; all must.`] : []),
    ...(firstTen < MIN_FIRST_TEN
      ? [`Only ${percent(firstTen)} of the searches for three words showed their paper among the first ten.`]
      : []),
    ...(typosForgiven < MIN_TYPOS_FORGIVEN
      ? [`Only ${percent(typosForgiven)} of the mistyped searches found their paper.`]
      : []),
    ...(agreesWithScan < 1
      ? [`Only ${percent(agreesWithScan)} of the searches agreed with a look into every text; all must.`]
      : []),
  ];
}

/**
 * Serials of the papers whose texts hold every word, as it is, as the start of a word, in the other number, or without "ing"
 * or "ed" and in the forms made of that. A single letter is the start of a word in titles only. All as documented for the
 * engine.
 */
function scan(papers: readonly InventedPaper[], wanted: readonly string[]): number[] {
  return papers.flatMap(({ title, abstract }, index) => {
    const titleWords = wordsOf(title);
    const words = [...titleWords, ...wordsOf(abstract)];
    const holds = (word: string): boolean => {
      const begun = word.length === 1 ? titleWords : words;
      return formsOf(word).some(form => words.includes(form)) || begun.some(other => other.startsWith(word));
    };
    return wanted.every(holds) ? [index + 1] : [];
  });
}

/** The word and those that mean the same, for a scan to look for; written apart from the engine on purpose. */
function formsOf(word: string): string[] {
  const forms = [word];
  if (word.length > 3 && /[^s]s$/u.test(word)) forms.push(word.slice(0, -1));
  if (word.length > 4 && word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  if (word.length > 2 && word.endsWith('y')) forms.push(`${word.slice(0, -1)}ies`);
  const stem = /^([a-z]{3,}?)(?:ing|ed)$/u.exec(word)?.[1];
  if (stem === undefined) return forms;
  const stems = /([a-z])\1$/u.test(stem) && stem.length > 3 ? [stem, stem.slice(0, -1)] : [stem];
  return [...forms, ...stems.flatMap(one => ['', 'e', 's', 'es', 'ed', 'ing'].map(ending => one + ending))];
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/[^a-z0-9]+/u);
}

/** A search may add mistyped words where it finds little; what the scan finds has to be there and to come first. */
function agrees(found: readonly number[], scanned: readonly number[]): boolean {
  const wanted = new Set(scanned);
  const isComplete = found.length >= scanned.length && scanned.every(serial => found.includes(serial));
  return isComplete && (found.length === scanned.length || wanted.size < 3 * 10);
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(holds).length / all.length;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
