import { seededRandom } from '../support/inventedDumps.ts';

/** A search typed letter by letter: every keystroke is a query of its own. */
export interface TypedSearch {
  readonly text: string;
  /** Index of the paper that was in mind. */
  readonly target: number;
  readonly kind: 'known' | 'prefix' | 'typo' | 'field' | 'phrase';
  /** Titles that hold all of the words, the one in mind among them; counted for whole words only. */
  readonly titles?: number;
}

const KINDS: readonly TypedSearch['kind'][] = ['known', 'prefix', 'typo', 'field', 'phrase'];

/** Indexes of the papers that searches are to be made for; their titles are what `makeSearches` wants. */
export function searchTargets(paperCount: number, searchCount: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: searchCount }, () => Math.floor(random() * paperCount));
}

/** Searches for papers that are there: one to three words of a title, whole, begun, mistyped, in a field, as a phrase. */
export function makeSearches(
  targets: readonly number[],
  titles: ReadonlyMap<number, string>,
  seed: number,
): readonly TypedSearch[] {
  const random = seededRandom(seed + 1_000);
  return targets.map((target, index) => {
    const words = plainWords(titles.get(target) ?? '');
    const from = Math.floor(random() * Math.max(1, words.length - 2));
    const chosen = words.slice(from, from + 1 + Math.floor(random() * 3));
    const kind = KINDS[index % KINDS.length] ?? 'known';
    return { target, kind, text: write(chosen, kind, random) };
  });
}

/** Says of each search for whole words how many titles hold them all: among many, nobody can tell which one is meant. */
export function countTitles(
  searches: readonly TypedSearch[],
  titles: Iterable<string>,
): readonly TypedSearch[] {
  const counted = searches.map(search => ({ search, words: search.text.split(' '), count: 0 }));
  const known = counted.filter(({ search }) => search.kind === 'known');
  for (const title of titles) {
    const words = ` ${title.toLowerCase().replace(/[^a-z0-9]+/gu, ' ')} `;
    for (const one of known) if (one.words.every(word => words.includes(` ${word} `))) one.count += 1;
  }
  return counted.map(({ search, count }) =>
    search.kind === 'known' ? { ...search, titles: count } : search,
  );
}

/** True for words alone, which every engine understands. */
export function isPlain({ kind }: TypedSearch): boolean {
  return kind !== 'field' && kind !== 'phrase';
}

/** Every state of the field while the text is typed. */
export function keystrokes(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1));
}

/** Swaps two letters in the middle of a word, as hurried fingers do. */
function mistype(word: string, random: () => number): string {
  if (word.length < 5) return word;
  const at = 1 + Math.floor(random() * (word.length - 3));
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

/** Words after the numbered name that some titles start with, so that neighbours in the list are neighbours in the title. */
function plainWords(title: string): string[] {
  return title
    .slice(title.indexOf(':') + 1)
    .trim()
    .toLowerCase()
    .split(' ');
}

function write(words: readonly string[], kind: TypedSearch['kind'], random: () => number): string {
  const last = words.at(-1) ?? '';
  switch (kind) {
    case 'known':
      return words.join(' ');
    case 'prefix':
      return [...words.slice(0, -1), last.slice(0, Math.max(2, last.length - 2))].join(' ');
    case 'typo':
      return words.map(word => mistype(word, random)).join(' ');
    case 'field':
      return `title:${last}`;
    case 'phrase':
      return `"${words.join(' ')}"`;
  }
}
