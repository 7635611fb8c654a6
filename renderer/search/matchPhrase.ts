import { isIdeographic, termsOfWord } from '../../shared/query/tokenize.ts';
import { ALL_FIELDS, SLOT_SHIFT, TEXT_FIELDS } from './postings.ts';
import { PositionReader } from './positionReader.ts';
import { POINTS_BY_FIELDS } from './ranking.ts';
import type { Scores } from './scores.ts';
import { findTerm, type SegmentArrays } from './segment.ts';

/** Terms of a phrase, by their places in the segment, with how far each stands behind the first. */
export type PhraseVariant = readonly { readonly place: number; readonly offset: number }[];

/** More ways to write a phrase are not tried. */
const MAX_VARIANTS = 16;
const MIN_SPLIT = 4;

/** One way to write one word: its terms with their offsets, and how many positions it takes. */
interface Spelling {
  readonly terms: readonly { readonly term: string; readonly offset: number }[];
  readonly width: number;
}

/**
 * The ways in which a segment can hold a phrase: hyphenated words in pieces or joined ("gpt-4", "gpt 4", "gpt4"), plain
 * ones also as the joined form of two pieces ("lora" of "lo-ra"). Empty if some word isn't there at all.
 */
export function phraseVariants(segment: SegmentArrays, words: readonly string[]): PhraseVariant[] {
  let variants: { readonly places: PhraseVariant; readonly width: number }[] = [{ places: [], width: 0 }];
  for (const word of words) {
    const spellings = spellingsOf(segment, word);
    variants = variants
      .flatMap(({ places, width }) =>
        spellings.map(spelling => ({
          places: [
            ...places,
            ...spelling.terms.map(({ term, offset }) => ({
              place: findTerm(segment, term),
              offset: width + offset,
            })),
          ],
          width: width + spelling.width,
        })),
      )
      .slice(0, MAX_VARIANTS);
  }
  return variants.map(({ places }) => places);
}

/** Only spellings whose terms are all there. */
function spellingsOf(segment: SegmentArrays, word: string): Spelling[] {
  const isThere = ({ terms }: Spelling): boolean => terms.every(({ term }) => findTerm(segment, term) >= 0);
  if (isIdeographic(word)) return [inARow([...word])].filter(isThere);
  if (word.includes('-')) {
    const terms = termsOfWord(word);
    return [inARow(terms.slice(0, -1)), inARow(terms.slice(-1))].filter(isThere);
  }
  const [term = word] = termsOfWord(word);
  const plain = inARow([term]);
  if (!isThere(plain)) return [];
  const splits: Spelling[] = [];
  for (let at = 1; word.length >= MIN_SPLIT && at < word.length; at += 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    splits.push({
      terms: [
        { term, offset: 0 },
        { term: first, offset: 0 },
        { term: second, offset: 1 },
      ],
      width: 2,
    });
  }
  return [plain, ...splits.filter(isThere)];
}

function inARow(terms: readonly string[]): Spelling {
  return { terms: terms.map((term, offset) => ({ term, offset })), width: terms.length };
}

/** One term of a phrase while its postings are walked over. */
interface Walker {
  readonly offset: number;
  readonly end: number;
  readonly reader: PositionReader;
  readonly positions: number[];
  at: number;
  count: number;
}

/** Gives points to the papers that hold the phrase in one field; gives back how many there are. */
export function addPhrase(
  scores: Scores,
  segment: SegmentArrays,
  live: Uint8Array,
  variant: PhraseVariant,
  fields: number,
): number {
  const { postings, postingOffsets } = segment;
  const walkers = variant.map(({ place, offset }): Walker => {
    const at = postingOffsets[place] as number;
    const end = postingOffsets[place + 1] as number;
    return { offset, at, end, reader: new PositionReader(segment), positions: [], count: 0 };
  });
  const [rarest, ...others] = [...walkers].sort((a, b) => a.end - a.at - (b.end - b.at));
  if (rarest === undefined) return 0;
  const points = POINTS_BY_FIELDS.exact;
  let matches = 0;
  for (; rarest.at < rarest.end; rarest.at += 1) {
    const posting = postings[rarest.at] as number;
    const slot = posting >>> SLOT_SHIFT;
    let possible = posting & fields & ALL_FIELDS & (live[slot] as number);
    for (const walker of others) {
      if (possible === 0) break;
      walker.at = firstFrom(postings, walker.at, walker.end, slot);
      const other = walker.at < walker.end ? (postings[walker.at] as number) : 0;
      possible = walker.at < walker.end && other >>> SLOT_SHIFT === slot ? possible & other : 0;
    }
    if (possible === 0) continue;
    const matched = others.length === 0 ? possible : fieldsInARow(walkers, possible);
    if (matched === 0) continue;
    matches += 1;
    const found = points[matched] as number;
    if (found > (scores[slot] as number)) scores[slot] = found;
  }
  return matches;
}

/** The first posting from `from` whose slot is not below: steps that double, then halving. */
export function firstFrom(postings: Uint32Array, from: number, end: number, slot: number): number {
  let step = 1;
  let low = from;
  let high = from;
  while (high < end && (postings[high] as number) >>> SLOT_SHIFT < slot) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = Math.min(high, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((postings[middle] as number) >>> SLOT_SHIFT < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fieldsInARow(walkers: readonly Walker[], possible: number): number {
  let matched = 0;
  for (const walker of walkers) walker.reader.seek(walker.at);
  for (let field = 0; field < TEXT_FIELDS.length; field += 1) {
    const bit = 1 << field;
    if ((possible & bit) === 0) continue;
    for (const walker of walkers) walker.count = walker.reader.read(field, walker.positions);
    if (standInARow(walkers)) matched |= bit;
  }
  return matched;
}

function standInARow(walkers: readonly Walker[]): boolean {
  const [first, ...others] = walkers as readonly [Walker, ...Walker[]];
  for (let at = 0; at < first.count; at += 1) {
    const start = (first.positions[at] as number) - first.offset;
    if (others.every(walker => holds(walker, start + walker.offset))) return true;
  }
  return false;
}

function holds({ positions, count }: Walker, position: number): boolean {
  for (let at = 0; at < count; at += 1) if (positions[at] === position) return true;
  return false;
}
