import { isIdeographic, squeezedWords, termsOfWord } from '../../shared/query/tokenize.ts';
import type { TextNode } from '../../shared/query/types.ts';
import { ALL_FIELDS, TEXT_FIELDS, fieldBit, fieldsOf, slotOf, type Postings } from './postings.ts';
import { POINTS_BY_FIELDS, extraPoints, rarity, type MatchKind } from './ranking.ts';
import { countMatches, intersect, scale, type Scores } from './scores.ts';
import type { TextIndex } from './textIndex.ts';

/** Typing errors are looked for only if fewer papers than this match otherwise. */
const FEW_MATCHES = 3;
/** Typing errors are looked for in so many words of one query: more would be a pasted text, and take seconds. */
const MAX_TYPO_WORDS = 16;
/** A single letter starts too many words: as a prefix it counts only where words are few. */
const SHORT_FIELDS = fieldBit('title') | fieldBit('tag') | fieldBit('key');

/** What one word or phrase of a query matches. */
export interface TextMatch {
  readonly scores: Scores;
  /** Terms of the library that matched, with the number of papers that hold them. */
  readonly terms: ReadonlyMap<string, number>;
}

/** Finds the papers that hold a word or a phrase. One for each search: what is asked twice is looked up once. */
export class TextMatcher {
  readonly #index: TextIndex;
  readonly #known = new Map<string, TextMatch>();
  #typoWords = 0;
  /** Of the match being made. */
  #terms = new Map<string, number>();

  constructor(index: TextIndex) {
    this.#index = index;
  }

