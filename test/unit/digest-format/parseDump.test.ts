import { describe, expect, test } from 'vitest';
import { digestId } from '../../../shared/digest-format/digestId.ts';
import { parseDump } from '../../../shared/digest-format/parseDump.ts';
import { SAMPLE_DIGEST } from '../../../shared/sample/sampleDigest.ts';
import { digestIn, digestsIn, fixture } from './parseText.ts';

const TITLES = [
  'Quiet Ledgers: Auditing Sparse Models with Bounded Memory',
  'rope-walk: a library for positional encodings that outlive their training length',
  'Is Anything Gained by Rounding Twice?',
  'Orchard Search for Robust Grasping Under Distribution Shift',
];
const LONG_TITLE = /^Estuary Mixtures with .* a Title When Everything Else/u;
const ABSTRACT =
  'We study how a sparse model can be audited by someone who may look at it only once. A sketch of logarithmic size turns out to be enough, and we prove that nothing smaller is.';

describe('a search page', () => {
  const digest = digestIn(fixture('search-compact.txt'));

  test('has the first title behind the glued Subscribe', () => {
    expect(digest.shape).toBe('search-compact');
    expect(digest.header).toEqual({
      lines: [
        'Get trending papers in your email inbox once a day!',
        'Get trending papers in your email inbox!',
        'Subscribe',
      ],
    });
    expect(digest.listings.slice(0, 4).map(listing => listing.title)).toEqual(TITLES);
    expect(digest.listings[4]?.title).toMatch(LONG_TITLE);
    expect(digest.listings.map(listing => listing.rank)).toEqual([1, 2, 3, 4, 5]);
    expect(digest.notUnderstood).toEqual([]);
  });

  test('keeps damaged TeX, foreign letters, links and braces as they are', () => {
    const [, , rounding, grasping, mixtures] = digest.listings;
    expect(rounding?.abstract).toContain('Gödel-numbered ones, κ > 2 and Łukasiewicz gates');
    expect(grasping?.abstract).toMatch(/^of robots that grasp/u);
    expect(grasping?.abstract).toContain('Obig(big[sqrt{d}{nvarepsilon}big]^{2/3}big)');
    expect(grasping?.abstract).toContain('{\\em dynamical stability} with \\alpha = 0.1');
    expect(grasping?.abstract).toContain('~(FJSP). See https://example.org/{https://example.org/}.');
    expect(mixtures?.abstract).toContain('The unbalanced brace { is part');
  });

  test('keeps titles that look like code, with control and bidi characters inside', () => {
    const { listings } = digestIn(fixture('hostile-titles.txt'));
    expect(listings.map(listing => listing.title)).toEqual([
      '<img src=x onerror=alert(1)> Considered Harmful in Title Rendering',
      'Nul\u0000l and Bidi \u202eOverrides in the Wild',
      '@article{key, title={Injected}} as a Title',
    ]);
  });
});

describe('a daily page with details', () => {
  const digest = digestIn(fixture('daily-details.txt'));

  test('has its day, its bylines, its dates and its comment counts', () => {
    expect(digest.shape).toBe('daily-details');
    expect(digest.header.date).toEqual({ month: 4, day: 23 });
    expect(digest.header.lines).toEqual([
      'new',
      'Get trending papers in your email inbox!',
      'Subscribe',
      'Daily Papers',
      'byAK and the research community',
      'Apr 23',
    ]);
    const details = digest.listings.map(({ rank: _r, title: _t, abstract: _a, ...rest }) => rest);
    expect(details).toEqual([
      { authorCount: 5, issued: { year: 2025, month: 4, day: 1 } },
      { authorCount: 1, issued: { month: 3, day: 13 } },
      {
        organisation: 'fjordlab Fjord Lab of the North',
        issued: { year: 2025, month: 12, day: 16 },
        commentCount: 2,
      },
      { organisation: 'Lanternworks Lanternworks', issued: { month: 2, day: 4 }, commentCount: 3 },
      { authorCount: 12, issued: { year: 2021, month: 10, day: 8 } },
    ]);
  });

  test('has no keys for what it does not print', () => {
    const [, first] = digestIn(fixture('search-compact.txt')).listings;
    expect(Object.keys(first ?? {})).toEqual(['rank', 'title', 'abstract']);
  });

  test.each(['crlf', 'lone-cr', 'bom', 'blank-lines-lost', 'blank-lines-doubled'])(
    'is the same digest as its %s variant',
    variant => {
      const other = digestIn(fixture(`daily-details-${variant}.txt`));
      expect(other).toEqual(digest);
      expect(digestId(other)).toBe(digestId(digest));
    },
  );

  test('reports what is left of one broken paper and reads the others', () => {
    const { listings, notUnderstood } = digestIn(fixture('one-broken-paper.txt'));
    expect(listings.map(listing => listing.title)).toEqual([TITLES[0], TITLES[3]]);
    expect(listings.map(listing => listing.authorCount)).toEqual([5, 1]);
    expect(notUnderstood).toEqual([
      { line: 21, text: '%%% === \u0001\u0002\u0003 ===' },
      { line: 23, text: '• ?? authors' },
      { line: 24, text: '·' },
      { line: 25, text: 'Apr 31, 20x5' },
    ]);
  });

  test('gives a paper whose abstract is missing its own byline', () => {
    const text = `Daily Papers\n\nApr 23\n\n${TITLES[0]}\n\n  • 2 authors\n·\nMar 1\n\n${TITLES[3]}\n\n${ABSTRACT}\n\n  • 3 authors\n·\nMar 2\n`;
    expect(digestIn(text).listings).toEqual([
      { rank: 1, title: TITLES[0], abstract: '', authorCount: 2, issued: { month: 3, day: 1 } },
      { rank: 2, title: TITLES[3], abstract: ABSTRACT, authorCount: 3, issued: { month: 3, day: 2 } },
    ]);
  });
});

