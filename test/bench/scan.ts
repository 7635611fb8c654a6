import type { InventedPaper } from '../support/inventedDumps.ts';

/** What a look into every text finds for a search, as serials; written apart from every engine on purpose. */
export interface Scanned {
  readonly text: string;
  /** Papers with every word, as it is or as the start of a word. */
  readonly must: readonly number[];
  /** Those, and papers with a word in the other number, or without "ing" or "ed" and in the forms made of that. */
  readonly may: readonly number[];
}

/** Answers too long to be compared one by one are left out. */
const MAX_FOUND = 20_000;

/** Looks for searches of whole words in papers that come slice by slice. */
export class Scan {
  readonly #searches: readonly { text: string; words: readonly string[]; must: number[]; may: number[] }[];

  /** Searches with a letter alone are left out: every engine has rules of its own for them. */
  constructor(texts: readonly string[]) {
    const asked = texts.filter(text => text.split(' ').every(word => /^[a-z0-9]{2,}$/u.test(word)));
    this.#searches = [...new Set(asked)].map(text => ({ text, words: text.split(' '), must: [], may: [] }));
  }

  take(papers: readonly InventedPaper[], firstSerial: number): void {
    papers.forEach(({ title, abstract }, index) => {
      const words = ` ${`${title} ${abstract}`.toLowerCase().replace(/[^a-z0-9]+/gu, ' ')} `;
      for (const search of this.#searches) {
        if (search.may.length > MAX_FOUND) continue;
        const begins = (word: string): boolean => words.includes(` ${word}`);
        const isLike = (word: string): boolean =>
          begins(word) || otherForms(word).some(form => words.includes(` ${form} `));
        if (!search.words.every(isLike)) continue;
        search.may.push(firstSerial + index);
        if (search.words.every(begins)) search.must.push(firstSerial + index);
      }
    });
  }

  /** What was found, for so many searches at most. */
  results(count: number): readonly Scanned[] {
    return this.#searches
      .filter(({ may }) => may.length <= MAX_FOUND)
      .slice(0, count)
      .map(({ text, must, may }) => ({ text, must, may }));
  }
}

/** Words that mean the same, as documented for our engine. */
function otherForms(word: string): readonly string[] {
  const forms: string[] = [];
  if (word.length > 3 && /[^s]s$/u.test(word)) forms.push(word.slice(0, -1));
  if (word.length > 4 && word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  if (word.length > 2 && word.endsWith('y')) forms.push(`${word.slice(0, -1)}ies`);
  const stem = /^([a-z]{3,}?)(?:ing|ed)$/u.exec(word)?.[1];
  if (stem === undefined) return forms;
  const stems = /([a-z])\1$/u.test(stem) && stem.length > 3 ? [stem, stem.slice(0, -1)] : [stem];
  return [...forms, ...stems.flatMap(one => ['', 'e', 's', 'es', 'ed', 'ing'].map(ending => one + ending))];
}
