import { crc32 } from 'node:zlib';
import { MAX_LINE_BYTES } from './journalFormat.ts';

/** A line of a segment whose checksum is right, a place where there is none, or one from which the device can't read on. */
export type JournalLine =
  | { readonly kind: 'line'; readonly offset: number; readonly json: Buffer }
  | { readonly kind: 'bad'; readonly offset: number }
  | { readonly kind: 'unreadable'; readonly offset: number };

/** Checksum, length and their spaces, at the longest. */
const MAX_PREFIX_BYTES = 20;
const LINE_FEED = 10;

/**
 * The lines of a segment in order. After a bad one it goes on with the line after the next line feed, so that the caller
 * learns whether anything readable follows; it gives up where none comes for longer than a line can be. Takes memory for
 * one line only.
 */
export async function* readLines(portions: AsyncIterable<Uint8Array>): AsyncGenerator<JournalLine> {
  const bytes = new Bytes(portions);
  try {
    while (await bytes.fill(1)) {
      const { offset } = bytes;
      const line = await takeLine(bytes);
      if (line !== undefined) {
        yield { kind: 'line', offset, json: line.json };
        if (!line.isEnded) yield { kind: 'bad', offset: bytes.offset - 1 };
        continue;
      }
      if (bytes.unreadable) break;
      yield { kind: 'bad', offset };
      if (!(await skipLine(bytes))) break;
    }
    if (bytes.unreadable) yield { kind: 'unreadable', offset: bytes.offset };
  } finally {
    await bytes.close();
  }
}

/** A line, and whether it ends as it should; where only that last byte is wrong, the next line is still found. */
interface TakenLine {
  readonly json: Buffer;
  readonly isEnded: boolean;
}

/** Takes a whole line with a right checksum, or takes nothing. */
async function takeLine(bytes: Bytes): Promise<TakenLine | undefined> {
  await bytes.fill(MAX_PREFIX_BYTES);
  const prefix = /^([0-9a-f]{8}) ([1-9]\d{0,8}) /u.exec(bytes.peek(MAX_PREFIX_BYTES).toString('latin1'));
  if (prefix === null) return undefined;
  const start = prefix[0].length;
  const end = start + Number(prefix[2]);
  if (end > MAX_LINE_BYTES || !(await bytes.fill(end + 1))) return undefined;
  const line = bytes.peek(end + 1);
  const json = line.subarray(start, end);
  if (crc32(json) !== Number.parseInt(prefix[1]!, 16)) return undefined;
  bytes.drop(end + 1);
  return { json, isEnded: line[end] === LINE_FEED };
}

async function skipLine(bytes: Bytes): Promise<boolean> {
  let skipped = 0;
  while (skipped <= MAX_LINE_BYTES && (await bytes.fill(1))) {
    const portion = bytes.peekPortion();
    const feed = portion.indexOf(LINE_FEED);
    const count = feed === -1 ? portion.length : feed + 1;
    bytes.drop(count);
    if (feed !== -1) return true;
    skipped += count;
  }
  return false;
}

/** Portions as one stretch of bytes, joined only where a line reaches over their edges. */
class Bytes {
  readonly #source: AsyncIterator<Uint8Array>;
  #portions: Buffer[] = [];
  #held = 0;
  #ended = false;
  /** The device could not read on. */
  unreadable = false;
  /** Where the first byte held stands in the file. */
  offset = 0;

  constructor(portions: AsyncIterable<Uint8Array>) {
    this.#source = portions[Symbol.asyncIterator]();
  }

  /** Reads on until so many bytes are held; false when the file ends before, or the device can't read it. */
  async fill(count: number): Promise<boolean> {
    while (this.#held < count && !this.#ended) {
      const next = await this.#next();
      if (next === undefined) {
        this.#ended = true;
      } else if (next.length > 0) {
        this.#portions.push(Buffer.from(next.buffer, next.byteOffset, next.length));
        this.#held += next.length;
      }
    }
    return this.#held >= count;
  }

  /** The first bytes held, at most so many. */
  peek(count: number): Buffer {
    const first = this.peekPortion();
    if (first.length >= count || this.#portions.length === 1) return first.subarray(0, count);
    const all = Buffer.concat(this.#portions);
    this.#portions = [all];
    return all.subarray(0, count);
  }

  peekPortion(): Buffer {
    return this.#portions[0] ?? Buffer.alloc(0);
  }

  drop(count: number): void {
    this.offset += count;
    this.#held -= count;
    for (let left = count; left > 0;) {
      const first = this.peekPortion();
      if (first.length > left) {
        this.#portions[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.#portions.shift();
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }

  /** A stretch that the device can't read is damage; all other errors are the caller's. */
  async #next(): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await this.#source.next();
      return done === true ? undefined : value;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EIO') {
        this.unreadable = true;
        return undefined;
      }
      throw error;
    }
  }
}
