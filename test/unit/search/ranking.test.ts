import { describe, expect, test } from 'vitest';
import { digestOf, engineOf, find } from './support.ts';
import type { DigestId } from '../../../shared/domain/ids.ts';

describe('what comes first', () => {
  test('the word itself, then words that start with it, then words mistyped', () => {
    const engine = engineOf([
      { title: 'Latice Methods' },
      { title: 'Latticework Methods' },
      { title: 'Lattice Methods' },
    ]);
    expect(find(engine, 'lattice')).toEqual([3, 2, 1]);
  });

  test('title, then tags, then abstract and note', () => {
    const engine = engineOf([
      { title: 'One', abstract: 'about lattice methods' },
      { title: 'Two', tags: ['lattice'] },
      { title: 'Three lattice methods' },
      { title: 'Four', note: 'see lattice' },
    ]);
    expect(find(engine, 'lattice').slice(0, 2)).toEqual([3, 2]);
    expect([...find(engine, 'lattice').slice(2)].sort()).toEqual([1, 4]);
  });

  test('authors beside tags, and a venue beside abstracts', () => {
    const engine = engineOf([
      { title: 'One', venue: 'Journal of Lakes' },
      { title: 'Two', authors: [{ family: 'Lakes', given: 'Ada' }] },
      { title: 'Three lakes' },
    ]);
    expect(find(engine, 'lakes')).toEqual([3, 2, 1]);
    expect(find(engine, 'author:lakes')).toEqual([2]);
    expect(find(engine, '"ada lakes"')).toEqual([2]);
    expect(find(engine, 'venue:(journal lakes)')).toEqual([1]);
  });

  test('papers by their DOI and arXiv id, beside citation keys', () => {
    const engine = engineOf([
      { title: 'One', doi: '10.1000/182' },
      { title: 'Two', arxiv: '2310.01234' },
      { title: 'Three', abstract: '2310' },
    ]);
    expect(find(engine, '2310.01234')).toEqual([2]);
    expect(find(engine, '10.1000/182')).toEqual([1]);
    expect(find(engine, 'key:2310.01234')).toEqual([2]);
  });

  test('the word itself in an abstract before a longer word in a title', () => {
    const engine = engineOf([{ title: 'Latticework' }, { title: 'One', abstract: 'a lattice' }]);
    expect(find(engine, 'lattice')).toEqual([2, 1]);
  });

  test('a longer word in an abstract before a mistyped one in a title', () => {
    const engine = engineOf([{ title: 'Latice' }, { title: 'One', abstract: 'latticework' }]);
    expect(find(engine, 'lattice')).toEqual([2, 1]);
  });

  test('the word before its plural, and the plural before other longer words', () => {
    const engine = engineOf([{ title: 'Graphene' }, { title: 'Graphs' }, { title: 'Graph' }]);
    expect(find(engine, 'graph')).toEqual([3, 2, 1]);
  });

  test('the short title before the long one', () => {
    const engine = engineOf([{ title: 'Lattice' }, { title: 'Lattice of a Very Long Kind' }]);
    expect(find(engine, 'lattice')).toEqual([1, 2]);
  });

  test('the abstract that keeps saying it', () => {
    const engine = engineOf([{ abstract: 'lattice lattice lattice' }, { abstract: 'lattice and more' }]);
    expect(find(engine, 'lattice')).toEqual([1, 2]);
  });

  test('of equal papers the newest', () => {
    const engine = engineOf([{ title: 'Lattice A' }, { title: 'Lattice B' }, { title: 'Lattice C' }]);
    expect(find(engine, 'lattice')).toEqual([3, 2, 1]);
  });

  test('of nearly equal papers the starred one', () => {
    const engine = engineOf([
      { title: 'Lattice A', starred: true },
      { title: 'Lattice B' },
      { title: 'Quilt' },
    ]);
    expect(find(engine, 'lattice')).toEqual([1, 2]);
  });

  test('papers that only filters ask for as in a list without a query', () => {
    const listed = (rank: number) => ({ listings: [{ digest: 'monday' as DigestId, rank }] });
    const engine = engineOf(
      [
        { title: 'Old', added: 1, ...listed(3) },
        { title: 'New A', added: 2, ...listed(2) },
        { title: 'New B', added: 2, ...listed(1) },
      ],
      [digestOf('monday', 'Monday')],
    );
    for (const query of ['is:unread', '-is:read', 'is:unread -pebbles']) {
      expect(find(engine, query)).toEqual([2, 3, 1]);
      const within = { kind: 'digest', digest: 'monday' as DigestId, show: 'all' } as const;
      expect(find(engine, query, { within })).toEqual([3, 2, 1]);
    }
  });

  test('of two words the rare one in the title', () => {
    const common = Array.from({ length: 20 }, () => ({ title: 'Learning', abstract: 'more' }));
    const engine = engineOf([
      { title: 'Learning', abstract: 'with pebbles' },
      { title: 'Pebbles', abstract: 'and learning' },
      ...common,
    ]);
    expect(find(engine, 'learning pebbles')).toEqual([2, 1]);
  });
});

