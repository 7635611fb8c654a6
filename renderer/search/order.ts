import { assertNever } from '../../shared/domain/assertNever.ts';
import type { Sort, SortKey, View } from '../../shared/domain/view.ts';
import { STARRED } from './paperColumns.ts';
import type { PaperTable } from './paperTable.ts';
import { POINTS_FOR_NEWEST, POINTS_FOR_STAR } from './ranking.ts';
import type { Scores } from './scores.ts';
import type { SearchRequest } from './types.ts';

/** Keys have so many bits; sorted a part at a time. */
const KEY_BITS = 22;
const KEY_RANGE = 2 ** KEY_BITS;
const PART_BITS = 11;
const PART_RANGE = 1 << PART_BITS;

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

/**
 * Sorts slots by their keys (whole numbers below `KEY_RANGE`), the lowest first; those with equal keys stay in order. A
 * radix sort: two rounds over typed arrays, many times faster than comparing.
 */
function sortByKey(slots: Uint32Array<ArrayBuffer>, keys: Uint32Array): Uint32Array<ArrayBuffer> {
  let from = slots;
  let fromKeys = keys;
  for (let shift = 0; shift < KEY_BITS; shift += PART_BITS) {
    const starts = new Uint32Array(PART_RANGE + 1);
    for (let at = 0; at < from.length; at += 1) {
      const part = ((fromKeys[at] as number) >>> shift) & (PART_RANGE - 1);
      starts[part + 1] = (starts[part + 1] as number) + 1;
    }
    for (let part = 0; part < PART_RANGE; part += 1) {
      starts[part + 1] = (starts[part + 1] as number) + (starts[part] as number);
    }
    const into = new Uint32Array(from.length);
    const intoKeys = new Uint32Array(from.length);
    for (let at = 0; at < from.length; at += 1) {
      const key = fromKeys[at] as number;
      const part = (key >>> shift) & (PART_RANGE - 1);
      const place = starts[part] as number;
      starts[part] = place + 1;
      into[place] = from[at] as number;
      intoKeys[place] = key;
    }
    from = into;
    fromKeys = intoKeys;
  }
  return from;
}

/** Slots of the papers that match and are in the view, in the order of `sort`. */
export function orderMatches(
  table: PaperTable,
  scores: Scores,
  isInView: ((slot: number) => boolean) | undefined,
  sort: Sort,
  within: View,
): Uint32Array<ArrayBuffer> {
  const slots = gatherMatches(table.placings.bySerial, scores, isInView, tieOf(sort));
  const keys =
    sort.key === 'match' ? matchKeys(table, scores, slots) : keysOf(table, slots, sort.key, within);
  if (sort.direction === 'descending') {
    for (let at = 0; at < keys.length; at += 1) keys[at] = KEY_RANGE - 1 - (keys[at] as number);
  }
  return sortByKey(slots, keys);
}

function gatherMatches(
  bySerial: Uint32Array,
  scores: Scores,
  isInView: ((slot: number) => boolean) | undefined,
  tie: 'newestFirst' | 'oldestFirst',
): Uint32Array<ArrayBuffer> {
  const slots = new Uint32Array(bySerial.length);
  const last = bySerial.length - 1;
  let count = 0;
  for (let at = 0; at <= last; at += 1) {
    const slot = bySerial[tie === 'newestFirst' ? last - at : at] as number;
    if ((scores[slot] as number) === 0 || (isInView !== undefined && !isInView(slot))) continue;
    slots[count] = slot;
    count += 1;
  }
  return slots.subarray(0, count);
}

/** Points with what stars and newness add, as whole numbers. */
function matchKeys({ columns, placings }: PaperTable, scores: Scores, slots: Uint32Array): Uint32Array {
  const { newness } = placings;
  const points = new Float32Array(slots.length);
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
  const keys = new Uint32Array(slots.length);
  for (let at = 0; at < keys.length; at += 1) keys[at] = (points[at] as number) * steps + 0.5;
  return keys;
}

function keysOf(
  { columns, placings }: PaperTable,
  slots: Uint32Array,
  key: Exclude<SortKey, 'match'>,
  within: View,
): Uint32Array {
  switch (key) {
    case 'added':
      return placed(slots, placings.byAdded);
    case 'issued':
      return placed(slots, columns.issued);
    case 'title':
      return placed(slots, placings.byTitle);
    case 'listed':
      return Uint32Array.from(slots, slot => columns.listedCount(slot));
    case 'rank': {
      // Papers that the digest doesn't list come behind it.
      const digest = within.kind === 'digest' ? columns.names.find(within.digest) : -1;
      return Uint32Array.from(slots, slot =>
        Math.min(columns.rankIn(slot, digest) ?? KEY_RANGE, KEY_RANGE - 1),
      );
    }
    default:
      return assertNever(key);
  }
}

/** A loop, as the array's own `from` takes ten times as long. */
function placed(slots: Uint32Array, places: Uint32Array): Uint32Array {
  const keys = new Uint32Array(slots.length);
  for (let at = 0; at < keys.length; at += 1) {
    keys[at] = Math.min(places[slots[at] as number] as number, KEY_RANGE - 1);
  }
  return keys;
}
