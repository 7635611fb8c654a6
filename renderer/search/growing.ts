/** A list of numbers below 2^32 that grows at its end. Only the first `length` of `values` count. */
export class GrowingUint32 {
  values: Uint32Array;
  length = 0;

  constructor(capacity = 64) {
    this.values = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.reserve(1);
    this.values[this.length] = value;
    this.length += 1;
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    this.values = withRoom(this.values, this.length + more);
  }

  /** A copy without the spare room. */
  toArray(): Uint32Array<ArrayBuffer> {
    return this.values.slice(0, this.length) as Uint32Array<ArrayBuffer>;
  }
}

/** A list of bytes that grows at its end. */
export class GrowingBytes {
  values: Uint8Array;
  length = 0;

  constructor(capacity = 64) {
    this.values = new Uint8Array(capacity);
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  pushVarint(value: number): void {
    if (this.length + 5 > this.values.length) this.values = withRoom(this.values, this.length + 5);
    let rest = value;
    while (rest > 0x7f) {
      this.values[this.length] = (rest & 0x7f) | 0x80;
      this.length += 1;
      rest >>>= 7;
    }
    this.values[this.length] = rest;
    this.length += 1;
  }

  /** Copies bytes `start` to `end`; few at a time, so that a loop is quicker than a view. */
  appendPart(from: Uint8Array, start: number, end: number): void {
    this.values = withRoom(this.values, this.length + end - start);
    for (let at = start; at < end; at += 1) this.values[this.length + at - start] = from[at] as number;
    this.length += end - start;
  }

  toArray(): Uint8Array<ArrayBuffer> {
    return this.values.slice(0, this.length) as Uint8Array<ArrayBuffer>;
  }
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The array itself if it holds `length`, else one twice as long or longer with the same beginning. */
export function withRoom<T extends Numbers>(array: T, length: number): T {
  if (length <= array.length) return array;
  const Type = array.constructor as new (size: number) => T;
  const larger = new Type(Math.max(length, array.length * 2, 16));
  larger.set(array);
  return larger;
}
