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

/** A title cut off at its subtitle has at least so many words and letters; less is a name that several papers share. */
const MIN_MAIN_WORDS = 3;
const MIN_MAIN_LENGTH = 16;
/** Similarity of a title and the same title without its subtitle. */
const CUT_OFF = 0.9;
/** One mistyped letter is looked for in titles of so many words, in words of so many letters. */
const MIN_WORDS_FOR_TYPO = 4;
const MIN_LENGTH_FOR_TYPO = 5;

/**
 * Finds papers with nearly the same title: other punctuation, hyphens, plural or British spelling, one mistyped letter,
 * subtitle cut off. Never papers whose numbers differ (Part I and II, v2 and v3). Finding costs the papers that share
 * one of the title's two rarest words, however many there are in all.
 */
export class NearTitleIndex {
  readonly #forms = new Map<PaperId, TitleForm>();
  readonly #byWhole = new Map<string, Set<PaperId>>();
  readonly #byMain = new Map<string, Set<PaperId>>();
  readonly #byWord = new Map<string, Set<PaperId>>();

  /** Adds a paper, or takes its new title. */
  add({ id, title }: Pick<TitledPaper, 'id' | 'title'>): void {
    this.remove(id);
    const form = titleForm(title);
    this.#forms.set(id, form);
    for (const [map, key] of this.#places(form)) {
      const ids = map.get(key);
      if (ids) ids.add(id);
      else map.set(key, new Set([id]));
    }
  }

  /** Takes a paper out; nothing happens if it isn't there. */
  remove(id: PaperId): void {
    const form = this.#forms.get(id);
    if (form === undefined) return;
    this.#forms.delete(id);
    for (const [map, key] of this.#places(form)) {
      const ids = map.get(key);
      ids?.delete(id);
      if (ids?.size === 0) map.delete(key);
    }
  }

  /** The papers of the index whose titles are near this paper's, most similar first; never itself or one kept apart. */
  find(paper: TitledPaper): NearTitle[] {
    const form = titleForm(paper.title);
    const found: NearTitle[] = [];
    for (const id of this.#candidates(form)) {
      const other = this.#forms.get(id);
      if (other === undefined || id === paper.id || paper.keptApart.includes(id)) continue;
      const similarity = similarityOf(form, other);
      if (similarity > 0) found.push({ a: paper.id, b: id, similarity });
    }
    return found.sort((one, two) => two.similarity - one.similarity);
  }

  #places(form: TitleForm): [Map<string, Set<PaperId>>, string][] {
    return [
      [this.#byWhole, form.whole],
      [this.#byMain, form.main],
      ...[...new Set(form.words)].map((word): [Map<string, Set<PaperId>>, string] => [this.#byWord, word]),
    ];
  }

  /** All that can be near: same when joined, same but for the subtitle, or sharing one of any two words. */
  #candidates(form: TitleForm): Set<PaperId> {
    const byRarity = [...new Set(form.words)]
      .map(word => this.#byWord.get(word) ?? new Set<PaperId>())
      .sort((one, two) => one.size - two.size);
    return new Set([
      ...(this.#byWhole.get(form.whole) ?? []),
      ...(this.#byMain.get(form.whole) ?? []),
      ...(this.#byWhole.get(form.main) ?? []),
      ...(form.words.length < MIN_WORDS_FOR_TYPO ? [] : byRarity.slice(0, 2).flatMap(ids => [...ids])),
    ]);
  }
}

/** The near pairs between some papers and all, each pair once, whichever of the two was asked about first. */
export function findNearTitles(candidates: Iterable<TitledPaper>, all: Iterable<TitledPaper>): NearTitle[] {
  const index = new NearTitleIndex();
  for (const paper of all) index.add(paper);
  const found: NearTitle[] = [];
  const done = new Set<PaperId>();
  for (const paper of candidates) {
    found.push(...index.find(paper).filter(near => !done.has(near.b)));
    done.add(paper.id);
  }
  return found;
}

/** 1 for the same title written otherwise, 0 for another title. */
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
