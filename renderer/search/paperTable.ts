import { authorName } from '../../shared/domain/authorNames.ts';
import type { SavedSearch } from '../../shared/domain/collection.ts';
import type { Digest } from '../../shared/domain/digest.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import { NearTitleIndex } from '../../shared/domain/nearTitles.ts';
import type { Listing, Paper } from '../../shared/domain/paper.ts';
import { MemoryLibrary } from '../../shared/library/memory.ts';
import type { Patch } from '../../shared/library/patch.ts';
import type { LibraryState } from '../../shared/library/tables.ts';
import type { TextField } from '../../shared/query/types.ts';
import { PaperColumns, type StoredColumns } from './paperColumns.ts';
import { Placings } from './placings.ts';
import { TEXT_FIELDS } from './postings.ts';
import type { SegmentArrays } from './segment.ts';
import { StringColumn, type StoredStrings } from './stringColumn.ts';
import { TextIndex, type StoredTexts } from './textIndex.ts';
import type { SimilarPapers } from './types.ts';

/** The table as it is stored, all but its segments. */
export interface StoredTable {
  readonly texts: StoredTexts;
  readonly columns: StoredColumns;
  readonly ids: StoredStrings;
  readonly titles: StoredStrings;
  /** Citation key, DOI and arXiv id, a line each. */
  readonly keys: StoredStrings;
  readonly otherTitles: readonly (readonly [slot: number, titles: readonly string[]])[];
  readonly digests: readonly Digest[];
  readonly savedSearches: readonly SavedSearch[];
}

type PaperFields = { readonly [F in keyof Paper]?: Paper[F] | null };

/** Titles taken into the index of near titles at a time: some milliseconds. */
const TITLES_BETWEEN_RESTS = 100;

/** The papers of the library by slot: facts in columns, texts in the index. Follows the changes of the library. */
export class PaperTable {
  readonly index: TextIndex;
  readonly columns: PaperColumns;
  readonly placings: Placings;
  readonly #ids: StringColumn;
  readonly #titles: StringColumn;
  readonly #keys: StringColumn;
  /** Other titles a paper was listed under; few have any. */
  readonly #otherTitles: Map<number, readonly string[]>;
  /** Digests and saved searches. */
  readonly #others = new MemoryLibrary();
  #slots: Map<string, number> | undefined;
  /** Made when first asked for, then kept in step. */
  #nearTitles: NearTitleIndex | undefined;
  #hasReadTitles = false;

