import type { KeyHolder } from '../../shared/domain/collection.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import { READING_STATUSES, type Paper } from '../../shared/domain/paper.ts';
import type { Sort, View } from '../../shared/domain/view.ts';
import { CountsKeeper, type StoredCounts } from '../../shared/library/counts.ts';
import type { LatePortion, LateRows } from '../../shared/library/lateRows.ts';
import { TextSharing } from '../../shared/library/shareTexts.ts';
import type { KeptList, ListColumns } from './keptStore.ts';
import { decodeRows, followKeys, PAPERS_PER_PAGE } from './pages.ts';
import { addPlace, emptyPlaceTable, findPlace } from './placeTable.ts';
import type { EarlyList } from './types.ts';
import { yieldToPage } from './yieldToPage.ts';

const STARRED = 4;

/** Status and star of a paper as one number: the status by its place in `READING_STATUSES`, and a bit for the star. */
function markOf({ status, starred }: Pick<Paper, 'status' | 'starred'>): number {
  return READING_STATUSES.indexOf(status) + (starred ? STARRED : 0);
}

/** Key pages decoded at a time, and keys taken in. */
const KEY_PAGES_AT_A_TIME = 4;
const KEYS_AT_A_TIME = 500;

/** The rows of a list that was kept, made into rows when they are asked for, and the list itself as its columns tell it. */
export class KeptRows implements LateRows, EarlyList {
  readonly counts: StoredCounts;
  readonly size: LateRows['size'];
  readonly #kept: KeptList;
  readonly #ids: readonly PaperId[];
  readonly #marks: Uint8Array;
  /** Pages that were made into rows. */
  readonly #decoded = new Map<number, readonly Paper[]>();
  readonly #sharing = new TextSharing();

  /**
   * `touched`: pages as they are now, where marks of their papers were changed since the list was kept. Throws if they
   * hold other papers.
   */
  constructor(kept: KeptList, touched: ReadonlyMap<number, Uint8Array<ArrayBuffer>>) {
    const { ids, serials, marks, counts, citationKeys } = kept.columns;
    this.#kept = { ...kept, pages: new Map([...kept.pages, ...touched]) };
    this.#ids = serials.length === 0 ? [] : (new TextDecoder().decode(ids).split('\n') as PaperId[]);
    this.#marks = marks;
    this.size = { papers: serials.length, citationKeys };
    this.counts = touched.size === 0 ? counts : this.#recount(kept, touched);
  }

  paper(id: string): Paper | undefined {
    const place = this.#placeOf(id);
    if (place === undefined) return undefined;
    const serial = this.#kept.columns.serials[place]!;
    return this.#page(Math.floor(serial / PAPERS_PER_PAGE)).find(paper => paper.id === id);
  }

