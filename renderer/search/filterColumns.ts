import { assertNever } from '../../shared/domain/assertNever.ts';
import { READING_STATUSES } from '../../shared/domain/paper.ts';
import type { View } from '../../shared/domain/view.ts';
import { compareCount, digestNameHolds } from '../../shared/query/evaluate.ts';
import type { FilterNode } from '../../shared/query/types.ts';
import {
  HAS_DATE,
  HAS_LINK,
  HAS_NOTE,
  NO_YEAR,
  STARRED,
  STATUS_BITS,
  type PaperColumns,
} from './paperColumns.ts';

/** True for a slot whose paper passes. */
export type SlotTest = (slot: number) => boolean;

/** The filter as a test of slots; says of papers what `matchesFilter` does. `digestNames` gives names by digest. */
export function filterTest(
  node: FilterNode,
  columns: PaperColumns,
  digestNames: ReadonlyMap<string, string>,
): SlotTest {
  switch (node.kind) {
    case 'is':
      return node.state === 'starred' ? flagTest(columns, STARRED) : statusTest(columns, node.state);
    case 'has':
      return flagTest(columns, { note: HAS_NOTE, date: HAS_DATE, link: HAS_LINK }[node.what]);
    case 'in':
      return digestTest(node.digest, columns, digestNames);
    case 'year':
      return slot => {
        const year = columns.years[slot] as number;
        return year !== NO_YEAR && year >= node.from && year <= node.to;
      };
    case 'listed':
      return slot => compareCount(columns.listedCount(slot), node.relation, node.times);
    default:
      return assertNever(node);
  }
}

/** The view as a test of slots; undefined if all papers are in it. Says of papers what `inView` does. */
export function viewTest(view: View, columns: PaperColumns): SlotTest | undefined {
  switch (view.kind) {
    case 'status':
      return statusTest(columns, view.status);
    case 'starred':
      return flagTest(columns, STARRED);
    case 'all':
    case 'savedSearch':
      return undefined;
    case 'digest': {
      const digest = columns.names.find(view.digest);
      if (view.show === 'new') return slot => columns.addedBy[slot] === digest + 1 && digest >= 0;
      return slot => columns.listings.indexOf(slot, digest, 2) >= 0;
    }
    case 'tag':
      return listTest(columns.tags, columns.names.find(view.tag));
    case 'collection':
      return listTest(columns.collections, columns.names.find(view.collection));
    default:
      return assertNever(view);
  }
}

function statusTest(columns: PaperColumns, status: (typeof READING_STATUSES)[number]): SlotTest {
  const wanted = READING_STATUSES.indexOf(status);
  return slot => ((columns.flags[slot] as number) & STATUS_BITS) === wanted;
}

function flagTest(columns: PaperColumns, flag: number): SlotTest {
  return slot => ((columns.flags[slot] as number) & flag) !== 0;
}

function listTest(list: PaperColumns['tags'], value: number): SlotTest {
  return slot => list.indexOf(slot, value) >= 0;
}

function digestTest(
  wanted: string,
  columns: PaperColumns,
  digestNames: ReadonlyMap<string, string>,
): SlotTest {
  const matching = columns.names.all.map(id => digestNameHolds(digestNames.get(id) ?? '', wanted));
  return slot => {
    const length = columns.listings.lengthOf(slot);
    for (let index = 0; index < length; index += 2) {
      if (matching[columns.listings.at(slot, index)] === true) return true;
    }
    return false;
  };
}
