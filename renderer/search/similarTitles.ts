import { visitTerms } from '../../shared/query/tokenize.ts';
import { TITLE, fieldsOf, slotOf } from './postings.ts';
import type { TextIndex } from './textIndex.ts';

/** From here on two titles are suggested to be the same work. */
export const NEARLY_EQUAL = 0.88;
/** Titles are compared if they share at least two of these many rarest words. */
const RAREST_WORDS = 5;

/** Papers, as slots, whose titles are nearly that of `slot`, with the likeness from `NEARLY_EQUAL` to 1. */
export function nearTitles(index: TextIndex, slot: number): Map<number, number> {
  const title = plainTitle(index, slot);
  const near = new Map<number, number>();
  for (const other of candidates(index, slot, title)) {
    const likeness = titleLikeness(title, plainTitle(index, other));
    if (likeness >= NEARLY_EQUAL) near.set(other, likeness);
  }
  return near;
}

/** 1 for the same words; less for each letter that differs; 0 if a number differs, as in the parts of a series. */
export function titleLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  const mostEdits = Math.floor(longer * (1 - NEARLY_EQUAL));
  if (Math.abs(a.length - b.length) > mostEdits || numbersOf(a) !== numbersOf(b)) return 0;
  return 1 - editDistance(a, b) / longer;
}

/** The words of the paper's own title, without hyphens: "Low-Rank" and "Low Rank" are written alike. */
function plainTitle(index: TextIndex, slot: number): string {
  const [first = ''] = index.textOf(slot, TITLE).split('  ');
  return first.replaceAll('-', ' ').trim();
}

function numbersOf(title: string): string {
  return title
    .split(' ')
    .filter(word => /\p{N}/u.test(word))
    .join(' ');
}

function candidates(index: TextIndex, slot: number, title: string): number[] {
  const terms = new Set<string>();
  visitTerms(` ${title} `, term => terms.add(term));
  const words = [...terms].flatMap(term => index.vocabulary.find(term) ?? []);
  const rarest = words.sort((a, b) => a.length - b.length).slice(0, RAREST_WORDS);
  const shared = new Map<number, number>();
  for (const { entries, length } of rarest) {
    for (const posting of entries.subarray(0, length)) {
      const other = slotOf(posting);
      if (other !== slot && (fieldsOf(posting) & (1 << TITLE)) !== 0) {
        shared.set(other, (shared.get(other) ?? 0) + 1);
      }
    }
  }
  const needed = Math.min(2, rarest.length);
  return [...shared].flatMap(([other, count]) => (count >= needed ? [other] : []));
}

/** Letters to change, add or leave out (Levenshtein 1966), by two rows of the table. */
function editDistance(a: string, b: string): number {
  let row = Uint16Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = new Uint16Array(b.length + 1);
    next[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
