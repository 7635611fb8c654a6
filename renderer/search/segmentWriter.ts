import { GrowingBytes, GrowingUint32, withRoom } from './growing.ts';
import { SHORT_FIELDS } from './postings.ts';
import { MARK_EVERY, type SegmentArrays } from './segment.ts';

/** How much a segment will hold, roughly; positions in bytes. */
export interface SegmentRoom {
  readonly terms: number;
  readonly units: number;
  readonly postings: number;
  readonly short: number;
  readonly positions: number;
}

const LITTLE: SegmentRoom = { terms: 256, units: 1024, postings: 1024, short: 64, positions: 1024 };

/** Writes a segment term by term, posting by posting. */
export class SegmentWriter {
  readonly positions: GrowingBytes;
  readonly #postings: GrowingUint32;
  readonly #marks: GrowingUint32;
  readonly #short: GrowingUint32;
  readonly #postingOffsets: GrowingUint32;
  readonly #shortOffsets: GrowingUint32;
  readonly #termOffsets: GrowingUint32;
  #termUnits: Uint16Array<ArrayBuffer>;
  #shared: Uint8Array<ArrayBuffer>;
  #units = 0;

  /** The room grows where it must. */
  constructor({ terms, units, postings, short, positions }: SegmentRoom = LITTLE) {
    this.positions = new GrowingBytes(positions);
    this.#postings = new GrowingUint32(postings);
    this.#marks = new GrowingUint32(Math.ceil(postings / MARK_EVERY));
    this.#short = new GrowingUint32(short);
    this.#postingOffsets = new GrowingUint32(terms);
    this.#shortOffsets = new GrowingUint32(terms);
    this.#termOffsets = new GrowingUint32(terms);
    this.#termUnits = new Uint16Array(units);
    this.#shared = new Uint8Array(terms);
  }

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

  /** The segment, without the spare room; rests while large arrays are copied. */
  *finish(): Generator<undefined, SegmentArrays> {
    const terms = this.#termOffsets.length;
    const { values: postings, length: postingCount } = this.#postings;
    const { values: positions, length: positionCount } = this.positions;
    return {
      termUnits: yield* beginningOf(this.#termUnits, this.#units, new Uint16Array(this.#units)),
      termOffsets: startsOf(this.#termOffsets),
      shared: this.#shared.slice(0, terms),
      postingOffsets: startsOf(this.#postingOffsets),
      postings: yield* beginningOf(postings, postingCount, new Uint32Array(postingCount)),
      shortOffsets: startsOf(this.#shortOffsets),
      shortPostings: this.#short.toArray(),
      positions: yield* beginningOf(positions, positionCount, new Uint8Array(positionCount)),
      marks: this.#marks.toArray(),
    };
  }
}

/** Numbers copied between two rests. */
const COPIED_AT_ONCE = 2 ** 19;

/** Copies the first numbers of an array into one that holds just as many. */
function* beginningOf<T extends Uint8Array | Uint16Array | Uint32Array>(
  from: { subarray(from: number, to: number): ArrayLike<number> },
  length: number,
  into: T,
): Generator<undefined, T> {
  for (let at = 0; at < length; at += COPIED_AT_ONCE) {
    into.set(from.subarray(at, Math.min(length, at + COPIED_AT_ONCE)), at);
    yield;
  }
  return into;
}

/** From where each ends to where each starts. */
function startsOf(ends: GrowingUint32): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(ends.length + 1);
  starts.set(ends.values.subarray(0, ends.length), 1);
  return starts;
}
