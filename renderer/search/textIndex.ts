import { EMPTY_HASH, hashUnit } from './termTable.ts';
import { atOnce } from './atOnce.ts';
import { PendingTexts } from './buildSegment.ts';
import { withRoom } from './growing.ts';
import { mergeSegments, type LiveSegment } from './mergeSegments.ts';
import { ABSTRACT, MAX_SLOTS, TEXT_FIELDS, TITLE } from './postings.ts';
import type { SegmentArrays } from './segment.ts';

/** Tokens after which pending texts become a segment without being asked: some 50 ms of work. */
const FLUSH_TOKENS = 250_000;
/** Segments of so many postings together are merged at once; larger ones between questions. */
const AT_ONCE_POSTINGS = 60_000;
/** A segment is merged with those after it when it is less than so many times as large as they are together. */
const MERGE_RATIO = 3;
/** So many segments are merged at a time, as each of them is looked at for every term; an import can leave a hundred. */
const MOST_MERGED = 12;
/** Postings merged between two rests: two or three milliseconds. */
const POSTINGS_BETWEEN_RESTS = 15_000;

/** A segment in use. `key` names it where it is stored. */
export interface OwnedSegment extends LiveSegment {
  readonly key: number;
}

/** What of the index is stored beside its segments. */
export interface StoredTexts {
  readonly slots: number;
  readonly free: Uint32Array<ArrayBuffer>;
  /** The keys of its segments, and what each of them speaks for. */
  readonly segments: readonly { readonly key: number; readonly live: Uint8Array<ArrayBuffer> }[];
  /** By field, then slot. */
  readonly stamps: readonly Uint32Array<ArrayBuffer>[];
  readonly titleWords: Uint16Array<ArrayBuffer>;
  readonly abstractWords: Uint16Array<ArrayBuffer>;
}

/**
 * The words of all papers, as a log-structured store: what changes becomes a small segment, small segments are merged into
 * larger ones. A paper has a slot, a small number that is reused after its removal. Each field of a slot belongs to one
 * segment; a field that changes is marked as no longer spoken for in the segment that had it.
 */
export class TextIndex {
  #segments: OwnedSegment[] = [];
  #pending = new PendingTexts();
  /** A hash of each field's texts, by field and slot: 0 is an empty field. */
  #stamps = TEXT_FIELDS.map(() => new Uint32Array(16));
  /** Words by slot. */
  titleWords = new Uint16Array(16);
  abstractWords = new Uint16Array(16);
  #titles = { words: 0, count: 0 };
  #abstracts = { words: 0, count: 0 };
  #free: number[] = [];
  #slots = 0;
  #version = 0;

