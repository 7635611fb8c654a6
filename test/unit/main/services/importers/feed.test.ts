import { describe, expect, test } from 'vitest';
import { feed } from '../../../../../main/services/importers/feed.ts';
import { papersOf, refusalOf } from './reading.ts';

const API = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query%3Dall:tides" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=all:tides</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2025-10-13T00:00:00-04:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">1</opensearch:totalResults>
  <entry>
    <id>http://arxiv.org/abs/2510.01234v2</id>
    <updated>2025-10-11T10:00:00Z</updated>
    <published>2025-10-09T17:59:58Z</published>
    <title>Tides of Small
  Harbours where x &lt; y &amp; more</title>
    <summary>  We measure the
tides.
</summary>
    <author><name>Ada van der Berg</name><arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Fjord Lab</arxiv:affiliation></author>
    <author><name>Ida Ash</name></author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/Tides</arxiv:doi>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">Harbour Letters 12</arxiv:journal_ref>
    <link href="http://arxiv.org/abs/2510.01234v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2510.01234v2" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
</feed>`;

const item = (id: string, title: string, more = '') => `<item>
      <title>${title}</title>
      <link>https://arxiv.org/abs/${id}</link>
      <description>arXiv:${id}v1 Announce Type: new
Abstract: We look at ${title} in $a &lt; b$.</description>
      <guid isPermaLink="false">oai:arXiv.org:${id}v1</guid>
      <category>cs.AI</category>
      <category>cs.LG</category>
      <pubDate>Mon, 13 Oct 2025 00:00:00 -0400</pubDate>
      <arxiv:announce_type>new</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:creator>Ada Lee, Martin King Jr., Bo Elm</dc:creator>${more}
    </item>`;
const RSS = `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>cs.AI updates on arXiv.org</title>
    <link>http://rss.arxiv.org/rss/cs.AI</link>
    <atom:link href="http://rss.arxiv.org/rss/cs.AI" rel="self" type="application/rss+xml"/>
    <pubDate>Mon, 13 Oct 2025 00:00:00 -0400</pubDate>
    ${item('2510.01234', 'Tides', '<arxiv:DOI>10.1000/tides</arxiv:DOI>')}
    ${item('2510.01235', 'Fog')}
  </channel>
</rss>`;

const RSS_1 = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<channel rdf:about="https://example.org/feed"><title>Harbour Letters</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/tides"><title>Tides &lt;i&gt;in situ&lt;/i&gt;. (arXiv:2310.01234v1 [cs.LG])</title>
<link>https://example.org/tides</link><description rdf:parseType="Literal">&lt;p&gt;We measure&lt;/p&gt;&lt;p&gt;the tides&amp;nbsp;here.&lt;/p&gt;</description>
<dc:creator>&lt;a href="http://arxiv.org/find/cs/1/au:+Lee_A"&gt;Ada Lee&lt;/a&gt;, &lt;a href="x"&gt;Bo Elm&lt;/a&gt;</dc:creator>
<dc:date>2023-10-09</dc:date><prism:publicationName>Harbour Letters</prism:publicationName><dc:identifier>doi:10.1000/T1</dc:identifier></item>
</rdf:RDF>`;

