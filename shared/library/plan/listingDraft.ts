import { organisationOf } from '../../domain/byline.ts';
import { knownDetails } from '../../domain/checkDetails.ts';
import type { Details } from '../../domain/details.ts';
import { arxivIdOf, isArxivDoi } from '../../domain/identifiers.ts';
import type { DigestId, ImportId, PaperId, Timestamp, TitleKey } from '../../domain/ids.ts';
import type { Abstract, BroughtMarks, Listing, Paper } from '../../domain/paper.ts';
import { resolveIssued, type YearOf } from '../../domain/resolveIssued.ts';
import { leadToTitle, plainTitleKey, type WorkIdentifiers } from '../../domain/sameWork.ts';
import { titleKey } from '../../domain/title.ts';
import type { DigestShape, ParsedListing } from '../../digest-format/types.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';
import { abstractFields, withListings } from './derived.ts';
import { DraftPapers } from './draftPapers.ts';
import { KeyMaker } from './keys.ts';
import { MarksDraft } from './marks.ts';
import { fillDetails } from './paperDetails.ts';
import { put } from './patches.ts';

/** What a draft needs to know of the digest whose listings it takes up. */
export interface DraftDigest {
  readonly id: DigestId;
  readonly importId: ImportId;
  readonly imported: Timestamp;
  readonly shape: DigestShape;
  /** Name of its file, which is who tells the details that stand there. */
  readonly file: string;
  readonly yearOf: YearOf;
  /** When reading again. */
  readonly replaces?: EarlierReading;
  /** For the citation keys of new papers. */
  readonly keyPattern?: string;
}

/** What a digest brought when it was read before. */
export interface EarlierReading {
  /**
   * The abstracts there are, by paper, of which those that this digest brought are replaced by a better reading. Else
   * abstracts are only filled in where there are none.
   */
  readonly abstracts: Readonly<Record<string, string>>;
  /**
   * The papers it listed, with the marks they have from it, listing by listing: marks that the user took off since don't
   * come back.
   */
  readonly brought: ReadonlyMap<PaperId, readonly (BroughtMarks | undefined)[]>;
}

/** Files that hold what programs for references know of papers. */
const REFERENCES: ReadonlySet<DigestShape> = new Set<DigestShape>([
  'bibtex',
  'ris',
  'csl-json',
  'csv',
  'markdown-pages',
]);

/** Some milliseconds of work. */
const LISTINGS_BETWEEN_RESTS = 50;

/** The papers of one digest while it is planned: one record per paper, each listing kept. */
export class ListingDraft {
  readonly #digest: DraftDigest;
  readonly #keys: KeyMaker;
  readonly #marks: MarksDraft;
  readonly #papers: DraftPapers;
  readonly #abstracts = new Map<PaperId, Abstract>();
  /** Papers whose abstract was read under their own title: the first one counts. */
  readonly #settled = new Set<PaperId>();

  constructor(state: LibraryState, digest: DraftDigest) {
    this.#digest = digest;
    this.#keys = new KeyMaker(state, digest.keyPattern);
    this.#marks = new MarksDraft(state, digest);
    this.#papers = new DraftPapers(state);
  }

  /** Papers new or changed, as they will be. */
  get papers(): ReadonlyMap<PaperId, Paper> {
    return this.#papers.changed;
  }

  /** Puts a paper in as the starting point for further listings. */
  adopt(paper: Paper): void {
    this.#papers.put(paper);
  }

  /** Takes up listings in the order of their rank. */
  add(listings: readonly ParsedListing[]): void {
    for (const steps = this.adding(listings); steps.next().done !== true;);
  }

  /** The same, resting after every few of them. */
  *adding(listings: readonly ParsedListing[]): Generator<undefined, void> {
    const inOrder = [...listings].sort((a, b) => a.rank - b.rank);
    for (const [place, listing] of inOrder.entries()) {
      if (place > 0 && place % LISTINGS_BETWEEN_RESTS === 0) yield;
      this.#addListing(listing);
    }
  }

