/**
 * The one tokenizer of the program: the index, the query and the highlighter all see the same words.
 *
 * A text is first *squeezed*: words in lower case with accents folded, one space between them, a hyphen where a mark
 * joined two pieces ("GPT-4", "don't", "3.5" become `gpt-4`, `don-t`, `3-5`). Squeezing a squeezed text changes nothing.
 * Then every squeezed word gives its terms: itself, or its pieces and all pieces joined (`gpt`, `4`, `gpt4`), or for
 * Chinese and Japanese, which write no spaces, single characters and pairs of neighbours.
 */

/** Longest term in UTF-16 units; longer words are cut, in the index and in the query alike. */
export const MAX_TERM_LENGTH = 64;

/** `joiner` marks join two pieces of a word, separators part words. */
export type CharacterClass = 'separator' | 'word' | 'joiner' | 'ideograph';

const JOINERS = new Set(["'", '-', '.', '_', '’', '‐', '‑', '\u00ad', '\u200b', '\u200d', '\ufeff']);
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;

/** Letters that no Unicode decomposition takes apart. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
};

function classify(character: string): CharacterClass {
  if (JOINERS.has(character)) return 'joiner';
  if (IDEOGRAPH.test(character)) return 'ideograph';
  return WORD_CHARACTER.test(character) ? 'word' : 'separator';
}

/** Classes of the first 128 code points by table, of the others by a map that fills itself: classifying is most of the work. */
const asciiClasses: readonly CharacterClass[] = Array.from({ length: 128 }, (_, code) =>
  classify(String.fromCharCode(code)),
);
const otherClasses = new Map<number, CharacterClass>();

/** What a character is to the tokenizer. */
export function classOf(codePoint: number): CharacterClass {
  const known = codePoint < 128 ? asciiClasses[codePoint] : otherClasses.get(codePoint);
  if (known !== undefined) return known;
  const found = classify(String.fromCodePoint(codePoint));
  otherClasses.set(codePoint, found);
  return found;
}

/** Names of Greek letters: one that stands alone is as good as its name ("β-VAE", "beta-VAE"). */
const GREEK_NAMES: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

const ONLY_ASCII = /^[\0-\x7f]*$/u;

/** A word in lower case without accents: `Schrödinger` gives `schrodinger`; a lone `β` gives `beta`, Greek words stay. */
export function foldWord(word: string): string {
  if (ONLY_ASCII.test(word)) return word.toLowerCase();
  const folded = word
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[łøđðħıŧßæœþς]/gu, letter => UNDECOMPOSED[letter] ?? letter)
    .normalize('NFC');
  return folded.length === 1 ? (GREEK_NAMES[folded] ?? folded) : folded;
}

/** A run of letters and digits, or of ideographs; `from` and `to` are offsets in the text it was found in. */
export interface Piece {
  /** Folded, never empty. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Joined to the piece before by a hyphen, apostrophe or full stop, or not at all. */
  readonly glued: 'apart' | 'joined';
  readonly script: 'word' | 'ideograph';
}

/** Cuts a text into its pieces, in order. Linear; never fails. */
export function findPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let glued: Piece['glued'] = 'apart';
  let at = 0;
  while (at < text.length) {
    const kind = classOf(text.codePointAt(at) ?? 0);
    if (kind !== 'word' && kind !== 'ideograph') {
      const previous = pieces.at(-1);
      glued = kind === 'joiner' && previous?.to === at && previous.script === 'word' ? 'joined' : 'apart';
      at += widthAt(text, at);
      continue;
    }
    const from = at;
    while (at < text.length && classOf(text.codePointAt(at) ?? 0) === kind) at += widthAt(text, at);
    const folded = foldWord(text.slice(from, at));
    if (folded !== '') {
      pieces.push({ text: folded, from, to: at, glued: kind === 'word' ? glued : 'apart', script: kind });
    }
    glued = 'apart';
  }
  return pieces;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** The words of a text: folded, one space between, before and after; pieces of one word joined by `-`. Empty without words. */
export function squeeze(text: string): string {
  let squeezed = '';
  for (const piece of findPieces(text)) {
    squeezed += (piece.glued === 'joined' ? '-' : ' ') + piece.text;
  }
  return squeezed === '' ? '' : `${squeezed} `;
}

/** The squeezed words of a text, e.g. `['gpt-4', 'technical', 'report']`. */
export function squeezedWords(text: string): string[] {
  return squeeze(text)
    .split(' ')
    .filter(word => word !== '');
}

/** True if a squeezed word is written in ideographs (they stand apart from other letters). */
export function isIdeographic(word: string): boolean {
  return classOf(word.codePointAt(0) ?? 0) === 'ideograph';
}

/** The terms of one squeezed word. */
export function termsOfWord(word: string): string[] {
  if (isIdeographic(word)) return ideographTerms(word);
  if (!word.includes('-')) return [cut(word)];
  const pieces = word.split('-');
  return [...pieces.map(cut), cut(pieces.join(''))];
}

/** Calls `visit` with every term of a squeezed text; repeats and all. */
export function visitTerms(squeezed: string, visit: (term: string) => void): void {
  let from = 1;
  while (from < squeezed.length) {
    const end = squeezed.indexOf(' ', from);
    const to = end === -1 ? squeezed.length : end;
    if (to > from) {
      const word = squeezed.slice(from, to);
      const isPlain = word.charCodeAt(0) < 0x2e80 && !word.includes('-');
      if (isPlain) visit(cut(word));
      else for (const term of termsOfWord(word)) visit(term);
    }
    from = to + 1;
  }
}

/** All terms under which a text is indexed. */
export function tokenize(text: string): string[] {
  const terms: string[] = [];
  visitTerms(squeeze(text), term => terms.push(term));
  return terms;
}

function cut(term: string): string {
  return term.length <= MAX_TERM_LENGTH ? term : term.slice(0, MAX_TERM_LENGTH);
}

function ideographTerms(word: string): string[] {
  const characters = [...word];
  const pairs = characters.slice(1).map((character, index) => (characters[index] ?? '') + character);
  return [...characters, ...pairs];
}
