import { ACCENTS, SIGN_OF_MACRO } from '../../../shared/citation/texTables.ts';

/**
 * TeX in the values of BibTeX files as plain text: accents, signs, fonts, quotation marks, dashes, formulas as far as they
 * can be written without TeX. Of a macro that is not
 * known stays its argument, or else its name. Linear in the text; nothing
 * in it is carried out.
 */
export function texToText(tex: string): string {
  return /[\\{}$~`]|--|''|,,/u.test(tex) ? new Reader(tex).run() : tex;
}

/** A value that TeX is not to read, such as an address: without what some programs escape in it all the same. */
export function texVerbatim(value: string): string {
  return value
    .replace(/^\s*\\url\{([^{}]*)\}\s*$/u, '$1')
    .replace(/\\textasciitilde(?:\{\})?|\\~\{\}/gu, '~')
    .replace(/\\([_&%#$~^])/gu, '$1')
    .replace(/[{}]/gu, '');
}

const MARK_OF_ACCENT = new Map([...ACCENTS].map(([mark, macro]) => [macro, mark]));
MARK_OF_ACCENT.set('b', '\u0331');

/** What our own tables have no sign for, as far as people write it in references; two spaces part the pairs. */
const MORE_SIGNS = new Map(
  `aa å  AA Å  SS ẞ  textquotesingle '  textquotedbl "  textbackslash \\  textbraceleft {  textbraceright }
textasciitilde ~  textasciicircum ^  textless <  textgreater >  textbar |  textunderscore _  textdollar $
textasteriskcentered *  lbrace {  rbrace }  guillemotleft «  guillemotright »  flqq «  frqq »  quotedblbase „
quotesinglbase ‚  textperiodcentered ·  textordfeminine ª  textordmasculine º  textonehalf ½  textonequarter ¼
textthreequarters ¾  textcent ¢  textyen ¥  textpm ±  texttimes ×  textdiv ÷  textonesuperior ¹  texttwosuperior ²
textthreesuperior ³  textnumero №  LaTeX LaTeX  TeX TeX  BibTeX BibTeX  textdagger †  textdaggerdbl ‡
textsection §  textparagraph ¶  textohm Ω  slash /  colon :  ast *  prime ′  hbar ħ  setminus ∖  mid ∣  parallel ∥
models ⊨  vdash ⊢  angle ∠  degree °  bullet •  vdots ⋮  lt <  gt >  textrightarrow →  textleftarrow ←`
    .split(/\n| {2}/u)
    .map(pair => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)] as const),
);

/** Macros that only change how their text looks, and commands that say nothing. */
const SILENT = new Set(
  `em bf it rm sf tt sc sl bfseries itshape rmfamily sffamily ttfamily scshape slshape mdseries upshape normalfont
small footnotesize large Large protect relax noindent ignorespaces left right big Big bigl bigr displaystyle textstyle
leavevmode null unskip xspace boldmath limits`.split(/\s/u),
);
/** Names of functions, which stand for themselves in formulas. */
const FUNCTIONS = new Set(
  'log ln exp sin cos tan min max arg argmin argmax lim sup inf det dim Pr'.split(' '),
);
const SPACES = new Set(['quad', 'qquad', 'space', 'newline', 'linebreak', 'par', 'enspace', 'thinspace']);
/** Macros whose text is set in another font. */
const FONTS =
  /^(?:emph|enquote|mkbib\w+|text\w{2,6}|math(?:rm|it|bf|sf|tt|normal|up)|text|mbox|hbox|underline|uppercase|lowercase|MakeUppercase|MakeLowercase|ensuremath|url|nolinkurl|path|operatorname|boldsymbol|bm|NoCaseChange)$/u;

/** An accent's letter stands close behind it. */
const MAX_ACCENT_LENGTH = 60;
const MAX_FORMULA_LENGTH = 2_000;
const SUPERSCRIPTS = new Map(
  Array.from('0123456789+-=()ni', (sign, at) => [sign, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'[at] ?? '']),
);
const SUBSCRIPTS = new Map(Array.from('0123456789+-=()', (sign, at) => [sign, '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'[at] ?? '']));
const LIGATURES = /---|--|``|''|,,|[?!]`/uy;
const LIGATURE_SIGNS: Readonly<Record<string, string>> = {
  '---': '—',
  '--': '–',
  '``': '“',
  "''": '”',
  ',,': '„',
  '?`': '¿',
  '!`': '¡',
};

function signOf(macro: string): string | undefined {
  return SIGN_OF_MACRO.get(macro) ?? MORE_SIGNS.get(macro);
}

class Reader {
  readonly #tex: string;
  #at = 0;
  #text = '';

  constructor(tex: string) {
    this.#tex = tex;
  }

  run(): string {
    while (this.#at < this.#tex.length) this.#step();
    return this.#text;
  }

  #step(): void {
    const sign = this.#tex[this.#at] ?? '';
    if (sign === '\\') return this.#macro();
    if (sign === '$') return this.#formula();
    const ligature = this.#match(LIGATURES);
    if (ligature !== undefined) {
      this.#text += LIGATURE_SIGNS[ligature] ?? ligature;
      return;
    }
    this.#at += 1;
    if (sign === '~') this.#text += '\u00a0';
    else if (sign !== '{' && sign !== '}') this.#text += sign;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#tex)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #macro(): void {
    const macro = this.#match(/\\(?:[a-z]+|[^])?/giuy)?.slice(1) ?? '';
    const mark = MARK_OF_ACCENT.get(macro);
    if (mark !== undefined && this.#accent(macro, mark)) return;
    if (/^[a-z]/iu.test(macro)) return this.#word(macro);
    if (macro === '\\' || macro === ',' || macro === ';' || macro === ':' || /^\s$/u.test(macro)) {
      this.#text += ' ';
    } else if (!['-', '/', '!', '(', ')', '[', ']'].includes(macro))
      this.#text += macro === '' ? '\\' : macro;
  }

  #word(macro: string): void {
    const sign = signOf(macro);
    if (sign !== undefined || SILENT.has(macro)) {
      this.#match(/\s+/uy);
      this.#text += sign ?? '';
    } else if (SPACES.has(macro)) {
      this.#match(/\s+/uy);
      this.#text += ' ';
    } else if (macro === 'href') this.#match(/\s*\{[^{}]{0,2000}\}/uy);
    else if (this.#tex[this.#at] !== '{') this.#text += `\\${macro}`;
  }

  /** The letter behind an accent, with it; false when there is none. */
  #accent(macro: string, mark: string): boolean {
    const argument = this.#match(/\s*(?:\{(?:[^{}]|\{[^{}]{0,20}\}){0,40}\}|\\[a-z]+\s*|\\?[^\s\\{}])/giuy);
    if (argument === undefined || argument.length > MAX_ACCENT_LENGTH) {
      this.#at -= argument?.length ?? 0;
      return false;
    }
    const inner = texToText(argument.trim()).replace('ı', 'i').replace('ȷ', 'j');
    const [letter, ...rest] = Array.from(inner.normalize('NFC'));
    this.#text += letter === undefined ? macro : (letter + mark).normalize('NFC') + rest.join('');
    return true;
  }

  /** A formula as text where that can be; else as it stands. A dollar sign that opens none is one. */
  #formula(): void {
    const open = this.#tex.startsWith('$$', this.#at) ? '$$' : '$';
    const from = this.#at + open.length;
    const to = this.#tex.indexOf(open, from);
    const inner = to < 0 ? '' : this.#tex.slice(from, to);
    const isFormula =
      inner !== '' &&
      inner.length <= MAX_FORMULA_LENGTH &&
      (/\\[a-z]|[\^_]/iu.test(inner) || !/^\s|\s$/u.test(inner)) &&
      !/^\d/u.test(this.#tex.slice(to + open.length, to + open.length + 1));
    this.#at = isFormula ? to + open.length : from;
    this.#text += isFormula ? (formulaToText(inner) ?? open + inner + open) : open;
  }
}

const FORMULA_PARTS =
  /\\([a-z]+)\s*|\\([^])|([\^_])\s*(?:\{([^{}\\]{1,20})\}|([^\s{}\\]))|\{|\}|\s+|[^\\{}^_\s]+|[^]/giuy;

/** A formula without TeX; undefined where that would say something else. */
function formulaToText(formula: string): string | undefined {
  let text = '';
  for (const [part, macro, sign, shift, group, single] of formula.matchAll(
    new RegExp(FORMULA_PARTS, 'giu'),
  )) {
    if (macro !== undefined) {
      const printed = signOf(macro) ?? (FUNCTIONS.has(macro) ? macro : undefined);
      if (printed !== undefined) text += printed + (FUNCTIONS.has(macro) && part.endsWith(' ') ? ' ' : '');
      else if (SPACES.has(macro)) text += ' ';
      else if (!SILENT.has(macro) && !FONTS.test(macro)) return undefined;
    } else if (sign !== undefined) {
      if (/[,;: !]/u.test(sign)) text += sign === '!' ? '' : ' ';
      else if (/[%&#_${}|]/u.test(sign)) text += sign;
      else return undefined;
    } else if (shift !== undefined) {
      const shifted = shiftedText(shift, group ?? single ?? '');
      if (shifted === undefined) return undefined;
      text += shifted;
    } else if (part === '^' || part === '_' || part === '\\') return undefined;
    else if (part !== '{' && part !== '}') text += part;
  }
  return text;
}

function shiftedText(shift: string, text: string): string | undefined {
  const signs = Array.from(text, sign => (shift === '^' ? SUPERSCRIPTS : SUBSCRIPTS).get(sign));
  return signs.includes(undefined) ? undefined : signs.join('');
}