  /** The draft as patches. */
  patches(): Patch[] {
    return [
      ...put('citationKeys', this.#keys.made),
      ...this.#marks.patches(),
      ...this.#papers.patches(),
      ...put('abstracts', [...this.#abstracts.values()]),
    ];
  }

  #addListing(given: ParsedListing): void {
    const { shape } = this.#digest;
    const { organisation, ...unnamed } = given;
    const parsed = organisation !== undefined && REFERENCES.has(shape) ? unnamed : given;
    const key = titleKey(parsed.title);
    const details = detailsToldBy(given, shape);
    const { imported, file, id, yearOf } = this.#digest;
    const known = this.#papers.find(details, key, paper => this.#identifiersOf(paper));
    const found = known ?? this.#newPaper(parsed, this.#papers.newKey(details, key), details);
    const { paper, brought } = this.#withMarks(found, parsed);
    const listing = listingOf(parsed, id, paper.title, brought);
    const listed = withListings(this.#alsoTitled(paper, key), [...paper.listings, listing], yearOf);
    const filled = fillDetails(listed, details, { kind: 'file', from: file, at: imported });
    this.#papers.put(this.#withAbstract(filled, key, parsed.abstract));
  }

  /** A digest read again means the papers that it listed before, whatever the user typed of them since. */
  #identifiersOf(paper: Paper): WorkIdentifiers {
    const { doi, arxiv, origins } = paper;
    if (this.#digest.replaces?.brought.has(paper.id) !== true) return paper;
    return {
      ...(doi !== undefined && origins?.doi?.kind !== 'hand' && { doi }),
      ...(arxiv !== undefined && origins?.arxiv?.kind !== 'hand' && { arxiv }),
    };
  }

  /** Found by an identifier, under a title that nothing else has: it is found under that one, too, from now on. */
  #alsoTitled(paper: Paper, key: TitleKey): Paper {
    if (leadToTitle(paper.titleKeys, key) || this.#papers.ownerOf(key) !== undefined) return paper;
    return { ...paper, titleKeys: [...paper.titleKeys, key] };
  }

  #withMarks(paper: Paper, { marks }: ParsedListing): { paper: Paper; brought: BroughtMarks | undefined } {
    const earlier = this.#digest.replaces?.brought.get(paper.id);
    if (earlier !== undefined) {
      const place = paper.listings.filter(({ digest }) => digest === this.#digest.id).length;
      return { paper, brought: earlier[place] };
    }
    return marks === undefined ? { paper, brought: undefined } : this.#marks.join(paper, marks);
  }

  #withAbstract(paper: Paper, key: TitleKey, abstract: string): Paper {
    if (abstract.trim() === '' || this.#settled.has(paper.id)) return paper;
    if (paper.origins?.abstract !== undefined) return paper;
    // Under another title it is the abstract of a paper that was merged into this one.
    const isOwn = plainTitleKey(paper.id as string as TitleKey) === key;
    if (isOwn) this.#settled.add(paper.id);
    if (paper.opening !== '' && !(isOwn && this.#isBetter(paper, abstract))) return paper;
    this.#abstracts.set(paper.id, { id: paper.id, text: abstract });
    return { ...paper, ...abstractFields(abstract) };
  }

  #isBetter(paper: Paper, abstract: string): boolean {
    const { id, replaces } = this.#digest;
    if (replaces === undefined || paper.addedBy !== id) return false;
    const stored = replaces.abstracts[paper.id];
    if (stored !== undefined) return stored !== abstract;
    const { opening, hasLink } = abstractFields(abstract);
    return opening !== paper.opening || hasLink !== paper.hasLink;
  }

  #newPaper(
    parsed: ParsedListing,
    key: TitleKey,
    { authors, organisation = organisationOf(parsed) }: Details,
  ): Paper {
    const listing = listingOf(parsed, this.#digest.id, parsed.title, undefined);
    const issued = resolveIssued([listing], this.#digest.yearOf);
    const { title } = parsed;
    const source = { title, year: issued?.year, month: issued?.month, organisation, authors };
    const id = key as string as PaperId;
    const { citationKey: wished, formerKeys = [] } = parsed.marks ?? {};
    const citationKey = this.#keys.keyFor(id, source, wished);
    this.#keys.keepFormer(id, formerKeys);
    const { imported: added } = this.#digest;
    const paper = newPaper(key, { title, serial: this.#papers.takeSerial(), added, citationKey });
    return { ...paper, addedBy: this.#digest.id };
  }
}

/**
 * A paper that nothing more is known of. Papers are named after their first title, and an identifier where another work
 * has that; the key is free when its paper is gone.
 */
export function newPaper(
  key: TitleKey,
  fields: Pick<Paper, 'title' | 'serial' | 'added' | 'citationKey'>,
): Paper {
  return {
    id: key as string as PaperId,
    titleKeys: [key],
    opening: '',
    hasLink: false,
    hasNote: false,
    listings: [],
    status: 'unread',
    starred: false,
    tags: [],
    collections: [],
    keptApart: [],
    ...fields,
  };
}

/**
 * The details that a listing of a digest of that shape tells. Digests print a handle before the name of an organisation,
 * which stays with the listing; lists of references tell the name alone.
 */
export function detailsToldBy(listing: ParsedListing, shape: DigestShape): Details {
  const { organisation } = listing;
  const told = detailsOf(listing);
  if (organisation === undefined || !REFERENCES.has(shape)) return told;
  return { ...told, ...knownDetails({ organisation }) };
}

/** What a listing tells of a paper besides what stays with the listing. An arXiv DOI or page gives the arXiv id. */
export function detailsOf({ authors, venue, doi, arxiv, arxivClass, url }: Partial<ParsedListing>): Details {
  const given = { authors, venue, doi, arxiv, arxivClass, url };
  if (Object.values(given).every(value => value === undefined)) return {};
  const details = knownDetails(given as Details);
  if (details.arxiv !== undefined) return details;
  const ofDoi = details.doi !== undefined && isArxivDoi(details.doi) ? arxivIdOf(details.doi) : undefined;
  const found = ofDoi ?? (details.url === undefined ? undefined : arxivIdOf(details.url));
  return found === undefined ? details : { ...details, arxiv: found };
}

function listingOf(
  parsed: ParsedListing,
  digest: DigestId,
  paperTitle: string,
  brought: BroughtMarks | undefined,
): Listing {
  const { rank, title, authorCount, organisation, issued, commentCount, upvotes, submitter } = parsed;
  return {
    digest,
    rank,
    ...(title === paperTitle ? {} : { title }),
    ...(authorCount === undefined ? {} : { authorCount }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(issued === undefined ? {} : { issued }),
    ...(commentCount === undefined ? {} : { commentCount }),
    ...(upvotes === undefined ? {} : { upvotes }),
    ...(submitter === undefined ? {} : { submitter }),
    ...(brought === undefined ? {} : { brought }),
  };
}
