import { termCountOf, type SegmentArrays } from './segment.ts';

/** Word length from which one typing error is forgiven, and from which two are. */
const ONE_TYPO_LENGTH = 4;
const TWO_TYPOS_LENGTH = 8;
/** Longest word looked up with errors: its letters are bits of a number. */
const MAX_TYPO_LENGTH = 29;
const MAX_TERM_UNITS = 64;

/** A term near a word; `errors`, 1 or 2, is how many typing errors lie between. */
export interface NearTerm {
  readonly place: number;
  readonly errors: number;
}

/** How many typing errors a word may hold. None in numbers and names such as `gpt4`, where each character counts. */
function allowedTypos(word: string): 0 | 1 | 2 {
  if (word.length < ONE_TYPO_LENGTH || word.length > MAX_TYPO_LENGTH || /\p{N}/u.test(word)) return 0;
  return word.length < TWO_TYPOS_LENGTH ? 1 : 2;
}

/**
 * Terms within the allowed errors: a letter wrong, missing or too many, or two neighbours swapped. Walks over the sorted
 * terms with a bit-parallel automaton (Wu and Manber, "Fast text searching allowing errors", 1992, with a state for swaps),
 * one state a letter of the term: terms with the same beginning share its states, and where no state is alive all terms
 * with that beginning are passed over.
 */
export function findNearTerms(segment: SegmentArrays, word: string): NearTerm[] {
  const allowed = allowedTypos(word);
  if (allowed === 0) return [];
  const found: NearTerm[] = [];
  const automaton = new Automaton(word, allowed);
  const { termUnits, termOffsets, shared } = segment;
  const count = termCountOf(segment);
  /** Letters after which no state was alive; terms that share more are passed over. */
  let dead = Infinity;
  for (let place = 0; place < count; place += 1) {
    let depth = shared[place] as number;
    if (depth >= dead) continue;
    const from = termOffsets[place] as number;
    const length = (termOffsets[place + 1] as number) - from;
    dead = Infinity;
    for (; depth < length; depth += 1) {
      if (!automaton.step(depth, termUnits[from + depth] as number)) {
        dead = depth + 1;
        break;
      }
    }
    if (dead !== Infinity) continue;
    const errors = automaton.errorsAt(length);
    if (errors > 0) found.push({ place, errors });
  }
  return found;
}

/** Bit n of a state: the first n letters of the word can be read with so many errors. */
class Automaton {
  readonly #allowed: number;
  readonly #end: number;
  readonly #masks = new Map<number, number>();
  /** By depth: for each number of errors its state, then the states before a swap's second letter. */
  readonly #states: Int32Array;
  readonly #width: number;

  constructor(word: string, allowed: number) {
    this.#allowed = allowed;
    this.#end = 1 << word.length;
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
      this.#masks.set(unit, (this.#masks.get(unit) ?? 0) | (1 << at));
    }
    this.#width = 2 * (allowed + 1);
    this.#states = new Int32Array((MAX_TERM_UNITS + 2) * this.#width);
    // Letters of the word may be missing from the start.
    for (let errors = 0; errors <= allowed; errors += 1) this.#states[errors] = (2 << errors) - 1;
  }

  /** Reads one more letter; false if nothing can match any more. */
  step(depth: number, unit: number): boolean {
    const states = this.#states;
    const before = depth * this.#width;
    const after = before + this.#width;
    const swaps = this.#allowed + 1;
    const mask = this.#masks.get(unit) ?? 0;
    let alive = 0;
    let lower = 0;
    let lowerBefore = 0;
    for (let errors = 0; errors <= this.#allowed; errors += 1) {
      const own = states[before + errors] as number;
      let next = (own & mask) << 1;
      if (errors > 0) {
        // Too many: stay. Wrong: go on. Missing: go on after the letter. Swapped: the second of two is read.
        next |= lowerBefore | (lowerBefore << 1) | (lower << 1);
        next |= ((states[before + swaps + errors] as number) & mask) << 2;
        // The next letter of the word comes first.
        states[after + swaps + errors] = lowerBefore & (mask >> 1);
      }
      next &= (this.#end << 1) - 1;
      states[after + errors] = next;
      lowerBefore = own;
      lower = next;
      alive |= next | (states[after + swaps + errors] as number);
    }
    return alive !== 0;
  }

  /** Errors of a term of so many letters; -1 if there are more than allowed. */
  errorsAt(depth: number): number {
    for (let errors = 0; errors <= this.#allowed; errors += 1) {
      if (((this.#states[depth * this.#width + errors] as number) & this.#end) !== 0) return errors;
    }
    return -1;
  }
}
