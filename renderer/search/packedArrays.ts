/** A value whose typed arrays stand apart, as the bytes of one file. */
export interface PackedArrays {
  /** The value, with an empty array of its kind where each one stood. */
  readonly value: unknown;
  /** How many numbers each of them holds, in the order in which they stand in the value. */
  readonly lengths: readonly number[];
  readonly bytes: Blob;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;
type NumbersOf = new (buffer: ArrayBuffer, at: number, length: number) => Numbers;

/** Numbers of every kind may begin here. */
const ALIGNMENT = 8;

/**
 * Takes the typed arrays out of a value of plain objects and lists. The browser keeps what it read of a record beside the
 * arrays that it made of it; a file is read into the place where its bytes are used, and held once.
 */
export function packArrays(value: unknown): PackedArrays {
  const lengths: number[] = [];
  const parts: BlobPart[] = [];
  const packed = withArrays(value, numbers => {
    lengths.push(numbers.length);
    const gap = gapAfter(numbers.byteLength);
    parts.push(numbers as Uint8Array<ArrayBuffer>, new Uint8Array(gap));
    return new (numbers.constructor as new () => Numbers)();
  });
  return { value: packed, lengths, bytes: new Blob(parts) };
}

/** The value as it was packed; its arrays share one buffer. Rejects where the bytes can't be read, or are too few. */
export async function unpackArrays({ value, lengths, bytes }: PackedArrays): Promise<unknown> {
  const buffer = await bytes.arrayBuffer();
  let at = 0;
  let next = 0;
  return withArrays(value, ({ constructor }) => {
    const numbers = new (constructor as NumbersOf)(buffer, at, lengths[next] ?? 0);
    next += 1;
    at += numbers.byteLength + gapAfter(numbers.byteLength);
    return numbers;
  });
}

function gapAfter(byteLength: number): number {
  return -byteLength & (ALIGNMENT - 1);
}

/** A copy of the value with other arrays, met in the order in which they stand. */
function withArrays(value: unknown, change: (numbers: Numbers) => Numbers): unknown {
  if (ArrayBuffer.isView(value)) return change(value as Numbers);
  if (Array.isArray(value)) return value.map(part => withArrays(part, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withArrays(part, change)]));
}
