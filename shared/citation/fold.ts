/** Letters that Unicode's decomposition leaves alone, with the usual ASCII spelling. Lower case only: titles are lowered first. */
const LATIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŋ: 'ng',
  ŧ: 't',
  ı: 'i',
  ȷ: 'j',
  ĸ: 'k',
  ə: 'e',
  ɛ: 'e',
  ƒ: 'f',
};

/** Greek letters by name and by sound: "κ-means" becomes kappa, a Greek word is spelled out. */
const GREEK: Readonly<Record<string, readonly [name: string, sound: string]>> = {
  α: ['alpha', 'a'],
  β: ['beta', 'v'],
  γ: ['gamma', 'g'],
  δ: ['delta', 'd'],
  ε: ['epsilon', 'e'],
  ζ: ['zeta', 'z'],
  η: ['eta', 'i'],
  θ: ['theta', 'th'],
  ι: ['iota', 'i'],
  κ: ['kappa', 'k'],
  λ: ['lambda', 'l'],
  μ: ['mu', 'm'],
  ν: ['nu', 'n'],
  ξ: ['xi', 'x'],
  ο: ['omicron', 'o'],
  π: ['pi', 'p'],
  ρ: ['rho', 'r'],
  σ: ['sigma', 's'],
  ς: ['sigma', 's'],
  τ: ['tau', 't'],
  υ: ['upsilon', 'y'],
  φ: ['phi', 'f'],
  χ: ['chi', 'ch'],
  ψ: ['psi', 'ps'],
  ω: ['omega', 'o'],
};

const CYRILLIC_LETTERS = 'абвгдежзиклмнопрстуфхцчшщъыьэюяєіђјљњћџґ';
const CYRILLIC_SOUNDS =
  'a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya ye i dj j lj nj c dz g'.split(' ');
const CYRILLIC = new Map([...CYRILLIC_LETTERS].map((letter, at) => [letter, CYRILLIC_SOUNDS[at] ?? '']));

const IS_ASCII = /^[\0-\x7f]*$/u;

/**
 * The text in lower-case ASCII letters as far as its script allows: accents dropped, Latin extras, Greek and Cyrillic
 * spelled out. Characters of other scripts stay and are for the caller to leave out.
 */
export function foldToAscii(text: string): string {
  if (IS_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[α-ω]+/gu, spellGreek)
    .replace(/[^\0-\x7f]/gu, letter => LATIN[letter] ?? spellCyrillic(letter));
}

function spellGreek(letters: string): string {
  const isSymbol = letters.length === 1;
  return Array.from(letters, letter => GREEK[letter]?.[isSymbol ? 0 : 1] ?? '').join('');
}

function spellCyrillic(letter: string): string {
  const sound = CYRILLIC.get(letter);
  return sound === undefined ? letter : sound.replace('-', '');
}
