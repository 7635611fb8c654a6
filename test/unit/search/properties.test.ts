import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorName } from '../../../shared/domain/authorNames.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { matchesFilter } from '../../../shared/query/evaluate.ts';
import type { FilterNode, QueryNode, TextField } from '../../../shared/query/types.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import { SearchEngine } from '../../../renderer/search/engine.ts';
import { BEST_FIRST, engineOf, find, rowsOf, type Told } from './support.ts';

/** Few words, none of them near another, so that what matches can be told by looking. */
const WORDS = ['lattice', 'pebble', 'harbour', 'quilt', 'ox'];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map(words => words.join(' '));
const told: fc.Arbitrary<Told> = fc.record({
  title: text,
  abstract: text,
  note: text,
  tags: fc.array(text, { maxLength: 2 }),
  authors: fc.array(
    text.map(literal => ({ literal })),
    { maxLength: 2 },
  ),
  venue: text,
  starred: fc.boolean(),
  status: fc.constantFrom('unread', 'read'),
});

/** Queries written from trees, so that all forms come up. */
const query = fc.letrec<{ node: string; leaf: string }>(tie => ({
  leaf: fc.oneof(
    fc.constantFrom(...WORDS),
    fc.constantFrom(...WORDS.map(word => word.slice(0, 3))),
    fc
      .tuple(
        fc.constantFrom('title', 'abstract', 'note', 'tag', 'author', 'venue'),
        fc.constantFrom(...WORDS),
      )
      .map(([field, word]) => `${field}:${word}`),
    fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map(words => `"${words.join(' ')}"`),
    fc.constantFrom('is:starred', 'is:read', 'has:note', 'listed:0'),
  ),
  node: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    tie('node').map(node => `-(${node})`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a} ${b}`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a} OR ${b})`),
    fc.tuple(fc.constantFrom('title', 'abstract'), tie('node')).map(([f, node]) => `${f}:(${node})`),
  ),
})).node;

/** Looks into every text: slow, plain, and written without a look at the index. */
function holds(node: QueryNode, paper: Paper, texts: Record<TextField, readonly string[]>): boolean {
  switch (node.kind) {
    case 'all':
      return true;
    case 'and':
      return node.nodes.every(inner => holds(inner, paper, texts));
    case 'or':
      return node.nodes.some(inner => holds(inner, paper, texts));
    case 'not':
      return !holds(node.node, paper, texts);
    case 'word':
      return textsIn(texts, node.field).some(one => one.split(' ').some(word => word.startsWith(node.text)));
    case 'phrase':
      return textsIn(texts, node.field).some(one => ` ${one} `.includes(` ${node.text} `));
    default:
      return matchesFilter(node satisfies FilterNode, paper, () => undefined);
  }
}

function textsIn(
  texts: Record<TextField, readonly string[]>,
  field: TextField | undefined,
): readonly string[] {
  return field === undefined ? Object.values(texts).flat() : texts[field];
}

describe('for any papers and any query', () => {
  test('the index finds what a look into every text finds', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 8 }), query, (papers, asked) => {
        const { node } = parseQuery(asked);
        const expected = rowsOf(papers).papers.flatMap((paper, index) => {
          const { title = '', abstract = '', note = '', venue = '', tags = [] } = papers[index] ?? {};
          const author = (paper.authors ?? []).map(authorName);
          const texts = {
            title: [title],
            abstract: [abstract],
            note: [note],
            tag: tags,
            key: [],
            author,
            venue: [venue],
          };
          return holds(node, paper, texts) ? [paper.serial] : [];
        });
        expect([...find(engineOf(papers), asked)].sort()).toEqual(expected.sort());
      }),
      { numRuns: 1_000 },
    );
  });
});

const idOf = (index: number): PaperId => `paper-${index}` as PaperId;
const ids = fc.uniqueArray(fc.nat(4).map(idOf), { minLength: 1, maxLength: 3 });

function paperRow(index: number, fields: Partial<Paper>): Paper {
  const [row] = rowsOf([fields]).papers;
  return { ...(row as Paper), ...fields, id: idOf(index), serial: index + 1 };
}

const patch: fc.Arbitrary<Patch> = fc.oneof(
  fc.tuple(fc.nat(4), text, fc.array(text, { maxLength: 2 })).map(([index, title, tags]): Patch => ({
    kind: 'put',
    table: 'papers',
    rows: [paperRow(index, { title, tags })],
  })),
  fc.tuple(fc.nat(4), text).map(([index, abstract]): Patch => ({
    kind: 'put',
    table: 'abstracts',
    rows: [{ id: idOf(index), text: abstract }],
  })),
  fc.tuple(fc.nat(4), text).map(([index, note]): Patch => ({
    kind: 'put',
    table: 'notes',
    rows: [{ id: idOf(index), text: note, changed: 0 }],
  })),
  ids.map((removed): Patch => ({ kind: 'remove', table: 'papers', ids: removed })),
  ids.map((removed): Patch => ({ kind: 'remove', table: 'abstracts', ids: removed })),
  ids.map((removed): Patch => ({ kind: 'remove', table: 'notes', ids: removed })),
  fc.tuple(ids, fc.boolean()).map(([changed, starred]): Patch => ({
    kind: 'set',
    table: 'papers',
    ids: changed,
    fields: { starred },
  })),
  fc
    .tuple(ids, fc.array(text, { maxLength: 2 }))
    .map(([changed, tags]): Patch => ({ kind: 'set', table: 'papers', ids: changed, fields: { tags } })),
  fc
    .tuple(ids, fc.option(text), fc.constantFrom('venue', 'doi', 'arxiv', 'citationKey'))
    .filter(([, value, field]) => value !== null || field !== 'citationKey')
    .map(([changed, value, field]): Patch => ({
      kind: 'set',
      table: 'papers',
      ids: changed,
      fields: { [field]: value } as { venue?: string | null },
    })),
  fc.tuple(ids, fc.option(text)).map(([changed, family]): Patch => ({
    kind: 'set',
    table: 'papers',
    ids: changed,
    fields: { authors: family === null ? null : [{ family }] },
  })),
);

describe('an index that follows changes', () => {
  const questions = [
    ...WORDS,
    ...WORDS.map(word => `${word.slice(0, 3)} is:starred`),
    '"ox quilt"',
    ...['key', 'author', 'venue'].map(field => `${field}:lattice`),
    'latice',
    '',
  ];

  const asking = (query: string) => ({ query, within: { kind: 'all' }, sort: BEST_FIRST }) as const;

  test('answers like one built afresh, and does not mind hearing them twice', () => {
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 25 }), patches => {
        const followed = new SearchEngine();
        followed.follow(patches);
        for (const asked of questions) followed.search(asking(asked));
        followed.follow(patches);
        const memory = new MemoryLibrary({}, { abstracts: 'held' });
        memory.applyPatches(patches);
        const fresh = new SearchEngine();
        fresh.load({
          papers: memory.state.papers.values(),
          notes: memory.state.notes.values(),
          abstracts: memory.abstracts.values(),
        });
        for (const asked of questions) {
          const expected = fresh.search(asking(asked));
          // The second time it knows what it found.
          for (const { serials, terms } of [followed.search(asking(asked)), followed.search(asking(asked))]) {
            expect([...serials], asked).toEqual([...expected.serials]);
            expect(terms, asked).toEqual(expected.terms);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
