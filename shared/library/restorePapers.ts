import { makeCitationKey } from '../citation/keys.ts';
import type { Collection, KeyHolder } from '../domain/collection.ts';
import type { Digest } from '../domain/digest.ts';
import type { CitationKey, CollectionId, DigestId, PaperId, TitleKey } from '../domain/ids.ts';
import { leadToTitle, plainTitleKey } from '../domain/sameWork.ts';
import { titleKey } from '../domain/title.ts';
import type { Abstract, Listing, Note, Paper } from '../domain/paper.ts';
import { foldTag } from './counts.ts';
import type { LibraryImage } from './image.ts';
import { namedFields } from './namedFields.ts';
import type { Patch } from './patch.ts';
import { withAddedBy, withListings } from './plan/derived.ts';
import { isOwn, keyHolder } from './plan/keys.ts';
import { printedAs, retitled, takeDetails, withOrigin } from './plan/paperDetails.ts';
import { keySource } from './plan/rekeying.ts';
import { put, remove } from './plan/patches.ts';
import { sameValue } from './sameValue.ts';
import type { RestoredParts } from './snapshot.ts';

/** Brings chosen papers of an earlier state into the library as it is now, so that nothing of the others is taken. */
export class PaperRestorer {
  readonly #now: LibraryImage;
  readonly #wanted: LibraryImage;
  /** Papers as they will be, where that is not as they are. */
  readonly #papers = new Map<PaperId, Paper>();
  readonly #digests = new Map<string, Digest>();
  readonly #collections = new Map<string, Collection>();
  readonly #keys = new Map<string, KeyHolder>();
  readonly #abstracts: Abstract[] = [];
  readonly #notes: Note[] = [];
  readonly #notesGone: PaperId[] = [];
  readonly #byTitle = new Map<string, PaperId>();
  readonly #byPlace = new Map<string, PaperId>();
  readonly #byKey = new Map<string, PaperId>();
  readonly #serials = new Set<number>();
  readonly #spellings = new Map<string, string>();
  readonly #collectionsByName = new Map<string, CollectionId>();
  #nextSerial = 1;

  constructor(now: LibraryImage, wanted: LibraryImage) {
    this.#now = now;
    this.#wanted = wanted;
    for (const { serial } of wanted.papers.values())
      this.#nextSerial = Math.max(this.#nextSerial, serial + 1);
    for (const paper of now.papers.values()) this.#take(paper);
    for (const { id, name } of now.collections.values()) this.#collectionsByName.set(name.toLowerCase(), id);
  }

