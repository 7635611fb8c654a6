import { termAt, type SegmentArrays } from './segment.ts';

/** Most terms given back for highlighting. */
const MAX_TERMS = 300;

/** Terms that matched, with the number of papers. Short prefixes name thousands, so they become strings at the end only. */
export class TermCounts {
  readonly #segments: SegmentArrays[] = [];
  readonly #places: number[] = [];
  readonly #papers: number[] = [];
  readonly #written = new Map<string, number>();

  get size(): number {
    return this.#places.length + this.#written.size;
  }

  add(segment: SegmentArrays, place: number, papers: number): void {
    this.#segments.push(segment);
    this.#places.push(place);
    this.#papers.push(papers);
  }

  addTerm(term: string, papers: number): void {
    this.#written.set(term, papers);
  }

  addAll(others: TermCounts): void {
    // A loop: a spread of thousands of arguments would not fit the stack.
    for (let at = 0; at < others.#places.length; at += 1) {
      this.add(
        others.#segments[at] as SegmentArrays,
        others.#places[at] as number,
        others.#papers[at] as number,
      );
    }
    for (const [term, papers] of others.#written) this.addTerm(term, papers);
  }

  /** The terms that most papers hold, longest first. */
  choose(): string[] {
    const least = this.#leastPapers();
    const counts = new Map(this.#written);
    this.#papers.forEach((papers, at) => {
      if (papers < least) return;
      const term = termAt(this.#segments[at] as SegmentArrays, this.#places[at] as number);
      counts.set(term, (counts.get(term) ?? 0) + papers);
    });
    const chosen = [...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
    return chosen
      .slice(0, MAX_TERMS)
      .map(([term]) => term)
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  }

  /** Terms of fewer papers are not among the most common. */
  #leastPapers(): number {
    if (this.#papers.length <= MAX_TERMS) return 0;
    const sorted = Uint32Array.from(this.#papers).sort();
    return sorted[sorted.length - MAX_TERMS] as number;
  }
}
