import { readKeyPattern, type KeyPattern, type KeySource } from '../../citation/keyPattern.ts';
import { checkCitationKey, makeCitationKey } from '../../citation/keys.ts';
import type { KeyHolder } from '../../domain/collection.ts';
import type { CitationKey, PaperId } from '../../domain/ids.ts';
import type { Paper } from '../../domain/paper.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';
import { paperNamed, put, set } from './patches.ts';

/** Gives a paper the key the user typed; refused when it is not a key, or is or ever was another paper's. */
export function planSetCitationKey(state: LibraryState, id: PaperId, typed: string): Patch[] {
  const paper = paperNamed(state, id);
  const checked = checkCitationKey(typed);
  if (!checked.ok) throw new CommandRefused(checked.reason);
  const { key } = checked;
  if (key === paper.citationKey) return [];
  const holder = state.citationKeys.get(key.toLowerCase());
  if (holder !== undefined && !isOwn(paper, holder)) throw new CommandRefused(takenBy(state, holder));
  // A key of a paper that was merged into this one stays registered to that one, which an undo of the merge brings back.
  const registered = respelled(holder, key) ?? keyHolder(key, id);
  return [...put('citationKeys', [registered]), ...set('papers', [id], { citationKey: key })];
}

/** A paper that was merged into this one left its keys to it. */
export function isOwn(paper: Paper, { paper: holder }: KeyHolder): boolean {
  return holder === paper.id || paper.titleKeys.some(key => (key as string) === holder);
}

function takenBy(state: LibraryState, { key, paper }: KeyHolder): string {
  const holder = state.papers.get(paper);
  const whose = holder === undefined ? 'a paper that was removed' : `“${holder.title}”`;
  return `The key “${key}” belongs to ${whose}. Keys are never given to a second paper; choose another one.`;
}

/** The row of a key that is registered already, with its spelling before remembered; undefined if there is none. */
export function respelled(holder: KeyHolder | undefined, key: CitationKey): KeyHolder | undefined {
  if (holder === undefined || holder.key === key) return holder;
  const spellings = [...(holder.spellings ?? []), holder.key].filter(spelling => spelling !== key);
  return { ...holder, key, spellings };
}

/** The row of a key that was once spelled otherwise. */
function alsoSpelled(holder: KeyHolder, key: CitationKey): KeyHolder {
  const { spellings = [] } = holder;
  return holder.key === key || spellings.includes(key)
    ? holder
    : { ...holder, spellings: [...spellings, key] };
}

/** A row that registers a key. */
export function keyHolder(key: CitationKey, paper: PaperId): KeyHolder {
  return { id: key.toLowerCase(), key, paper };
}

/** Former keys that a file may give one paper; more are passed over. */
const MAX_FORMER_KEYS = 100;

/** Hands out citation keys to the papers of one import. */
export class KeyMaker {
  readonly #state: LibraryState;
  readonly #pattern: KeyPattern | undefined;
  readonly #made = new Map<string, KeyHolder>();
  /** Papers by the key they have, in lower case; made only when a paper has returned. */
  #inUse: ReadonlyMap<string, PaperId> | undefined;

  /** A pattern that isn't one, from a page of another version, is passed over. */
  constructor(state: LibraryState, pattern?: string) {
    this.#state = state;
    const read = pattern === undefined ? undefined : readKeyPattern(pattern);
    if (read?.ok) this.#pattern = read.pattern;
  }

  /** Keys that were not registered before, or not in that spelling. */
  get made(): readonly KeyHolder[] {
    return [...this.#made.values()];
  }

  /** The key of a new paper: the one wished for if it was never another's, the one it had before it was removed, or a new one. */
  keyFor(paper: PaperId, source: KeySource, wished?: string): CitationKey {
    const granted = wished === undefined ? undefined : this.#grant(paper, wished);
    if (granted !== undefined) return granted;
    const earlier = this.#state.registeredKey(paper);
    if (earlier !== undefined && !this.#isAnothers(earlier)) return earlier.key;
    const isTaken = (key: string): boolean => this.#state.citationKeys.has(key) || this.#made.has(key);
    const key = makeCitationKey(source, isTaken, this.#pattern);
    const holder = keyHolder(key, paper);
    this.#made.set(holder.id, holder);
    return key;
  }

  /** Registers keys that a paper had elsewhere, so that it is found by them and nobody else gets them. Another's stay theirs. */
  keepFormer(paper: PaperId, keys: readonly string[]): void {
    for (const key of keys.slice(0, MAX_FORMER_KEYS)) {
      const checked = checkCitationKey(key);
      if (!checked.ok) continue;
      const id = checked.key.toLowerCase();
      const holder = this.#made.get(id) ?? this.#state.citationKeys.get(id);
      if (holder === undefined) this.#made.set(id, keyHolder(checked.key, paper));
      else if (holder.paper === paper) this.#made.set(id, alsoSpelled(holder, checked.key));
    }
  }

  #grant(paper: PaperId, wished: string): CitationKey | undefined {
    const checked = checkCitationKey(wished);
    if (!checked.ok) return undefined;
    const id = checked.key.toLowerCase();
    const before = this.#made.get(id) ?? this.#state.citationKeys.get(id);
    const holder = respelled(before, checked.key) ?? keyHolder(checked.key, paper);
    if (holder.paper !== paper || this.#isAnothers(holder)) return undefined;
    if (holder !== before) this.#made.set(id, holder);
    return checked.key;
  }

  /** Where a snapshot of another library was restored, a key can have a second paper to its name. */
  #isAnothers({ id, paper }: KeyHolder): boolean {
    this.#inUse ??= new Map(
      [...this.#state.papers.values()].map(each => [each.citationKey.toLowerCase(), each.id]),
    );
    return (this.#inUse.get(id) ?? paper) !== paper;
  }
}

/**
 * Notes, for papers about to be removed that had several keys, which one was the last: the one they get back when they
 * return.
 */
export function rememberLastKeys(
  state: Pick<LibraryState, 'citationKeys'>,
  removed: readonly Paper[],
): Patch[] {
  const papers = new Map(removed.map(paper => [paper.id, paper]));
  const holders = [...state.citationKeys.values()].filter(({ paper }) => papers.has(paper));
  const keyCounts = new Map<PaperId, number>();
  for (const { paper } of holders) keyCounts.set(paper, (keyCounts.get(paper) ?? 0) + 1);
  const marked = holders.flatMap(({ last, ...holder }): KeyHolder[] => {
    const isLast = holder.key === papers.get(holder.paper)?.citationKey;
    if (keyCounts.get(holder.paper) === 1 || isLast === (last === true)) return [];
    return [{ ...holder, ...(isLast ? { last: true } : {}) }];
  });
  return put('citationKeys', marked);
}
