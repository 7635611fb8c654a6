import { makeCitationKey } from '../../shared/citation/keys.ts';
import type { Abstract, Paper } from '../../shared/domain/paper.ts';
import { OPENING_LENGTH } from '../../shared/domain/paper.ts';
import type { CitationKey, DigestId, PaperId } from '../../shared/domain/ids.ts';
import { titleKey } from '../../shared/domain/title.ts';
import { searchDump, seededRandom, type InventedDump, type InventedPaper } from '../support/inventedDumps.ts';

/*
 * Papers for measuring: words are invented from syllables and drawn as in real prose, where the n-th most frequent word
 * comes about 1/n as often as the first and new words never end. Measured on real abstracts: 100,000 papers have
 * some 23 million words, 222,000 of them distinct; these come near that.
 */
const VOCABULARY_SIZE = 260_000;
const SMALL_WORDS =
  'the of and to in a we for that is on with this our by are as from an be which can it these model learning ' +
  'data method results show models training based using network paper large approach propose performance';
const ONSETS =
  'b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p ph pl pr qu r s sc sh sp st str t th tr v w z'.split(
    ' ',
  );
const NUCLEI = 'a e i o u ai ea ou io y'.split(' ');
const CODAS = ['', '', '', 'l', 'n', 'r', 's', 't', 'm', 'nd', 'x', 'ct', 'ng'];
const ENDINGS = ['', '', '', 's', 'ed', 'ing', 'ion', 'al', 'ive', 'ity', 'er', 'ly', 'ization'];

/** Words by frequency, the most frequent first. */
function makeVocabulary(random: () => number): readonly string[] {
  const words = new Set(SMALL_WORDS.split(' '));
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  while (words.size < VOCABULARY_SIZE) {
    const syllables = 1 + Math.floor(random() * 3);
    let word = '';
    for (let at = 0; at < syllables; at += 1) word += pick(ONSETS) + pick(NUCLEI) + pick(CODAS);
    words.add(word + pick(ENDINGS));
  }
  return [...words];
}

/** Steepness and flattened head of the curve, fitted to the counts above. */
const ZIPF_EXPONENT = 1.4;
const ZIPF_OFFSET = 8;

/** Steps of the curve that are computed; in between it is taken to be straight. */
const ZIPF_STEPS = 1 << 16;

/** Draws ranks after the Zipf–Mandelbrot law, density (rank + offset)^-exponent, by inverting its running sum. */
function zipfRanks(size: number): (random: () => number) => number {
  const power = 1 - ZIPF_EXPONENT;
  const tail = (1 + size / ZIPF_OFFSET) ** power;
  const steps = Float64Array.from(
    { length: ZIPF_STEPS + 1 },
    (_, step) => ZIPF_OFFSET * ((1 - (step / ZIPF_STEPS) * (1 - tail)) ** (1 / power) - 1),
  );
  return random => {
    const at = random() * ZIPF_STEPS;
    const step = Math.floor(at);
    const from = steps[step] as number;
    return Math.min(size - 1, Math.floor(from + (at - step) * ((steps[step + 1] as number) - from)));
  };
}

/** As many papers as asked for, the same ones for the same seed. Titles differ. */
export function makePapers(count: number, seed = 1): readonly InventedPaper[] {
  return [...paperSlices(count, count, seed)].flat();
}

/** The same papers, so many at a time: a million of them needn't be in memory at once. */
export function* paperSlices(
  count: number,
  perSlice: number,
  seed = 1,
): Generator<readonly InventedPaper[], void> {
  const { titles, word } = beginTitles(count, seed);
  const random = seededRandom(seed ^ ABSTRACT_SEED);
  let slice: InventedPaper[] = [];
  for (const title of titles) {
    slice.push({ title, abstract: makeAbstract(random, word) });
    if (slice.length < perSlice) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

/** The titles of the same papers alone, which takes a twentieth of the time. */
export function paperTitles(count: number, seed = 1): Iterable<string> {
  return beginTitles(count, seed).titles;
}

/** Abstracts have random numbers of their own, so that titles can be made without them. */
const ABSTRACT_SEED = 0x51ab_57ac;

function beginTitles(count: number, seed: number) {
  const random = seededRandom(seed);
  const vocabulary = makeVocabulary(random);
  const rank = zipfRanks(vocabulary.length);
  const word: Word = from => vocabulary[rank(from)] ?? 'paper';
  return { titles: differentTitles(count, random, word), word };
}

/** A word, drawn by random numbers. */
type Word = (random: () => number) => string;

function* differentTitles(count: number, random: () => number, word: Word): Generator<string, void> {
  const titles = new Set<string>();
  while (titles.size < count) {
    const title = makeTitle(random, word);
    const before = titles.size;
    if (titles.add(title.toLowerCase()).size > before) yield title;
  }
}

function makeTitle(random: () => number, word: Word): string {
  const count = 5 + Math.floor(random() * 9);
  let title = capitalise(word(random));
  for (let at = 1; at < count; at += 1) title += ` ${capitalise(word(random))}`;
  return random() < 0.3 ? `${capitalise(word(random))}-${1 + Math.floor(random() * 5)}: ${title}` : title;
}

function makeAbstract(random: () => number, word: Word): string {
  const sentences = 6 + Math.floor(random() * 6);
  let text = '';
  for (let sentence = 0; sentence < sentences; sentence += 1) {
    const words = 15 + Math.floor(random() * 16);
    text += `${sentence === 0 ? '' : ' '}${capitalise(word(random))}`;
    for (let at = 1; at < words; at += 1) text += ` ${word(random)}`;
    text += '.';
  }
  return text;
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const BENCH_DIGEST = 'bench' as DigestId;

/** Rows of a library. */
export interface LibraryRows {
  readonly papers: readonly Paper[];
  readonly abstracts: readonly Abstract[];
}

/** Makes papers into rows of a library, all in one digest; serials and citation keys go on from call to call. */
export function rowMaker(): (papers: readonly InventedPaper[]) => LibraryRows {
  const taken = new Set<string>();
  let made = 0;
  return papers => {
    const rows = papers.map((paper, index): Paper => {
      const citationKey = makeCitationKey(paper, lowerCaseKey => taken.has(lowerCaseKey));
      taken.add(citationKey.toLowerCase());
      return makeRow(paper, citationKey, made + index + 1);
    });
    made += papers.length;
    return {
      papers: rows,
      abstracts: rows.map(({ id }, index) => ({ id, text: papers[index]?.abstract ?? '' })),
    };
  };
}

function makeRow({ title, abstract }: InventedPaper, citationKey: CitationKey, serial: number): Paper {
  const key = titleKey(title);
  return {
    id: key as string as PaperId,
    serial,
    title,
    titleKeys: [key],
    opening: abstract.slice(0, OPENING_LENGTH),
    hasLink: false,
    hasNote: false,
    listings: [{ digest: BENCH_DIGEST, rank: serial }],
    addedBy: BENCH_DIGEST,
    added: 0,
    citationKey,
    status: 'unread',
    starred: false,
    tags: [],
    collections: [],
    keptApart: [],
  };
}

/** Papers as a dump to import, in the shape of a saved search page. */
export function writeDump(papers: readonly InventedPaper[], number: number): InventedDump {
  return {
    name: `bench-${String(number).padStart(4, '0')}.txt`,
    text: searchDump(papers),
    listings: papers.length,
  };
}
