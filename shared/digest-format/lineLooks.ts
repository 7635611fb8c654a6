import type { Line } from './lines.ts';

/** What a page shows as a whole. */
export interface PageLooks {
  /** Blank lines stand between some lines, but not between all: they may mean something. */
  readonly spaced: boolean;
  /** Many lines end like sentences, so a line that does not is likely to go on. */
  readonly prose: boolean;
  /** Some lines end like sentences and some do not, so that the end of a line tells something. */
  readonly stopsTell: boolean;
  /** Many lines are abstracts beyond doubt, so a short line is hardly one. */
  readonly longAbstracts: boolean;
  /** The width at which the page's lines were wrapped, 0 if they were not. */
  readonly wrappedAt: number;
}

/** What tells titles and abstracts apart. */
export interface LineLooks {
  readonly afterBlank: boolean;
  /** See `titleLikeness`. */
  readonly likeness: number;
  /** How surely the line goes on where the one before broke off: 0 not at all, 6 surely. */
  readonly continuation: number;
}

/** Share of blank lines from which on they can mean something. */
const FEWEST_BLANKS = 0.05;
/** Share of sentence ends from which on they mean something. */
const FEWEST_SENTENCE_ENDS = 0.25;
/** Share from which on they mean nothing: titles end like sentences too. */
const MOST_SENTENCE_ENDS = 0.9;
/** No title is as long as this. */
const SURE_ABSTRACT = 320;
/** Share of long lines from which on the abstracts of a page are known to be long. */
const FEWEST_LONG = 0.25;
/** Lines are taken for wrapped if at least this share of them is about as long as the longest. */
const FEWEST_FULL_LINES = 0.4;
/** Fewer lines of one length are chance. */
const FEWEST_WRAPPED = 6;
/** How much shorter than the width a full line may be: a word did not fit. */
const LONGEST_WORD = 14;
/** Wrapped text is at least and at most this wide. */
const NARROWEST = 40;
const WIDEST = 200;

/** Looks at all lines of a page, before its single lines can be judged. */
export function pageLooks(lines: readonly Line[]): PageLooks {
  const inner = lines.slice(1);
  const blanks = inner.filter(line => line.afterBlank).length;
  const sentenceEnds = lines.filter(line => endsSentence(line.text)).length;
  return {
    spaced: blanks >= inner.length * FEWEST_BLANKS && blanks < inner.length,
    prose: sentenceEnds >= lines.length * FEWEST_SENTENCE_ENDS,
    stopsTell: sentenceEnds < lines.length * MOST_SENTENCE_ENDS,
    longAbstracts:
      lines.filter(line => line.text.length > SURE_ABSTRACT).length >= lines.length * FEWEST_LONG,
    wrappedAt: wrapWidth(lines),
  };
}

/** Looks at one line of a page, and at the line before it. */
export function lineLooks(line: Line, before: Line | undefined, page: PageLooks): LineLooks {
  return {
    afterBlank: line.afterBlank,
    likeness: titleLikeness(line.text, page),
    continuation: before === undefined ? 0 : continuation(line.text, before.text, page),
  };
}

function continuation(text: string, before: string, page: PageLooks): number {
  const breaksOff = stopsInMidSentence(before);
  if (before.length < NARROWEST) return 0;
  if (before.length <= page.wrappedAt) {
    const firstWord = text.slice(0, WIDEST).split(/\s/u, 1)[0] ?? '';
    // A full line goes on; one that ends a sentence may be the last of its paragraph by chance.
    if (before.length + 1 + firstWord.length > page.wrappedAt) return breaksOff ? 6 : 2.5;
  }
  if (!breaksOff) return 0;
  if (/^\p{Ll}/u.test(text.slice(0, 2))) return 5;
  return page.prose ? 1.2 : 0.6;
}