describe('a daily page without details', () => {
  test('has its day, with the year where it is written', () => {
    const digest = digestIn(fixture('daily-plain.txt'));
    expect(digest.shape).toBe('daily-plain');
    expect(digest.header.date).toEqual({ month: 6, day: 13 });
    expect(digest.listings.map(listing => listing.title).slice(0, 4)).toEqual(TITLES);
    expect(digestIn(fixture('daily-plain-year-in-header.txt')).header.date).toEqual({
      year: 2024,
      month: 6,
      day: 13,
    });
  });

  test('joins the lines of an abstract', () => {
    const [ledgers, , rounding] = digestIn(fixture('abstract-over-several-lines.txt')).listings;
    expect(ledgers?.abstract.split('\n')).toHaveLength(4);
    expect(rounding?.abstract).toContain('in turn. We\nask whether');
  });
});

describe('a file that is out of the ordinary', () => {
  test('is several digests where dumps were put one behind the other', () => {
    const digests = digestsIn(fixture('concatenated.txt'));
    expect(digests.map(digest => [digest.shape, digest.listings.length])).toEqual([
      ['search-compact', 5],
      ['daily-details', 5],
      ['daily-plain', 5],
    ]);
    const alone = ['search-compact.txt', 'daily-details.txt', 'daily-plain-year-in-header.txt'];
    expect(digests.map(digestId)).toEqual(alone.map(name => digestId(digestIn(fixture(name)))));
  });

  test('may be put behind another whose last line has no end', () => {
    const names = ['search-compact.txt', 'daily-details.txt', 'daily-plain-year-in-header.txt'];
    for (const [first, second] of names.flatMap(a => names.map(b => [a, b] as const))) {
      const together = digestsIn(fixture(first).trimEnd() + fixture(second));
      expect(together.map(digestId), `${first} and ${second}`).toEqual(
        [first, second].map(name => digestId(digestIn(fixture(name)))),
      );
      expect(together.flatMap(digest => digest.notUnderstood)).toEqual([]);
    }
  });

  test('may have titles without abstracts', () => {
    const { listings } = digestIn(fixture('title-without-abstract.txt'));
    expect(listings.map(listing => listing.abstract.length > 0)).toEqual([true, false, true, true]);
    expect(listings[1]?.title).toBe('Weir Gating for Turbulent Flow');
  });

  test('may have no header', () => {
    const digest = digestIn(fixture('no-header.txt'));
    expect(digest.header).toEqual({ lines: [] });
    expect(digest.listings.map(listing => listing.title)).toEqual(TITLES.slice(0, 3));
  });

  test('may have a title that ends like a sentence', () => {
    const text = `Subscribe\n${TITLES[0]}\n${ABSTRACT}\nRounding is all you need.\n${ABSTRACT}\n${TITLES[3]}\n${ABSTRACT}`;
    expect(digestIn(text).listings.map(listing => listing.title)).toEqual([
      TITLES[0],
      'Rounding is all you need.',
      TITLES[3],
    ]);
  });

  test('may have an abstract above the first title, which is reported', () => {
    const text = `Get trending papers in your email inbox!\nSubscribe\n${ABSTRACT} ${ABSTRACT}\n${TITLES[0]}\n${ABSTRACT}\n`;
    const { listings, notUnderstood } = digestIn(text);
    expect(listings).toEqual([{ rank: 1, title: TITLES[0], abstract: ABSTRACT }]);
    expect(notUnderstood).toEqual([{ line: 3, text: `${ABSTRACT} ${ABSTRACT}` }]);
  });

  test('may have a page without titles above a good one, whose lines are reported', () => {
    const text = `Submitted by\nmarlowe\nSubmitted by\nquill\n${fixture('daily-plain.txt')}`;
    const { listings, notUnderstood } = digestIn(text);
    expect(listings).toHaveLength(5);
    expect(notUnderstood.map(line => line.line)).toEqual([1, 2, 3, 4]);
  });

  test('may repeat its header', () => {
    const head = 'new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n';
    const { header, listings } = digestIn(head + fixture('daily-plain.txt'));
    expect(listings).toHaveLength(5);
    expect(header.lines).toHaveLength(8);
  });

  test('does not take "Subscribers" for the button', () => {
    const text = `Subscribers Who Leave: A Study of Churn\n${ABSTRACT}\n${TITLES[0]}\n${ABSTRACT}\n`;
    expect(digestIn(text).listings[0]?.title).toBe('Subscribers Who Leave: A Study of Churn');
  });

  test('cuts the button off a title in lower case', () => {
    const text = `Get trending papers in your email inbox!\nSubscribe${TITLES[1]}\n${ABSTRACT}\n`;
    expect(digestIn(text).listings[0]?.title).toBe(TITLES[1]);
  });
});

