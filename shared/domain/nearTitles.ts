import type { PaperId } from './ids.ts';
import type { Paper } from './paper.ts';
import { titleForm } from './titleForm.ts';
import type { TitleForm } from './titleForm.ts';

/** What is compared: title, and which papers the user said are others. */
export type TitledPaper = Pick<Paper, 'id' | 'title' | 'keptApart'>;

/** Two papers that may be one; `a` is the one asked about. */
export interface NearTitle {
  readonly a: PaperId;
  readonly b: PaperId;
  /** 1 for titles that differ only in how they are written, else below 1. */
  readonly similarity: number;
}

/** Where a near title stands in the index, and how near it is, as in `NearTitle`. */
export interface NearPlace {
  readonly place: number;
  readonly similarity: number;
}

/** A title cut off at its subtitle has at least so many words and letters; less is a name that several papers share. */
const MIN_MAIN_WORDS = 3;
const MIN_MAIN_LENGTH = 16;
/** Similarity of a title and the same title without its subtitle. */
const CUT_OFF = 0.9;
/** One mistyped letter is looked for in titles of so many words, in words of so many letters. */
const MIN_WORDS_FOR_TYPO = 4;
const MIN_LENGTH_FOR_TYPO = 5;

/** A title has at most so many parts by which near ones are found. */
const PARTS = 4;
const LEAST_ROOM = 64;

/**
 * Finds titles that are nearly the same: other punctuation, hyphens, plural or British spelling, one mistyped letter,
 * subtitle cut off. Never those whose numbers differ (Part I and II, v2 and v3). The titles stand elsewhere, by small whole
 * numbers; here are only hashes of their parts, 40 bytes a title, so that finding costs those that share a part: the whole, the
 * part before the subtitle, and either half of the words with the first letters of the others, as one mistyped letter leaves them.
 */
export class NearTitleIndex {
  readonly #titleAt: (place: number) => string;
  /** Places there is room for: a power of two. */
  #room = LEAST_ROOM;
  /** By place, `PARTS` each: the hashes of its title; 0 is none. */
  #hashes = new Uint32Array(LEAST_ROOM * PARTS);
  /** Chains of parts with hashes of the same lowest bits, as numbers in `#hashes` plus one: their first, and the next of each. */
  #first = new Uint32Array(LEAST_ROOM * 2);
  #next = new Uint32Array(LEAST_ROOM * PARTS);

  /** Empty; `titleAt` gives the titles of places that were added. */
  constructor(titleAt: (place: number) => string) {
    this.#titleAt = titleAt;
  }