  /**
   * `word`: every word of `text`, exact before prefix before typo. `phrase`: its words one after the other in one field;
   * hyphens and spaces inside a hyphenated word are all the same. Fields as bits.
   */
  match(kind: TextNode['kind'], text: string, fields: number): TextMatch {
    const key = `${kind} ${fields} ${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#terms = new Map();
    const words = squeezedWords(text);
    const scores = kind === 'phrase' ? this.#matchPhrase(words, fields) : this.#matchWords(words, fields);
    const match = { scores, terms: this.#terms };
    this.#known.set(key, match);
    return match;
  }

  #matchWords(words: readonly string[], fields: number): Scores {
    return intersect(
      words.map(word => this.#matchWord(word, fields)),
      this.#index.slotCount,
    );
  }

  #matchPhrase(words: readonly string[], fields: number): Scores {
    const scores = this.#emptyScores();
    this.#addPhrase(scores, words, fields);
    scale(scores, words.length * this.#rarityOf(scores));
    return scores;
  }

  #matchWord(word: string, fields: number): Scores {
    const scores = this.#emptyScores();
    if (isIdeographic(word)) {
      this.#addPhrase(scores, [word], fields);
    } else {
      if (word.includes('-')) this.#addPhrase(scores, [word], fields);
      this.#addTerms(scores, termsOfWord(word).at(-1) ?? word, fields);
    }
    scale(scores, this.#rarityOf(scores));
    return scores;
  }

  #addTerms(scores: Scores, term: string, fields: number): void {
    const { vocabulary } = this.#index;
    this.#addPostings(scores, 'exact', vocabulary.find(term), fields);
    for (const other of otherNumbers(term)) {
      this.#addPostings(scores, 'number', vocabulary.find(other), fields);
    }
    const prefixFields = term.length > 1 || fields !== ALL_FIELDS ? fields : SHORT_FIELDS;
    for (const postings of vocabulary.startingWith(term)) {
      if (postings.term !== term) this.#addPostings(scores, 'prefix', postings, prefixFields);
    }
    if (this.#typoWords >= MAX_TYPO_WORDS || countMatches(scores) >= FEW_MATCHES) return;
    this.#typoWords += 1;
    for (const postings of vocabulary.nearly(term)) this.#addPostings(scores, 'typo', postings, fields);
  }

  #addPostings(scores: Scores, kind: MatchKind, postings: Postings | undefined, fields: number): void {
    if (postings === undefined) return;
    const { entries, length, term } = postings;
    const { titleLengths } = this.#index;
    const points = POINTS_BY_FIELDS[kind];
    let matched = 0;
    // Runs over 100,000 postings for a short prefix: one pass, nothing allocated.
    for (let at = 0; at < length; at += 1) {
      const posting = entries[at] as number;
      const matching = posting & fields;
      if (matching === 0) continue;
      const slot = slotOf(posting);
      const found =
        (points[matching] as number) + extraPoints(posting, matching, titleLengths[slot] as number);
      if (found > (scores[slot] as number)) scores[slot] = found;
      matched += 1;
    }
    if (matched > 0) this.#terms.set(term, matched);
  }

  #addPhrase(scores: Scores, words: readonly string[], fields: number): void {
    const pattern = phrasePattern(words);
    const candidates = this.#candidates(words);
    let matches = 0;
    for (let slot = 0; slot < candidates.length; slot += 1) {
      const possible = (candidates[slot] ?? 0) & fields;
      if (possible === 0) continue;
      const matched = this.#fieldsWith(pattern, slot, possible);
      if (matched === 0) continue;
      matches += 1;
      scores[slot] = Math.max(scores[slot] ?? 0, POINTS_BY_FIELDS.exact[matched] ?? 0);
    }
    if (matches === 0) return;
    for (const word of words) {
      for (const term of termsOfWord(word))
        if (term.length > 1 || !word.includes('-')) this.#terms.set(term, matches);
    }
  }

  #fieldsWith(pattern: RegExp, slot: number, possible: number): number {
    let matched = 0;
    for (let field = 0; field < TEXT_FIELDS.length; field += 1) {
      const bit = 1 << field;
      if ((possible & bit) !== 0 && pattern.test(this.#index.textOf(slot, field))) matched |= bit;
    }
    return matched;
  }

  /** By slot, the fields that hold all words somewhere. */
  #candidates(words: readonly string[]): Uint8Array {
    return words.map(word => this.#fieldsHolding(word)).reduce(intersectFields);
  }

  #fieldsHolding(word: string): Uint8Array {
    const terms = termsOfWord(word).map(term => this.#fieldsOfTerm(term));
    if (isIdeographic(word) || !word.includes('-')) return terms.reduce(intersectFields);
    const joined = terms.pop();
    const pieces = terms.reduce(intersectFields);
    return pieces.map((fields, slot) => fields | (joined?.[slot] ?? 0));
  }

  #fieldsOfTerm(term: string): Uint8Array {
    const fields = new Uint8Array(this.#index.slotCount);
    const postings = this.#index.vocabulary.find(term);
    for (let at = 0; at < (postings?.length ?? 0); at += 1) {
      const posting = postings?.entries[at] ?? 0;
      fields[slotOf(posting)] = fieldsOf(posting);
    }
    return fields;
  }

  #emptyScores(): Scores {
    return new Float32Array(this.#index.slotCount);
  }

  #rarityOf(scores: Scores): number {
    return rarity(countMatches(scores), this.#index.paperCount);
  }
}

function intersectFields(all: Uint8Array, other: Uint8Array): Uint8Array {
  return all.map((fields, slot) => fields & (other[slot] ?? 0));
}

/** The plural or singular of an English noun, roughly: "graphs" for "graph", "class" and "classes". */
function otherNumbers(term: string): string[] {
  if (term.length < 3) return [];
  const plurals = [`${term}s`, `${term}es`];
  const isPlural = term.length > 3 && term.endsWith('s') && !term.endsWith('ss');
  return isPlural ? [...plurals, term.slice(0, -1)] : plurals;
}

/** A pattern for squeezed texts: words in a row, each with or without the hyphens it could be written with. */
function phrasePattern(words: readonly string[]): RegExp {
  const patterns = words.map(word =>
    word
      .split('-')
      .map(piece => [...piece].join('-?'))
      .join('[ -]?'),
  );
  const before = isIdeographic(words[0] ?? '') ? '' : '[ -]';
  const after = isIdeographic(words.at(-1) ?? '') ? '' : '[ -]';
  return new RegExp(before + patterns.join('[ -]') + after, 'u');
}
