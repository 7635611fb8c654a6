import { assertNever } from '../../shared/domain/assertNever.ts';
import type { Sort, SortKey, View } from '../../shared/domain/view.ts';
import { STARRED } from './paperColumns.ts';
import type { PaperTable } from './paperTable.ts';
import { MAX_SLOTS, SLOT_SHIFT } from './postings.ts';
import { POINTS_FOR_NEWEST, POINTS_FOR_STAR } from './ranking.ts';
import { bitsOf, oneIfAny, type Scores } from './scores.ts';
import type { SearchRequest } from './types.ts';

/** Keys have twice so many bits; sorted a part at a time. */
const PART_BITS = 11;
const PART_RANGE = 1 << PART_BITS;
const KEY_RANGE = PART_RANGE ** 2;
/** A slot has so many bits. */
const SLOT_BITS = 32 - SLOT_SHIFT;

/** The order of a query of filters only: they match equally well, and best first would be any order. */
export function unrankedSort({ sort, within }: Pick<SearchRequest, 'sort' | 'within'>): Sort {
  if (sort.key !== 'match') return sort;
  return within.kind === 'digest'
    ? { key: 'rank', direction: 'ascending' }
    : { key: 'added', direction: 'descending' };
}

/** Equally good matches: the newest first. All other ties: in order of arrival, as in a list without a query. */
function tieOf({ key }: Sort): 'newestFirst' | 'oldestFirst' {
  switch (key) {
    case 'match':
      return 'newestFirst';
    case 'added':
    case 'issued':
    case 'title':
    case 'listed':
    case 'rank':
      return 'oldestFirst';
    default:
      return assertNever(key);
  }
}

/** Arrays that every order needs, used again for the next one: made anew, they would be most of what a search leaves behind. */
export class SortRoom {
  slots = new Uint32Array(0);
  keys = new Uint32Array(0);
  moved = new Uint32Array(0);
  readonly lowStarts = new Uint32Array(PART_RANGE + 1);
  readonly highStarts = new Uint32Array(PART_RANGE + 1);

  /** Makes room for so many papers. */
  reserve(papers: number): void {
    if (papers <= this.slots.length) return;
    // Some to spare, as papers come one by one.
    const length = papers + (papers >>> 3) + 64;
    this.slots = new Uint32Array(length);
    this.keys = new Uint32Array(length);
    this.moved = new Uint32Array(length);
  }
}

/**
 * The serials of the first slots of the room by their keys (whole numbers below `KEY_RANGE`); those with equal keys stay in
 * order. A radix sort: two rounds over typed arrays, many times faster than comparing.
 */
function sortByKey(
  { slots, keys, moved, lowStarts, highStarts }: SortRoom,
  count: number,
  direction: Sort['direction'],
  serials: Uint32Array,
): Uint32Array<ArrayBuffer> {
  // Turns the order of keys around.
  const turned = direction === 'descending' ? KEY_RANGE - 1 : 0;
  lowStarts.fill(0);
  highStarts.fill(0);
  for (let at = 0; at < count; at += 1) {
    const key = (keys[at] as number) ^ turned;
    const low = (key & (PART_RANGE - 1)) + 1;
    const high = (key >>> PART_BITS) + 1;
    lowStarts[low] = (lowStarts[low] as number) + 1;
    highStarts[high] = (highStarts[high] as number) + 1;
  }
  for (let part = 0; part < PART_RANGE; part += 1) {
    lowStarts[part + 1] = (lowStarts[part + 1] as number) + (lowStarts[part] as number);
    highStarts[part + 1] = (highStarts[part + 1] as number) + (highStarts[part] as number);
  }
  for (let at = 0; at < count; at += 1) {
    const key = (keys[at] as number) ^ turned;
    const part = key & (PART_RANGE - 1);
    const place = lowStarts[part] as number;
    lowStarts[part] = place + 1;
    // The part that is still to be sorted by, and the slot, fit one number.
    moved[place] = ((key >>> PART_BITS) << SLOT_BITS) | (slots[at] as number);
  }
  const sorted = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) {
    const one = moved[at] as number;
    const part = one >>> SLOT_BITS;
    const place = highStarts[part] as number;
    highStarts[part] = place + 1;
    sorted[place] = serials[one & (MAX_SLOTS - 1)] as number;
  }
  return sorted;
}

