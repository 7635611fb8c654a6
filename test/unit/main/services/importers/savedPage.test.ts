import { describe, expect, test } from 'vitest';
import { savedPage } from '../../../../../main/services/importers/savedPage.ts';
import { papersOf, refusalOf } from './reading.ts';

const paper = (id: string, title: string) => ({
  paper: {
    id,
    authors: [{ _id: '1', name: 'Ada Lee', hidden: false }],
    publishedAt: '2025-10-09T00:00:00.000Z',
    title,
    summary: `We look at ${title} & say "more" <soon>.`,
    upvotes: 4,
  },
  title,
  numComments: 2,
  submittedBy: { fullname: 'Ida Ash', name: 'idaash' },
});
const escaped = (props: unknown) => JSON.stringify(props).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const hydrater = (target: string, props: unknown) =>
  `<div class="SVELTE_HYDRATER contents" data-target="${target}" data-props="${escaped(props)}">`;
const page = (body: string, head = '') =>
  `<!doctype html>\n<html class="">\n<head><meta charset="utf-8" />${head}<title>Daily Papers - Hugging Face</title></head>\n<body><main class="flex flex-1 flex-col">${body}</main></body></html>`;

const DRAWN = `<article class="relative flex flex-col overflow-hidden rounded-xl border">
 <a href="/papers/2510.00007" class="bg-linear-to-b"><img src="x.png" alt=""></a>
 <div class="shadow-xs absolute"> Submitted by <img src="a.png" alt=""> idaash </div>
 <div class="shadow-alternate"><input type="checkbox" disabled><svg></svg><div class="leading-none">31</div></div>
 <h3 class="mb-1 text-lg/6 font-semibold"><a href="/papers/2510.00007" class="line-clamp-3 cursor-pointer text-balance">Fog
  over &lt;Small&gt; Harbours</a></h3>
 <div class="flex"><a href="/papers/2510.00007"><ul><li class="text-xs">· 5 authors</li></ul></a>
 <a class="ml-auto" href="/papers/2510.00007#community"><svg></svg> 3 </a></div></article>`;

