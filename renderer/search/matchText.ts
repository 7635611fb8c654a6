import { isIdeographic, squeezedWords, termsOfWord } from '../../shared/query/tokenize.ts';
import type { TextNode } from '../../shared/query/types.ts';
import { TermCounts } from './termCounts.ts';
import { addPhrase, phraseVariants } from './matchPhrase.ts';
import type { OwnedSegment, TextIndex } from './textIndex.ts';
import { ABSTRACT_BIT, ALL_FIELDS, SHORT_FIELDS, SLOT_SHIFT, TITLE_BIT } from './postings.ts';
import {
  POINTS_BY_FIELDS,
  abstractRow,
  bm25Tables,
  lengthClassOf,
  rarity,
  type Bm25Tables,
  type MatchKind,
} from './ranking.ts';
import { countMatches, intersectInto, type ScorePool, type Scores } from './scores.ts';
import { findTerm, placesStartingWith } from './segment.ts';
import { findNearTerms } from './typos.ts';
import { otherForms, otherNumbers } from './wordForms.ts';

/** Typing errors and other ways to part words are looked for only if fewer papers than this match otherwise. */
export const FEW_MATCHES = 3;
/** Letters of each of two words that are written as one. */
const MIN_PART = 3;
/** Typing errors are looked for in so many words of one query: more would be a pasted text. */
const MAX_TYPO_WORDS = 8;
/** So many words of a query may be the beginnings of others; whoever pastes a text means its words as they are. */
const MAX_PREFIX_WORDS = 12;
/** Longer phrases and runs of words are cut: what they start with says which paper is meant. */
const MAX_WORDS = 48;

/** What one word or phrase of a query matches. */
export interface TextMatch {
  readonly scores: Scores;
  /** Terms of the library that matched, with the number of papers that hold them. */
  readonly terms: TermCounts;
}

/** Finds the papers that hold a word or a phrase. One for each search: what is asked twice is looked up once. */
export class TextMatcher {
  readonly #index: TextIndex;
  readonly #pool: ScorePool;
  readonly #known = new Map<string, TextMatch>();
  readonly #tables: Bm25Tables;
  #typoWords = 0;
  #prefixWords = 0;
  /** Of the match being made. */
  #terms = new TermCounts();

  /** The index must have been refreshed, the pool restarted. */
  constructor(index: TextIndex, pool: ScorePool) {
    this.#index = index;
    this.#pool = pool;
    this.#tables = bm25Tables(index.averageWords);
  }

