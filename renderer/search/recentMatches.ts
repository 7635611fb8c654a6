import type { Scores } from './scores.ts';
import type { TermCounts } from './termCounts.ts';

/** So many answers are kept for the next questions: the words of one query, and the last ones on the way there. */
const MOST_RECENT = 8;

/** What one word or phrase of a query matches. */
export interface TextMatch {
  readonly scores: Scores;
  /** Terms of the library that matched, with the number of papers that hold them. */
  readonly terms: TermCounts;
}

/** A match with what it took of the limits of its query. */
export interface RecentMatch extends TextMatch {
  readonly typoWords: number;
  readonly prefixWords: number;
}

/**
 * What was matched last, for as long as the index says the same. While a word is typed, those before it are looked up at
 * every key, and each letter that is taken back was asked before.
 */
export class RecentMatches {
  readonly #matches = new Map<string, RecentMatch>();
  #version = -1;

  /** Lets go of what another version of the index said. */
  keepFor(version: number): void {
    if (version !== this.#version) this.#matches.clear();
    this.#version = version;
  }

  find(key: string): RecentMatch | undefined {
    const match = this.#matches.get(key);
    if (match === undefined) return undefined;
    // To the end: the first is the one that is let go of.
    this.#matches.delete(key);
    this.#matches.set(key, match);
    return match;
  }

  /** Keeps a match; its scores are copied, so many of them as there are slots. */
  keep(key: string, match: RecentMatch, slots: number): void {
    const room = this.#matches.size < MOST_RECENT ? undefined : this.#takeOldest();
    const scores = room?.length === slots ? room : new Float32Array(slots);
    scores.set(match.scores.subarray(0, slots));
    this.#matches.set(key, { ...match, scores });
  }

  #takeOldest(): Scores | undefined {
    for (const [key, { scores }] of this.#matches) {
      this.#matches.delete(key);
      return scores;
    }
    return undefined;
  }
}
