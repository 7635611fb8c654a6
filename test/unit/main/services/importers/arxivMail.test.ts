import { describe, expect, test } from 'vitest';
import { arxivMail } from '../../../../../main/services/importers/arxivMail.ts';
import { ARXIV_MAIL } from './mails.ts';
import { papersOf } from './reading.ts';

describe('a listing mail of arXiv', () => {
  test('gives every detail of its papers', async () => {
    const { shape, listings, notUnderstood } = await papersOf(arxivMail, ARXIV_MAIL);
    expect(shape).toBe('arxiv-mail');
    expect(notUnderstood).toEqual([]);
    expect(listings[0]).toEqual({
      rank: 1,
      title: 'Tides of Small Harbours: A Survey of What Is Known and of What Is Not',
      abstract:
        'We measure the tides of small harbours, from $O(n)$ to $O(n^2)$.\nThe second paragraph goes on.',
      authors: [
        { family: 'Lee', given: 'Ada' },
        { family: 'van der Berg', given: 'Ida' },
        { family: 'King Jr.', given: 'Martin' },
        { literal: 'Harbour Team' },
      ],
      issued: { year: 2025, month: 10, day: 9 },
      arxiv: '2510.01234',
      arxivClass: 'cs.CV',
      venue: 'Harbour Letters 12 (2025) 3-14',
      doi: '10.1000/tides.2025',
      url: 'https://arxiv.org/abs/2510.01234',
    });
  });

  test('has cross-lists and replacements, which have no abstract', async () => {
    const { listings } = await papersOf(arxivMail, ARXIV_MAIL);
    expect(listings.map(({ arxiv, title, abstract }) => [arxiv, title, abstract])).toEqual([
      ['2510.01234', expect.stringContaining('Tides') as string, expect.stringContaining('tides') as string],
      ['2510.01235', 'Fog', 'We look at fog.'],
      ['2208.03374', 'Older Tides', ''],
      ['math/0301001', 'Oldest Tides', ''],
    ]);
    expect(listings[2]).not.toHaveProperty('issued');
  });

  test('keeps what stands above its papers', async () => {
    const { header } = await papersOf(arxivMail, ARXIV_MAIL);
    expect(header.lines).toContain('Submissions to:');
    expect(header.lines).toContain('received from Wed 8 Oct 25 18:00:00 GMT to Thu 9 Oct 25 18:00:00 GMT');
  });

  test('with other line ends is the same', async () => {
    const windows = await papersOf(arxivMail, ARXIV_MAIL.replaceAll('\n', '\r\n'));
    expect(windows.listings).toEqual((await papersOf(arxivMail, ARXIV_MAIL)).listings);
  });

  test('with a damaged paper keeps the others, and names its line', async () => {
    const damaged = ARXIV_MAIL.replace('arXiv:2510.01235', 'arX');
    const { listings, notUnderstood } = await papersOf(arxivMail, damaged);
    expect(listings).toHaveLength(3);
    expect(notUnderstood).toMatchObject([
      { text: 'arX (*cross-listing*)', reason: expect.stringContaining('no arXiv id') as string },
    ]);
    expect(damaged.split('\n')[(notUnderstood[0]?.line ?? 0) - 1]).toContain('arX (');
  });

  test.each(['\\\\ alone', '\\begin{document}\n\\\\\n------------------------------------------', ''])(
    'is not “%s”',
    text => {
      expect(arxivMail.fits(text)).toBe(false);
    },
  );
});