/** Serials of the papers that match and are in the view, in the order of `sort`. */
export function orderMatches(
  room: SortRoom,
  table: PaperTable,
  scores: Scores,
  isInView: ((slot: number) => boolean) | undefined,
  sort: Sort,
  within: View,
): Uint32Array<ArrayBuffer> {
  const { bySerial } = table.placings;
  room.reserve(bySerial.length);
  const count = gatherMatches(room.slots, bySerial, scores, isInView, tieOf(sort));
  // The places of all papers in an order can take a while to find out.
  if (count === 0) return new Uint32Array(0);
  const slots = room.slots.subarray(0, count);
  const keys = room.keys.subarray(0, count);
  if (sort.key === 'match') setMatchKeys(keys, table, scores, slots);
  else setKeys(keys, table, slots, sort.key, within);
  return sortByKey(room, count, sort.direction, table.columns.serials);
}

/** Gives back how many there are. */
function gatherMatches(
  into: Uint32Array,
  bySerial: Uint32Array,
  scores: Scores,
  isInView: ((slot: number) => boolean) | undefined,
  tie: 'newestFirst' | 'oldestFirst',
): number {
  const bits = bitsOf(scores);
  const last = bySerial.length - 1;
  const [from, end, step] = tie === 'newestFirst' ? [last, -1, -1] : [0, last + 1, 1];
  let count = 0;
  for (let at = from; at !== end; at += step) {
    const slot = bySerial[at] as number;
    // The next one takes the place of one that doesn't match.
    into[count] = slot;
    count += oneIfAny(bits[slot] as number);
  }
  if (isInView === undefined) return count;
  let left = 0;
  for (let at = 0; at < count; at += 1) {
    const slot = into[at] as number;
    if (!isInView(slot)) continue;
    into[left] = slot;
    left += 1;
  }
  return left;
}

/** Points with what stars and newness add, as whole numbers. */
function setMatchKeys(
  keys: Uint32Array,
  { columns, placings }: PaperTable,
  scores: Scores,
  slots: Uint32Array,
): void {
  const { newness } = placings;
  // Of one size with the keys, which take their place.
  const points = new Float32Array(keys.buffer, keys.byteOffset, keys.length);
  let most = 0;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] as number;
    const forStar = ((columns.flags[slot] as number) & STARRED) !== 0 ? POINTS_FOR_STAR : 0;
    const total = (scores[slot] as number) + forStar + POINTS_FOR_NEWEST * (newness[slot] as number);
    points[at] = total;
    if (total > most) most = total;
  }
  // Points are single precision: a little above the most is surely not below any.
  const steps = (KEY_RANGE - 2) / most;
  for (let at = 0; at < keys.length; at += 1) keys[at] = (points[at] as number) * steps + 0.5;
}

function setKeys(
  keys: Uint32Array,
  { columns, placings }: PaperTable,
  slots: Uint32Array,
  key: Exclude<SortKey, 'match'>,
  within: View,
): void {
  switch (key) {
    case 'added':
      setPlaces(keys, slots, placings.byAdded);
      return;
    case 'issued':
      setPlaces(keys, slots, columns.issued);
      return;
    case 'title':
      setPlaces(keys, slots, placings.byTitle);
      return;
    case 'listed':
      for (let at = 0; at < keys.length; at += 1) keys[at] = columns.listedCount(slots[at] as number);
      return;
    case 'rank': {
      // Papers that the digest doesn't list come behind it.
      const digest = within.kind === 'digest' ? columns.names.find(within.digest) : -1;
      for (let at = 0; at < keys.length; at += 1) {
        keys[at] = Math.min(columns.rankIn(slots[at] as number, digest) ?? KEY_RANGE, KEY_RANGE - 1);
      }
      return;
    }
    default:
      assertNever(key);
  }
}

function setPlaces(keys: Uint32Array, slots: Uint32Array, places: Uint32Array): void {
  for (let at = 0; at < keys.length; at += 1) {
    keys[at] = Math.min(places[slots[at] as number] as number, KEY_RANGE - 1);
  }
}
