import { nearnessOfTitles } from '../../../shared/domain/nearTitles.ts';
import { titleForm } from '../../../shared/domain/titleForm.ts';

/** Only the very identifier that was asked for gives 1. */
const BEST_BY_TITLE = 0.99;
/** Titles that merely share words stay below those that are near. */
const BEST_BY_WORDS = 0.85;
/** Part I is not part II, however many words they share. */
const OTHER_NUMBERS = 0.5;

/**
 * How near two titles are, 0 to 0.99. Near titles as the library knows them (`nearTitles.ts`: punctuation, spelling, one
 * mistyped letter, subtitle cut off) give their similarity times 0.99. Others give Dice's coefficient of their words,
 * 2·|A∩B| / (|A|+|B|) over bags (Dice, "Measures of the Amount of Ecologic Association Between Species", 1945), times 0.85,
 * and half of it where their numbers differ.
 */
export function titleScore(asked: string, found: string): number {
  const near = nearnessOfTitles(asked, found);
  if (near > 0) return BEST_BY_TITLE * near;
  const [one, two] = [titleForm(asked), titleForm(found)];
  return BEST_BY_WORDS * dice(one.words, two.words) * (one.marks === two.marks ? 1 : OTHER_NUMBERS);
}

function dice(one: readonly string[], two: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of two) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    shared++;
    left.set(word, count - 1);
  }
  return one.length + two.length === 0 ? 0 : (2 * shared) / (one.length + two.length);
}
