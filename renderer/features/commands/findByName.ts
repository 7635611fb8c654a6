/**
 * The things whose name holds what was typed, best first: at the start, at the start of a word, anywhere, and last with
 * other letters in between. All of them, in their order, when nothing was typed.
 */
export function findByName<T>(
  things: readonly T[],
  typed: string,
  nameOf: (thing: T) => string,
): readonly T[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return things;
  return things
    .map(thing => ({ thing, score: scoreName(nameOf(thing).toLowerCase(), wanted) }))
    .filter(({ score }) => score < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.score - b.score)
    .map(({ thing }) => thing);
}

/** Lower is better; infinite when the letters don't occur in that order. */
function scoreName(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  if (at === 0) return 0;
  if (at > 0 && name[at - 1] === ' ') return 1;
  if (at > 0) return 2;
  return spreadOf(name, wanted) + 3;
}

/** How many other letters stand between the wanted ones. */
function spreadOf(name: string, wanted: string): number {
  let at = -1;
  let spread = 0;
  for (const letter of wanted.replace(/\s+/gu, '')) {
    const next = name.indexOf(letter, at + 1);
    if (next < 0) return Number.POSITIVE_INFINITY;
    if (at >= 0) spread += next - at - 1;
    at = next;
  }
  return spread;
}
