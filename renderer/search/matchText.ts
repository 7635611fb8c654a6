import { isIdeographic, squeezedWords, termsOfWord } from '../../shared/query/tokenize.ts';
import type { TextNode } from '../../shared/query/types.ts';
import type { RecentMatches, TextMatch } from './recentMatches.ts';
import { TermCounts } from './termCounts.ts';
import { addPhrase, phraseVariants } from './matchPhrase.ts';
import type { OwnedSegment, TextIndex } from './textIndex.ts';
import {
  ABSTRACT_BIT,
  ALL_FIELDS,
  COUNT_PART,
  RANKS,
  RANK_OF_SHORT,
  RANK_OF_TITLE,
  SHORT_FIELDS,
  SLOT_SHIFT,
  TITLE_BIT,
} from './postings.ts';
import {
  POINTS_BY_FIELDS,
  abstractRow,
  countRow,
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

/** Finds the papers that hold a word or a phrase. One for each search: what is asked twice is looked up once. */
export class TextMatcher {
  readonly #index: TextIndex;
  readonly #pool: ScorePool;
  readonly #known = new Map<string, TextMatch>();
  readonly #recent: RecentMatches;
  readonly #tables: Bm25Tables;
  #typoWords = 0;
  #prefixWords = 0;
  /** Of the match being made. */
  #terms = new TermCounts();

  /** The index must have been refreshed, the pool restarted. */
  constructor(index: TextIndex, pool: ScorePool, recent: RecentMatches) {
    this.#index = index;
    this.#pool = pool;
    this.#recent = recent;
    this.#tables = bm25Tables(index.averageWords);
  }

  /**
   * `word`: every word of `text`, exact before prefix before typo. `phrase`: its words one after the other in one field;
   * hyphens and spaces inside a hyphenated word are all the same. Fields as bits. The scores are only to be read.
   */
  match(kind: TextNode['kind'], text: string, fields: number): TextMatch {
    const key = `${kind} ${fields} ${text}`;
    const match = this.#known.get(key) ?? this.#takeRecent(key) ?? this.#matchAnew(key, kind, text, fields);
    this.#known.set(key, match);
    return match;
  }

  #takeRecent(key: string): TextMatch | undefined {
    const recent = this.#recent.find(key);
    if (recent === undefined) return undefined;
    this.#typoWords += recent.typoWords;
    this.#prefixWords += recent.prefixWords;
    return recent;
  }

  #matchAnew(key: string, kind: TextNode['kind'], text: string, fields: number): TextMatch {
    const [typosBefore, prefixesBefore] = [this.#typoWords, this.#prefixWords];
    this.#terms = new TermCounts();
    const words = squeezedWords(text).slice(0, MAX_WORDS);
    const scores = kind === 'phrase' ? this.#matchPhrase(words, fields) : this.#matchWords(words, fields);
    const match = { scores, terms: this.#terms };
    const typoWords = this.#typoWords - typosBefore;
    const prefixWords = this.#prefixWords - prefixesBefore;
    // At the limits of a query a word is matched as it would not be elsewhere.
    if (this.#typoWords <= MAX_TYPO_WORDS && this.#prefixWords <= MAX_PREFIX_WORDS)
      this.#recent.keep(key, { ...match, typoWords, prefixWords }, this.#index.slotCount);
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
    // What doesn't match has no repeats either, and stays 0.
    if (repeats === undefined) {
      for (let slot = 0; slot < slotCount; slot += 1) scores[slot] = (scores[slot] as number) * weight;
    } else {
      for (let slot = 0; slot < slotCount; slot += 1)
        scores[slot] = ((scores[slot] as number) + (repeats[slot] as number)) * weight;
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
      for (const segment of this.#index.segments) this.#rankPrefix(segment, term, prefixFields);
      this.#addRanks(scores, 'prefix');
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
    const near = this.#index.segments.map(segment => ({
      segment,
      terms: findNearTerms(segment.arrays, term),
    }));
    for (const kind of ['typo', 'typos'] as const) {
      for (const { segment, terms } of near) {
        for (const { place, errors } of terms)
          if ((errors === 1) === (kind === 'typo')) this.#rankBegun(segment, place, place + 1, fields);
      }
      this.#addRanks(scores, kind);
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

  #rankPrefix(segment: OwnedSegment, term: string, fields: number): void {
    const [from, to] = placesStartingWith(segment.arrays, term);
    if (from === to) return;
    const whole = findTerm(segment.arrays, term);
    this.#rankBegun(segment, whole === from ? from + 1 : from, to, fields);
  }

  /** Ranks what the terms of several places are found in. Runs over a million postings for a short prefix: bytes only. */
  #rankBegun({ arrays, live }: OwnedSegment, from: number, to: number, fields: number): void {
    const isShort = (fields & ~SHORT_FIELDS) === 0;
    const postings = isShort ? arrays.shortPostings : arrays.postings;
    const offsets = isShort ? arrays.shortOffsets : arrays.postingOffsets;
    const { ranks } = this.#pool;
    for (let place = from; place < to; place += 1) {
      const end = offsets[place + 1] as number;
      let matched = 0;
      for (let at = offsets[place] as number; at < end; at += 1) {
        const posting = postings[at] as number;
        const slot = posting >>> SLOT_SHIFT;
        const rank = RANKS[posting & (COUNT_PART | (fields & (live[slot] as number)))] as number;
        // 1 for any rank above 0, without a branch.
        matched += (rank + RANK_OF_TITLE) >>> 6;
        if (rank > (ranks[slot] as number)) ranks[slot] = rank;
      }
      if (matched > 0) this.#terms.add(arrays, place, matched);
    }
  }

  /** Adds what was ranked as one kind of match. */
  #addRanks(scores: Scores, kind: MatchKind): void {
    const { slotCount, titleWords, abstractWords } = this.#index;
    const { title, abstract } = this.#tables;
    const { ranks, fourRanks } = this.#pool;
    const points = POINTS_BY_FIELDS[kind];
    for (let slot = 0; slot < slotCount; slot += 1) {
      // Mostly few have any.
      while ((slot & 3) === 0 && slot < slotCount && fourRanks[slot >>> 2] === 0) slot += 4;
      const rank = ranks[slot] as number;
      if (rank === 0) continue;
      ranks[slot] = 0;
      let found: number;
      if (rank === RANK_OF_TITLE) {
        found = (points[TITLE_BIT] as number) + (title[Math.min(titleWords[slot] as number, 255)] as number);
      } else if (rank === RANK_OF_SHORT) {
        found = points[SHORT_FIELDS & ~TITLE_BIT] as number;
      } else {
        // A rank is 1 for a note or a venue, and one more for each time that the abstract holds it.
        const row = countRow(rank - 1);
        found = points[ABSTRACT_BIT] as number;
        if (rank > 1) found += abstract[row + lengthClassOf(abstractWords[slot] as number)] as number;
      }
      if (found > (scores[slot] as number)) scores[slot] = found;
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
