import { termAt, type SegmentArrays } from './segment.ts';

/** Most terms given back for highlighting. */
const MAX_TERMS = 300;
/** Terms of so many papers or more are not told apart while the most common are looked for. */
const MANY_PAPERS = 4_096;

/** Terms that matched, with the number of papers. Short prefixes name thousands, so they become strings at the end only. */
export class TermCounts {
  readonly #segments: SegmentArrays[] = [];
  readonly #places: number[] = [];
  readonly #papers: number[] = [];
  readonly #written = new Map<string, number>();
  readonly #others: TermCounts[] = [];

  get size(): number {
    return this.#others.reduce((sum, { size }) => sum + size, this.#places.length + this.#written.size);
  }

  add(segment: SegmentArrays, place: number, papers: number): void {
    this.#segments.push(segment);
    this.#places.push(place);
    this.#papers.push(papers);
  }

  addTerm(term: string, papers: number): void {
    this.#written.set(term, papers);
  }

  /** The others are not to be added to afterwards. */
  addAll(others: TermCounts): void {
    this.#others.push(others);
  }

  /** The terms that most papers hold, longest first. */
  choose(): string[] {
    const all = this.#all();
    const least = leastPapers(all.map(counts => counts.#papers));
    const written = all.flatMap(counts => [...counts.#written]);
    const counts = new Map(written);
    for (const one of all) {
      for (let at = 0; at < one.#papers.length; at += 1) {
        const papers = one.#papers[at] as number;
        if (papers < least) continue;
        const term = termAt(one.#segments[at] as SegmentArrays, one.#places[at] as number);
        counts.set(term, (counts.get(term) ?? 0) + papers);
      }
    }
    const chosen = [...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
    return chosen
      .slice(0, MAX_TERMS)
      .map(([term]) => term)
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  }

  #all(): TermCounts[] {
    return [this, ...this.#others.flatMap(others => others.#all())];
  }
}

/** Terms of fewer papers are not among the most common. */
function leastPapers(all: readonly (readonly number[])[]): number {
  const terms = new Uint32Array(MANY_PAPERS + 1);
  for (const counts of all) {
    for (let at = 0; at < counts.length; at += 1) {
      const papers = Math.min(counts[at] as number, MANY_PAPERS);
      terms[papers] = (terms[papers] as number) + 1;
    }
  }
  let more = 0;
  for (let papers = MANY_PAPERS; papers > 0; papers -= 1) {
    more += terms[papers] as number;
    if (more >= MAX_TERMS) return papers;
  }
  return 0;
}