  /** Empty, or as it was stored; the segments are those that the stored table names. */
  constructor(stored?: StoredTable, segments?: ReadonlyMap<number, SegmentArrays>) {
    this.index = new TextIndex(stored?.texts, segments);
    this.columns = new PaperColumns(stored?.columns);
    this.#ids = new StringColumn(stored?.ids);
    this.#titles = new StringColumn(stored?.titles);
    this.#keys = new StringColumn(stored?.keys);
    this.#otherTitles = new Map(stored?.otherTitles);
    this.placings = new Placings(this.columns, this.#titles, () => this.index.slotCount);
    if (stored === undefined) return;
    this.follow([
      { kind: 'put', table: 'digests', rows: stored.digests },
      { kind: 'put', table: 'savedSearches', rows: stored.savedSearches },
    ]);
  }

  store(): StoredTable {
    const texts = this.index.store();
    return {
      texts,
      columns: this.columns.store(texts.slots),
      ids: this.#ids.store(),
      titles: this.#titles.store(),
      keys: this.#keys.store(),
      otherTitles: [...this.#otherTitles],
      digests: [...this.others.digests.values()],
      savedSearches: [...this.others.savedSearches.values()],
    };
  }

  /** Takes out what a library that was read whole doesn't have: its papers, or the texts of a field. */
  keepOnly(what: 'papers' | 'notes' | 'abstracts', ids: ReadonlySet<string>): void {
    for (const id of [...this.#slotsById().keys()]) {
      if (!ids.has(id)) this.follow([{ kind: 'remove', table: what, ids: [id] }]);
    }
  }

  /** Papers held. */
  get size(): number {
    return this.placings.bySerial.length;
  }

  /** Only its digests and saved searches are filled. */
  get others(): LibraryState {
    return this.#others.state;
  }

  follow(patches: readonly Patch[]): void {
    for (const patch of patches) {
      switch (patch.table) {
        case 'papers':
          this.#followPapers(patch);
          break;
        case 'notes':
        case 'abstracts':
          this.#followTexts(patch, patch.table === 'notes' ? 'note' : 'abstract');
          break;
        case 'digests':
        case 'savedSearches':
          this.#others.applyPatches([patch]);
          break;
        default:
      }
    }
  }

  /** Papers with a nearly equal title, those kept apart left out; among the titles read so far. */
  findSimilarTo(id: PaperId): SimilarPapers[] {
    const slot = this.#slotsById().get(id);
    if (slot === undefined || !this.columns.isPresent(slot)) return [];
    const { keptApart, serials } = this.columns;
    const near = this.#nearTitles?.find(this.#titles.get(slot)) ?? [];
    return near.flatMap(({ place: other, similarity }): SimilarPapers[] => {
      const otherId = this.#ids.get(other) as PaperId;
      if (other === slot || keptApart.get(slot)?.includes(otherId) === true) return [];
      if (keptApart.get(other)?.includes(id) === true) return [];
      const isFirst = (serials[slot] as number) < (serials[other] as number);
      return [{ papers: isFirst ? [id, otherId] : [otherId, id], similarity }];
    });
  }

  #followPapers(patch: Patch & { readonly table: 'papers' }): void {
    switch (patch.kind) {
      case 'put':
        for (const paper of patch.rows) this.#putPaper(paper);
        return;
      case 'remove':
        for (const id of patch.ids) this.#removePaper(id);
        return;
      case 'set':
        for (const id of patch.ids) {
          const slot = this.#slotsById().get(id);
          if (slot !== undefined && this.columns.isPresent(slot)) this.#setPaper(slot, patch.fields);
        }
    }
  }

  #putPaper(paper: Paper): void {
    const slot = this.#slotFor(paper.id);
    const isNew = !this.columns.isPresent(slot) || this.columns.serials[slot] !== paper.serial;
    if (this.columns.added[slot] !== paper.added) this.placings.forgetAdded();
    this.columns.put(slot, paper);
    if (isNew) this.placings.forget();
    this.#setPaper(slot, { doi: null, arxiv: null, authors: null, venue: null, ...paper });
  }

  #setPaper(slot: number, fields: PaperFields): void {
    const { title, listings, tags, citationKey, doi, arxiv, authors, venue, added, serial } = fields;
    const before = this.columns.added[slot];
    this.columns.set(slot, fields);
    if (serial !== undefined) this.placings.forget();
    if (added !== undefined && added !== before) this.placings.forgetAdded();
    if (typeof title === 'string') this.#setTitle(slot, title);
    if (listings) this.#setOtherTitles(slot, listings);
    if (typeof title === 'string' || listings) {
      const titles = new Set([this.#titles.get(slot), ...(this.#otherTitles.get(slot) ?? [])]);
      this.#setTexts(slot, 'title', [...titles]);
    }
    if (tags) this.#setTexts(slot, 'tag', tags);
    if (citationKey !== undefined || doi !== undefined || arxiv !== undefined) this.#setKeys(slot, fields);
    if (authors !== undefined) this.#setTexts(slot, 'author', (authors ?? []).map(authorName));
    if (venue !== undefined) this.#setTexts(slot, 'venue', venue === null ? [] : [venue]);
  }

  /** One field of all that names a paper, whichever of it changed. */
  #setKeys(slot: number, { citationKey, doi, arxiv }: PaperFields): void {
    const before = this.#keys.get(slot).split('\n');
    const keys = [citationKey, doi, arxiv].map((now, place) =>
      now === undefined ? (before[place] ?? '') : (now ?? '').replaceAll('\n', ' '),
    );
    this.#keys.set(slot, keys.join('\n'));
    this.#setTexts(
      slot,
      'key',
      keys.filter(key => key !== ''),
    );
  }

