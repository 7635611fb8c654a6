import { atOnce } from './atOnce.ts';
import { GrowingUint32 } from './growing.ts';
import { makePosting } from './postings.ts';
import { writeCount } from './positionReader.ts';
import type { SegmentArrays } from './segment.ts';
import { SegmentWriter } from './segmentWriter.ts';
import { TokenWriter, distanceOf, termOf } from './tokenWriter.ts';

const FIELD_ROOM = 8;

/**
 * Fields of papers as tokens, on their way into a segment. A field written again takes the place of the earlier one.
 */
export class PendingTexts {
  readonly #writer = new TokenWriter();
  /** Where each text's tokens end. */
  readonly #ends = new GrowingUint32();
  /** Which text is the latest of a field; key is slot times eight plus field. */
  readonly #latest = new Map<number, number>();

  /** Tokens written, those replaced included. */
  get size(): number {
    return this.#writer.tokens.length;
  }

  get isEmpty(): boolean {
    return this.#latest.size === 0;
  }

  /** Replaces a field; gives back its number of words. */
  set(slot: number, field: number, parts: readonly string[]): number {
    const words = this.#writer.write(parts);
    this.#latest.set(slot * FIELD_ROOM + field, this.#ends.length);
    this.#ends.push(this.#writer.tokens.length);
    return words;
  }

  remove(slot: number, field: number): void {
    this.#latest.delete(slot * FIELD_ROOM + field);
  }

  /** Which fields of which papers there are, in order, as slot times eight plus field. */
  keys(): Float64Array {
    return Float64Array.from(this.#latest.keys()).sort();
  }

  /** The segment of all that was set and not removed. */
  build(): SegmentArrays {
    const keys = this.keys();
    const { table } = this.#writer;
    const starts = this.#countByTerm(keys);
    const total = starts[table.count] as number;
    const owners = new Uint32Array(total);
    const positions = new Uint32Array(total);
    this.#scatter(keys, starts, owners, positions);
    const writer = new SegmentWriter();
    for (const term of sortTerms(table.units, table.offsets, table.count)) {
      // `scatter` moved every start to the next one's.
      const from = term === 0 ? 0 : (starts[term - 1] as number);
      writeTerm(writer, keys, owners, positions, from, starts[term] as number);
      writer.endTerm(table.units, table.offsets[term] as number, table.offsets[term + 1] as number);
    }
    return atOnce(writer.finish());
  }

  /** Where each term's occurrences start when they are put one after the other; the last is how many there are. */
  #countByTerm(keys: Float64Array): Uint32Array {
    const starts = new Uint32Array(this.#writer.table.count + 1);
    const tokens = this.#writer.tokens.values;
    for (const key of keys) {
      const [from, to] = this.#tokensOf(key);
      for (let at = from; at < to; at += 1) {
        const next = termOf(tokens[at] as number) + 1;
        starts[next] = (starts[next] as number) + 1;
      }
    }
    for (let term = 1; term < starts.length; term += 1) {
      starts[term] = (starts[term] as number) + (starts[term - 1] as number);
    }
    return starts;
  }

  #scatter(keys: Float64Array, starts: Uint32Array, owners: Uint32Array, positions: Uint32Array): void {
    const tokens = this.#writer.tokens.values;
    for (let index = 0; index < keys.length; index += 1) {
      const [from, to] = this.#tokensOf(keys[index] as number);
      let position = 0;
      for (let at = from; at < to; at += 1) {
        const token = tokens[at] as number;
        position += distanceOf(token);
        const place = starts[termOf(token)] as number;
        owners[place] = index;
        positions[place] = position;
        starts[termOf(token)] = place + 1;
      }
    }
  }

  #tokensOf(key: number): readonly [number, number] {
    const text = this.#latest.get(key) as number;
    return [text === 0 ? 0 : (this.#ends.values[text - 1] as number), this.#ends.values[text] as number];
  }
}

/** Writes the postings of one term; `owners` and `positions` hold its occurrences, by slot and field. */
function writeTerm(
  writer: SegmentWriter,
  keys: Float64Array,
  owners: Uint32Array,
  positions: Uint32Array,
  from: number,
  to: number,
): void {
  let posting = 0;
  let lastSlot = -1;
  let at = from;
  while (at < to) {
    const owner = owners[at] as number;
    let end = at + 1;
    while (end < to && owners[end] === owner) end += 1;
    const key = keys[owner] as number;
    const slot = Math.floor(key / FIELD_ROOM);
    const field = key % FIELD_ROOM;
    const part = makePosting(slot, field, end - at);
    if (slot === lastSlot) {
      posting = (posting | part) >>> 0;
    } else {
      if (lastSlot >= 0) writer.endPosting(posting);
      writer.startPosting();
      posting = part;
      lastSlot = slot;
    }
    writeCount(writer.positions, part, field, end - at);
    let position = 0;
    for (; at < end; at += 1) {
      const next = positions[at] as number;
      writer.positions.pushVarint(next - position);
      position = next;
    }
  }
  if (lastSlot >= 0) writer.endPosting(posting);
}

/** Letters that a number says of a term, eight bits each, and room for the number of the term behind them. */
const KEY_LETTERS = 3;
const LETTER_ROOM = 2 ** 8;
const TERM_ROOM = 2 ** 24;

/**
 * Terms in alphabetical order: as numbers of their first letters, which the browser sorts by itself, then those with the same
 * first letters by the others. A string of each would take most of the time that a segment takes.
 */
function sortTerms(units: Uint16Array, offsets: Uint32Array, count: number): Uint32Array {
  const keys = new Float64Array(count);
  for (let term = 0; term < count; term += 1) {
    keys[term] = firstLetters(units, offsets[term] as number, offsets[term + 1] as number) * TERM_ROOM + term;
  }
  keys.sort();
  const terms = Uint32Array.from(keys, key => key % TERM_ROOM);
  for (let from = 0; from < count;) {
    const letters = Math.floor((keys[from] as number) / TERM_ROOM);
    let to = from + 1;
    while (to < count && Math.floor((keys[to] as number) / TERM_ROOM) === letters) to += 1;
    if (to - from > 1) terms.subarray(from, to).sort((a, b) => compareTerms(units, offsets, a, b));
    from = to;
  }
  return terms;
}

/** The same or less than that of any term behind it. A letter that doesn't fit is the last that counts. */
function firstLetters(units: Uint16Array, from: number, to: number): number {
  const most = LETTER_ROOM - 1;
  let letters = 0;
  let end = to;
  for (let at = from; at < from + KEY_LETTERS; at += 1) {
    const letter = at < end ? Math.min(units[at] as number, most) : 0;
    if (letter === most) end = at;
    letters = letters * LETTER_ROOM + letter;
  }
  return letters;
}

function compareTerms(units: Uint16Array, offsets: Uint32Array, a: number, b: number): number {
  const [fromA, fromB] = [offsets[a] as number, offsets[b] as number];
  const [lengthA, lengthB] = [(offsets[a + 1] as number) - fromA, (offsets[b + 1] as number) - fromB];
  for (let at = 0; at < Math.min(lengthA, lengthB); at += 1) {
    const difference = (units[fromA + at] as number) - (units[fromB + at] as number);
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}
