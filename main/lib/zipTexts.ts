import { inflateRawSync } from 'node:zlib';

/** A text of an archive, by its name without folders. */
export interface ZippedText {
  readonly name: string;
  readonly text: string;
}

export type Unzipped =
  | { readonly ok: true; readonly texts: readonly ZippedText[] }
  /** Words that follow "because". */
  | { readonly ok: false; readonly why: string };

/** What an archive may hold: more is no reading list, or a trap. */
const MOST_FILES = 100_000;
const MOST_BYTES = 128 * 1024 * 1024;

/** PKWARE's "APPNOTE.TXT", 4.3: signatures and where fields stand behind them, in bytes. */
const LOCAL = { signature: 0x04034b50, length: 30 } as const;
const ENTRY = { signature: 0x02014b50, length: 46 } as const;
const DIRECTORY = { signature: 0x06054b50, length: 22 } as const;
const STORED = 0;
const DEFLATED = 8;

/** True for bytes that begin as archives do. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= DIRECTORY.length && viewOf(bytes).getUint32(0, true) === LOCAL.signature;
}

/** The files of an archive whose names end so, in its order; UTF-8. Bounded in memory, whatever sizes it claims. */
export function zipTexts(bytes: Uint8Array, extension: string): Unzipped {
  try {
    return { ok: true, texts: [...textsIn(bytes, extension)] };
  } catch (error) {
    if (error instanceof NoZip) return { ok: false, why: error.why };
    return { ok: false, why: 'it is damaged' };
  }
}

class NoZip extends Error {
  constructor(readonly why: string) {
    super(why);
  }
}

function* textsIn(bytes: Uint8Array, extension: string): Generator<ZippedText, void> {
  const view = viewOf(bytes);
  const end = directoryEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new NoZip('it is too large an archive (Zip64)');
  if (count > MOST_FILES) throw new NoZip(`it holds more than ${MOST_FILES} files`);
  let left = MOST_BYTES;
  for (let read = 0; read < count; read += 1) {
    if (view.getUint32(at, true) !== ENTRY.signature) throw new NoZip('it is damaged');
    const nameLength = view.getUint16(at + 28, true);
    const name = utf8(bytes.subarray(at + ENTRY.length, at + ENTRY.length + nameLength));
    if (name.toLowerCase().endsWith(extension)) {
      if ((view.getUint16(at + 8, true) & 1) === 1) throw new NoZip('it is encrypted');
      const content = contentOf(bytes, at, left);
      left -= content.length;
      yield { name: name.split('/').at(-1) ?? name, text: utf8(content) };
    }
    at += ENTRY.length + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

/** The directory stands at the end, behind it at most a comment of 64 KB. */
function directoryEnd(view: DataView): number {
  const last = view.byteLength - DIRECTORY.length;
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === DIRECTORY.signature) return at;
  }
  throw new NoZip('it breaks off');
}

function contentOf(bytes: Uint8Array, entry: number, left: number): Uint8Array {
  const view = viewOf(bytes);
  const local = view.getUint32(entry + 42, true);
  if (view.getUint32(local, true) !== LOCAL.signature) throw new NoZip('it is damaged');
  const from = local + LOCAL.length + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = bytes.subarray(from, from + view.getUint32(entry + 20, true));
  const method = view.getUint16(entry + 10, true);
  if (method !== STORED && method !== DEFLATED)
    throw new NoZip('it is packed in a way that is not known here');
  if (left <= 0 || (method === STORED && packed.length > left)) throw tooMuch();
  if (method === STORED) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: left });
  } catch (error) {
    throw error instanceof RangeError ? tooMuch() : error;
  }
}

function tooMuch(): NoZip {
  return new NoZip(`its files have more than ${MOST_BYTES / 1024 / 1024} MB together`);
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