/** The width that the most lines fill, if those are many and stand together. */
function wrapWidth(lines: readonly Line[]): number {
  const open = lines.map(({ text }) => text.length <= WIDEST && stopsInMidSentence(text));
  const ofLength = new Uint32Array(WIDEST + 1);
  lines.forEach(({ text }, at) => {
    // A title stops in mid-sentence too, but no line beside it does.
    if (open[at] && (open[at - 1] || open[at + 1])) ofLength[text.length] = (ofLength[text.length] ?? 0) + 1;
  });
  let width = 0;
  let mostFull = Math.max(lines.length * FEWEST_FULL_LINES, FEWEST_WRAPPED);
  for (let at = NARROWEST; at <= WIDEST; at += 1) {
    const full = ofLength.slice(at - LONGEST_WORD, at + 1).reduce((sum, count) => sum + count, 0);
    if (full > mostFull || (full === mostFull && width > 0 && (ofLength[at] ?? 0) > 0)) {
      width = at;
      mostFull = full;
    }
  }
  return width;
}

/** Characters of a line that are looked at: enough to tell, and the work stays linear however long a line is. */
const LOOKED_AT = 400;
/** Words shorter than this are left in lower case in capitalised titles too. */
const SHORT_WORD = 4;

const ANY_PAGE = { stopsTell: true, wrappedAt: 0 };

/**
 * How much more a line looks like a title than like an abstract, about −10 to +5. Titles are one phrase of some 20 to
 * 120 characters without a full stop; abstracts are several sentences of 250 characters and more. Where lines are
 * wrapped their length tells nothing.
 */
export function titleLikeness(
  text: string,
  page: Pick<PageLooks, 'stopsTell' | 'wrappedAt'> = ANY_PAGE,
): number {
  const start = text.slice(0, LOOKED_AT);
  const wrapped = text.length <= page.wrappedAt;
  let likeness = wrapped ? 0 : fromLength(text.length);
  if (page.stopsTell) likeness += Math.min(fromEnd(text), wrapped ? 0 : 1);
  if (/\p{Ll}{2}[.!] +\p{Lu}/u.test(start)) likeness -= 2;
  if (/^(?:We|Our|In this|This (?:paper|work|article))\s/u.test(start)) likeness -= 1;
  if (/https?:\/\//u.test(start)) likeness -= 2;
  return isCapitalised(start) ? likeness + 1.5 : likeness;
}

/** True when a text stops where a sentence can't: behind a letter, a digit, a comma. An address may stop anywhere. */
function stopsInMidSentence(text: string): boolean {
  return /[\p{L}\p{N},;:(–-]$/u.test(text.slice(-2)) && !endsInAddress(text);
}

function fromLength(length: number): number {
  if (length <= 100) return 2;
  if (length <= 200) return 2 - (length - 100) / 50;
  if (length <= 320) return -(length - 200) / 30;
  return length <= 600 ? -4 : -5;
}

function fromEnd(text: string): number {
  if (endsInAddress(text)) return -2;
  if (endsSentence(text)) return -3.5;
  return text.endsWith('?') ? 0 : 1;
}

function endsSentence(text: string): boolean {
  return /[.!…]["'”’)\]}$]*$/u.test(text.slice(-4));
}

function endsInAddress(text: string): boolean {
  const end = text.slice(-LOOKED_AT);
  const at = end.lastIndexOf('://');
  return at >= 0 && !/\s/u.test(end.slice(at));
}

/** True For Titles Written Like This. */
function isCapitalised(text: string): boolean {
  let words = 0;
  let capitals = 0;
  for (const word of text.split(/\s+/u, 40)) {
    if (word.length < SHORT_WORD) continue;
    const isCapital = isBetween(word, 'A', 'Z') || (!isBetween(word, 'a', 'z') && /^\p{Lu}/u.test(word));
    if (isCapital) capitals += 1;
    if (isCapital || isBetween(word, 'a', 'z') || /^\p{L}/u.test(word)) words += 1;
  }
  return words >= 4 && capitals >= words * 0.7;
}

/** Whether a word begins so: of nearly all words this is quicker to tell than by their properties in Unicode. */
function isBetween(word: string, first: string, last: string): boolean {
  return word >= first && word.charAt(0) <= last;
}
