import type { Author } from '../domain/author.ts';
import { toTex, type TexSpelling } from './tex.ts';

/**
 * Parts of names as people have them, with room for initials, nicknames and hyphens. Programs take names apart at much
 * else, and make initials of it.
 */
const PLAIN_PART = /^(?=.*\p{L})(?!.*(?:--|''))[\p{L}\p{M}\p{Nd} .'’‘()"“”-]+$/u;

/** Words that part names, or stand for those that are left out. */
const WORD_OF_LISTS = /(?:^|\s)(?:and|others)(?:\s|$)/iu;

/**
 * What stands for a sign of TeX that no name has. Biber leaves macros out of initials but not the braces around them, so
 * that one of these at the start of a name would leave a brace too many in the bibliography it writes.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '{': '(',
  '}': ')',
  '\\': '/',
  '|': '/',
  '<': '‹',
  '>': '›',
  '~': '-',
  '^': '’',
  '`': '‘',
};

/** Names parted by `and`: `Family, Given`, or in braces what would be taken apart otherwise. */
export function authorsToTex(authors: readonly Author[], spelling: TexSpelling): string {
  return authors.map(author => authorToTex(author, spelling)).join(' and ');
}

function authorToTex(author: Author, spelling: TexSpelling): string {
  if ('literal' in author) return whole(author.literal, spelling);
  const { family, given } = author;
  // One word without braces is a person's, with them an organisation's.
  if (given === undefined)
    return isPlain(family) && !/\s/u.test(family) ? part(family, spelling) : whole(family, spelling);
  const [, first = given, suffix] = SUFFIXED.exec(given) ?? [];
  if (![family, first].every(isPlain)) return whole(`${given} ${family}`, spelling);
  const last = suffix === undefined ? [family] : [family, suffix];
  return [...last, first].map(each => part(each, spelling)).join(', ');
}

/** A suffix, which stands behind the given names: "Martin, Jr.". */
const SUFFIXED = /^([^,]+), (Jr\.?|Sr\.?|II|III|IV)$/u;

function isPlain(text: string): boolean {
  return PLAIN_PART.test(text) && !WORD_OF_LISTS.test(text);
}

/** Biber would make an initial of the dollar sign before a Greek letter, which a font for the rest of the name has. */
function part(plain: string, spelling: TexSpelling): string {
  return spelling === 'unicode' ? plain : toTex(plain, spelling);
}

/** For biber an accent and what follows are one initial, be that a brace. */
const LEADING_ACCENT = /^\p{Diacritic}(?![\p{Script=Latin}\p{Nd}])/u;

/** A name in one piece. An equals sign in braces is not biber's `family=…, given=…`. */
function whole(name: string, spelling: TexSpelling): string {
  const readable = name
    .replace(/[{}\\|<>~^`]/gu, sign => LOOKALIKES[sign] ?? sign)
    // Else `toTex` parts them by braces.
    .replace(/-{2,}/gu, '–')
    .replace(/'{2,}/gu, '”')
    .replace(/,{2,}/gu, ',')
    .replace(LEADING_ACCENT, '’$&');
  return `{${toTex(readable, spelling).replace(/(?<!\\)=/gu, '{=}')}}`;
}