describe('what is found', () => {
  test('papers with all of the words, wherever each of them stands', () => {
    const engine = engineOf([
      { title: 'Lattice', abstract: 'pebble' },
      { title: 'Lattice' },
      { title: 'Pebble', tags: ['lattice'] },
    ]);
    expect([...find(engine, 'lattice pebble')].sort()).toEqual([1, 3]);
  });

  test('letters swapped, missing, wrong or too many', () => {
    const engine = engineOf([{ title: 'Transformers at Night' }]);
    for (const typed of ['transfromers', 'transfrmers', 'transfurmers', 'transfoormers', 'nigth']) {
      expect(find(engine, typed), typed).toEqual([1]);
    }
  });

  test('no typing errors in short words and in names with numbers', () => {
    const engine = engineOf([{ title: 'Gpt-4 and the fox' }]);
    expect(find(engine, 'box')).toEqual([]);
    expect(find(engine, 'gpt5')).toEqual([]);
  });

  test('typing errors only where the word as typed finds little', () => {
    const engine = engineOf([...Array.from({ length: 3 }, () => ({ title: 'Casual' })), { title: 'Causal' }]);
    expect(find(engine, 'casual')).toEqual([3, 2, 1]);
  });

  test('the singular for the plural', () => {
    expect(find(engineOf([{ title: 'A Graph' }]), 'graphs')).toEqual([1]);
  });

  test.each([
    ['lo-ra', 'LoRA for all'],
    ['lora', 'Lo-RA for all'],
    ['gpt4', 'GPT-4 report'],
    ['GPT-4', 'gpt4 report'],
    ['GPT-4', 'the GPT 4 report'],
    ['schrodinger', 'Schrödinger bridges'],
    ['Schrödinger', 'schrodinger bridges'],
    ['κ', 'The κ of things'],
    ['beta-vae', 'The β-VAE'],
    ['β-VAE', 'A beta-VAE'],
    ['βvae', 'A Beta VAE'],
    ['deep seek', 'The DeepSeek Model'],
    ['deepseek', 'To Deep Seek'],
    ['gpt 4', 'The GPT4 Report'],
    ['theory', 'Two Theories'],
    ['training', 'How to Train'],
    ['lukasiewicz', 'Łukasiewicz logic'],
    ['学习', '深度学习方法'],
    ['度', '深度学习方法'],
  ])('%s in “%s”', (query, title) => {
    expect(find(engineOf([{ title }]), query)).toEqual([1]);
  });

  test('a hyphenated word only where its pieces stand together', () => {
    expect(find(engineOf([{ title: '4 ways to GPT' }]), 'gpt-4')).toEqual([]);
  });

  test('every title a paper was listed under', () => {
    const listing = { digest: 'first' as DigestId, rank: 1, title: 'Formerly Pebbles' };
    expect(find(engineOf([{ title: 'Now Lattices', listings: [listing] }]), 'pebbles')).toEqual([1]);
  });

  test('a single letter at the start of words in titles, not of all words of abstracts', () => {
    const engine = engineOf([{ title: 'Zebra' }, { title: 'One', abstract: 'zebra' }]);
    expect(find(engine, 'z')).toEqual([1]);
  });
});

describe('phrases', () => {
  const engine = engineOf([
    { title: 'Graph neural networks' },
    { title: 'Neural graph networks' },
    { title: 'State-of-the-art graph', abstract: 'Neural networks.' },
    { title: 'Tagged', tags: ['group', 'meeting'] },
    { title: 'Tagged', tags: ['group meeting'] },
  ]);

  test('are found as their words stand, in one field', () => {
    expect(find(engine, '"graph neural"')).toEqual([1]);
    expect(find(engine, '"neural networks"')).toEqual([1, 3]);
  });

  test('are found with or without hyphens', () => {
    expect(find(engine, '"state of the art"')).toEqual([3]);
    expect(find(engine, '"state-of-the-art graph"')).toEqual([3]);
  });

  test('do not reach from one tag into the next', () => {
    expect(find(engine, 'tag:"group meeting"')).toEqual([5]);
  });

  test('end where words end', () => {
    expect(find(engine, '"graph neur"')).toEqual([]);
  });
});