  /**
   * `word`: every word of `text`, exact before prefix before typo. `phrase`: its words one after the other in one field;
   * hyphens and spaces inside a hyphenated word are all the same. Fields as bits. The scores are only to be read.
   */
  match(kind: TextNode['kind'], text: string, fields: number): TextMatch {
    const key = `${kind} ${fields} ${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#terms = new TermCounts();
    const words = squeezedWords(text).slice(0, MAX_WORDS);
    const scores = kind === 'phrase' ? this.#matchPhrase(words, fields) : this.#matchWords(words, fields);
    const match = { scores, terms: this.#terms };
    this.#known.set(key, match);
    return match;
  }

  #matchWords(words: readonly string[], fields: number): Scores {
    const [first = '', ...others] = [...new Set(words)];
    const scores = this.#matchWord(first, fields);
    for (const word of others) {
      if (intersectInto(scores, this.#matchWord(word, fields), this.#index.slotCount) === 0) break;
    }
    return scores;
  }

  #matchPhrase(words: readonly string[], fields: number): Scores {
    const scores = this.#pool.take();
    this.#addPhrase(scores, words, fields);
    return this.#weigh(scores, undefined, words.length, countMatches(scores, this.#index.slotCount));
  }

  #matchWord(word: string, fields: number): Scores {
    const scores = this.#pool.take();
    const repeats = this.#pool.take();
    if (word.includes('-') || isIdeographic(word)) this.#addPhrase(scores, [word], fields);
    const term = isIdeographic(word) ? undefined : (termsOfWord(word).at(-1) ?? word);
    if (term !== undefined) this.#addTerms(scores, repeats, term, fields);
    let found = countMatches(scores, this.#index.slotCount);
    if (term !== undefined && found < FEW_MATCHES && this.#addTypos(scores, term, fields)) {
      found = countMatches(scores, this.#index.slotCount);
    }
    return this.#weigh(scores, repeats, 1, found);
  }

  /** Adds what repeats in abstracts are worth, and multiplies by the weight of the word. */
  #weigh(scores: Scores, repeats: Scores | undefined, words: number, found: number): Scores {
    const { slotCount, paperCount } = this.#index;
    const weight = words * rarity(found, paperCount);
    for (let slot = 0; slot < slotCount; slot += 1) {
      const points = scores[slot] as number;
      if (points > 0)
        scores[slot] = (points + (repeats === undefined ? 0 : (repeats[slot] as number))) * weight;
    }
    return scores;
  }

  #addTerms(scores: Scores, repeats: Scores, term: string, fields: number): void {
    for (const segment of this.#index.segments) {
      this.#addTerm(scores, repeats, segment, 'exact', term, fields);
      for (const other of otherNumbers(term))
        this.#addTerm(scores, repeats, segment, 'number', other, fields);
      for (const other of otherForms(term)) this.#addTerm(scores, repeats, segment, 'form', other, fields);
    }
    this.#prefixWords += 1;
    if (this.#prefixWords <= MAX_PREFIX_WORDS) {
      const prefixFields = term.length > 1 || fields !== ALL_FIELDS ? fields : SHORT_FIELDS;
      for (const segment of this.#index.segments) this.#addPrefix(scores, segment, term, prefixFields);
    }
  }

  /** False if so many words had errors that no more are looked for. */
  #addTypos(scores: Scores, term: string, fields: number): boolean {
    this.#typoWords += 1;
    if (this.#typoWords > MAX_TYPO_WORDS) return false;
    // "deepseek" for "Deep Seek".
    for (let at = MIN_PART; at <= term.length - MIN_PART; at += 1) {
      this.#addPhrase(scores, [term.slice(0, at), term.slice(at)], fields);
    }
    for (const segment of this.#index.segments) {
      for (const { place, errors } of findNearTerms(segment.arrays, term)) {
        this.#addBegun(scores, segment, place, place + 1, errors === 1 ? 'typo' : 'typos', fields);
      }
    }
    return true;
  }

  /** Adds a whole word: its place in the field, and how often abstracts repeat it. */
  #addTerm(
    scores: Scores,
    repeats: Scores,
    { arrays, live }: OwnedSegment,
    kind: MatchKind,
    term: string,
    fields: number,
  ): void {
    const place = findTerm(arrays, term);
    if (place < 0) return;
    const { titleWords, abstractWords } = this.#index;
    const { title, abstract } = this.#tables;
    const { postings, postingOffsets } = arrays;
    const points = POINTS_BY_FIELDS[kind];
    const end = postingOffsets[place + 1] as number;
    let matched = 0;
    for (let at = postingOffsets[place] as number; at < end; at += 1) {
      const posting = postings[at] as number;
      const slot = posting >>> SLOT_SHIFT;
      const matching = posting & fields & (live[slot] as number);
      if (matching === 0) continue;
      matched += 1;
      let found = points[matching] as number;
      if ((matching & TITLE_BIT) !== 0) found += title[Math.min(titleWords[slot] as number, 255)] as number;
      if (found > (scores[slot] as number)) scores[slot] = found;
      if ((matching & ABSTRACT_BIT) !== 0) {
        const more = abstract[abstractRow(posting) + lengthClassOf(abstractWords[slot] as number)] as number;
        if (more > (repeats[slot] as number)) repeats[slot] = more;
      }
    }
    if (matched > 0) this.#terms.add(arrays, place, matched);
  }

  #addPrefix(scores: Scores, segment: OwnedSegment, term: string, fields: number): void {
    const [from, to] = placesStartingWith(segment.arrays, term);
    if (from === to) return;
    const whole = findTerm(segment.arrays, term);
    this.#addBegun(scores, segment, whole === from ? from + 1 : from, to, 'prefix', fields);
  }

  /** Adds the terms of several places as one kind of match. Runs over a million postings for a short prefix. */
  #addBegun(
    scores: Scores,
    { arrays, live }: OwnedSegment,
    from: number,
    to: number,
    kind: MatchKind,
    fields: number,
  ): void {
    const isShort = (fields & ~SHORT_FIELDS) === 0;
    const postings = isShort ? arrays.shortPostings : arrays.postings;
    const offsets = isShort ? arrays.shortOffsets : arrays.postingOffsets;
    const { titleWords, abstractWords } = this.#index;
    const { title, abstract } = this.#tables;
    const points = POINTS_BY_FIELDS[kind];
    const least = points[1 << 4] as number;
    for (let place = from; place < to; place += 1) {
      const end = offsets[place + 1] as number;
      let matched = 0;
      for (let at = offsets[place] as number; at < end; at += 1) {
        const posting = postings[at] as number;
        const slot = posting >>> SLOT_SHIFT;
        const matching = posting & fields & (live[slot] as number);
        if (matching === 0) continue;
        matched += 1;
        let found = points[matching] as number;
        const before = scores[slot] as number;
        // What BM25 adds is less than half a step.
        if (found + 0.5 <= before) continue;
        if ((matching & TITLE_BIT) !== 0) found += title[Math.min(titleWords[slot] as number, 255)] as number;
        else if (found === least && (matching & ABSTRACT_BIT) !== 0) {
          found += abstract[abstractRow(posting) + lengthClassOf(abstractWords[slot] as number)] as number;
        }
        if (found > before) scores[slot] = found;
      }
      if (matched > 0) this.#terms.add(arrays, place, matched);
    }
  }

  #addPhrase(scores: Scores, words: readonly string[], fields: number): void {
    let matches = 0;
    for (const { arrays, live } of this.#index.segments) {
      for (const variant of phraseVariants(arrays, words)) {
        matches += addPhrase(scores, arrays, live, variant, fields);
      }
    }
    if (matches === 0) return;
    for (const word of words) {
      for (const term of termsOfWord(word)) {
        if (term.length > 1 || !word.includes('-')) this.#terms.addTerm(term, matches);
      }
    }
  }
}
