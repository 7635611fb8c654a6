import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { TitleKey } from './ids.ts';

/** Hexadecimal digits of a hash: 128 bits, enough that hostile titles can't be made to collide. */
const HASH_LENGTH = 32;

/** SHA-256 (FIPS 180-4) over the UTF-8 of a text, in hexadecimal digits. */
export type HashOfText = (text: string) => string;

let hashOfText: HashOfText = text => bytesToHex(sha256(asciiOf(text) ?? utf8ToBytes(text)));

/** The bytes of a text in ASCII, as most titles are; encoding them takes a third of the time of a hash. Undefined for any other. */
function asciiOf(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return undefined;
    bytes[at] = code;
  }
  return bytes;
}

/**
 * From now on `hashText` hashes by this: where a program has a quicker SHA-256 than one in JavaScript, whole dumps are hashed
 * several times as fast. What comes out is the same.
 */
export function hashTextsBy(quicker: HashOfText): void {
  hashOfText = quicker;
}

/** First 128 bits of SHA-256 over the UTF-8 text, as 32 hexadecimal digits. */
export function hashText(text: string): string {
  return hashOfText(text).slice(0, HASH_LENGTH);
}

/** The title as compared: compatibility-composed, lower case, runs of white space as one space, trimmed. */
export function normaliseTitle(title: string): string {
  return title.normalize('NFKC').toLowerCase().replace(LOOSE_SPACE, ' ').trim();
}

/** White space that is not one space: nearly all texts have none, and are then not put together anew. */
export const LOOSE_SPACE = /\s{2,}|[^\S ]/gu;

/** The key under which a title is found again. Equal normalised titles are the same paper. */
export function titleKey(title: string): TitleKey {
  return hashText(normaliseTitle(title)) as TitleKey;
}
