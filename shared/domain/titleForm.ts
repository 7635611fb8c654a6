/** A title as compared with others: cut into words whose spelling variants are one. */
export interface TitleForm {
  /** Words without articles and "and", in order, each in one spelling. */
  readonly words: readonly string[];
  /** The words joined, so that hyphens and spaces make no difference. */
  readonly whole: string;
  /** The part before the first colon or dash, joined; the whole if there is none. */
  readonly main: string;
  /** How many words stand in the main part. */
  readonly mainLength: number;
  /** Numbers, numerals and single letters, in order: titles that differ in them are different works of one series. */
  readonly marks: string;
}

const MAX_TITLE_LENGTH = 1_000;
const LEFT_OUT = new Set(['a', 'an', 'the', 'and']);
const SUBTITLE = /\s*[:：]\s+|\s+[-–—]{1,3}\s+|\s*—\s*/u;
const NUMBER_WORD =
  /^(?:[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|\p{L})$/u;

/** Brings a title into the form in which near-equal titles are equal. Linear; any text will do. */
export function titleForm(title: string): TitleForm {
  const plain = title
    .slice(0, MAX_TITLE_LENGTH)
    .normalize('NFKD')
    .replace(/[\p{M}'’`´]+/gu, '')
    .toLowerCase();
  const words = wordsOf(plain);
  const mainWords = wordsOf(plain.split(SUBTITLE, 1)[0] ?? plain);
  return {
    words,
    whole: words.join(''),
    main: mainWords.join(''),
    mainLength: mainWords.length,
    marks: words.flatMap(marksOf).join(' '),
  };
}

function wordsOf(plain: string): string[] {
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => !LEFT_OUT.has(word)).map(inOneSpelling);
}

function marksOf(word: string): string[] {
  return NUMBER_WORD.test(word) ? [word] : (word.match(/\p{N}+/gu) ?? []);
}

/** British and American spellings, and the plural, as one: for comparing only, the result need not be a word. */
function inOneSpelling(word: string): string {
  if (word.length < 4) return word;
  return word
    .replace(/ies$/u, 'y')
    .replace(/(?<=[^su])s$/u, '')
    .replace(/([iy])s(e|ed|er|ing|ation)$/u, '$1z$2')
    .replace(/(?<=.{2})our(?=$|ed$|ing$|al$|able$|it)/u, 'or')
    .replace(/tre$/u, 'ter')
    .replace(/ogue$/u, 'og')
    .replace(/(?<=[aeo])ll(?=ed$|ing$|er$)/u, 'l');
}
