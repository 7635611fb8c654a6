/** A checksum over all numbers and letters of a value, whatever it is made of. */
export function checksumOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return checksumOfBytes(value);
  if (typeof value === 'string') return checksumOfText(value);
  if (typeof value !== 'object' || value === null) return checksumOfText(String(value));
  const parts = Array.isArray(value) ? value : namedParts(value);
  let sum = parts.length;
  for (const part of parts) sum = (Math.imul(sum, 31) + checksumOf(part)) | 0;
  return sum;
}

function namedParts(value: object): unknown[] {
  const names = Object.keys(value).sort();
  return names.flatMap(name => [name, (value as Readonly<Record<string, unknown>>)[name]]);
}

/** Two running sums over words of 32 bits, in the manner of Fletcher: order counts, and it runs at memory's speed. */
function checksumOfBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): number {
  const whole = byteLength >>> 2;
  // Signed, as the sums are: a browser then counts in whole numbers from the start. The sums are the same.
  const words =
    byteOffset % 4 === 0
      ? new Int32Array(buffer, byteOffset, whole)
      : new Int32Array(buffer.slice(byteOffset, byteOffset + whole * 4));
  let first = byteLength;
  let second = 1;
  for (let at = 0; at < words.length; at += 1) {
    first = (first + (words[at] as number)) | 0;
    second = (second + first) | 0;
  }
  for (const byte of new Uint8Array(buffer, byteOffset + whole * 4, byteLength - whole * 4)) {
    first = (first + byte) | 0;
    second = (second + first) | 0;
  }
  return first ^ Math.imul(second, 0x9e3779b1);
}

function checksumOfText(text: string): number {
  let first = text.length;
  let second = 1;
  for (let at = 0; at < text.length; at += 1) {
    first = (first + text.charCodeAt(at)) | 0;
    second = (second + first) | 0;
  }
  return first ^ Math.imul(second, 0x9e3779b1);
}
