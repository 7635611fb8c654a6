/** A person by the parts of their name, or a name that has no parts: an organisation, a group. */
export type Author = { readonly family: string; readonly given?: string } | { readonly literal: string };

/** Longer names are cut off. */
const MAX_LENGTH = 500;
/** Words before a family name that belong to it and are written small: of Dutch, German, French, Spanish, Italian, Arabic … names. */
const PARTICLES: ReadonlySet<string> = new Set([
  ...[
    'van',
    'von',
    'vom',
    'zu',
    'zum',
    'zur',
    'der',
    'den',
    'de',
    "d'",
    'del',
    'dem',
    'della',
    'delle',
    'dello',
    'di',
  ],
  ...[
    'da',
    'das',
    'do',
    'dos',
    'du',
    'des',
    'la',
    'le',
    'lo',
    'los',
    'las',
    'el',
    'al',
    'bin',
    'ibn',
    'ben',
    'bint',
  ],
  ...['ter', 'ten', 'te', "'t", '’t', 'af', 'av', 'st.', 'san', 'santa'],
]);
/** Words between two family names: "Ortega y Gasset". */
const JOINTS: ReadonlySet<string> = new Set(['y', 'e', 'i']);
const SUFFIX = /^(?:jr|sr|jnr|snr)\.?$|^(?:ii|iii|iv)$/iu;
/** What groups call themselves. */
const GROUP =
  /^the\s|\b(?:team|collaboration|consortium|group|universit\w+|institut\w*|laborator\w+|labs?|inc|ltd|gmbh|foundation|committee|contributors|department|council)\b/iu;
/** Names in these scripts are written family first and often in one piece: taken apart they would be turned around. */
const WHOLE_SCRIPTS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\s·・ー]+$/u;

/**
 * The author of a name as it is read out, "Ada van der Berg", or turned around, "Berg, Ada van der": the family name is the
 * last word with the particles before it and the suffix behind it ("King Jr."). Groups, and Chinese, Japanese and Korean
 * names in their own script, stay whole. Undefined for a text without letters.
 */
export function authorFromName(name: string): Author | undefined {
  const whole = name
    .slice(0, MAX_LENGTH)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (!/\p{L}/u.test(whole)) return undefined;
  if (GROUP.test(whole) || WHOLE_SCRIPTS.test(whole)) return { literal: whole };
  return whole.includes(',') ? turnedAround(whole) : readOut(whole.split(' '));
}

/** "Lee, Ada"; "King, Jr., Martin" and "Martin King, Jr." too. */
function turnedAround(whole: string): Author | undefined {
  const parts = whole
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  const suffixes = parts.filter((part, place) => place > 0 && SUFFIX.test(part));
  const [family = '', ...given] = parts.filter((part, place) => place === 0 || !SUFFIX.test(part));
  if (given.length === 0) return readOut([...family.split(' '), ...suffixes]);
  return person([family, ...suffixes], given);
}

function readOut(words: readonly string[]): Author | undefined {
  let last = words.length - 1;
  while (last > 0 && SUFFIX.test(words[last] ?? '')) last -= 1;
  let start = last;
  if (start > 1 && JOINTS.has(words[start - 1] ?? '')) start -= 2;
  while (start > 1 && PARTICLES.has(words[start - 1] ?? '')) start -= 1;
  // "de la Cruz" alone has no given name.
  if (start === 1 && PARTICLES.has(words[0] ?? '')) start = 0;
  return person(words.slice(start), words.slice(0, start));
}

function person(family: readonly string[], given: readonly string[]): Author | undefined {
  const [last, first] = [family.join(' ').trim(), given.join(' ').trim()];
  if (last === '') return first === '' ? undefined : { family: first };
  return first === '' ? { family: last } : { family: last, given: first };
}
