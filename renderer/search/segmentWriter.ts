import { GrowingBytes, GrowingUint32, withRoom } from './growing.ts';
import { SHORT_FIELDS } from './postings.ts';
import { MARK_EVERY, type SegmentArrays } from './segment.ts';

/** Writes a segment term by term, posting by posting. */
export class SegmentWriter {
  readonly positions = new GrowingBytes(1024);
  readonly #postings = new GrowingUint32(1024);
  readonly #marks = new GrowingUint32();
  readonly #short = new GrowingUint32();
  readonly #postingOffsets = new GrowingUint32();
  readonly #shortOffsets = new GrowingUint32();
  readonly #termOffsets = new GrowingUint32();
  #termUnits = new Uint16Array(1024);
  #shared = new Uint8Array(256);
  #units = 0;

  /** Postings written so far. */
  get postingCount(): number {
    return this.#postings.length;
  }

  /** Call before the positions of the posting are written. */
  startPosting(): void {
    if (this.#postings.length % MARK_EVERY === 0) this.#marks.push(this.positions.length);
  }

  /** Call when the positions of the posting are written. */
  endPosting(posting: number): void {
    this.#postings.push(posting);
    if ((posting & SHORT_FIELDS) !== 0) this.#short.push(posting);
  }

  /** Ends the term whose postings were written since the last one; one without postings is left out. */
  endTerm(units: Uint16Array, from: number, to: number): void {
    const terms = this.#termOffsets.length;
    if (this.#postings.length === (this.#postingOffsets.values[terms - 1] ?? 0)) return;
    const length = to - from;
    this.#termUnits = withRoom(this.#termUnits, this.#units + length);
    this.#shared = withRoom(this.#shared, terms + 1);
    this.#shared[terms] = this.#sharedWithLast(units, from, length);
    for (let at = 0; at < length; at += 1) this.#termUnits[this.#units + at] = units[from + at] as number;
    this.#units += length;
    // Where each ends; `finish` makes starts of it.
    this.#termOffsets.push(this.#units);
    this.#postingOffsets.push(this.#postings.length);
    this.#shortOffsets.push(this.#short.length);
  }

  #sharedWithLast(units: Uint16Array, from: number, length: number): number {
    const terms = this.#termOffsets.length;
    if (terms === 0) return 0;
    const start = terms === 1 ? 0 : (this.#termOffsets.values[terms - 2] as number);
    const most = Math.min(length, this.#units - start);
    let shared = 0;
    while (shared < most && this.#termUnits[start + shared] === units[from + shared]) shared += 1;
    return shared;
  }

  finish(): SegmentArrays {
    const terms = this.#termOffsets.length;
    return {
      termUnits: this.#termUnits.slice(0, this.#units),
      termOffsets: startsOf(this.#termOffsets),
      shared: this.#shared.slice(0, terms),
      postingOffsets: startsOf(this.#postingOffsets),
      postings: this.#postings.toArray(),
      shortOffsets: startsOf(this.#shortOffsets),
      shortPostings: this.#short.toArray(),
      positions: this.positions.toArray(),
      marks: this.#marks.toArray(),
    };
  }
}

/** From where each ends to where each starts. */
function startsOf(ends: GrowingUint32): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(ends.length + 1);
  starts.set(ends.values.subarray(0, ends.length), 1);
  return starts;
}
