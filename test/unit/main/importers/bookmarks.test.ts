import { describe, expect, test } from 'vitest';
import { bookmarksReader } from '../../../../main/services/importers/bookmarks.ts';
import { digestIn, listingsIn, referenceFile } from './referenceFiles.ts';

const LAKES = { abstract: '', arxiv: '2310.01234', url: 'https://arxiv.org/abs/2310.01234' };

describe('pages put aside in', () => {
  test('Pocket, as HTML: the heading tells what was read', async () => {
    expect(await listingsIn(bookmarksReader, referenceFile('pocket.html'))).toEqual([
      {
        ...LAKES,
        title: 'Quiet Lakes & Rivers',
        marks: { status: 'unread', tags: ['attention', 'to read'] },
      },
      {
        title: 'A Post on Lakes',
        abstract: '',
        url: 'https://example.org/post?a=1&b=2',
        marks: { status: 'unread' },
      },
      {
        title: 'Moss Grows Slowly',
        abstract: '',
        doi: '10.5555/moss',
        url: 'https://doi.org/10.5555/Moss',
        marks: { status: 'read', tags: ['moss'] },
      },
      {
        title: 'https://example.org/never-fetched',
        abstract: '',
        url: 'https://example.org/never-fetched',
        marks: { status: 'read' },
      },
    ]);
  });

  test('Pocket, as a table', async () => {
    expect(await listingsIn(bookmarksReader, referenceFile('pocket.csv'))).toMatchObject([
      {
        ...LAKES,
        title: 'Quiet Lakes & Rivers',
        marks: { status: 'unread', tags: ['attention', 'to read'] },
      },
      { title: 'Moss, Grown Slowly', doi: '10.5555/moss', marks: { status: 'read' } },
    ]);
  });

  test('Readwise Reader', async () => {
    expect(await listingsIn(bookmarksReader, referenceFile('readwise.csv'))).toMatchObject([
      { ...LAKES, marks: { status: 'reading', tags: ['attention', "Ada's"] } },
      { title: 'Moss Grows Slowly', marks: { status: 'read' } },
    ]);
  });

  test('Instapaper', async () => {
    expect(await listingsIn(bookmarksReader, referenceFile('instapaper.csv'))).toMatchObject([
      { ...LAKES, marks: { starred: true, tags: ['attention'], note: 'They are quiet.' } },
      { title: 'Moss Grows Slowly', marks: { collections: ['Thesis'] } },
    ]);
  });

  test('a browser, with folders for collections; a script is no page', async () => {
    const { listings, notUnderstood } = await digestIn(bookmarksReader, referenceFile('browser.html'));
    expect(listings).toEqual([
      {
        ...LAKES,
        rank: 1,
        title: 'Quiet Lakes',
        marks: { tags: ['attention', 'lakes'], note: 'Found by Jan.' },
      },
      {
        rank: 2,
        title: 'Moss Grows Slowly',
        abstract: '',
        url: 'https://openreview.net/forum?id=Moss1',
        marks: { status: 'unread', collections: ['Thesis'] },
      },
    ]);
    expect(notUnderstood).toEqual([
      { line: 17, text: 'A script', reason: 'Its address is not one of the web.' },
    ]);
  });

  test('Miniflux, with read state, stars, tags and what the feed says', async () => {
    const { listings, notUnderstood } = await digestIn(bookmarksReader, referenceFile('miniflux.json'));
    expect(listings).toEqual([
      {
        ...LAKES,
        rank: 1,
        title: 'Quiet Lakes of Attention',
        abstract: 'We measure all lakes.',
        issued: { year: 2023, month: 10, day: 9 },
        authors: [
          { family: 'Lake', given: 'Ada' },
          { family: 'van der Berg', given: 'Jan' },
        ],
        marks: {
          status: 'read',
          starred: true,
          tags: ['cs.LG', 'cs.CL'],
          collections: ['Preprints'],
        },
      },
      {
        rank: 2,
        title: 'A Post on Lakes',
        abstract: '',
        issued: { year: 2023, month: 10, day: 8 },
        url: 'https://example.org/post',
        marks: { status: 'unread' },
      },
    ]);
    expect(notUnderstood).toMatchObject([{ line: 42, reason: 'It has no title.' }]);
  });
});

test('a list of subscriptions is told apart from papers', async () => {
  expect(await bookmarksReader.read(referenceFile('subscriptions.opml'))).toEqual({
    kind: 'noPapers',
    reason: 'notADigest',
    why: 'it is a list of the feeds that somebody follows (OPML), which names no papers',
  });
});

test('folders nested without end give up the file there', async () => {
  const text = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><DT><A HREF="https://a.example/">A</A>
${'<DL><DT><H3>x</H3>'.repeat(20_000)}<DL><DT><A HREF="https://b.example/">B</A>`;
  const { listings, notUnderstood } = await digestIn(bookmarksReader, text);
  expect(listings.map(({ title }) => title)).toEqual(['A']);
  expect(notUnderstood).toMatchObject([
    { line: 3, reason: 'Elements are nested more than 1000 deep. Nothing behind this line was read.' },
  ]);
});