describe('fields, filters and views', () => {
  const first = 'first' as DigestId;
  const second = 'second' as DigestId;
  const engine = engineOf(
    [
      { title: 'Lattice', listings: [{ digest: first, rank: 2 }], citationKey: 'anon2024' as never },
      { title: 'One', abstract: 'lattice', status: 'read', listings: [{ digest: second, rank: 1 }] },
      {
        title: 'Two',
        note: 'lattice',
        starred: true,
        issued: { year: 2024, month: 3, day: 1, yearSource: 'written' },
        listings: [
          { digest: first, rank: 1 },
          { digest: second, rank: 2 },
        ],
      },
    ],
    [digestOf('first', 'Daily papers, June 13'), digestOf('second', 'Operator learning')],
  );

  test.each<[string, number[]]>([
    ['title:lattice', [1]],
    ['abstract:lattice', [2]],
    ['note:lattice', [3]],
    ['key:anon2024', [1]],
    ['is:read', [2]],
    ['is:starred', [3]],
    ['has:note', [3]],
    ['year:2024', [3]],
    ['year:..2023', []],
    ['listed:2', [3]],
    ['in:june', [3, 1]],
    ['in:(operator learning)', [3, 2]],
    ['lattice -is:read', [1, 3]],
    ['lattice -title:lattice', [3, 2]],
    ['is:read OR is:starred', [3, 2]],
    ['-(is:read OR is:starred)', [1]],
    ['lattice (is:read OR is:starred)', [3, 2]],
    ['', [3, 2, 1]],
  ])('%s', (query, serials) => {
    expect([...find(engine, query)].sort()).toEqual([...serials].sort());
  });

  test('a view narrows, and a saved search is narrowed by what is typed', () => {
    const within = { kind: 'status', status: 'unread' } as const;
    expect([...find(engine, 'lattice', { within })].sort()).toEqual([1, 3]);
    expect(find(engine, 'lattice', { narrowedBy: 'is:read' })).toEqual([2]);
  });

  test('counting agrees with finding', () => {
    for (const query of ['lattice', 'is:read', '', 'lattice -is:read']) {
      expect(
        engine.count({ query, within: { kind: 'all' }, sort: { key: 'title', direction: 'ascending' } }),
      ).toBe(find(engine, query).length);
    }
  });

  test('what must not be there is not highlighted', () => {
    const { terms } = engine.search({
      query: 'latt -pebble',
      within: { kind: 'all' },
      sort: { key: 'match', direction: 'descending' },
    });
    expect(terms).toEqual(['lattice']);
  });
});

describe('why a paper is found', () => {
  const engine = engineOf([
    { title: 'Lattices of GPT-4', starred: true, abstract: 'lattice and training' },
    { title: 'Quilt', note: 'latticework', tags: ['trained'] },
  ]);
  const explain = (query: string, serial: number): unknown =>
    engine
      .explain({ query, within: { kind: 'all' }, sort: { key: 'match', direction: 'descending' } }, serial)
      ?.reasons.map(({ word, places }) => [
        word,
        ...places.map(({ field, kind, term }) => [field, kind, term]),
      ]);

  test.each<[string, number, unknown]>([
    ['lattice', 1, [['lattice', ['abstract', 'exact', 'lattice'], ['title', 'number', 'lattices']]]],
    ['lattice', 2, [['lattice', ['note', 'prefix', 'latticework']]]],
    ['abstract:lattice', 1, [['lattice', ['abstract', 'exact', 'lattice']]]],
    ['training', 2, [['training', ['tag', 'form', 'trained']]]],
    ['quitl', 2, [['quitl', ['title', 'typo', 'quilt']]]],
    ['gpt-4', 1, [['gpt-4', ['title', 'exact', 'gpt4']]]],
    ['"of gpt4"', 1, [['of gpt4', ['title', 'phrase', 'of gpt4']]]],
    ['-quilt is:starred', 1, []],
    ['lattice', 9, undefined],
  ])('%s, paper %d', (query, serial, reasons) => {
    expect(explain(query, serial)).toEqual(reasons);
  });
});

describe('orders', () => {
  test('do not depend on how much was found before', () => {
    const told = Array.from({ length: 300 }, (_, place) => ({
      title: `${'harbour '.repeat(1 + (place % 7))}${place % 50 === 0 ? 'lattice' : ''}`,
      added: (place * 37) % 300,
      starred: place % 5 === 0,
    }));
    const engine = engineOf(told);
    for (const query of [
      'harbour',
      'lattice',
      'harbour',
      'nothing',
      'lattice',
      'is:starred harbour',
      'harbour',
    ]) {
      expect(find(engine, query), query).toEqual(find(engineOf(told), query));
    }
  });

  const digest = 'first' as DigestId;
  const engine = engineOf([
    { title: 'Beta', added: 10, listings: [{ digest, rank: 3 }] },
    {
      title: 'alpha 10',
      added: 20,
      issued: { month: 5, day: 1, yearSource: 'unknown' },
      listings: [
        { digest, rank: 1 },
        { digest: 'second' as DigestId, rank: 1 },
      ],
    },
    {
      title: 'Alpha 9',
      added: 20,
      issued: { year: 2024, month: 1, day: 2, yearSource: 'written' },
      listings: [{ digest, rank: 2 }],
    },
  ]);
  const within = { kind: 'digest', digest, show: 'all' } as const;

  test.each<['added' | 'issued' | 'title' | 'listed' | 'rank', number[], number[]]>([
    ['added', [1, 2, 3], [2, 3, 1]],
    ['issued', [1, 2, 3], [3, 2, 1]],
    ['title', [3, 2, 1], [1, 2, 3]],
    ['listed', [1, 3, 2], [2, 1, 3]],
    ['rank', [2, 3, 1], [1, 3, 2]],
  ])('by %s, both ways', (key, ascending, descending) => {
    expect(find(engine, '', { within, sort: { key, direction: 'ascending' } })).toEqual(ascending);
    expect(find(engine, '', { within, sort: { key, direction: 'descending' } })).toEqual(descending);
  });
});
