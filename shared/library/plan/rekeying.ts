import { readKeyPattern, type KeyPattern, type KeySource } from '../../citation/keyPattern.ts';
import { fitsPattern, makeCitationKey } from '../../citation/keys.ts';
import { organisationOf } from '../../domain/byline.ts';
import type { KeyHolder } from '../../domain/collection.ts';
import type { CitationKey, PaperId } from '../../domain/ids.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';
import { isOwn, keyHolder, respelled } from './keys.ts';
import { papersNamed, put, set } from './patches.ts';

/**
 * Gives papers keys after a pattern, in the order of arrival. Keys that fit already stay; a paper may have one of its own
 * former keys again, but never one that is or was another's. Refused when the pattern is not one.
 */
export function planRekeyPapers(state: LibraryState, ids: readonly PaperId[], typed: string): Patch[] {
  const read = readKeyPattern(typed);
  if (!read.ok) throw new CommandRefused(read.reason);
  const rekeyer = new Rekeyer(state, read.pattern);
  const papers = papersNamed(state, ids).sort((a, b) => a.serial - b.serial);
  const changes = papers.flatMap((paper): Patch[] => {
    const key = rekeyer.keyFor(paper);
    return key === paper.citationKey ? [] : set('papers', [paper.id], { citationKey: key });
  });
  return [...put('citationKeys', rekeyer.registered), ...changes];
}

/** Works out keys after a pattern for one paper after the other, as `rekeyPapers` would give them. */
export class Rekeyer {
  readonly #state: LibraryState;
  readonly #pattern: KeyPattern;
  /** Papers by the key they have, in lower case: after a merge was undone, its holder may be another. */
  #inUse: ReadonlyMap<string, PaperId> | undefined;
  readonly #registered = new Map<string, KeyHolder>();

  constructor(state: LibraryState, pattern: KeyPattern) {
    this.#state = state;
    this.#pattern = pattern;
  }

  /** Rows of keys that are new or spelled anew. */
  get registered(): readonly KeyHolder[] {
    return [...this.#registered.values()];
  }

  keyFor(paper: Paper): CitationKey {
    const source = keySource(paper);
    const isTaken = (key: string): boolean => {
      const holder = this.#holder(key);
      if (holder === undefined) return false;
      return !isOwn(paper, holder) || this.#isAnothers(key, paper);
    };
    if (fitsPattern(paper.citationKey, source, isTaken, this.#pattern)) return paper.citationKey;
    const key = makeCitationKey(source, isTaken, this.#pattern);
    const row = respelled(this.#holder(key.toLowerCase()), key) ?? keyHolder(key, paper.id);
    if (row !== this.#state.citationKeys.get(row.id)) this.#registered.set(row.id, row);
    return key;
  }

  #isAnothers(lowerCaseKey: string, { id }: Paper): boolean {
    this.#inUse ??= new Map(
      [...this.#state.papers.values()].map(each => [each.citationKey.toLowerCase(), each.id]),
    );
    return (this.#inUse.get(lowerCaseKey) ?? id) !== id;
  }

  #holder(lowerCaseKey: string): KeyHolder | undefined {
    return this.#registered.get(lowerCaseKey) ?? this.#state.citationKeys.get(lowerCaseKey);
  }
}

/** What the key of a paper is made from. */
export function keySource(paper: Paper): KeySource {
  const { title, issued, authors } = paper;
  return { title, year: issued?.year, month: issued?.month, organisation: organisationOf(paper), authors };
}
