import type { CitationKey } from '../domain/ids.ts';
import {
  DEFAULT_KEY_PATTERN,
  keyStem,
  readKeyPattern,
  type KeyPattern,
  type KeySource,
} from './keyPattern.ts';

const MAX_KEY_LENGTH = 200;
/** Longest suffix by which a key is still recognised as made from its stem: 18,278 papers of one stem. */
const MAX_SUFFIX_LENGTH = 3;

const DEFAULT_PATTERN: KeyPattern = readDefault();

function readDefault(): KeyPattern {
  const read = readKeyPattern(DEFAULT_KEY_PATTERN);
  if (!read.ok) throw new Error(read.reason);
  return read.pattern;
}

/**
 * A citation key after a pattern, by default in lower camel case: three significant title words in ASCII and the year
 * where known, such as `lionSecretlySolves2023`, with a suffix a, b … z, aa … while `isTaken` (asked in lower case)
 * says so. Titles without a word that can be written in ASCII give `paper2023`.
 */
export function makeCitationKey(
  source: KeySource,
  isTaken: (lowerCaseKey: string) => boolean,
  pattern: KeyPattern = DEFAULT_PATTERN,
): CitationKey {
  const stem = keyStem(pattern, source);
  const isFree = (count: number): boolean => !isTaken((stem + keySuffix(count)).toLowerCase());
  return (stem + keySuffix(firstFree(isFree))) as CitationKey;
}

/** True if the key is what the pattern gives, with or without a suffix; one that has a suffix needs it. */
export function fitsPattern(
  key: CitationKey,
  source: KeySource,
  isTaken: (lowerCaseKey: string) => boolean,
  pattern: KeyPattern,
): boolean {
  const stem = keyStem(pattern, source);
  if (!key.startsWith(stem)) return false;
  const suffix = key.slice(stem.length);
  return (
    suffix === '' ||
    (isTaken(stem.toLowerCase()) && /^[a-z]+$/u.test(suffix) && suffix.length <= MAX_SUFFIX_LENGTH)
  );
}

/** 0 → none, 1 → a, 26 → z, 27 → aa. */
function keySuffix(count: number): string {
  let suffix = '';
  for (let left = count; left > 0; left = Math.floor((left - 1) / 26)) {
    suffix = String.fromCharCode(97 + ((left - 1) % 26)) + suffix;
  }
  return suffix;
}

/** A free number whose predecessor is taken, in logarithmic time: thousands of papers may share one stem. */
function firstFree(isFree: (count: number) => boolean): number {
  if (isFree(0)) return 0;
  let taken = 0;
  let free = 1;
  while (!isFree(free)) {
    taken = free;
    free *= 2;
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (isFree(middle)) free = middle;
    else taken = middle;
  }
  return free;
}

export type CheckedCitationKey =
  { readonly ok: true; readonly key: CitationKey } | { readonly ok: false; readonly reason: string };

/**
 * Checks a key typed by the user: letters and digits of ASCII and `: . - _ + /`, which BibTeX, biber and `\cite` all
 * take. The reason is a sentence to show beside the field.
 */
export function checkCitationKey(text: string): CheckedCitationKey {
  const key = text.trim();
  if (key === '') return { ok: false, reason: 'A citation key can’t be empty.' };
  if (key.length > MAX_KEY_LENGTH) {
    return { ok: false, reason: `A citation key can have at most ${MAX_KEY_LENGTH} characters.` };
  }
  const wrong = /[^A-Za-z0-9:.\-_+/]/u.exec(key)?.[0];
  if (wrong !== undefined) {
    const shown = /\s/u.test(wrong) ? 'A space' : `“${wrong}”`;
    return {
      ok: false,
      reason: `${shown} can’t stand in a citation key. Use letters a–z, digits and : . - _ + /`,
    };
  }
  if (!/^[A-Za-z0-9]/u.test(key))
    return { ok: false, reason: 'A citation key starts with a letter or a digit.' };
  return { ok: true, key: key as CitationKey };
}