describe('a saved page of Hugging Face Papers', () => {
  test('of a day is read from the data it carries, with its day', async () => {
    const html = page(
      hydrater('DailyPapers', {
        dailyPapers: [paper('2510.01234', 'Tides'), paper('2510.01235', 'Fog')],
        periodType: 'day',
      }),
      '<link rel="canonical" href="https://huggingface.co/papers/date/2025-10-13">',
    );
    const digest = await papersOf(savedPage, html);
    expect(digest.header).toEqual({
      date: { year: 2025, month: 10, day: 13 },
      lines: ['Daily Papers - Hugging Face'],
    });
    expect(digest.listings).toEqual([
      {
        rank: 1,
        title: 'Tides',
        abstract: 'We look at Tides & say "more" <soon>.',
        authors: [{ family: 'Lee', given: 'Ada' }],
        issued: { year: 2025, month: 10, day: 9 },
        arxiv: '2510.01234',
        upvotes: 4,
        commentCount: 2,
        submitter: 'Ida Ash',
      },
      expect.objectContaining({ rank: 2, title: 'Fog', arxiv: '2510.01235' }),
    ]);
  });

  test('of a search has its results, not the papers of the day', async () => {
    const props = {
      query: { q: 'tides' },
      dailyPapers: [paper('2510.1111', 'Other')],
      searchResults: [paper('2501.00002', 'Found')],
    };
    const { listings, header } = await papersOf(savedPage, page(hydrater('DailyPapers', props)));
    expect(listings.map(({ title }) => title)).toEqual(['Found']);
    expect(header.date).toBeUndefined();
  });

  test('of one paper counts its comments', async () => {
    const props = {
      paper: paper('2510.01234', 'Tides').paper,
      comments: [{ type: 'comment' }, { type: 'status' }],
    };
    const { listings } = await papersOf(savedPage, page(hydrater('PaperContent', props)));
    expect(listings).toMatchObject([{ title: 'Tides', arxiv: '2510.01234', upvotes: 4, commentCount: 1 }]);
  });

  test('without its data is read as it is drawn', async () => {
    const html = `<!-- saved from url=(0047)https://huggingface.co/papers/date/2025-10-14 -->\n${page(`${DRAWN}${DRAWN.replaceAll('"/papers/2510.00007', '"https://huggingface.co/papers/2510.00008')}`)}`;
    const digest = await papersOf(savedPage, html);
    expect(digest.header.date).toEqual({ year: 2025, month: 10, day: 14 });
    expect(digest.listings[0]).toEqual({
      rank: 1,
      title: 'Fog over <Small> Harbours',
      abstract: '',
      authorCount: 5,
      arxiv: '2510.00007',
      upvotes: 31,
      commentCount: 3,
      submitter: 'idaash',
    });
    expect(digest.listings[1]?.arxiv).toBe('2510.00008');
  });

  test('of one paper without its data is read as it is drawn', async () => {
    const html = page(
      `<h1 class="mb-2 text-2xl font-semibold">Fog over Harbours</h1><div>Published on Oct 9, 2025</div>
       <div><span>Authors:</span><span class="author flex"><button>Ada van der Berg</button></span>,<span class="author"><a href="/idaash">Ida Ash</a></span></div>
       <div class="pb-8 pr-4 md:pr-16"><h2 class="mb-3 text-xl font-semibold">Abstract</h2><p class="text-gray-600">We look
       at fog.</p></div><a class="btn" href="https://arxiv.org/abs/2510.00007">View arXiv page</a>`,
    );
    const { listings } = await papersOf(savedPage, html);
    expect(listings).toEqual([
      {
        rank: 1,
        title: 'Fog over Harbours',
        abstract: 'We look at fog.',
        arxiv: '2510.00007',
        authors: [
          { family: 'van der Berg', given: 'Ada' },
          { family: 'Ash', given: 'Ida' },
        ],
        issued: { year: 2025, month: 10, day: 9 },
      },
    ]);
  });

  test('that was shown as source and saved is read as the source', async () => {
    const html = page(hydrater('DailyPapers', { dailyPapers: [paper('2510.01234', 'Tides')] }));
    const rows = html
      .split('\n')
      .map(
        (line, at) =>
          `<tr><td class="line-number" value="${at + 1}"></td><td class="line-content"><span class="html-tag">${line
            .replaceAll('&', '&amp;')
            .replaceAll('<', '&lt;')}</span></td></tr>`,
      );
    const { listings } = await papersOf(
      savedPage,
      `<html><head></head><body><table><tbody>${rows.join('')}</tbody></table></body></html>`,
    );
    expect(listings).toMatchObject([{ title: 'Tides', arxiv: '2510.01234' }]);
  });

  test('whose data is broken is read as it is drawn', async () => {
    const { listings } = await papersOf(
      savedPage,
      page(`<div data-target="DailyPapers" data-props="{&quot;dailyPapers">${DRAWN}</div>`),
    );
    expect(listings).toMatchObject([{ arxiv: '2510.00007' }]);
  });

  test.each([
    [
      'of something else',
      page('<h1>Weather</h1><p>Fog.</p>'),
      'it is a web page, but none of Hugging Face Papers (the daily list, a search, a paper)',
    ],
    [
      'without papers',
      page(hydrater('DailyPapers', { dailyPapers: [] })),
      'it is a page of Hugging Face Papers without any paper in it',
    ],
    [
      'that is nested too deeply',
      `<html>${'<div>'.repeat(200_000)}`,
      'it is a web page, but its elements are nested too deeply',
    ],
  ])('%s says so', async (_, html, why) => {
    expect(await refusalOf(savedPage, html)).toEqual({ kind: 'noPapers', reason: 'notADigest', why });
  });

  test.each([
    'Daily Papers\n\nOct 9',
    '<?xml version="1.0"?><rss></rss>',
    '<b>bold</b> text',
    '{"a":1}',
    '<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>x</TITLE>'.replace('TITLE', 'DL'),
  ])('is not %s', text => {
    expect(savedPage.fits(text)).toBe(false);
  });
});