test('markup in titles and abstracts below a header is the text of papers', () => {
  const titles = [
    'An Invented Paper about <script>alert(1)</script>',
    'Pictures &lt; <img src=x onerror="alert(1)"> and What They Fetch',
  ];
  const papers = titles.flatMap(title => [title, `The abstract says ${title} and little else of note.`]);
  const lines = ['new', 'Get trending papers in your email inbox!', 'Subscribe', 'May 7', ...papers];
  expect(digestIn(lines.join('\n\n')).listings.map(listing => listing.title)).toEqual(titles);
});

describe('a file without papers', () => {
  test.each([
    ['empty.txt', 'empty'],
    ['blank.txt', 'empty'],
    ['page-without-titles.txt', 'pageWithoutTitles'],
    ['novel.txt', 'notADigest'],
  ])('%s is %s', (name, reason) => {
    expect(parseDump(fixture(name))).toEqual({ kind: 'noPapers', reason });
  });

  test.each([
    ['JSON', JSON.stringify({ name: 'x', list: [1, 2, { a: 'We do this and that.' }] }, null, 2)],
    ['JSON on one line', JSON.stringify({ text: 'We do this. '.repeat(5_000) })],
    [
      'HTML',
      '<!doctype html>\n<html>\n<body>\nGet trending papers in your email inbox!\nSubscribe\n<h3>A Title</h3>\n<p>We do it.</p>\n</body>\n</html>\n',
    ],
    ['a program', '#include <stdio.h>\nint main(void) {\n  printf("We did it.");\n  return 0;\n}\n'],
    [
      'a log',
      '2025-01-01 12:00:00 INFO Server started on port 80\n2025-01-01 12:00:01 WARN Query took 30 s.\n',
    ],
    ['a letter', 'Dear all,\n\nwe meet at noon on Friday in the large room.\n\nBest,\nAda\n'],
    ['a table', 'title,abstract\nFoo,We do foo.\nBar,"We do bar, and more."\n'],
    [
      'wrapped prose',
      'The ferry that had carried the mail to the islands for forty\nyears was sold in the spring. Nobody who lived along the harbour\n'.repeat(
        30,
      ),
    ],
    ['one line', 'hello world'],
    ['a header alone', 'new\nGet trending papers in your email inbox!\nSubscribe\n'],
  ])('%s gives none', (_what, text) => {
    expect(parseDump(text).kind).toBe('noPapers');
  });

  test('is binary when it is full of control characters', () => {
    const text = Array.from({ length: 4_096 }, (_, at) => String.fromCharCode((at * 37) % 256)).join('');
    expect(parseDump(text)).toEqual({ kind: 'noPapers', reason: 'binary' });
  });

  test('never has users for papers', () => {
    const users = Array.from({ length: 40 }, (_, at) => `Submitted by\n\nuser ${at}\n\n${at}`).join('\n\n');
    expect(parseDump(users)).toEqual({ kind: 'noPapers', reason: 'pageWithoutTitles' });
  });
});

test('the sample digest is read whole', () => {
  const digest = digestIn(SAMPLE_DIGEST);
  expect(digest.shape).toBe('daily-details');
  expect(digest.listings).toHaveLength(8);
  expect(digest.listings.every(listing => listing.issued && listing.abstract.length > 300)).toBe(true);
  expect(digest.notUnderstood).toEqual([]);
});

// Anything that is not linear in its input takes minutes here and runs into the time limit of the test.
describe('a file of 10 MB that is meant to be slow', () => {
  const abstract = 'We do this and that, and more of it. '.repeat(30);
  test.each([
    ['a digest', `A Fine Title of a Paper\n${abstract}\n`.repeat(9_000), 'digests'],
    ['one line', 'Aa. '.repeat(2_500_000), 'noPapers'],
    ['blank lines', '\n'.repeat(10_000_000), 'noPapers'],
    ['spaces', `a${' '.repeat(10_000_000)}b`, 'noPapers'],
    ['an endless address', 'http://'.repeat(1_400_000), 'noPapers'],
    ['brackets', ')'.repeat(10_000_000), 'noPapers'],
    ['headers', 'Get trending papers in your email inbox!\nSubscribe\n'.repeat(60_000), 'noPapers'],
    ['a column of numbers', '12\n'.repeat(1_000_000), 'noPapers'],
  ])('is read to its end: %s', (_what, text, kind) => {
    expect(parseDump(text).kind).toBe(kind);
  });
});
