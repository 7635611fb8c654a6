import type { Issued } from '../../shared/domain/issued.ts';
import { READING_STATUSES, type Listing, type Paper } from '../../shared/domain/paper.ts';
import { withRoom } from './growing.ts';
import { ListColumn, type StoredLists } from './listColumn.ts';
import { Names } from './names.ts';

/** Bits of `flags`; the lowest two are the reading status. */
export const STATUS_BITS = 0b11;
export const STARRED = 1 << 2;
export const HAS_NOTE = 1 << 3;
export const HAS_DATE = 1 << 4;
export const HAS_LINK = 1 << 5;
const PRESENT = 1 << 7;
/** `years` where there is none. */
export const NO_YEAR = 0xffff;

/** Everything but the texts that the search asks of a paper. */
export interface StoredColumns {
  readonly slots: number;
  readonly names: readonly string[];
  readonly serials: Uint32Array<ArrayBuffer>;
  readonly added: Float64Array<ArrayBuffer>;
  readonly issued: Uint32Array<ArrayBuffer>;
  readonly years: Uint16Array<ArrayBuffer>;
  readonly flags: Uint8Array<ArrayBuffer>;
  readonly addedBy: Uint32Array<ArrayBuffer>;
  readonly listings: StoredLists;
  readonly tags: StoredLists;
  readonly collections: StoredLists;
  readonly keptApart: readonly (readonly [slot: number, papers: readonly string[]])[];
}

/** The light facts of papers by slot, in typed arrays: a filter or an order is a loop over numbers, not over rows. */
export class PaperColumns {
  /** Names of digests, tags and collections. */
  readonly names: Names;
  serials = new Uint32Array(16);
  added = new Float64Array(16);
  /** A number that orders days: 0 without a date. */
  issued = new Uint32Array(16);
  years = new Uint16Array(16);
  flags = new Uint8Array(16);
  /** Number of the digest's name plus one; 0 if there is none. */
  addedBy = new Uint32Array(16);
  /** Number of the digest's name, then rank, for each listing. */
  listings = new ListColumn();
  tags = new ListColumn();
  collections = new ListColumn();
  readonly keptApart: Map<number, readonly string[]>;

  constructor(stored?: StoredColumns) {
    this.names = new Names(stored?.names);
    this.keptApart = new Map(stored?.keptApart);
    if (stored === undefined) return;
    this.serials = stored.serials;
    this.added = stored.added;
    this.issued = stored.issued;
    this.years = stored.years;
    this.flags = stored.flags;
    this.addedBy = stored.addedBy;
    this.listings = ListColumn.load(stored.listings);
    this.tags = ListColumn.load(stored.tags);
    this.collections = ListColumn.load(stored.collections);
  }

  store(slots: number): StoredColumns {
    return {
      slots,
      names: this.names.all,
      serials: withRoom(this.serials, slots).slice(0, slots),
      added: withRoom(this.added, slots).slice(0, slots),
      issued: withRoom(this.issued, slots).slice(0, slots),
      years: withRoom(this.years, slots).slice(0, slots),
      flags: withRoom(this.flags, slots).slice(0, slots),
      addedBy: withRoom(this.addedBy, slots).slice(0, slots),
      listings: this.listings.store(slots),
      tags: this.tags.store(slots),
      collections: this.collections.store(slots),
      keptApart: [...this.keptApart],
    };
  }

  isPresent(slot: number): boolean {
    return ((this.flags[slot] ?? 0) & PRESENT) !== 0;
  }

  /** Takes facts of a paper over; those not given stay, `null` takes an optional one away. */
  set(slot: number, facts: { readonly [F in keyof Paper]?: Paper[F] | null }): void {
    this.#makeRoom(slot + 1);
    if (facts.serial !== undefined) this.serials[slot] = facts.serial ?? 0;
    if (facts.added !== undefined) this.added[slot] = facts.added ?? 0;
    if (facts.issued !== undefined) this.#setIssued(slot, facts.issued ?? undefined);
    if (facts.addedBy !== undefined) {
      this.addedBy[slot] = facts.addedBy === null ? 0 : this.names.add(facts.addedBy) + 1;
    }
    if (facts.status) {
      const status = READING_STATUSES.indexOf(facts.status);
      this.flags[slot] = ((this.flags[slot] as number) & ~STATUS_BITS) | status;
    }
    this.#setFlag(slot, STARRED, facts.starred);
    this.#setFlag(slot, HAS_NOTE, facts.hasNote);
    this.#setFlag(slot, HAS_LINK, facts.hasLink);
    this.#setLists(slot, facts);
  }

  /** Takes over a whole row. */
  put(slot: number, paper: Paper): void {
    this.set(slot, { ...paper, issued: paper.issued ?? null, addedBy: paper.addedBy ?? null });
    this.#setFlag(slot, PRESENT, true);
  }

  clear(slot: number): void {
    this.#makeRoom(slot + 1);
    this.flags[slot] = 0;
    this.#setLists(slot, { listings: [], tags: [], collections: [], keptApart: [] });
  }

  /** Times the paper was listed. */
  listedCount(slot: number): number {
    return this.listings.lengthOf(slot) / 2;
  }

  /** Rank of the paper in a digest, by the number of the digest's name; undefined if it isn't listed there. */
  rankIn(slot: number, digest: number): number | undefined {
    const index = this.listings.indexOf(slot, digest, 2);
    return index < 0 ? undefined : this.listings.at(slot, index + 1);
  }

  #setLists(slot: number, facts: { readonly [F in keyof Paper]?: Paper[F] | null }): void {
    const { listings, tags, collections, keptApart } = facts;
    const number = (name: string): number => this.names.add(name);
    if (listings) {
      this.listings.set(
        slot,
        listings.flatMap(({ digest, rank }: Listing) => [number(digest), rank]),
      );
    }
    if (tags) this.tags.set(slot, tags.map(number));
    if (collections) this.collections.set(slot, collections.map(number));
    if (keptApart) {
      if (keptApart.length > 0) this.keptApart.set(slot, keptApart);
      else this.keptApart.delete(slot);
    }
  }

  #setFlag(slot: number, flag: number, value: boolean | null | undefined): void {
    if (value === undefined || value === null) return;
    const others = (this.flags[slot] as number) & ~flag;
    this.flags[slot] = value ? others | flag : others;
  }

  /** Papers without a date first, then those without a year, then from old to new. */
  #setIssued(slot: number, issued: Issued | undefined): void {
    this.#setFlag(slot, HAS_DATE, issued !== undefined);
    this.years[slot] = Math.min(issued?.year ?? NO_YEAR, NO_YEAR);
    this.issued[slot] =
      issued === undefined
        ? 0
        : 1 + ((issued.year ?? 0) * 12 + (issued.month ?? 1) - 1) * 31 + (issued.day ?? 1) - 1;
  }

  #makeRoom(slots: number): void {
    if (slots <= this.flags.length) return;
    this.serials = withRoom(this.serials, slots);
    this.added = withRoom(this.added, slots);
    this.issued = withRoom(this.issued, slots);
    this.years = withRoom(this.years, slots);
    this.flags = withRoom(this.flags, slots);
    this.addedBy = withRoom(this.addedBy, slots);
  }
}