describe('a feed', () => {
  test('that arXiv’s interface answers gives every detail', async () => {
    const digest = await papersOf(feed, API);
    expect(digest.header).toEqual({
      date: { year: 2025, month: 10, day: 13 },
      lines: ['ArXiv Query: search_query=all:tides'],
    });
    expect(digest.listings).toEqual([
      {
        rank: 1,
        title: 'Tides of Small Harbours where x < y & more',
        abstract: 'We measure the tides.',
        authors: [
          { family: 'van der Berg', given: 'Ada' },
          { family: 'Ash', given: 'Ida' },
        ],
        issued: { year: 2025, month: 10, day: 9 },
        venue: 'Harbour Letters 12',
        doi: '10.1000/tides',
        arxiv: '2510.01234',
        arxivClass: 'cs.LG',
        url: 'http://arxiv.org/abs/2510.01234v2',
      },
    ]);
  });

  test('of arXiv’s announcements says nothing of the day of publication', async () => {
    const { listings, header } = await papersOf(feed, RSS);
    expect(header.date).toEqual({ year: 2025, month: 10, day: 13 });
    expect(listings[0]).toEqual({
      rank: 1,
      title: 'Tides',
      abstract: 'We look at Tides in $a < b$.',
      authors: [
        { family: 'Lee', given: 'Ada' },
        { family: 'King Jr.', given: 'Martin' },
        { family: 'Elm', given: 'Bo' },
      ],
      doi: '10.1000/tides',
      arxiv: '2510.01234',
      arxivClass: 'cs.AI',
      url: 'https://arxiv.org/abs/2510.01234',
    });
  });

  test('in RSS 1.0 with markup in its texts is read as text', async () => {
    const { listings } = await papersOf(feed, RSS_1);
    expect(listings).toEqual([
      {
        rank: 1,
        title: 'Tides in situ',
        abstract: 'We measure\nthe tides\u00a0here.',
        authors: [
          { family: 'Lee', given: 'Ada' },
          { family: 'Elm', given: 'Bo' },
        ],
        issued: { year: 2023, month: 10, day: 9 },
        venue: 'Harbour Letters',
        doi: '10.1000/t1',
        arxiv: '2310.01234',
        arxivClass: 'cs.LG',
        url: 'https://example.org/tides',
      },
    ]);
  });

  test('of anybody has titles and addresses', async () => {
    const text = `<rss version="2.0"><channel><title>Papers</title><item><title><![CDATA[A <b>Bold</b> Tide]]></title><link>https://example.org/1</link><author>ada@example.org (Ada Lee)</author></item><item><link>https://example.org/2</link></item></channel></rss>`;
    const { listings, notUnderstood } = await papersOf(feed, text);
    expect(listings).toMatchObject([
      { title: 'A Bold Tide', url: 'https://example.org/1', authors: [{ family: 'Lee', given: 'Ada' }] },
    ]);
    expect(notUnderstood).toMatchObject([{ line: 1, reason: 'It has no title.' }]);
  });

  test('that breaks off keeps what came before', async () => {
    const { listings } = await papersOf(feed, RSS.slice(0, RSS.indexOf('Fog') + 2));
    expect(listings.map(({ title }) => title)).toEqual(['Tides', 'Fo']);
  });

  const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 30 }, (_, at) => `<!ENTITY a${at} "&a${at - 1};&a${at - 1};&a${at - 1};&a${at - 1};">`).join('')}]><rss><channel><item><title>&a29;</title></item></channel></rss>`;
  const external = `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed><entry><title>&x;</title></entry></feed>`;
  const own = 'it is a feed that defines texts of its own, which are never followed';
  test.each([
    ['with an entity bomb', bomb, own],
    ['with an entity from outside', external, own],
    [
      'nested too deeply',
      `<rss><channel>${'<item>'.repeat(300_000)}`,
      'it is a feed, but its elements are nested too deeply',
    ],
    ['without entries', '<feed></feed>', 'it is a feed without entries'],
    [
      'with arXiv’s error alone',
      '<feed><entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format</summary></entry></feed>',
      'none of its references could be read; the first, in line 1: arXiv answered: incorrect id format',
    ],
  ])('%s is refused at once', async (_, text, why) => {
    expect(await refusalOf(feed, text)).toEqual({ kind: 'noPapers', reason: 'notADigest', why });
  });

  test.each([
    '<html></html>',
    '<rdf:RDF xmlns:z="http://www.zotero.org/namespaces/export#"></rdf:RDF>',
    'rss',
    '<opml></opml>',
  ])('is not %s', text => expect(feed.fits(text)).toBe(false));
});
