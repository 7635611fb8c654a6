import { checkDetail, knownDetails } from '../../domain/checkDetails.ts';
import { DETAIL_NAMES, type DetailName, type Details, type Origin } from '../../domain/details.ts';
import type { Abstract, Paper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/ids.ts';
import { areOtherWorks, namesakeKeys } from '../../domain/sameWork.ts';
import { titleKey } from '../../domain/title.ts';
import type {
  AddedWork,
  AddPapers,
  DescribedWork,
  DetailsChange,
  PrintedListing,
  SetDetails,
} from '../command.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import { sameValue } from '../sameValue.ts';
import type { LibraryState } from '../tables.ts';
import { abstractFields, withListings, yearsOf } from './derived.ts';
import { DraftPapers } from './draftPapers.ts';
import { KeyMaker } from './keys.ts';
import { detailsOf, detailsToldBy, newPaper } from './listingDraft.ts';
import {
  fillDetails,
  issuedAs,
  lacksDetail,
  stillFoundBy,
  withDetail,
  withoutDetail,
} from './paperDetails.ts';
import { put, remove } from './patches.ts';

/**
 * Adds papers that stand in no digest. One that is there already, found by arXiv id, DOI or title, gets what it lacks and
 * nothing else. Refused when something the user typed can't be stored; what a file or a service told wrongly is left out.
 */
export function planAddPapers(state: LibraryState, { papers: works, at, keyPattern }: AddPapers): Patch[] {
  const papers = new DraftPapers(state);
  const keys = new KeyMaker(state, keyPattern);
  const abstracts = new Map<PaperId, Abstract>();
  for (const added of works) {
    const work = storedWork(added);
    const origin: Origin = { ...added.origin, at };
    const key = titleKey(work.title);
    const known = papers.find(work, key);
    const newKey = papers.newKey(work, key);
    const paper =
      known ??
      newPaper(newKey, {
        title: work.title,
        serial: papers.takeSerial(),
        added: at,
        citationKey: keys.keyFor(newKey as string as PaperId, { ...work, ...work.issued }),
      });
    const filled = fillDetails(
      known === undefined ? withDetail(paper, 'title', work.title, origin) : paper,
      work,
      origin,
    );
    if (lacksDetail(paper, 'abstract') && !lacksDetail(filled, 'abstract')) {
      abstracts.set(paper.id, { id: paper.id, text: work.abstract! });
    }
    papers.put(filled);
  }
  return [
    ...put('citationKeys', keys.made),
    ...papers.patches(),
    ...put('abstracts', [...abstracts.values()]),
  ];
}

function storedWork({ work, origin }: AddedWork): DescribedWork {
  if (origin.kind === 'hand') for (const name of DETAIL_NAMES) refuseUnlessStorable(name, work[name]);
  const known = knownDetails(work);
  if (known.title === undefined) throw new CommandRefused('A paper needs a title.');
  return { ...known, ...detailsOf(known), title: known.title };
}

/** The value as it is stored; undefined where nothing was given. */
function refuseUnlessStorable<D extends DetailName>(
  name: D,
  given: Details[D] | null | undefined,
): Details[D] | undefined {
  const checked = checkDetail(name, given);
  if (!checked.ok) throw new CommandRefused(checked.reason);
  return checked.value;
}

/**
 * Changes details of papers, or takes them away, after which what the digests print counts again. What the user typed is replaced by the user alone. Papers that are gone are passed over unless
 * all are.
 */
export function planSetDetails(state: LibraryState, { changes, at }: SetDetails): Patch[] {
  const draft = new ChangeDraft(state);
  const there = changes.filter(({ paper }) => state.papers.has(paper));
  if (there.length === 0 && changes.length > 0) {
    throw new CommandRefused(
      changes.length === 1
        ? 'This paper is no longer in the library.'
        : 'These papers are no longer in the library.',
    );
  }
  for (const change of there) draft.apply(change, { ...change.origin, at });
  return draft.patches();
}

/** A title that another paper has is judged by the identifiers. */
const IDENTIFIERS_FIRST: readonly DetailName[] = [
  'doi',
  'arxiv',
  ...DETAIL_NAMES.filter(name => name !== 'doi' && name !== 'arxiv'),
];

/** Papers while their details change. */
class ChangeDraft {
  readonly #state: LibraryState;
  readonly #papers: DraftPapers;
  /** Null for one that is taken away. */
  readonly #abstracts = new Map<PaperId, string | null>();

  constructor(state: LibraryState) {
    this.#state = state;
    this.#papers = new DraftPapers(state);
  }

  apply({ paper: id, fields, printed = [] }: DetailsChange, origin: Origin): void {
    const before = this.#papers.get(id)!;
    for (const name of IDENTIFIERS_FIRST) {
      const given = fields[name];
      const paper = this.#papers.get(id)!;
      if (given === undefined || (origin.kind !== 'hand' && paper.origins?.[name]?.kind === 'hand')) continue;
      const value = storable(name, given, origin);
      if (value === undefined && given !== null && !isEmpty(given)) continue;
      const changed =
        value === undefined ? this.#without(paper, name, printed) : this.#with(paper, name, value, origin);
      if (changed !== paper) this.#papers.put(changed);
    }
    this.#keepFound(before);
  }

  /** By what a file told, which may be read again. */
  #keepFound({ id, titleKeys, origins, doi, arxiv }: Paper): void {
    const paper = this.#papers.get(id)!;
    const told = {
      titleKeys,
      ...(doi !== undefined && origins?.doi?.kind === 'file' && { doi }),
      ...(arxiv !== undefined && origins?.arxiv?.kind === 'file' && { arxiv }),
    };
    const found = stillFoundBy(paper, told, key => this.#papers.ownerOf(key) === undefined);
    if (found !== paper) this.#papers.put(found);
  }

  patches(): Patch[] {
    const abstracts = [...this.#abstracts];
    const written = abstracts.flatMap(([id, text]): Abstract[] => (text === null ? [] : [{ id, text }]));
    return [
      ...this.#papers.patches(),
      ...remove(
        'abstracts',
        abstracts.filter(([, text]) => text === null).map(([id]) => id),
      ),
      ...put('abstracts', written),
    ];
  }

  #with<D extends DetailName>(paper: Paper, name: D, value: NonNullable<Details[D]>, origin: Origin): Paper {
    if (isKnown(paper, name, value, origin)) return paper;
    if (name === 'title') return this.#retitle(paper, withDetail(paper, name, value, origin), origin);
    if (name === 'abstract') this.#abstracts.set(paper.id, value as string);
    return withDetail(paper, name, value, origin);
  }

  #without(paper: Paper, name: DetailName, printed: readonly PrintedListing[]): Paper {
    if (name === 'title' && paper.listings.length === 0) throw new CommandRefused('A paper needs a title.');
    const origin = paper.origins?.[name];
    if (origin === undefined) return paper;
    const left = withoutDetail(paper, name);
    if (name === 'title') return this.#retitle(paper, left, { kind: 'hand' });
    if (name === 'abstract') this.#abstracts.set(paper.id, null);
    const derived = withListings(left, left.listings, yearsOf(this.#state));
    // What a file told is gone when the user takes that away.
    return origin.kind === 'file' ? derived : this.#asPrinted(derived, name, printed);
  }

  /** What the first of the paper's digests that tells it has there. */
  #asPrinted(paper: Paper, name: DetailName, printed: readonly PrintedListing[]): Paper {
    if (!lacksDetail(paper, name)) return paper;
    for (const { digest: id, listing } of printed) {
      const digest = this.#state.digests.get(id);
      if (digest === undefined || !paper.listings.some(each => each.digest === id)) continue;
      if (name === 'abstract') {
        if (listing.abstract.trim() === '') continue;
        this.#abstracts.set(paper.id, listing.abstract);
        return { ...paper, ...abstractFields(listing.abstract) };
      }
      const value = detailsToldBy(listing, digest.shape)[name];
      if (value === undefined) continue;
      return withDetail(paper, name, value, { kind: 'file', from: digest.file, at: digest.imported });
    }
    return paper;
  }

  /**
   * One title leads to one paper: that of another is refused the user, and left out where somebody else told it, unless
   * identifiers show that they are different works.
   */
  #retitle(before: Paper, after: Paper, { kind }: Pick<Origin, 'kind'>): Paper {
    const title = titleKey(after.title);
    const owner = this.#papers.ownerOf(title);
    if (owner === undefined || owner === before.id || !after.titleKeys.includes(title)) return after;
    const other = this.#papers.get(owner);
    const [own] = namesakeKeys(title, after);
    if (other !== undefined && areOtherWorks(after, other) && own !== undefined) {
      const isFree = this.#papers.ownerOf(own) === undefined;
      if (isFree) return { ...after, titleKeys: after.titleKeys.map(key => (key === title ? own : key)) };
    }
    if (kind !== 'hand') return before;
    throw new CommandRefused(
      `There is another paper called “${other?.title ?? after.title}”. If they are the same work, merge them; if not, tell first what tells them apart, an arXiv id or a DOI.`,
    );
  }
}

