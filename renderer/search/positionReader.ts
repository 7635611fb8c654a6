import type { GrowingBytes } from './growing.ts';
import { ABSTRACT, abstractCountOf, hasWrittenCount, TEXT_FIELDS } from './postings.ts';
import { MARK_EVERY, type SegmentArrays } from './segment.ts';

/** Walks over the positions of a segment, posting by posting. */
export class PositionReader {
  readonly #bytes: Uint8Array;
  readonly #segment: SegmentArrays;
  /** Next byte. */
  at = 0;
  #place = 0;
  #start = 0;

  constructor(segment: SegmentArrays) {
    this.#segment = segment;
    this.#bytes = segment.positions;
  }

  /** Goes to the positions of a posting, by its place among all; quick when it is not far behind the last one. */
  seek(place: number): void {
    const { marks, postings } = this.#segment;
    const mark = place - (place % MARK_EVERY);
    let before = this.#place;
    if (before > place || before < mark) {
      before = mark;
      this.at = marks[mark / MARK_EVERY] as number;
    } else {
      this.at = this.#start;
    }
    for (; before < place; before += 1) this.skip(postings[before] as number);
    this.#place = place;
    this.#start = this.at;
  }

  /** Reads the positions of one field of the posting last sought into `into`; gives back how many there are. */
  read(field: number, into: number[]): number {
    const posting = this.#segment.postings[this.#place] as number;
    this.at = this.#start;
    for (let before = 0; before < field; before += 1) {
      if ((posting & (1 << before)) !== 0) this.skipField(posting, before);
    }
    const count = hasWrittenCount(posting, field) ? this.#varint() : abstractCountOf(posting);
    let position = 0;
    for (let index = 0; index < count; index += 1) {
      position += this.#varint();
      into[index] = position;
    }
    return count;
  }

  /** Passes over the positions of a posting. */
  skip(posting: number): void {
    for (let field = 0; field < TEXT_FIELDS.length; field += 1) {
      if ((posting & (1 << field)) !== 0) this.skipField(posting, field);
    }
  }

  /** Passes over one field. */
  skipField(posting: number, field: number): void {
    const bytes = this.#bytes;
    let at = this.at;
    let count: number;
    if (hasWrittenCount(posting, field)) {
      count = this.#varint();
      at = this.at;
    } else {
      count = abstractCountOf(posting);
    }
    while (count > 0) {
      if ((bytes[at] as number) < 0x80) count -= 1;
      at += 1;
    }
    this.at = at;
  }

  /** Copies the positions of a posting as they stand. */
  copy(posting: number, into: GrowingBytes): void {
    const from = this.at;
    this.skip(posting);
    into.appendPart(this.#bytes, from, this.at);
  }

  /** Copies one field as it stands. */
  copyField(posting: number, field: number, into: GrowingBytes): void {
    const from = this.at;
    this.skipField(posting, field);
    into.appendPart(this.#bytes, from, this.at);
  }

  #varint(): number {
    const bytes = this.#bytes;
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[this.at] as number;
      this.at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
      shift += 7;
    }
  }
}

/** Writes how many positions there are, where the posting doesn't tell. */
export function writeCount(into: GrowingBytes, posting: number, field: number, count: number): void {
  if (field !== ABSTRACT || hasWrittenCount(posting, field)) into.pushVarint(count);
}
