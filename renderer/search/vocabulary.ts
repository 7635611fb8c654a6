import SearchableMap from 'minisearch/SearchableMap';
import { Postings } from './postings.ts';

/** Word length from which one typing error is forgiven, and from which two are. */
const ONE_TYPO_LENGTH = 4;
const TWO_TYPOS_LENGTH = 8;
/** New terms wait unsorted until there are so many. */
const MAX_UNSORTED = 256;

/** How many typing errors a word may hold. None in numbers and names such as `gpt4`, where each character counts. */
function allowedTypos(word: string): 0 | 1 | 2 {
  if (word.length < ONE_TYPO_LENGTH || /\p{N}/u.test(word)) return 0;
  return word.length < TWO_TYPOS_LENGTH ? 1 : 2;
}

/**
 * Every term of the library with its postings, looked up three ways: whole terms by a map, as adding papers asks for
 * them by the million; prefixes in a sorted list, as short ones name thousands of terms; typing errors in MiniSearch's
 * radix tree. A term that no paper holds any more stays, with no postings.
 */
export class Vocabulary {
  readonly #tree = new SearchableMap<Postings>();
  readonly #terms = new Map<string, Postings>();
  #sorted: Postings[] = [];
  #unsorted: Postings[] = [];

  find(term: string): Postings | undefined {
    return this.#terms.get(term);
  }

  findOrAdd(term: string): Postings {
    const found = this.#terms.get(term);
    if (found !== undefined) return found;
    const postings = new Postings(term);
    this.#terms.set(term, postings);
    this.#tree.set(term, postings);
    this.#unsorted.push(postings);
    return postings;
  }

  /** Terms that start with `prefix`, itself included. */
  startingWith(prefix: string): Postings[] {
    if (this.#unsorted.length > MAX_UNSORTED) this.sort();
    const from = this.#firstFrom(prefix);
    let to = from;
    while (this.#sorted[to]?.term.startsWith(prefix) === true) to += 1;
    const recent = this.#unsorted.filter(({ term }) => term.startsWith(prefix));
    return [...this.#sorted.slice(from, to), ...recent];
  }

  /** Terms within the allowed typing errors: letters wrong, missing or too many, or two neighbours swapped. */
  nearly(word: string): Postings[] {
    const typos = allowedTypos(word);
    if (typos === 0) return [];
    const found = new Set<Postings>();
    for (const [postings] of this.#tree.fuzzyGet(word, typos).values()) found.add(postings);
    for (let at = 1; at < word.length; at += 1) {
      const swapped = word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
      const postings = this.#terms.get(swapped);
      if (postings !== undefined) found.add(postings);
    }
    return [...found];
  }

  /** Sorts new terms in; done by the first prefix asked for, unless there is time before. */
  sort(): void {
    const byTerm = (a: Postings, b: Postings): number => (a.term < b.term ? -1 : 1);
    // Two sorted runs: the sort merges them without comparing everything again.
    this.#sorted = [...this.#sorted, ...this.#unsorted.sort(byTerm)].sort(byTerm);
    this.#unsorted = [];
  }

  #firstFrom(prefix: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle]?.term ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
