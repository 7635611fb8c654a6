/** Shortest beginning that counts as a word of its own once an ending is taken off. */
const MIN_STEM = 3;

/** The plural or singular of an English noun, roughly: "graphs" for "graph", "class" and "classes", "theory" and "theories". */
export function otherNumbers(term: string): string[] {
  if (term.length < 3 || !isPlain(term)) return [];
  const others = [`${term}s`, `${term}es`];
  if (term.endsWith('y')) others.push(`${term.slice(0, -1)}ies`);
  if (term.length > 3 && term.endsWith('s') && !term.endsWith('ss')) {
    others.push(term.slice(0, -1));
    if (term.length > 4 && term.endsWith('ies')) others.push(`${term.slice(0, -3)}y`);
  }
  return others;
}

/**
 * Other forms of an English verb, roughly: "train", "trained" and "trains" for "training". After the idea of Harman's
 * S-stemmer ("How effective is suffixing?", 1991): few endings, each form looked up beside the word, none instead of it.
 */
export function otherForms(term: string): string[] {
  if (!isPlain(term)) return [];
  const forms = new Set<string>();
  for (const stem of stemsOf(term))
    for (const ending of ['', 'e', 's', 'es', 'ed', 'ing']) forms.add(stem + ending);
  forms.delete(term);
  for (const other of otherNumbers(term)) forms.delete(other);
  return [...forms];
}

/** The word without "ing" or "ed", also with one of two equal letters ("running"). */
function stemsOf(term: string): string[] {
  const ending = ['ing', 'ed'].find(one => term.endsWith(one));
  if (ending === undefined || term.length < ending.length + MIN_STEM) return [];
  const stem = term.slice(0, -ending.length);
  const isDoubled = stem.length > MIN_STEM && stem.at(-1) === stem.at(-2);
  return isDoubled ? [stem, stem.slice(0, -1)] : [stem];
}

function isPlain(term: string): boolean {
  return /^[a-z]+$/u.test(term);
}
