import type { Row } from './invert.ts';
import { TABLE_NAMES, type TableName } from './tables.ts';

/**
 * A number for the whole content of a library, the same in whatever order rows are added and their fields stand: the sum
 * of the hashes of all rows. Made to notice damage, not malice.
 */
export class ContentHash {
  #low = 0;
  #high = 0;

  add(table: TableName, row: Row): void {
    begin();
    mix(TABLE_NAMES.indexOf(table));
    mixValue(row);
    finish();
    this.#low = (this.#low + low) >>> 0;
    this.#high = (this.#high + high) >>> 0;
  }

  /** 16 hexadecimal digits. */
  get value(): string {
    return this.#high.toString(16).padStart(8, '0') + this.#low.toString(16).padStart(8, '0');
  }
}

/** JSON with the fields of every object in the order of their names, those that are undefined left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

// Two 32-bit halves, each MurmurHash3 (Austin Appleby, public domain) with constants of its own, over words of 32 bits.
let low = 0;
let high = 0;

function begin(): void {
  low = 0x2f0b4c47;
  high = 0x5bd1e995;
}

function mix(word: number): void {
  let one = Math.imul(word, 0xcc9e2d51);
  one = Math.imul((one << 15) | (one >>> 17), 0x1b873593);
  low ^= one;
  low = (Math.imul((low << 13) | (low >>> 19), 5) + 0xe6546b64) | 0;
  let other = Math.imul(word, 0x239b961b);
  other = Math.imul((other << 16) | (other >>> 16), 0xab0e9789);
  high ^= other;
  high = (Math.imul((high << 17) | (high >>> 15), 5) + 0x561ccd1b) | 0;
}

function finish(): void {
  low = avalanche(low ^ high);
  high = avalanche(high + low);
}

function avalanche(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Told apart by kind, so that `"1"`, `1` and `[1]` differ. */
const KIND = { nothing: 1, yes: 2, no: 3, number: 4, text: 5, list: 6, fields: 7 } as const;
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

function mixValue(value: unknown): void {
  switch (typeof value) {
    case 'string':
      mix(KIND.text);
      mixText(value);
      break;
    case 'number':
      mix(KIND.number);
      // Both zeros are one, as in JSON.
      double[0] = value + 0;
      mix(words[0]!);
      mix(words[1]!);
      break;
    case 'boolean':
      mix(value ? KIND.yes : KIND.no);
      break;
    case 'object':
      if (value === null) mix(KIND.nothing);
      else if (Array.isArray(value)) mixList(value);
      else mixFields(value as Readonly<Record<string, unknown>>);
      break;
    default:
      mix(KIND.nothing);
  }
}

/** The same as `mix` over the text's words, with both halves at hand: texts are nearly all there is to hash. */
function mixText(text: string): void {
  const { length } = text;
  mix(length);
  let near = low | 0;
  let far = high | 0;
  for (let at = 0; at < length; at += 2) {
    const word = text.charCodeAt(at) | (at + 1 < length ? text.charCodeAt(at + 1) << 16 : 0);
    let one = Math.imul(word, 0xcc9e2d51);
    one = Math.imul((one << 15) | (one >>> 17), 0x1b873593);
    near ^= one;
    near = (Math.imul((near << 13) | (near >>> 19), 5) + 0xe6546b64) | 0;
    let other = Math.imul(word, 0x239b961b);
    other = Math.imul((other << 16) | (other >>> 16), 0xab0e9789);
    far ^= other;
    far = (Math.imul((far << 17) | (far >>> 15), 5) + 0x561ccd1b) | 0;
  }
  low = near;
  high = far;
}

function mixList(values: readonly unknown[]): void {
  mix(KIND.list);
  mix(values.length);
  for (const value of values) mixValue(value);
}

/** The fields' hashes are added up, so that their order doesn't count; those that are undefined don't either. */
function mixFields(row: Readonly<Record<string, unknown>>): void {
  const [outerLow, outerHigh] = [low, high];
  let sumLow = 0;
  let sumHigh = 0;
  for (const name in row) {
    const value = row[name];
    if (value === undefined) continue;
    begin();
    mixText(name);
    mixValue(value);
    finish();
    sumLow = (sumLow + low) | 0;
    sumHigh = (sumHigh + high) | 0;
  }
  low = outerLow;
  high = outerHigh;
  mix(KIND.fields);
  mix(sumLow);
  mix(sumHigh);
}