  #setTitle(slot: number, title: string): void {
    if (this.#titles.get(slot) === title) return;
    this.#titles.set(slot, title);
    this.placings.forgetTitles();
    this.#nearTitles?.add(slot);
  }

  #setOtherTitles(slot: number, listings: readonly Listing[]): void {
    const others = listings.flatMap(({ title }) => (title === undefined ? [] : [title]));
    if (others.length > 0) this.#otherTitles.set(slot, others);
    else this.#otherTitles.delete(slot);
  }

  #removePaper(id: string): void {
    const slot = this.#slotsById().get(id);
    if (slot === undefined || !this.columns.isPresent(slot)) return;
    this.columns.clear(slot);
    this.placings.forget();
    this.#otherTitles.delete(slot);
    this.#titles.set(slot, '');
    this.#keys.set(slot, '');
    this.#nearTitles?.remove(slot);
    for (const field of ['title', 'tag', 'key', 'author', 'venue'] as const) this.#setTexts(slot, field, []);
    this.#releaseIfEmpty(id, slot);
  }

  #followTexts(patch: Patch & { readonly table: 'notes' | 'abstracts' }, field: TextField): void {
    const texts =
      patch.kind === 'put'
        ? patch.rows.map(({ id, text }) => ({ id, text }))
        : patch.ids.map(id => ({ id, text: '' }));
    const text = patch.kind === 'set' ? patch.fields.text : undefined;
    if (patch.kind === 'set' && text === undefined) return;
    for (const one of texts) this.#setText(one.id, field, text ?? one.text);
  }

  /** An empty text needs no slot; a slot without paper and texts goes back. */
  #setText(id: string, field: TextField, text: string): void {
    const known = this.#slotsById().get(id);
    if (known === undefined && text === '') return;
    const slot = known ?? this.#slotFor(id);
    this.#setTexts(slot, field, [text]);
    this.#releaseIfEmpty(id, slot);
  }

  #setTexts(slot: number, field: TextField, texts: readonly string[]): void {
    this.index.setTexts(slot, TEXT_FIELDS.indexOf(field), texts);
  }

  #releaseIfEmpty(id: string, slot: number): void {
    if (this.columns.isPresent(slot) || !this.index.isEmpty(slot)) return;
    this.#slotsById().delete(id);
    this.#ids.set(slot, '');
    this.index.releaseSlot(slot);
  }

  #slotFor(id: string): number {
    const known = this.#slotsById().get(id);
    if (known !== undefined) return known;
    const slot = this.index.takeSlot();
    this.#slotsById().set(id, slot);
    this.#ids.set(slot, id);
    return slot;
  }

  #slotsById(): Map<string, number> {
    if (this.#slots === undefined) {
      this.#slots = new Map();
      for (const [slot, id] of this.#ids.all().entries()) if (id !== '') this.#slots.set(id, slot);
    }
    return this.#slots;
  }

  /**
   * Takes every title into the index of near titles, resting now and then; from the first rest on, changes are followed.
   * Done once, however often it is asked for.
   */
  *readTitles(): Generator<undefined, void> {
    if (this.#hasReadTitles) return;
    const index = (this.#nearTitles ??= new NearTitleIndex(slot => this.#titles.get(slot)));
    let read = 0;
    for (const slot of this.placings.bySerial) {
      if (this.columns.isPresent(slot)) index.add(slot);
      read += 1;
      if (read % TITLES_BETWEEN_RESTS === 0) yield;
    }
    this.#hasReadTitles = true;
  }
}