  *portions(papers: ReadonlyMap<string, Paper>): Generator<LatePortion, void> {
    for (const number of this.#kept.pages.keys()) yield { papers: this.#page(number) };
    const keys = new Map<string, KeyHolder>();
    let decoded = 0;
    for (const rows of this.#kept.keyPages.values()) {
      followKeys(keys, { rows });
      decoded += 1;
      if (decoded % KEY_PAGES_AT_A_TIME === 0) yield {};
    }
    const all = [...keys.values()];
    for (let from = 0; from < all.length; from += KEYS_AT_A_TIME) {
      const citationKeys = all.slice(from, from + KEYS_AT_A_TIME);
      this.#sharing.inKeys(citationKeys, papers);
      yield { citationKeys };
    }
  }

  idsIn(view: View, sort: Sort): readonly PaperId[] | undefined {
    const { order } = this.#kept.columns;
    const belongs = this.#belongsTo(view);
    if (belongs === undefined || order?.sort.key !== sort.key || order.sort.direction !== sort.direction) {
      return undefined;
    }
    const ids: PaperId[] = [];
    for (const place of order.places) if (belongs(this.#marks[place]!)) ids.push(this.#ids[place]!);
    return ids;
  }

  follow(papers: Iterable<Paper>): void {
    for (const paper of papers) {
      const place = this.#placeOf(paper.id);
      if (place !== undefined) this.#marks[place] = markOf(paper);
    }
  }

  idsBySerial(): readonly (PaperId | undefined)[] {
    const { serials } = this.#kept.columns;
    const ids = new Array<PaperId>((serials.at(-1) ?? 0) + 1);
    for (const [place, serial] of serials.entries()) ids[serial] = this.#ids[place]!;
    return ids;
  }

  #belongsTo(view: View): ((mark: number) => boolean) | undefined {
    switch (view.kind) {
      case 'all':
        return () => true;
      case 'starred':
        return mark => mark >= STARRED;
      case 'status':
        return mark => READING_STATUSES[mark % STARRED] === view.status;
      default:
        return undefined;
    }
  }

  #placeOf(id: string): number | undefined {
    return findPlace(this.#kept.columns.places, this.#ids, id);
  }

  #page(number: number): readonly Paper[] {
    const known = this.#decoded.get(number);
    if (known !== undefined) return known;
    const papers = decodeRows<Paper>({ rows: this.#kept.pages.get(number)! });
    this.#sharing.inPapers(papers);
    this.#decoded.set(number, papers);
    return papers;
  }

  /** Brings marks and counts up to the pages as they are now. */
  #recount(
    { pages, columns }: KeptList,
    touched: ReadonlyMap<number, Uint8Array<ArrayBuffer>>,
  ): StoredCounts {
    const counts = new CountsKeeper(columns.counts);
    for (const number of touched.keys()) {
      const before = new Map(decodeRows<Paper>({ rows: pages.get(number)! }).map(paper => [paper.id, paper]));
      for (const now of this.#page(number)) {
        const then = before.get(now.id);
        if (then?.serial !== now.serial) throw new Error('The list that was kept holds other papers.');
        before.delete(now.id);
        counts.replace(then, now);
        this.#marks[this.#placeOf(now.id)!] = markOf(now);
      }
      if (before.size > 0) throw new Error('The list that was kept holds other papers.');
    }
    return counts.toStored();
  }
}

/** All papers in an order; `ids` are undefined where finding them out would take its time. */
export interface ListOrder {
  readonly sort: Sort;
  readonly ids: readonly PaperId[] | undefined;
}

/** Papers gone over at a time: some milliseconds. */
const PAPERS_AT_A_TIME = 5_000;

/** What a list needs of each paper, from rows in the order of their serials; made in between the window's own work. */
export async function columnsOf(
  papers: readonly Paper[],
  { counts, citationKeys }: Pick<ListColumns, 'counts' | 'citationKeys'>,
  { sort, ids: ordered }: ListOrder,
): Promise<ListColumns> {
  const ids = papers.map(({ id }) => id);
  const serials = new Uint32Array(papers.length);
  const marks = new Uint8Array(papers.length);
  await inPortions(papers, (paper, place) => {
    serials[place] = paper.serial;
    marks[place] = markOf(paper);
  });
  const places = emptyPlaceTable(ids.length);
  await inPortions(ids, (_, place) => addPlace(places, ids, place));
  const order = ordered?.length === papers.length ? new Uint32Array(papers.length) : undefined;
  if (order && ordered) await inPortions(ordered, (id, at) => (order[at] = findPlace(places, ids, id)!));
  return {
    ids: new TextEncoder().encode(ids.join('\n')),
    places,
    serials,
    marks,
    counts,
    citationKeys,
    ...(order && { order: { sort, places: order } }),
  };
}

async function inPortions<T>(all: readonly T[], work: (one: T, at: number) => void): Promise<void> {
  for (const [at, one] of all.entries()) {
    if (at % PAPERS_AT_A_TIME === 0) await yieldToPage();
    work(one, at);
  }
}