  /** Continues where an index was stored. `segments` are those it names. */
  constructor(stored?: StoredTexts, segments?: ReadonlyMap<number, SegmentArrays>) {
    if (stored === undefined || segments === undefined) return;
    this.#slots = stored.slots;
    this.#free = [...stored.free];
    this.#stamps = [...stored.stamps];
    this.titleWords = stored.titleWords;
    this.abstractWords = stored.abstractWords;
    this.#titles = sumOf(stored.titleWords);
    this.#abstracts = sumOf(stored.abstractWords);
    this.#segments = stored.segments.map(({ key, live }) => {
      const arrays = segments.get(key);
      if (arrays === undefined) throw new Error('A stored part of the search index is missing.');
      return { key, live, arrays };
    });
  }

  /** What is needed to continue later; its segments are stored apart, as they never change. */
  store(): StoredTexts {
    this.refresh();
    const slots = this.#slots;
    return {
      slots,
      free: Uint32Array.from(this.#free),
      segments: this.#segments.map(({ key, live }) => ({ key, live: live.slice() })),
      stamps: this.#stamps.map(stamps => stamps.slice(0, slots)),
      titleWords: this.titleWords.slice(0, slots),
      abstractWords: this.abstractWords.slice(0, slots),
    };
  }

  /** Another number whenever a search could find something else, or look for it elsewhere; call `refresh` before. */
  get version(): number {
    return this.#version;
  }

  /** Slots in use are below this. */
  get slotCount(): number {
    return this.#slots;
  }

  /** Papers that have a slot. */
  get paperCount(): number {
    return this.#slots - this.#free.length;
  }

  /** Words of a title and of an abstract, on average over those that have one. */
  get averageWords(): { readonly title: number; readonly abstract: number } {
    const { words: titleWords, count: titles } = this.#titles;
    const { words: abstractWords, count: abstracts } = this.#abstracts;
    return {
      title: titles === 0 ? 1 : titleWords / titles,
      abstract: abstracts === 0 ? 1 : abstractWords / abstracts,
    };
  }

  /** All segments; call `refresh` before. */
  get segments(): readonly OwnedSegment[] {
    return this.#segments;
  }

  takeSlot(): number {
    const slot = this.#free.pop() ?? this.#slots;
    this.#version += 1;
    if (slot >= MAX_SLOTS) throw new RangeError(`The search index holds at most ${MAX_SLOTS} papers.`);
    if (slot === this.#slots) {
      this.#slots += 1;
      this.#stamps = this.#stamps.map(stamps => withRoom(stamps, this.#slots));
      this.titleWords = withRoom(this.titleWords, this.#slots);
      this.abstractWords = withRoom(this.abstractWords, this.#slots);
    }
    return slot;
  }

  releaseSlot(slot: number): void {
    TEXT_FIELDS.forEach((_, field) => this.setTexts(slot, field, []));
    this.#free.push(slot);
    this.#version += 1;
  }

  /** True if no field of the slot has a text. */
  isEmpty(slot: number): boolean {
    return this.#stamps.every(stamps => stamps[slot] === 0);
  }

  /** Replaces one field of a paper; cheap when nothing changed. */
  setTexts(slot: number, field: number, texts: readonly string[]): void {
    const stamps = this.#stamps[field] as Uint32Array;
    const stamp = stampOf(texts);
    if (stamps[slot] === stamp) return;
    this.#version += 1;
    for (const { live } of this.#segments) {
      if (slot < live.length) live[slot] = (live[slot] as number) & ~(1 << field);
    }
    let words = 0;
    if (stamp === 0) this.#pending.remove(slot, field);
    else words = this.#pending.set(slot, field, texts);
    stamps[slot] = stamp;
    this.#countWords(slot, field, words);
    if (this.#pending.size > FLUSH_TOKENS) this.refresh();
  }

  /** Makes what was set be found. */
  refresh(): void {
    if (this.#pending.isEmpty) return;
    const live = new Uint8Array(this.#slots);
    for (const key of this.#pending.keys()) {
      const slot = Math.floor(key / 8);
      live[slot] = (live[slot] as number) | (1 << (key % 8));
    }
    this.#add({ arrays: this.#pending.build(), live });
    this.#pending = new PendingTexts();
    this.#mergeSmall();
  }

  /** Merges what is worth merging, resting every few milliseconds; what is set meanwhile is kept. */
  *tidy(): Generator<undefined, void> {
    this.refresh();
    for (let from = this.#mergeableFrom(); from >= 0; from = this.#mergeableFrom()) {
      const merged = this.#smallestFrom(from);
      const arrays = yield* mergeSegments(merged, POSTINGS_BETWEEN_RESTS);
      this.#replace(merged, arrays);
    }
  }

  #add(segment: LiveSegment): void {
    this.#version += 1;
    // Random, so that a stored segment is never taken for another one of the same key.
    this.#segments.push({ ...segment, key: Math.floor(Math.random() * Number.MAX_SAFE_INTEGER) });
  }

  /** The first segment of those that are to be merged with all after them; -1 if there are none. */
  #mergeableFrom(): number {
    let after = 0;
    let first = -1;
    for (let index = this.#segments.length - 1; index >= 0; index -= 1) {
      const size = sizeOf(this.#segments[index]);
      if (after > 0 && size < MERGE_RATIO * after) first = index;
      after += size;
    }
    return first;
  }

  /** Of the segments from a place on as many as are merged at a time: neighbours, the smallest together. */
  #smallestFrom(from: number): readonly OwnedSegment[] {
    let [start, least] = [from, Infinity];
    for (let at = from; at <= Math.max(from, this.#segments.length - MOST_MERGED); at += 1) {
      const size = this.#segments.slice(at, at + MOST_MERGED).reduce((sum, each) => sum + sizeOf(each), 0);
      if (size < least) [start, least] = [at, size];
    }
    return this.#segments.slice(start, start + MOST_MERGED);
  }

  #mergeSmall(): void {
    let postings = 0;
    let from = this.#segments.length;
    while (from > 0 && postings + sizeOf(this.#segments[from - 1]) < AT_ONCE_POSTINGS) {
      from -= 1;
      postings += sizeOf(this.#segments[from]);
    }
    const merged = this.#segments.slice(from);
    if (merged.length < 2) return;
    this.#replace(merged, atOnce(mergeSegments(merged, Infinity)));
  }

  /** The merged segment speaks for what the others still do: marks taken off while it was made are off. */
  #replace(merged: readonly OwnedSegment[], arrays: SegmentArrays): void {
    const live = new Uint8Array(this.#slots);
    for (const segment of merged) {
      for (let slot = 0; slot < segment.live.length; slot += 1) {
        live[slot] = (live[slot] as number) | (segment.live[slot] as number);
      }
    }
    const after = this.#segments.filter(segment => !merged.includes(segment));
    const before = this.#segments.indexOf(merged[0] as OwnedSegment);
    this.#segments = after;
    this.#add({ arrays, live });
    // Segments made meanwhile stay behind it.
    this.#segments.splice(before, 0, this.#segments.pop() as OwnedSegment);
  }

  #countWords(slot: number, field: number, words: number): void {
    if (field !== TITLE && field !== ABSTRACT) return;
    const counts = field === TITLE ? this.titleWords : this.abstractWords;
    const sums = field === TITLE ? this.#titles : this.#abstracts;
    const before = counts[slot] as number;
    const after = Math.min(words, 0xffff);
    counts[slot] = after;
    sums.words += after - before;
    sums.count += Number(after > 0) - Number(before > 0);
  }
}

function sizeOf(segment: OwnedSegment | undefined): number {
  return segment?.arrays.postings.length ?? 0;
}

function sumOf(counts: Uint16Array): { words: number; count: number } {
  let words = 0;
  let count = 0;
  for (const one of counts) {
    words += one;
    count += Number(one > 0);
  }
  return { words, count };
}

/** A hash of texts: 0 if none of them holds anything, else never 0. */
function stampOf(texts: readonly string[]): number {
  if (texts.every(text => text === '')) return 0;
  let hash = EMPTY_HASH;
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) hash = hashUnit(hash, text.charCodeAt(at));
    hash = hashUnit(hash, 0xffff);
  }
  return hash >>> 0 || 1;
}
