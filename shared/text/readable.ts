import { ACCENTS, SIGN_OF_MACRO } from '../citation/texTables.ts';
import { findLinks } from './links.ts';

/** Passes over a text: each resolves the innermost TeX. Text that needs more is not worth touching. */
const MAX_PASSES = 8;
/** Stands for a link while rules run, so that none of them changes an address. A private character, one unit long. */
const LINK_MARK = '\ue000';

/**
 * A digest's text with its TeX made readable where that is safe: accents, Greek letters and signs, fonts, simple
 * formulas, ties, powers, links printed twice. What is not surely TeX stays as it is, and no word is lost. Linear in
 * the text; reading a readable text changes nothing.
 */
export function readableText(raw: string): string {
  if (!/[\\{}$~^_`]|--|varepsilon|infty|leq|geq|math/u.test(raw) || raw.includes(LINK_MARK)) return raw;
  const links = findLinks(raw);
  let text = withoutLinks(raw, links);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = RULES.reduce((current, rule) => rule(current), text);
    if (next === text)
      return withLinks(
        text,
        links.map(link => link.url),
      );
    text = next;
  }
  return raw;
}

function withoutLinks(
  text: string,
  links: readonly { readonly from: number; readonly to: number }[],
): string {
  let result = '';
  let done = 0;
  for (const { from, to } of links) {
    result += text.slice(done, from) + LINK_MARK;
    done = to;
  }
  return result + text.slice(done);
}

function withLinks(text: string, urls: readonly string[]): string {
  let at = 0;
  return text.replaceAll(LINK_MARK, () => urls[at++] ?? '');
}

type Rule = (text: string) => string;

const ACCENT_OF_MACRO = new Map([...ACCENTS].map(([mark, macro]) => [macro, mark]));
const FONTS = '(?:em|bf|it|sf|tt|rm|sc|sl|cal)';
const FONT_MACROS =
  '(?:emph|underline|(?:text|math)(?:bf|it|sf|tt|rm|sc|sl|up|md|normal)|text|mathcal|mathbb|mathfrak|mathscr|boldsymbol|mbox|url)';
/** Without a backslash only names that are no English words, or that stand in front of a single letter. */
const DAMAGED_FONT_MACROS = '(?:text(?:bf|it|rm|sf|tt)|math(?:bf|it|rm|sf|cal|bb|frak|scr)|boldsymbol)';

/** In this order; each takes linear time. */
const RULES: readonly Rule[] = [
  // \"o, \'{e}, \v{s}: accents.
  replacing(/\\(["'`^~=.])(?:\{(\\[ij]|[A-Za-z])\}|(\\[ij](?![A-Za-z])|[A-Za-z]))/gu, accented),
  replacing(/\\([uvHckrd])\{(\\[ij]|[A-Za-z])\}/gu, accented),
  // Na{ï}ve: braces left around one accented letter, unless they are a macro's.
  replacing(/(?<!\\[A-Za-z]{1,20})\{([^\0-\x7f])\}/gu, (all, letter = '') =>
    /\p{L}/u.test(letter) ? letter : all,
  ),
  // {\L}, \alpha, \leq: signs.
  replacing(/(?<!\\[A-Za-z]{1,20})\{\\([A-Za-z]+)\s*\}|\\([A-Za-z]+)(?:\{\})?/gu, signOf),
  // {\em x}, {bf A}: fonts.
  replacing(new RegExp(`\\{\\\\${FONTS}\\s([^{}\\\\]+)\\}`, 'gu'), (_all, inner = '') => inner.trimStart()),
  replacing(/\{(?:bf|cal|sf|em|rm)\s([^{}\\]+)\}/gu, (_all, inner = '') => inner.trimStart()),
  // \textbf{x}, mathcal{O}, mathbf x.
  replacing(new RegExp(`\\\\${FONT_MACROS}\\{([^{}\\\\]*)\\}`, 'gu'), (_all, inner = '') => inner),
  replacing(
    new RegExp(`(?<![\\p{L}\\\\])${DAMAGED_FONT_MACROS}(?:\\{([^{}\\\\]*)\\}| ([A-Za-z])(?![A-Za-z]))`, 'gu'),
    (_all, inner, letter) => inner ?? letter ?? '',
  ),
  replacing(/\\footnote\{([^{}\\]*)\}/gu, (_all, inner = '') => ` (${inner})`),
  // Names of signs that lost their backslash and are no words of any language.
  replacing(
    /(?<![\p{L}\p{N}\\])(?:varepsilon|infty|leq|geq|neq)(?![\p{L}\p{N}{])/gu,
    name => SIGN_OF_MACRO.get(name) ?? name,
  ),
  // sqrt{d}
  replacing(/(?<![\p{L}\\])\\?sqrt\{([\p{L}\p{N}]+)\}(?!\{)/gu, (_all, inner = '') =>
    [...inner].length === 1 || /^\p{N}+$/u.test(inner) ? `√${inner}` : `√(${inner})`,
  ),
  // n^2, 10^{-3}, CO_{2}, x_1
  replacing(/(?<=[\p{L}\p{N})\]|])\^(?:\{([-+]?\d{1,4})\}|(\d)(?![\p{L}\p{N}.]))/gu, (_all, braced, digit) =>
    raised(braced ?? digit ?? ''),
  ),
  replacing(/(?<=[\p{L})])_\{(\d{1,4})\}/gu, (_all, digits = '') => lowered(digits)),
  replacing(
    /(?<![\p{L}\p{N}_/.])(\p{L})_(\d)(?![\p{L}\p{N}_])/gu,
    (_all, letter = '', digit = '') => letter + lowered(digit),
  ),
  // $O(n²)$, \(L = 160\): formulas that need no TeX any more.
  replacing(
    /(?<![\\$\p{N}])\$(?![\s$])([^$\\{}\n]{1,200})(?<!\s)\$(?![$\p{N}])/gu,
    (_all, inner = '') => inner,
  ),
  replacing(/\\\(([^\\{}$\n]{1,200})\\\)/gu, (_all, inner = '') => inner.trim()),
  // \%, \&, \_, spaces of all widths, sizes of brackets.
  replacing(/\\([%&#_])/gu, (_all, sign = '') => sign),
  replacing(/\\[,;:! ]|\\q?quad(?![A-Za-z])/gu, () => ' '),
  replacing(/\\(?:left|right|[bB]igg?[lr]?)(?=[()[\]|])/gu, () => ''),
  // e.g.~this, words~(ABC): ties. "~3x" and "x~N(0,1)" are not.
  replacing(/(?<=\p{L}\p{L}|\.|[\p{L}\p{N}]\))~(?=[\p{L}([\\])|(?<=\p{L}\.)~(?=\p{N})/gu, () => ' '),
  // A--B, ``quoted''
  replacing(/(?<=\p{L})--(?=\p{L})/gu, () => '–'),
  replacing(/``([^`'\n]{1,300})''/gu, (_all, inner = '') => `“${inner}”`),
];

/** A rule from a pattern and what its match becomes; `replacer` gets the match and its groups. */
function replacing(
  pattern: RegExp,
  replacer: (match: string, first?: string, second?: string) => string,
): Rule {
  return text =>
    text.replace(pattern, (match: string, first?: string, second?: string) => replacer(match, first, second));
}

/** `\"o` as ö; as it was if there is no such letter. */
function accented(match: string): string {
  const parts = /^\\(.)\{?(\\[ij]|[A-Za-z])\}?$/u.exec(match);
  const mark = ACCENT_OF_MACRO.get(parts?.[1] ?? '');
  const letter = parts?.[2]?.replace('\\', '');
  if (mark === undefined || letter === undefined) return match;
  const composed = (letter + mark).normalize('NFC');
  return composed.length === 1 ? composed : match;
}

function signOf(match: string, inBraces?: string, bare?: string): string {
  return SIGN_OF_MACRO.get(inBraces ?? bare ?? '') ?? match;
}

function raised(digits: string): string {
  return digits.replace(/./gu, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺'['0123456789-+'.indexOf(digit)] ?? digit);
}

function lowered(digits: string): string {
  return digits.replace(/\d/gu, digit => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? digit);
}
