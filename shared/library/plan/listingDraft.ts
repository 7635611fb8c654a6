import type { DigestId, PaperId, Timestamp, TitleKey } from '../../domain/ids.ts';
import type { Abstract, Listing, Paper } from '../../domain/paper.ts';
import { resolveIssued, type YearOf } from '../../domain/resolveIssued.ts';
import { titleKey } from '../../domain/title.ts';
import type { ParsedListing } from '../../digest-format/types.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';
import { abstractFields, withListings } from './derived.ts';
import { KeyMaker } from './keys.ts';
import { changedFields, put, set } from './patches.ts';

/** What a draft needs to know of the digest whose listings it takes up. */
export interface DraftDigest {
  readonly id: DigestId;
  readonly imported: Timestamp;
  readonly yearOf: YearOf;
  /**
   * When reading again: the abstracts there are, by paper, of which those that this digest brought are replaced by a better
   * reading. Else abstracts are only filled in where there are none.
   */
  readonly replaces?: Readonly<Record<string, string>>;
  /** For the citation keys of new papers. */
  readonly keyPattern?: string;
}

/** The papers of one digest while it is planned: one record per paper, each listing kept. */
export class ListingDraft {
  readonly #state: LibraryState;
  readonly #digest: DraftDigest;
  readonly #keys: KeyMaker;
  readonly #papers = new Map<PaperId, Paper>();
  readonly #newByTitle = new Map<string, PaperId>();
  readonly #abstracts = new Map<PaperId, Abstract>();
  /** Papers whose abstract was read under their own title: the first one counts. */
  readonly #settled = new Set<PaperId>();
  #nextSerial: number;

  constructor(state: LibraryState, digest: DraftDigest) {
    this.#state = state;
    this.#digest = digest;
    this.#keys = new KeyMaker(state, digest.keyPattern);
    this.#nextSerial = state.nextSerial;
  }

  /** Papers new or changed, as they will be. */
  get papers(): ReadonlyMap<PaperId, Paper> {
    return this.#papers;
  }

  /** Puts a paper in as the starting point for further listings. */
  adopt(paper: Paper): void {
    this.#papers.set(paper.id, paper);
  }

  /** Takes up listings in the order of their rank. */
  add(listings: readonly ParsedListing[]): void {
    for (const listing of [...listings].sort((a, b) => a.rank - b.rank)) this.#addListing(listing);
  }

  /** The draft as patches: new papers put, of the known ones only the fields that differ set. */
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
    return [
      ...put('citationKeys', this.#keys.made),
      ...put('papers', added),
      ...changes,
      ...put('abstracts', [...this.#abstracts.values()]),
    ];
  }

  #addListing(parsed: ParsedListing): void {
    const key = titleKey(parsed.title);
    const known = this.#find(key);
    const paper = known ?? this.#newPaper(parsed, key);
    const listing = listingOf(parsed, this.#digest.id, paper.title);
    const listed = withListings(paper, [...paper.listings, listing], this.#digest.yearOf);
    this.#papers.set(paper.id, this.#withAbstract(listed, key, parsed.abstract));
    if (known === undefined) this.#newByTitle.set(key, paper.id);
  }

  #find(key: string): Paper | undefined {
    const added = this.#newByTitle.get(key);
    const known = added === undefined ? this.#state.papersByTitle.get(key) : undefined;
    const id = added ?? known?.id;
    return id === undefined ? undefined : (this.#papers.get(id) ?? known);
  }

  #withAbstract(paper: Paper, key: TitleKey, abstract: string): Paper {
    if (abstract.trim() === '' || this.#settled.has(paper.id)) return paper;
    // Under another title it is the abstract of a paper that was merged into this one.
    const isOwn = (key as string) === paper.id;
    if (isOwn) this.#settled.add(paper.id);
    if (paper.opening !== '' && !(isOwn && this.#isBetter(paper, abstract))) return paper;
    this.#abstracts.set(paper.id, { id: paper.id, text: abstract });
    return { ...paper, ...abstractFields(abstract) };
  }

  #isBetter(paper: Paper, abstract: string): boolean {
    const { id, replaces } = this.#digest;
    if (replaces === undefined || paper.addedBy !== id) return false;
    const stored = replaces[paper.id];
    if (stored !== undefined) return stored !== abstract;
    const { opening, hasLink } = abstractFields(abstract);
    return opening !== paper.opening || hasLink !== paper.hasLink;
  }

  #newPaper(parsed: ParsedListing, key: TitleKey): Paper {
    // Papers are named after their first title; a key is free again only when its paper is gone.
    const id = key as string as PaperId;
    const listing = listingOf(parsed, this.#digest.id, parsed.title);
    const issued = resolveIssued([listing], this.#digest.yearOf);
    const serial = this.#nextSerial;
    this.#nextSerial += 1;
    return {
      id,
      serial,
      title: parsed.title,
      titleKeys: [key],
      opening: '',
      hasLink: false,
      hasNote: false,
      listings: [],
      addedBy: this.#digest.id,
      added: this.#digest.imported,
      citationKey: this.#keys.keyFor(id, {
        title: parsed.title,
        year: issued?.year,
        month: issued?.month,
        organisation: parsed.organisation,
      }),
      status: 'unread',
      starred: false,
      tags: [],
      collections: [],
      keptApart: [],
    };
  }
}

function listingOf(parsed: ParsedListing, digest: DigestId, paperTitle: string): Listing {
  const { rank, title, authorCount, organisation, issued, commentCount } = parsed;
  return {
    digest,
    rank,
    ...(title === paperTitle ? {} : { title }),
    ...(authorCount === undefined ? {} : { authorCount }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(issued === undefined ? {} : { issued }),
    ...(commentCount === undefined ? {} : { commentCount }),
  };
}
