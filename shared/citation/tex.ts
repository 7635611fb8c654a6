import { toPlainLine } from './plainText.ts';
import { ACCENTS, GREEK_LETTERS, MATH_SIGNS, SIGNS, SPECIALS } from './texTables.ts';

/** More marks on one letter are decoration, and nesting must end. */
const MAX_ACCENTS = 2;
/** Titles longer than this many words, all in capitals, are shouted, not made of acronyms. */
const MAX_ACRONYMS = 3;

/**
 * How characters beyond ASCII are written: as macros, for BibTeX, which sorts and cuts names byte by byte; or as they
 * are, for biber. Greek letters and the signs of formulas are macros either way, as text fonts seldom have them.
 */
export type TexSpelling = 'macros' | 'unicode';

/**
 * Plain text as TeX that prints it, on one line, for a value in braces of a BibTeX entry. Nothing in the text is taken
 * for TeX: braces balance, and the only macros are those of our own tables.
 */
export function toTex(text: string, spelling: TexSpelling = 'macros'): string {
  return escapeLine(toPlainLine(text), spelling);
}

/**
 * A title as TeX. Words with capitals behind their first letter, acronyms among them, are braced, so that styles which
 * set titles in lower case leave them alone; other words are left to the style.
 */
export function titleToTex(title: string, spelling: TexSpelling = 'macros'): string {
  const line = toPlainLine(title);
  if (isShouted(line)) return escapeLine(line, spelling);
  return withoutLigatures(
    line.replace(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu, part =>
      hasInnerCapital(part) ? `{${escapeSigns(part, spelling)}}` : escapeSigns(part, spelling),
    ),
  );
}

function hasInnerCapital(word: string): boolean {
  return /.\p{Lu}|^\p{Lu}\p{N}/u.test(word);
}

function isShouted(line: string): boolean {
  return !/\p{Ll}/u.test(line) && (line.match(/\p{L}{2,}/gu)?.length ?? 0) > MAX_ACRONYMS;
}

/** Letters and signs that pdfLaTeX reads as they are, in the encodings T1 and TS1. */
const KNOWN_TO_LATEX =
  /^[\0-\x7f\u00a1-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u0218-\u021b–—‘’‚“”„†‡•…‰‹›€™]*$/u;

/** True if pdfLaTeX can print the text. */
export function isPrintableTex(text: string, spelling: TexSpelling): boolean {
  return KNOWN_TO_LATEX.test(toTex(text, spelling));
}

function escapeLine(line: string, spelling: TexSpelling): string {
  return withoutLigatures(escapeSigns(line, spelling));
}

/** A run of Greek letters, a character with its marks, or a special of ASCII. */
const NEEDS_TEX = /\p{Script=Greek}[\p{Script=Greek}\p{M}]*|[^\0-\x7f]\p{M}*|[a-z]\p{M}+|[#$%&_~^\\{}<>|]/giu;

function escapeSigns(line: string, spelling: TexSpelling): string {
  if (spelling === 'macros') {
    return line.replace(
      NEEDS_TEX,
      sign => SPECIALS[sign] ?? SIGNS.get(sign) ?? greekToTex(sign) ?? accented(sign) ?? sign,
    );
  }
  return line.replace(NEEDS_TEX, sign => SPECIALS[sign] ?? MATH_SIGNS.get(sign) ?? greekToTex(sign) ?? sign);
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
