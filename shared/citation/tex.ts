import { ACCENTS, GREEK_LETTERS, SIGNS, SPECIALS } from './texTables.ts';

/** More marks on one letter are decoration, and nesting must end. */
const MAX_ACCENTS = 2;
/** Titles longer than this many words, all in capitals, are shouted, not made of acronyms. */
const MAX_ACRONYMS = 3;

/**
 * The text on one line without what can't be seen: control, format (bidirectional overrides among them) and broken
 * characters are dropped, white space becomes single spaces.
 */
export function toPlainLine(text: string): string {
  return text
    .replace(/[\t-\r\u0085\u2028\u2029]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu, '')
    .normalize('NFC')
    .replace(/[^\S\u00a0]+/gu, ' ')
    .trim();
}

/**
 * Plain text as TeX that prints it, on one line, for a value in braces of a BibTeX entry. Nothing in the text is taken
 * for TeX: braces balance, and the only macros are those of our own tables.
 */
export function toTex(text: string): string {
  return escapeLine(toPlainLine(text));
}

/**
 * A title as TeX. Words with capitals behind their first letter, acronyms among them, are braced, so that styles which
 * set titles in lower case leave them alone; other words are left to the style.
 */
export function titleToTex(title: string): string {
  const line = toPlainLine(title);
  if (isShouted(line)) return escapeLine(line);
  return withoutLigatures(
    line.replace(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu, part =>
      hasInnerCapital(part) ? `{${escapeSigns(part)}}` : escapeSigns(part),
    ),
  );
}

function hasInnerCapital(word: string): boolean {
  return /.\p{Lu}|^\p{Lu}\p{N}/u.test(word);
}

function isShouted(line: string): boolean {
  return !/\p{Ll}/u.test(line) && (line.match(/\p{L}{2,}/gu)?.length ?? 0) > MAX_ACRONYMS;
}

function escapeLine(line: string): string {
  return withoutLigatures(escapeSigns(line));
}

/** A run of Greek letters, a character with its marks, or a special of ASCII. */
const NEEDS_TEX = /\p{Script=Greek}[\p{Script=Greek}\p{M}]*|[^\0-\x7f]\p{M}*|[a-z]\p{M}+|[#$%&_~^\\{}<>|]/giu;

function escapeSigns(line: string): string {
  return line.replace(
    NEEDS_TEX,
    sign => SPECIALS[sign] ?? SIGNS.get(sign) ?? greekToTex(sign) ?? accented(sign) ?? sign,
  );
}

/** Letters of formulas in math; undefined if one has no macro, as in Greek words. */
function greekToTex(run: string): string | undefined {
  const macros = Array.from(run, letter => GREEK_LETTERS.get(letter));
  if (macros.includes(undefined)) return undefined;
  return `{$${macros.map(macro => `\\${macro}`).join('')}$}`;
}

/** `ö` as `{\"o}`, `ế` as `{\'{\^e}}`; undefined if the letter or a mark is not plain LaTeX's. */
function accented(sign: string): string | undefined {
  const [letter = '', ...marks] = sign.normalize('NFD');
  if (!/[a-z]/iu.test(letter) || marks.length === 0 || marks.length > MAX_ACCENTS) return undefined;
  let tex = letter;
  for (const mark of marks) {
    const macro = ACCENTS.get(mark);
    if (macro === undefined) return undefined;
    const isWord = /[a-z]/iu.test(macro);
    tex = tex === letter && !isWord ? `\\${macro}${letter}` : `\\${macro}{${tex}}`;
  }
  return `{${tex}}`;
}

/** Keeps TeX from joining `--`, two apostrophes and the like into one sign. */
function withoutLigatures(tex: string): string {
  return tex.replace(/-(?=-)|'(?=')|,(?=,)|[`?!](?=`)/gu, '$&{}');
}
