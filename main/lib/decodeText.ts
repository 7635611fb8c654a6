import type { ErrorCode } from '../../shared/host/wire.ts';

/** The text of a file, and the encoding it was in, by its name in the Encoding Standard; or the code that says why it has none. */
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly encoding: string }
  | { readonly ok: false; readonly code: Extract<ErrorCode, 'empty' | 'binary' | 'unreadable'> };

/** How much of a file is looked at to tell its encoding, in bytes. */
const SAMPLE_BYTES = 64 * 1024;
/** In UTF-16 text of mostly Latin letters, this share of the high bytes is zero. */
const FEWEST_ZEROS = 0.4;
/** Too short a text does not show its encoding. */
const FEWEST_PAIRS = 8;
/** One control character in so many is more than a text has that is not UTF-8. */
const BYTES_PER_CONTROL = 200;

/**
 * Decodes a dump: UTF-8 and UTF-16 with or without a byte-order mark; else, if the bytes look like text, Windows-1252
 * (in which older tools save), or what a mail or page says it is in. UTF-8 with a few damaged bytes stays UTF-8 with U+FFFD in their place. The byte-order
 * mark is left out, everything else is kept. UTF-32 and other encodings are `unreadable`.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { ok: false, code: 'empty' };
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff])) {
    return { ok: false, code: 'unreadable' };
  }
  const wide = wideEncoding(bytes);
  if (wide) return decoded(new TextDecoder(wide).decode(bytes), wide);
  const utf8 = decodeStrictly(bytes);
  if (utf8 !== undefined) return decoded(utf8, 'utf-8');
  return decodeDamaged(bytes);
}

function decoded(text: string, encoding: string): Decoded {
  return text.trim() === '' ? { ok: false, code: 'empty' } : { ok: true, text, encoding };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const pairs = Math.floor(Math.min(bytes.length, SAMPLE_BYTES) / 2);
  if (pairs < FEWEST_PAIRS) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) evenZeros += 1;
    if (bytes[at + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * FEWEST_ZEROS && evenZeros * 20 < oddZeros) return 'utf-16le';
  if (evenZeros > pairs * FEWEST_ZEROS && oddZeros * 20 < evenZeros) return 'utf-16be';
  return undefined;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeDamaged(bytes: Uint8Array): Decoded {
  if (hasControls(bytes)) return { ok: false, code: 'binary' };
  const declared = decodeDeclared(bytes);
  if (declared !== undefined) return declared;
  const text = new TextDecoder('utf-8').decode(bytes);
  const damaged = text.match(/\u{fffd}/gu)?.length ?? 0;
  const beyondAscii = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  if (damaged * 2 < beyondAscii) return decoded(text, 'utf-8');
  const western = decodeWindows1252(bytes);
  return western === undefined ? { ok: false, code: 'unreadable' } : decoded(western, 'windows-1252');
}

/**
 * Bytes 0x80 to 0x9f of Windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt); a space where a byte
 * stands for nothing. Node's own decoder takes the encoding for ISO 8859-1 in some versions.
 */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Undefined when a byte stands for nothing in Windows-1252: then the file is in an encoding we don't know. */
function decodeWindows1252(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const western = text.replace(/[\x80-\x9f]/gu, byte => WINDOWS_1252[byte.charCodeAt(0) - 0x80] ?? ' ');
  const unassigned = /[\x81\x8d\x8f\x90\x9d]/u.test(text);
  return unassigned ? undefined : western;
}

function hasControls(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0x7f || (byte < 32 && (byte < 9 || byte > 13))) controls += 1;
  }
  return controls * BYTES_PER_CONTROL > bytes.length;
}

/** What a mail (`Content-Type`), a page (`meta`) or XML says of its own encoding. */
const DECLARED =
  /^content-type:[^\n]*(?:\r?\n[ \t][^\n]*)*|<meta\s[^<>]{0,200}charset[^<>]{0,100}>|^<\?xml\s[^<>?]{0,200}\?>/gimu;
const CHARSET = /(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})/iu;

/** Undefined when the text says nothing of that, or what is not so. */
function decodeDeclared(bytes: Uint8Array): Decoded | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE_BYTES)).toString(
    'latin1',
  );
  const names = (start.match(DECLARED) ?? []).flatMap(said => CHARSET.exec(said)?.[1]?.toLowerCase() ?? []);
  const name = names.find(each => !/^(?:utf-?8|us-ascii|iso-2022-.*)$/u.test(each));
  // Of several parts in different encodings only those in UTF-8 can be right together with it.
  if (name === undefined || names.some(each => /^utf-?8$/u.test(each))) return undefined;
  try {
    const decoder = new TextDecoder(name, { fatal: true });
    return decoder.encoding === 'windows-1252' ? undefined : decoded(decoder.decode(bytes), decoder.encoding);
  } catch {
    return undefined;
  }
}
