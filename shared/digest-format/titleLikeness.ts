/** Characters of a line that are looked at: enough to tell, and the work stays linear however long a line is. */
const LOOKED_AT = 400;
/** Words shorter than this are left in lower case in capitalised titles too. */
const SHORT_WORD = 4;

/**
 * How much more a line looks like a title than like an abstract, about −10 to +5. Titles are one phrase of some 20 to
 * 120 characters without a full stop; abstracts are several sentences of 250 characters and more.
 */
export function titleLikeness(text: string): number {
  const start = text.slice(0, LOOKED_AT);
  let likeness = fromLength(text.length) + fromEnd(text);
  if (/\p{Ll}{2}[.!] +\p{Lu}/u.test(start)) likeness -= 2;
  if (/^(?:We|Our|In this|This (?:paper|work|article))\s/u.test(start)) likeness -= 1;
  if (/https?:\/\//u.test(start)) likeness -= 2;
  return isCapitalised(start) ? likeness + 1.5 : likeness;
}

/** True when a text stops where a sentence can't: behind a letter, a digit, a comma. An address may stop anywhere. */
export function stopsInMidSentence(text: string): boolean {
  return /[\p{L}\p{N},;:(–-]$/u.test(text.slice(-2)) && !endsInAddress(text);
}

/** True when a text starts with a small letter. */
export function startsSmall(text: string): boolean {
  return /^\p{Ll}/u.test(text.slice(0, 2));
}

function fromLength(length: number): number {
  if (length <= 100) return 2;
  if (length <= 200) return 2 - (length - 100) / 50;
  if (length <= 320) return -(length - 200) / 30;
  return length <= 600 ? -4 : -5;
}

function fromEnd(text: string): number {
  if (endsInAddress(text)) return -2;
  if (/[.!…]["'”’)\]}$]*$/u.test(text.slice(-4))) return -2;
  return text.endsWith('?') ? 0 : 1;
}

function endsInAddress(text: string): boolean {
  const lastWord = text.slice(-LOOKED_AT).split(/\s/u).at(-1) ?? '';
  return lastWord.includes('://');
}

/** True For Titles Written Like This. */
function isCapitalised(text: string): boolean {
  const words = text.split(/\s+/u, 40).filter(word => word.length >= SHORT_WORD && /^\p{L}/u.test(word));
  const capitals = words.filter(word => /^\p{Lu}/u.test(word)).length;
  return words.length >= 4 && capitals >= words.length * 0.7;
}