  /** Takes in the title that stands at a place, or the new one. */
  add(place: number): void {
    if (place >= this.#room) this.#makeRoom(place + 1);
    this.remove(place);
    let at = place * PARTS;
    for (const hash of new Set(partsOf(titleForm(this.#titleAt(place))))) {
      this.#hashes[at] = hash;
      this.#link(at);
      at += 1;
    }
  }

  /** Takes a place out; nothing happens if it isn't there. */
  remove(place: number): void {
    if (place >= this.#room) return;
    for (let at = place * PARTS; at < (place + 1) * PARTS && this.#hashes[at] !== 0; at += 1) {
      this.#unlink(at);
      this.#hashes[at] = 0;
    }
  }

  /** The places of titles near this one, most similar first. */
  find(title: string): NearPlace[] {
    const form = titleForm(title);
    const found: NearPlace[] = [];
    for (const place of this.#candidates(form)) {
      const similarity = similarityOf(form, titleForm(this.#titleAt(place)));
      if (similarity > 0) found.push({ place, similarity });
    }
    return found.sort((one, two) => two.similarity - one.similarity || one.place - two.place);
  }

  /** All that can be near: those that have one of the parts. */
  #candidates(form: TitleForm): Set<number> {
    const places = new Set<number>();
    for (const hash of new Set(soughtParts(form))) {
      for (let link = this.#first[this.#chainOf(hash)]!; link !== 0; link = this.#next[link - 1]!) {
        if (this.#hashes[link - 1] === hash) places.add(Math.floor((link - 1) / PARTS));
      }
    }
    return places;
  }

  #chainOf(hash: number): number {
    return hash & (this.#first.length - 1);
  }

  #link(at: number): void {
    const chain = this.#chainOf(this.#hashes[at]!);
    this.#next[at] = this.#first[chain]!;
    this.#first[chain] = at + 1;
  }

  #unlink(at: number): void {
    const chain = this.#chainOf(this.#hashes[at]!);
    if (this.#first[chain] === at + 1) {
      this.#first[chain] = this.#next[at]!;
      return;
    }
    let before = this.#first[chain]! - 1;
    while (this.#next[before] !== at + 1) before = this.#next[before]! - 1;
    this.#next[before] = this.#next[at]!;
  }

  #makeRoom(places: number): void {
    while (this.#room < places) this.#room *= 2;
    const hashes = new Uint32Array(this.#room * PARTS);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#first = new Uint32Array(this.#room * 2);
    this.#next = new Uint32Array(this.#room * PARTS);
    for (let at = 0; at < hashes.length; at += 1) if (hashes[at] !== 0) this.#link(at);
  }
}

/** The near pairs between some papers and all, each pair once, whichever of the two was asked about first. */
export function findNearTitles(candidates: Iterable<TitledPaper>, all: Iterable<TitledPaper>): NearTitle[] {
  const papers = [...all];
  const index = new NearTitleIndex(place => papers[place]!.title);
  for (const place of papers.keys()) index.add(place);
  const found: NearTitle[] = [];
  const done = new Set<PaperId>();
  for (const { id, title, keptApart } of candidates) {
    for (const { place, similarity } of index.find(title)) {
      const other = papers[place]!.id;
      if (other === id || done.has(other) || keptApart.includes(other)) continue;
      found.push({ a: id, b: other, similarity });
    }
    done.add(id);
  }
  return found;
}

/** How near two titles are: 1 for the same written otherwise, 0 for another title. */
export function nearnessOfTitles(one: string, two: string): number {
  return similarityOf(titleForm(one), titleForm(two));
}

/** Hashes of the parts by which a title is found, never 0. Titles with other numbers share nothing. */
function partsOf(form: TitleForm): number[] {
  const { whole, main } = form;
  if (whole === '') return [];
  const cutOff = main !== whole && main.length >= MIN_MAIN_LENGTH ? [asMain(main)] : [];
  return hashesOf(form, [whole, ...cutOff, ...halvesOf(form)]);
}

/** Hashes of the parts of titles near this one: that two have the same main part says nothing. */
function soughtParts(form: TitleForm): number[] {
  const { whole, main } = form;
  if (whole === '') return [];
  return hashesOf(form, [whole, main, asMain(whole), ...halvesOf(form)]);
}

/** No title is written so. */
function asMain(part: string): string {
  return `${part}:`;
}

function halvesOf({ words }: TitleForm): string[] {
  if (words.length < MIN_WORDS_FOR_TYPO) return [];
  const middle = words.length >>> 1;
  const [one, two] = [words.slice(0, middle), words.slice(middle)];
  // A mistyped word begins as it should, so many titles of one beginning ("A survey of …") share nothing.
  return [`${one.join(' ')} … ${initialsOf(two)}`, `${initialsOf(one)} … ${two.join(' ')}`];
}

function initialsOf(words: readonly string[]): string {
  return words.map(word => word.charAt(0)).join(' ');
}

function hashesOf({ marks }: TitleForm, parts: readonly string[]): number[] {
  return parts.map(part => hashOf(`${marks}\n${part}`));
}

/** FNV-1a over units of 16 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0 || 1;
}

function similarityOf(one: TitleForm, two: TitleForm): number {
  if (one.whole === '' || one.marks !== two.marks) return 0;
  if (one.whole === two.whole) return 1;
  if (isCutOff(one, two) || isCutOff(two, one)) return CUT_OFF;
  return differByOneLetter(one.words, two.words) ? 1 - 1 / one.whole.length : 0;
}

function isCutOff(short: TitleForm, long: TitleForm): boolean {
  return (
    short.whole === long.main && short.words.length >= MIN_MAIN_WORDS && short.whole.length >= MIN_MAIN_LENGTH
  );
}

function differByOneLetter(one: readonly string[], two: readonly string[]): boolean {
  if (one.length !== two.length || one.length < MIN_WORDS_FOR_TYPO) return false;
  const at = one.findIndex((word, index) => word !== two[index]);
  const [a, b] = [one[at] ?? '', two[at] ?? ''];
  return isTypo(a, b) && one.every((word, index) => index === at || word === two[index]);
}

/**
 * One letter missing, added, replaced, or two neighbours exchanged, but not the first letter: "asymmetric" is no typo of
 * "symmetric".
 */
function isTypo(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < MIN_LENGTH_FOR_TYPO || a.charAt(0) !== b.charAt(0)) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const restA = a.slice(from);
  const restB = b.slice(from);
  if (restA.slice(1) === restB || restB.slice(1) === restA || restA.slice(1) === restB.slice(1)) return true;
  return (
    restA.charAt(0) + restA.charAt(1) === restB.charAt(1) + restB.charAt(0) &&
    restA.slice(2) === restB.slice(2)
  );
}
