import type { Paper } from '../domain/paper.ts';
import type { LibraryImage } from './image.ts';
import { sameValue } from './sameValue.ts';
import { MAX_DIFFERENCES, type LibraryComparison, type PaperDifference, type PaperPart } from './snapshot.ts';
import type { TableName } from './tables.ts';

type Tally = { added: number; removed: number; changed: number };
type Kind = keyof Tally;

/** Those with most to lose first. */
const ORDER: readonly Kind[] = ['removed', 'changed', 'added'];

/** What was added, removed and changed from an earlier state of the library to a later one. Pure. */
export function compareImages(earlier: LibraryImage, later: LibraryImage): LibraryComparison {
  const differences = comparePapers(earlier, later);
  const papers: Tally = { added: 0, removed: 0, changed: 0 };
  for (const { kind } of differences) papers[kind] += 1;
  const collections = compareRows(earlier, later, 'collections');
  const searches = compareRows(earlier, later, 'savedSearches');
  return {
    papers,
    digests: compareRows(earlier, later, 'digests'),
    notes: compareRows(earlier, later, 'notes'),
    others: {
      added: collections.added + searches.added,
      removed: collections.removed + searches.removed,
      changed: collections.changed + searches.changed,
    },
    differences: ORDER.flatMap(kind => differences.filter(each => each.kind === kind)).slice(
      0,
      MAX_DIFFERENCES,
    ),
  };
}

function comparePapers(earlier: LibraryImage, later: LibraryImage): PaperDifference[] {
  const differences: PaperDifference[] = [];
  for (const { id, title } of earlier.papers.values()) {
    if (!later.papers.has(id)) differences.push({ paper: id, title, kind: 'removed', parts: [] });
  }
  for (const { id, title } of later.papers.values()) {
    if (!earlier.papers.has(id)) {
      differences.push({ paper: id, title, kind: 'added', parts: [] });
      continue;
    }
    const parts = changedParts(earlier, later, id);
    if (parts.length > 0) differences.push({ paper: id, title, kind: 'changed', parts });
  }
  return differences;
}

/** Fields that a part of their own speaks of, or that follow from another row. */
const PART_OF_FIELD: { readonly [F in keyof Paper]?: PaperPart } = {
  status: 'status',
  starred: 'star',
  tags: 'tags',
  collections: 'collections',
  citationKey: 'citation key',
  hasNote: 'note',
  opening: 'abstract',
  hasLink: 'abstract',
};

function changedParts(earlier: LibraryImage, later: LibraryImage, id: Paper['id']): PaperPart[] {
  const before = earlier.papers.get(id)!;
  const after = later.papers.get(id)!;
  const parts = new Set<PaperPart>();
  if (before !== after) {
    for (const field of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Paper>) {
      if (!sameValue(before[field], after[field])) parts.add(PART_OF_FIELD[field] ?? 'details');
    }
  }
  if (earlier.notes.get(id)?.text !== later.notes.get(id)?.text) parts.add('note');
  if (earlier.abstracts.get(id)?.text !== later.abstracts.get(id)?.text) parts.add('abstract');
  return PART_ORDER.filter(part => parts.has(part));
}

const PART_ORDER: readonly PaperPart[] = [
  'status',
  'star',
  'tags',
  'collections',
  'note',
  'citation key',
  'abstract',
  'details',
];

function compareRows(earlier: LibraryImage, later: LibraryImage, table: TableName): Tally {
  const tally: Tally = { added: 0, removed: 0, changed: 0 };
  for (const id of earlier[table].keys()) if (!later[table].has(id)) tally.removed += 1;
  for (const [id, row] of later[table]) {
    const before = earlier[table].get(id);
    if (before === undefined) tally.added += 1;
    else if (!sameValue(before, row)) tally.changed += 1;
  }
  return tally;
}
