import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { updateSorted } from '../../../../renderer/hooks/sortedIds.ts';
import { paperOrder, sortPapers } from '../../../../renderer/hooks/sortPapers.ts';
import type { PaperId } from '../../../../shared/domain/ids.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import { inView, type Sort, type View } from '../../../../shared/domain/view.ts';
import { inventedPaper } from '../features/inventedPaper.ts';

const VIEWS: readonly View[] = [{ kind: 'all' }, { kind: 'starred' }, { kind: 'status', status: 'unread' }];
const SORTS: readonly Sort[] = [
  { key: 'added', direction: 'descending' },
  { key: 'title', direction: 'ascending' },
];

const facts = fc.record({
  title: fc.constantFrom('Calm Lakes', 'Red Kites', 'Slow Clocks', 'red kites'),
  added: fc.integer({ min: 0, max: 3 }),
  starred: fc.boolean(),
  status: fc.constantFrom('unread' as const, 'archived' as const),
});

function paperOf(serial: number, given: object): Paper {
  return { ...inventedPaper(), ...given, id: `paper-${serial}` as PaperId, serial } as Paper;
}

function listed(papers: ReadonlyMap<string, Paper>, sort: Sort, view: View): PaperId[] {
  return sortPapers([...papers.values()], sort, view)
    .filter(paper => inView(paper, view))
    .map(paper => paper.id);
}

describe('a sorted list', () => {
  it('is after any change what sorting everything again would give', () => {
    fc.assert(
      fc.property(
        fc.array(facts, { maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(50), fc.option(facts)), { maxLength: 20 }),
        fc.constantFrom(...VIEWS),
        fc.constantFrom(...SORTS),
        (before, changes, view, sort) => {
          const papers = new Map(before.map((given, at) => [`paper-${at}`, paperOf(at, given)]));
          const ids = listed(papers, sort, view);
          const touched = new Map<PaperId, 'changed' | 'moved'>();
          for (const [at, given] of changes) {
            const id = `paper-${at}` as PaperId;
            touched.set(id, 'moved');
            if (given === null) papers.delete(id);
            else papers.set(id, paperOf(at, given));
          }
          const order = paperOrder(sort, view);
          expect(updateSorted(ids, touched, papers, view, order)).toEqual(listed(papers, sort, view));
        },
      ),
    );
  });

  it('takes in and lets go papers whose place stays the same', () => {
    const papers = new Map(
      [0, 1, 2].map(at => [`paper-${at}`, paperOf(at, { title: 'Calm Lakes', starred: at !== 1 })]),
    );
    const view: View = { kind: 'starred' };
    const sort: Sort = { key: 'added', direction: 'ascending' };
    const ids = listed(papers, sort, view);
    papers.set('paper-1', paperOf(1, { starred: true }));
    papers.set('paper-2', paperOf(2, { starred: false }));
    const touched = new Map([1, 2].map(at => [`paper-${at}` as PaperId, 'changed' as const]));
    expect(updateSorted(ids, touched, papers, view, paperOrder(sort, view))).toEqual(['paper-0', 'paper-1']);
  });

  it('is the very same when what was changed shows nowhere in it', () => {
    const papers = new Map([0, 1].map(at => [`paper-${at}`, paperOf(at, {})]));
    const ids = listed(papers, SORTS[0]!, { kind: 'all' });
    const touched = new Map([['paper-1' as PaperId, 'changed' as const]]);
    expect(updateSorted(ids, touched, papers, { kind: 'all' }, paperOrder(SORTS[0]!, { kind: 'all' }))).toBe(
      ids,
    );
  });
});
