/**
 * What plain LaTeX can print without a package, by character. Characters that are not here stay Unicode, which LaTeX
 * reads since 2018; a macro of a package the user doesn't load would stop their document instead.
 */

/** Characters of ASCII that TeX or BibTeX would not print as they are. `\{` won't do: BibTeX counts it as a brace. */
export const SPECIALS: Readonly<Record<string, string>> = {
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '~': '{\\textasciitilde}',
  '^': '{\\textasciicircum}',
  '\\': '{\\textbackslash}',
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
  '<': '{\\textless}',
  '>': '{\\textgreater}',
  '|': '{\\textbar}',
};

/** Combining marks and the accent macros that put them on a letter. */
export const ACCENTS: ReadonlyMap<string, string> = new Map([
  ['\u0300', '`'],
  ['\u0301', "'"],
  ['\u0302', '^'],
  ['\u0303', '~'],
  ['\u0304', '='],
  ['\u0306', 'u'],
  ['\u0307', '.'],
  ['\u0308', '"'],
  ['\u030a', 'r'],
  ['\u030b', 'H'],
  ['\u030c', 'v'],
  ['\u0323', 'd'],
  ['\u0327', 'c'],
  ['\u0328', 'k'],
]);

const TEXT = `ß ss|æ ae|Æ AE|œ oe|Œ OE|ø o|Ø O|ł l|Ł L|ı i|ȷ j|đ dj|Đ DJ|ð dh|Ð DH|þ th|Þ TH|ŋ ng|Ŋ NG
– textendash|— textemdash|‘ textquoteleft|’ textquoteright|“ textquotedblleft|” textquotedblright|… textellipsis
¡ textexclamdown|¿ textquestiondown|§ S|¶ P|† dag|‡ ddag|• textbullet|£ pounds|€ texteuro|© copyright
® textregistered|™ texttrademark|° textdegree|µ textmu`;

const GREEK = `α alpha|β beta|γ gamma|δ delta|ε varepsilon|ϵ epsilon|ζ zeta|η eta|θ theta|ϑ vartheta|ι iota|κ kappa
λ lambda|μ mu|ν nu|ξ xi|π pi|ϖ varpi|ρ rho|ϱ varrho|σ sigma|ς varsigma|τ tau|υ upsilon|φ varphi|ϕ phi|χ chi|ψ psi
ω omega|Γ Gamma|Δ Delta|Θ Theta|Λ Lambda|Ξ Xi|Π Pi|Σ Sigma|Υ Upsilon|Φ Phi|Ψ Psi|Ω Omega`;

const SYMBOLS = `∞ infty|→ rightarrow|← leftarrow|↔ leftrightarrow|⇒ Rightarrow|⇔ Leftrightarrow|≤ leq|≥ geq|≠ neq|≈ approx
≡ equiv|∼ sim|∝ propto|× times|÷ div|± pm|∓ mp|∘ circ|⊗ otimes|⊕ oplus|∈ in|∂ partial|∇ nabla|∑ sum|∏ prod|∫ int
∀ forall|∃ exists|∪ cup|∩ cap|⊂ subset|⊆ subseteq|∧ wedge|∨ vee|¬ neg|ℓ ell|≪ ll|≫ gg|⟨ langle|⟩ rangle`;

function pairs(list: string): [string, string][] {
  return list.split(/[|\n]/u).map(pair => pair.split(' ') as [string, string]);
}

/** Greek letters and their macros, for math. Capitals that look Latin, and omicron, have none. */
export const GREEK_LETTERS: ReadonlyMap<string, string> = new Map(pairs(GREEK));

const superscripts = Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (sign, digit): [string, string] => [sign, `{$^${digit}$}`]);
const subscripts = Array.from('₀₁₂₃₄₅₆₇₈₉', (sign, digit): [string, string] => [sign, `{$_${digit}$}`]);

/** Signs of formulas as whole TeX; text fonts seldom have them. */
export const MATH_SIGNS: ReadonlyMap<string, string> = new Map([
  ...pairs(SYMBOLS).map(([sign, macro]): [string, string] => [sign, `{$\\${macro}$}`]),
  ...superscripts,
  ...subscripts,
  ['\u00a0', '~'],
]);

/** Whole TeX by character; the braces keep styles from changing its case. */
export const SIGNS: ReadonlyMap<string, string> = new Map([
  ...pairs(TEXT).map(([sign, macro]): [string, string] => [sign, `{\\${macro}}`]),
  ...MATH_SIGNS,
]);

/** The sign that a macro such as `alpha` or `leq` prints: the tables above read the other way, with some synonyms. */
export const SIGN_OF_MACRO: ReadonlyMap<string, string> = new Map([
  ...[...pairs(TEXT), ...pairs(GREEK), ...pairs(SYMBOLS)].map(([sign, macro]): [string, string] => [
    macro,
    sign,
  ]),
  ...pairs('→ to|≤ le|≥ ge|≠ ne|… dots|… ldots|… cdots|‖ Vert|∅ emptyset|⊤ top|⊥ perp|⋆ star'),
  ['cdot', '·'],
]);
