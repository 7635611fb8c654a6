import { expect, test } from 'vitest';
import { BEST_FIRST, engineOf, rowsOf } from './support.ts';

const PAPERS = [
  { title: 'Lattices of quilted oxen', abstract: 'Deep seeking in lattice quilts.' },
  { title: 'DeepSeek and other models', note: 'read with the quilt paper' },
  { title: 'Oxen, models and lettuce', abstract: 'A model of models.' },
  { title: 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen' },
];

const asking = (query: string) => ({ query, within: { kind: 'all' }, sort: BEST_FIRST }) as const;

/** As it is typed, and taken back, key by key. */
function keysOf(query: string): readonly string[] {
  const typed = Array.from(query, (_, at) => query.slice(0, at + 1));
  return [...typed, ...typed.toReversed()];
}

test.each([
  'lattice quilt oxen',
  'latice -model deep seek',
  '"quilted oxen" model OR lettuce',
  'on tw th fo fi si se ei ni te el twel thir fou',
  'qilt latice oxem modle depe sekk lettuse quiltt latices models',
])('each key of %j is answered as if nothing had been asked before', query => {
  const engine = engineOf(PAPERS);
  for (const typed of keysOf(query)) {
    const { serials, terms } = engine.search(asking(typed));
    const expected = engineOf(PAPERS).search(asking(typed));
    expect([[...serials], terms], typed).toEqual([[...expected.serials], expected.terms]);
  }
});

test('a change between two keys is in the answer', () => {
  const engine = engineOf(PAPERS);
  expect(engine.search(asking('oxen model')).serials).toHaveLength(1);
  engine.keepOnly('papers', new Set());
  expect(engine.search(asking('oxen model')).serials).toHaveLength(0);
});

test('a change of a text between two keys is in the answer, and a star changes nothing but the order', () => {
  const engine = engineOf(PAPERS);
  const { papers } = rowsOf(PAPERS);
  const found = (query: string): number[] => [...engine.search(asking(query)).serials];
  expect(found('oxen')).toEqual([3, 1]);
  engine.follow([{ kind: 'set', table: 'papers', ids: [papers[0]!.id], fields: { starred: true } }]);
  expect(found('oxen')).toEqual([1, 3]);
  engine.follow([{ kind: 'set', table: 'papers', ids: [papers[2]!.id], fields: { title: 'Lettuce' } }]);
  expect(found('oxen')).toEqual([1]);
});
