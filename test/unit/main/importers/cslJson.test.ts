import { describe, expect, test } from 'vitest';
import { cslJsonReader } from '../../../../main/services/importers/cslJson.ts';
import { digestIn, listingsIn, referenceFile, PEAT_MODELS, QUIET_LAKES } from './referenceFiles.ts';

test('items of Zotero and Pandoc, with what stands in “Extra”', async () => {
  expect(await listingsIn(cslJsonReader, referenceFile('csl.json'))).toEqual([
    {
      ...QUIET_LAKES,
      abstract: 'We measure all lakes.',
      arxiv: '2310.01234',
      url: 'https://journal.example.org/lakes_1',
      marks: {
        status: 'reading',
        tags: ['attention', 'lakes'],
        note: 'A line of mine.',
        citationKey: 'lakeQuiet2023',
      },
    },
    {
      ...PEAT_MODELS,
      marks: { note: 'Try it.', citationKey: 'moor2024' },
    },
  ]);
});

test('items of Better BibTeX, with notes in HTML', async () => {
  const [lake] = await listingsIn(cslJsonReader, referenceFile('better-bibtex.json'));
  expect(lake).toMatchObject({
    authors: [{ family: 'Lake', given: 'Ada' }, { literal: 'Fjord Lab' }],
    issued: { year: 2023, month: 10, day: 9 },
    venue: 'Journal of Invented Limnology',
    marks: {
      tags: ['attention', 'lakes'],
      note: 'Read the appendix.\n\n- once\n- twice',
      citationKey: 'lakeQuiet2023',
    },
  });
});

describe('a broken item costs no other:', () => {
  const item = (title: string): string => `{"id": "${title}", "type": "article", "title": "${title}"}`;

  test.each([
    ['on a line of its own', `[\n  ${item('A')},\n  {"id": "B, "type": "article"},\n  ${item('C')}\n]`, 3],
    ['on one line', `[${item('A')},{"id": "B", "title": "B" "type"},${item('C')}]`, 1],
    [
      'with a bracket too few',
      `[\n${item('A')},\n{"id": "B", "author": [{"family": "x"},\n${item('C')}\n]`,
      3,
    ],
    ['without braces', `[${item('A')}, B, ${item('C')}]`, 1],
  ])('%s', async (_, text, line) => {
    const { listings, notUnderstood } = await digestIn(cslJsonReader, text);
    expect(listings.map(({ title }) => title)).toEqual(['A', 'C']);
    expect(notUnderstood).toMatchObject([
      { line, reason: expect.stringMatching(/^Its JSON (?:is wrong here|breaks off)\.$/u) as string },
    ]);
  });

  test('where the file breaks off', async () => {
    const { listings, notUnderstood } = await digestIn(
      cslJsonReader,
      `{"items": [\n${item('A')},\n{"id": "B", "ti`,
    );
    expect(listings.map(({ title }) => title)).toEqual(['A']);
    expect(notUnderstood).toMatchObject([{ line: 3, reason: 'Its JSON breaks off.' }]);
  });

  test('where it is no item, or has fields of the wrong kind', async () => {
    const { listings, notUnderstood } = await digestIn(
      cslJsonReader,
      `[1, "x", [], {}, {"title": {}}, {"title": "A", "author": "Lake", "issued": 7, "keyword": [], "custom": null}]`,
    );
    expect(listings).toEqual([{ rank: 1, title: 'A', abstract: '' }]);
    expect(notUnderstood.map(({ reason }) => reason)).toEqual([
      ...Array.from({ length: 3 }, () => 'It is no item: an item stands in braces.'),
      ...Array.from({ length: 2 }, () => 'It has no title.'),
    ]);
  });
});

test('names that objects have by themselves are read from the file alone', async () => {
  const text =
    '[{"__proto__": {"title": "Inherited"}, "constructor": "x"}, {"title": "A", "__proto__": {"DOI": "10.5555/x"}}]';
  const { listings } = await digestIn(cslJsonReader, text);
  expect(listings).toEqual([{ rank: 1, title: 'A', abstract: '' }]);
  expect(({} as Record<string, unknown>)['title']).toBeUndefined();
});