/** What is given in the form in which it is stored. Undefined for nothing, and for what a service or file told wrongly. */
function storable<D extends DetailName>(
  name: D,
  given: Details[D] | null,
  { kind }: Origin,
): Details[D] | undefined {
  if (kind === 'hand') return refuseUnlessStorable(name, given);
  return knownDetails({ [name]: given })[name];
}

function isEmpty(given: unknown): boolean {
  if (typeof given === 'string') return given.trim() === '';
  return typeof given === 'object' && given !== null && Object.keys(given).length === 0;
}

function isKnown<D extends DetailName>(
  paper: Paper,
  name: D,
  value: NonNullable<Details[D]>,
  origin: Origin,
): boolean {
  if (name === 'abstract') {
    const { opening, hasLink } = paper;
    const isSame = sameValue({ opening, hasLink }, abstractFields(value as string));
    // Only the opening is in memory; the same change a second time is no change.
    return isSame && sameValue(paper.origins?.abstract, origin);
  }
  if (name !== 'issued') return sameValue((paper as Details)[name], value);
  const { yearSource, ...date } = paper.issued ?? { yearSource: 'unknown' };
  const isSure = yearSource === 'written' || yearSource === issuedAs({}, origin).yearSource;
  return sameValue(date, value) && isSure;
}
