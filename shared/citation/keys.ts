import type { CitationKey } from '../domain/ids.ts';
import { foldToAscii } from './fold.ts';

/** Three words clash for 2 of 290 real papers, two for 14, one for 106. */
const WORDS_IN_KEY = 3;
/** Longest word taken over, so that a title without spaces can't make an endless key. */
const MAX_WORD_LENGTH = 32;
/** Only the beginning of a title is looked at. */
const MAX_TITLE_LENGTH = 1_000;
const MAX_KEY_LENGTH = 200;

const STOP_WORDS = new Set('a an the of for on in and to with by from via is are at as or'.split(' '));

/** What a key is made from. */
export interface KeySource {
  readonly title: string;
  readonly year?: number | undefined;
}

/**
 * A citation key in lower camel case: three significant title words in ASCII and the year where known, such as
 * `lionSecretlySolves2023`, with a suffix a, b … z, aa … while `isTaken` (asked in lower case) says so. Titles without
 * a word that can be written in ASCII give `paper2023`.
 */
export function makeCitationKey(
  { title, year }: KeySource,
  isTaken: (lowerCaseKey: string) => boolean,
): CitationKey {
  const stem = keyStem(title) + (year === undefined ? '' : String(year));
  const isFree = (count: number): boolean => !isTaken((stem + keySuffix(count)).toLowerCase());
  return (stem + keySuffix(firstFree(isFree))) as CitationKey;
}

function keyStem(title: string): string {
  const folded = foldToAscii(title.slice(0, MAX_TITLE_LENGTH)).replace(/['’`]/gu, '');
  const words = folded.match(/[a-z0-9]+/gu) ?? [];
  const significant = words.filter(word => !STOP_WORDS.has(word));
  const chosen = significant.length > 0 ? significant : words;
  const [first = 'paper', ...rest] = chosen
    .slice(0, WORDS_IN_KEY)
    .map(word => word.slice(0, MAX_WORD_LENGTH));
  return first + rest.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
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
