import { identifierKeys } from '../../domain/identifiers.ts';
import type { PaperId, TitleKey } from '../../domain/ids.ts';
import type { Paper } from '../../domain/paper.ts';
import {
  areOtherWorks,
  isNamesakeKey,
  namesakeKeys,
  plainTitleKey,
  type WorkIdentifiers,
} from '../../domain/sameWork.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';
import { changedFields, put, set } from './patches.ts';

/** The papers of a library while a plan for them is made: as they will be, found by identifier and title. */
export class DraftPapers {
  readonly #state: LibraryState;
  readonly #papers = new Map<PaperId, Paper>();
  /** Titles and identifiers that the library did not have. */
  readonly #byTitle = new Map<string, PaperId>();
  readonly #byIdentifier = new Map<string, PaperId>();
  /** The first paper by a title that it shares with another. */
  readonly #namesakes = new Map<string, PaperId>();
  #nextSerial: number;

  constructor(state: LibraryState) {
    this.#state = state;
    this.#nextSerial = state.nextSerial;
  }

  /** Papers new or changed, as they will be. */
  get changed(): ReadonlyMap<PaperId, Paper> {
    return this.#papers;
  }

  get(id: PaperId): Paper | undefined {
    return this.#papers.get(id) ?? this.#state.papers.get(id);
  }

  /** By arXiv id, else DOI, else title where no identifier contradicts; `known` gives those of a paper that count then. */
  find(
    work: WorkIdentifiers,
    title: TitleKey,
    known: (paper: Paper) => WorkIdentifiers = paper => paper,
  ): Paper | undefined {
    for (const key of identifierKeys(work)) {
      const paper = this.#identified(key);
      if (paper !== undefined) return paper;
    }
    const titled = this.#titled(title);
    if (titled === undefined) return undefined;
    for (const key of namesakeKeys(title, work)) {
      const id = this.ownerOf(key);
      if (id !== undefined) return this.get(id);
    }
    return areOtherWorks(known(titled), work) ? undefined : titled;
  }

  /** Under which a work that is not found comes in: its title's, or with its identifier where the title is another work's. */
  newKey(work: WorkIdentifiers, title: TitleKey): TitleKey {
    return this.#titled(title) === undefined ? title : (namesakeKeys(title, work)[0] ?? title);
  }

  /** The paper of a title, the first one where several share it. */
  #titled(title: TitleKey): Paper | undefined {
    const id = this.ownerOf(title) ?? this.#state.firstNamesake(title)?.id ?? this.#namesakes.get(title);
    return id === undefined ? undefined : this.get(id);
  }

  /** The paper that is found under a title. */
  ownerOf(title: TitleKey): PaperId | undefined {
    return this.#byTitle.get(title) ?? this.#state.papersByTitle.get(title)?.id;
  }

  takeSerial(): number {
    this.#nextSerial += 1;
    return this.#nextSerial - 1;
  }

  /** Takes a paper as it will be. */
  put(paper: Paper): void {
    this.#papers.set(paper.id, paper);
    for (const key of paper.titleKeys) {
      if (this.#state.papersByTitle.has(key) || this.#byTitle.has(key)) continue;
      this.#byTitle.set(key, paper.id);
      const plain = plainTitleKey(key);
      if (isNamesakeKey(key) && !this.#namesakes.has(plain)) this.#namesakes.set(plain, paper.id);
    }
    for (const key of identifierKeys(paper)) {
      if (this.#identified(key) === undefined) this.#byIdentifier.set(key, paper.id);
    }
  }

  #identified(key: string): Paper | undefined {
    for (const id of [this.#state.papersByIdentifier.get(key)?.id, this.#byIdentifier.get(key)]) {
      const paper = id === undefined ? undefined : this.get(id);
      // The plan may have taken the identifier off the paper.
      if (paper !== undefined && identifierKeys(paper).includes(key)) return paper;
    }
    return undefined;
  }

  /** New papers put, of the known ones only the fields that differ set. */
  patches(): Patch[] {
    const added: Paper[] = [];
    const changes: Patch[] = [];
    for (const paper of this.#papers.values()) {
      const before = this.#state.papers.get(paper.id);
      if (before === undefined) {
        added.push(paper);
        continue;
      }
      const fields = changedFields<'papers'>(before, paper);
      if (Object.keys(fields).length > 0) changes.push(...set('papers', [paper.id], fields));
    }
    return [...put('papers', added), ...changes];
  }
}