  /** Nothing happens to papers that the earlier state lacks, nor with notes and states of those that are gone since. */
  restore(id: PaperId, parts: RestoredParts): void {
    const then = this.#wanted.papers.get(id);
    const now = this.#paper(id);
    if (then === undefined) return;
    if (now === undefined && (parts !== 'everything' || this.#isStoodFor(then))) return;
    if (parts !== 'states') this.#restoreNote(id, parts);
    const hasNote = this.#hasNote(id);
    if (parts === 'notes') this.#set({ ...now!, hasNote });
    else if (parts === 'states') this.#set(this.#withState(now!, then));
    else this.#set(this.#withState({ ...this.#restoreRow(then, now), hasNote }, then));
  }

  /** What has to be applied, in order. */
  patches(): Patch[] {
    const { papers, notes } = this.#now;
    return [
      ...remove('notes', this.#notesGone),
      ...put('citationKeys', [...this.#keys.values()]),
      ...put('digests', this.#partlyListed()),
      ...put('collections', [...this.#collections.values()]),
      ...namedFields(put('papers', [...this.#papers.values()]), (_, id) => papers.get(id)),
      ...put('abstracts', this.#abstracts),
      ...namedFields(put('notes', this.#notes), (_, id) => notes.get(id)),
    ];
  }

  /** The digests that come back, each with as many papers as come with it, so that its dump can bring the others again. */
  #partlyListed(): Digest[] {
    const papers = [...this.#papers.values()];
    return [...this.#digests.values()].map(digest => {
      const places = papers.flatMap(paper =>
        paper.listings.filter(listing => listing.digest === digest.id).map(() => paper),
      );
      const brought = new Set(places.filter(({ addedBy }) => addedBy === digest.id));
      return { ...digest, listingCount: places.length, newCount: brought.size };
    });
  }

  #paper(id: PaperId): Paper | undefined {
    return this.#papers.get(id) ?? this.#now.papers.get(id);
  }

  #set(paper: Paper): void {
    if (sameValue(paper, this.#paper(paper.id))) return;
    this.#papers.set(paper.id, paper);
    this.#take(paper);
  }

  /** Notes what belongs to a paper. */
  #take({ id, titleKeys, listings, citationKey, serial, tags }: Paper): void {
    for (const key of titleKeys) this.#byTitle.set(key, id);
    for (const listing of listings) this.#byPlace.set(placeOf(listing), id);
    this.#byKey.set(citationKey.toLowerCase(), id);
    this.#serials.add(serial);
    this.#nextSerial = Math.max(this.#nextSerial, serial + 1);
    for (const tag of tags) if (!this.#spellings.has(foldTag(tag))) this.#spellings.set(foldTag(tag), tag);
  }

  #restoreRow(then: Paper, now: Paper | undefined): Paper {
    const { givers, titleKeys } = this.#claimTitles(then, now);
    const added = this.#claimPlaces(then, givers);
    const told = now === undefined ? this.#returned(then, titleKeys) : restoreDetails(now, then, titleKeys);
    const hasAbstract = this.#wanted.abstracts.has(then.id);
    const base = hasAbstract ? withOrigin(told, 'abstract', then.origins?.abstract) : told;
    const listings = this.#inOrderOfImport([
      ...(now === undefined ? [] : base.listings),
      ...added.map(listing => printedAs(listing, listing.title ?? then.title, base.title)),
    ]);
    const brought = now === undefined ? then.addedBy : (now.addedBy ?? then.addedBy);
    return {
      ...this.#relisted(withAddedBy(base, brought), listings),
      ...this.#restoreAbstract(then, now),
      titleKeys,
      citationKey: this.#restoreKey(then, now),
      keptApart: [...new Set([...(now?.keptApart ?? []), ...then.keptApart])],
    };
  }

  /** By another paper that the user has given its title since. */
  #isStoodFor({ id }: Paper): boolean {
    const owner = this.#byTitle.get(id);
    const stand = owner === undefined || owner === id ? undefined : this.#paper(owner);
    return stand !== undefined && isItsTitle(stand, id as string as TitleKey);
  }

  /** A paper that is gone as it was, under a title that is its own. */
  #returned(then: Paper, titleKeys: readonly TitleKey[]): Paper {
    const own = then.listings.find(
      ({ title }) => title !== undefined && leadToTitle(titleKeys, titleKey(title)),
    );
    const isFree = leadToTitle(titleKeys, titleKey(then.title)) || own?.title === undefined;
    return { ...(isFree ? then : retitled(then, own.title)), serial: this.#freeSerial(then.serial) };
  }

  /**
   * The titles under which the paper will be found, and the papers that give some of them back. A paper that was merged
   * into another since gets back what it had; a title that is a paper of its own by now stays with that.
   */
  #claimTitles(then: Paper, now: Paper | undefined): { givers: Set<PaperId>; titleKeys: TitleKey[] } {
    const givers = new Set<PaperId>();
    const claimed = then.titleKeys.filter(key => {
      const owner = this.#byTitle.get(key);
      if (owner === undefined || owner === then.id) return true;
      const isPaper = this.#paper(key as string as PaperId) !== undefined;
      if (now !== undefined || isPaper || isItsTitle(this.#paper(owner)!, key)) return false;
      givers.add(owner);
      return true;
    });
    for (const id of givers) {
      const giver = this.#paper(id)!;
      const isClaimed = (key: TitleKey): boolean =>
        (key as string) !== id && (claimed.includes(key) || claimed.includes(plainTitleKey(key)));
      this.#set({ ...giver, titleKeys: giver.titleKeys.filter(key => !isClaimed(key)) });
    }
    return { givers, titleKeys: [...new Set([...(now?.titleKeys ?? []), ...claimed])] };
  }

  /** The paper's places in digests that nobody else has, and those that a paper it was merged into had not before. */
  #claimPlaces(then: Paper, givers: ReadonlySet<PaperId>): Listing[] {
    const claimed = then.listings.filter(listing => {
      if (!this.#restoreDigest(listing.digest)) return false;
      const owner = this.#byPlace.get(placeOf(listing));
      return owner === undefined || (givers.has(owner) && !this.#hadPlace(owner, listing));
    });
    const places = new Set(claimed.map(placeOf));
    for (const id of givers) {
      const giver = this.#paper(id)!;
      const left = giver.listings.filter(listing => !places.has(placeOf(listing)));
      if (left.length < giver.listings.length) this.#set(this.#relisted(giver, left));
    }
    return claimed;
  }

  #hadPlace(id: PaperId, { digest, rank }: Listing): boolean {
    const listings = this.#wanted.papers.get(id)?.listings ?? [];
    return listings.some(listing => listing.digest === digest && listing.rank === rank);
  }

  /** The paper listed so, with what follows from it; brought by a digest that still lists it. */
  #relisted(paper: Paper, listings: readonly Listing[]): Paper {
    const { addedBy } = paper;
    const isListed = listings.some(({ digest }) => digest === addedBy);
    const listed = withListings(paper, listings, digest => this.#digest(digest)?.year);
    return addedBy === undefined || isListed ? listed : withAddedBy(listed, listings[0]?.digest);
  }

  #inOrderOfImport(listings: readonly Listing[]): readonly Listing[] {
    const importedAt = ({ digest }: Listing): number => this.#digest(digest)?.imported ?? 0;
    return [...listings].sort((a, b) => importedAt(a) - importedAt(b));
  }

  #digest(id: DigestId): Digest | undefined {
    return this.#now.digests.get(id) ?? this.#digests.get(id);
  }

  /** False when neither state has it. */
  #restoreDigest(id: DigestId): boolean {
    if (this.#digest(id) !== undefined) return true;
    const digest = this.#wanted.digests.get(id);
    if (digest !== undefined) this.#digests.set(id, digest);
    return digest !== undefined;
  }

  /** An abstract is brought back, never taken away. */
  #restoreAbstract(
    { id, opening, hasLink }: Paper,
    now: Paper | undefined,
  ): Pick<Paper, 'opening' | 'hasLink'> {
    const abstract = this.#wanted.abstracts.get(id);
    if (abstract === undefined) {
      return now === undefined
        ? { opening: '', hasLink: false }
        : { opening: now.opening, hasLink: now.hasLink };
    }
    if (abstract.text !== this.#now.abstracts.get(id)?.text) this.#abstracts.push(abstract);
    return { opening, hasLink };
  }

  #restoreNote(id: PaperId, parts: RestoredParts): void {
    const then = this.#wanted.notes.get(id);
    const now = this.#now.notes.get(id);
    if (then === undefined) {
      if (now !== undefined && parts === 'everything') this.#notesGone.push(id);
    } else if (!sameValue(then, now)) this.#notes.push(then);
  }

  #hasNote(id: PaperId): boolean {
    return (
      (this.#now.notes.has(id) && !this.#notesGone.includes(id)) || this.#notes.some(note => note.id === id)
    );
  }

  /** The key it had, if that is nobody else's; else the one it has, or a new one. */
  #restoreKey(then: Paper, now: Paper | undefined): CitationKey {
    const own = [then.citationKey, ...(now === undefined ? this.#formerKeys(then.id) : [now.citationKey])];
    const free = own.find(key => this.#isFree(key, then));
    const isTaken = (key: string): boolean => this.#byKey.has(key) || this.#holder(key) !== undefined;
    const key = free ?? makeCitationKey(keySource(then), isTaken);
    if (this.#holder(key.toLowerCase()) === undefined)
      this.#keys.set(key.toLowerCase(), keyHolder(key, then.id));
    return key;
  }

  #formerKeys(id: PaperId): CitationKey[] {
    return [...this.#now.citationKeys.values()].filter(({ paper }) => paper === id).map(({ key }) => key);
  }

  #isFree(key: CitationKey, paper: Paper): boolean {
    const owner = this.#byKey.get(key.toLowerCase());
    if (owner !== undefined) return owner === paper.id;
    const holder = this.#holder(key.toLowerCase());
    return holder === undefined || isOwn(paper, holder);
  }

  #holder(key: string): KeyHolder | undefined {
    return this.#keys.get(key) ?? this.#now.citationKeys.get(key);
  }

  #freeSerial(wished: number): number {
    return this.#serials.has(wished) ? this.#nextSerial : wished;
  }

  #withState(paper: Paper, { status, starred, tags, collections }: Paper): Paper {
    return {
      ...paper,
      status,
      starred,
      tags: tags.map(tag => this.#spellings.get(foldTag(tag)) ?? tag),
      collections: [...new Set(collections.flatMap(id => this.#restoreCollection(id)))],
    };
  }

  /** The collection itself, or the one that has its name by now. */
  #restoreCollection(id: CollectionId): CollectionId[] {
    if (this.#now.collections.has(id) || this.#collections.has(id)) return [id];
    const collection = this.#wanted.collections.get(id);
    if (collection === undefined) return [];
    const name = collection.name.toLowerCase();
    const namesake = this.#collectionsByName.get(name);
    if (namesake !== undefined) return [namesake];
    this.#collections.set(id, collection);
    this.#collectionsByName.set(name, id);
    return [id];
  }
}

/** What somebody had told comes back; what was told since of other details stays. */
function restoreDetails(now: Paper, then: Paper, titleKeys: readonly TitleKey[]): Paper {
  const restored = takeDetails(now, then, () => true);
  const wasTold = (then.origins?.title ?? now.origins?.title) !== undefined;
  if (!wasTold || !leadToTitle(titleKeys, titleKey(then.title))) return restored;
  return retitled(withOrigin(restored, 'title', then.origins?.title), then.title);
}

/** True for the key under which a paper's own title is found. */
function isItsTitle({ title, titleKeys }: Paper, key: TitleKey): boolean {
  const own = titleKey(title);
  return key === own || (plainTitleKey(key) === own && !titleKeys.includes(own));
}

function placeOf({ digest, rank }: Listing): string {
  return `${rank} ${digest}`;
}
