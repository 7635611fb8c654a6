import { describe, expect, test } from 'vitest';
import { papersJson } from '../../../../../main/services/importers/papersJson.ts';
import { papersOf, refusalOf } from './reading.ts';

const ENTRY = {
  paper: {
    id: '2510.01234',
    authors: [
      { _id: '68be5810c123124955ef60ac', name: 'Ada van der Berg', hidden: false },
      { _id: '68be5810c123124955ef60ad', name: 'Who Withdrew', hidden: true },
      { _id: '68be5810c123124955ef60ae', name: 'Martin King Jr.', hidden: false },
    ],
    publishedAt: '2025-10-09T21:26:31.000Z',
    submittedOnDailyAt: '2025-10-13T02:44:20.973Z',
    title: 'Tides of Small Harbours',
    submittedOnDailyBy: { fullname: 'Ida Ash', user: 'idaash', type: 'user' },
    summary: 'We measure\nthe tides of small harbours.',
    upvotes: 12,
  },
  publishedAt: '2025-10-09T21:26:31.000Z',
  title: 'Tides of Small Harbours',
  summary: 'We measure\nthe tides of small harbours.',
  numComments: 3,
  submittedBy: { fullname: 'Ida Ash', name: 'idaash', type: 'user' },
  organization: { name: 'fjordlab', fullname: 'Fjord Lab' },
};
const LISTING = {
  rank: 1,
  title: 'Tides of Small Harbours',
  abstract: 'We measure the tides of small harbours.',
  authors: [
    { family: 'van der Berg', given: 'Ada' },
    { family: 'King Jr.', given: 'Martin' },
  ],
  issued: { year: 2025, month: 10, day: 9 },
  organisation: 'fjordlab Fjord Lab',
  arxiv: '2510.01234',
  upvotes: 12,
  commentCount: 3,
  submitter: 'Ida Ash',
};
const other = (id: string, title: string) => ({ paper: { ...ENTRY.paper, id, title }, title });

describe('the JSON of Hugging Face', () => {
  test('of a day gives every detail of a paper', async () => {
    const digest = await papersOf(papersJson, JSON.stringify([ENTRY]));
    expect(digest).toMatchObject({ shape: 'papers-json', notUnderstood: [] });
    expect(digest.listings).toEqual([LISTING]);
  });

  test('of one paper is that paper, without what only a list tells', async () => {
    const known = Object.fromEntries(
      Object.entries(LISTING).filter(([name]) => name !== 'commentCount' && name !== 'organisation'),
    );
    const { listings } = await papersOf(papersJson, JSON.stringify(ENTRY.paper, null, 2));
    expect(listings).toEqual([known]);
  });

  test('of a search keeps its order', async () => {
    const text = JSON.stringify([other('2501.00002', 'Second by Id'), other('2501.00001', 'First by Id')]);
    const { listings } = await papersOf(papersJson, text);
    expect(listings.map(({ rank, title, arxiv }) => [rank, title, arxiv])).toEqual([
      [1, 'Second by Id', '2501.00002'],
      [2, 'First by Id', '2501.00001'],
    ]);
  });

  test('of a page of results holds the results, not the papers of the day beside them', async () => {
    const text = JSON.stringify({ dailyPapers: [ENTRY], searchResults: [other('2501.00001', 'Found')] });
    const { listings } = await papersOf(papersJson, text);
    expect(listings.map(({ title }) => title)).toEqual(['Found']);
  });

  test('that breaks off loses the last paper alone, and says where', async () => {
    const text = JSON.stringify([ENTRY, other('2501.00001', 'Whole'), other('2501.00002', 'Cut')], null, 1);
    const { listings, notUnderstood } = await papersOf(papersJson, text.slice(0, -300));
    expect(listings.map(({ title }) => title)).toEqual(['Tides of Small Harbours', 'Whole']);
    expect(notUnderstood).toEqual([
      { line: expect.any(Number) as number, text: '{', reason: 'Its JSON breaks off.' },
    ]);
    expect(notUnderstood[0]?.line).toBeGreaterThan(60);
  });

  test('with a broken entry keeps the others, and names its line', async () => {
    const text = `[\n${JSON.stringify(ENTRY)},\n{"paper": {"id": 12,, "title": "x"}},\n"text",\n${JSON.stringify(other('2501.00001', 'Whole'))}\n]`;
    const { listings, notUnderstood } = await papersOf(papersJson, text);
    expect(listings).toHaveLength(2);
    expect(notUnderstood.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'Its JSON is wrong here.'],
      [4, 'This is no paper: it has neither an id nor a title.'],
    ]);
  });

  test.each([
    [
      'an error',
      '{"error":"Paper not found","upvotes":0}',
      'it holds an error that Hugging Face answered: “Paper not found”',
    ],
    ['an empty list', '{"dailyPapers":[]}', 'its list of papers is empty'],
    ['an object that breaks off', '{\n"paper":{\n"id":', 'its JSON breaks off (line 3)'],
  ])('that is %s says so', async (_, text, why) => {
    expect(await refusalOf(papersJson, text)).toEqual({ kind: 'noPapers', reason: 'notADigest', why });
  });

  test('with keys of every object makes no object of its own have more', async () => {
    const text = `[{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"paper":{"__proto__":{"title":"Inherited"},"id":"2501.00001","title":"Own","upvotes":1}}]`;
    const { listings } = await papersOf(papersJson, text);
    expect(listings).toMatchObject([{ title: 'Own' }]);
    expect('polluted' in {}).toBe(false);
  });

  test.each(['{"title":"Settings","id":"x"}', '[1,2,3]', '[]', '{}', 'Upvotes: 12'])('is not %s', text => {
    expect(papersJson.fits(text)).toBe(false);
  });
});
