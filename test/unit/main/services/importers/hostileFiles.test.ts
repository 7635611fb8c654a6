import { describe, expect, test } from 'vitest';
import { arxivMail } from '../../../../../main/services/importers/arxivMail.ts';
import { feed } from '../../../../../main/services/importers/feed.ts';
import { mail } from '../../../../../main/services/importers/mail.ts';
import { papersJson } from '../../../../../main/services/importers/papersJson.ts';
import { savedPage } from '../../../../../main/services/importers/savedPage.ts';
import type { FileReader } from '../../../../../main/services/importers/types.ts';
import { growthOf, STILL_LINEAR } from '../../../../support/growth.ts';
import { refusalOf } from './reading.ts';

const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));
/** Pieces with a number of their own. */
const counted = (piece: (at: string) => string, length: number): string => {
  const count = Math.ceil(length / piece('00000').length);
  return Array.from({ length: count }, (_, at) => piece(String(at % 100_000).padStart(5, '0'))).join('');
};
const page = (body: string): string => `<!doctype html><html><body>${body}</body></html>`;
const LINK = '<h3><a href="/papers/2510.00001">Tides of Harbours</a></h3>';
const FIELDS =
  'From: a@b.example\nSubject: s\nDate: Thu, 9 Oct 2025 10:00:00 +0000\nTo: b@b.example\nMIME-Version: 1.0\n';
const plain = (body: string): string => `${FIELDS}Content-Type: text/plain; charset=utf-8\n\n${body}`;
const html = (body: string): string => `${FIELDS}Content-Type: text/html; charset=utf-8\n\n${body}`;
const packed = (encoding: string, body: string): string =>
  `${FIELDS}Content-Type: text/html\nContent-Transfer-Encoding: ${encoding}\n\n${body}`;
const listing = (fields: string): string =>
  `${'-'.repeat(78)}\n\\\\\narXiv:2510.00001\nTitle: A\n${fields}\n\\\\\n`;
const atom = (body: string): string => `<feed><entry><title>Tides</title>${body}</entry></feed>`;
const described = (text: string): string => atom(`<summary>${text}</summary>`);
const PAPER = '{"paper":{"id":"2510.00001","title":"A"}}';

describe('is read in a time that is linear in it:', () => {
  const length = 100_000;

  test.each<readonly [string, FileReader, (length: number) => string]>([
    ['a page of open elements', savedPage, n => page(filled('<p>', n))],
    ['a page of ends', savedPage, n => page(filled('</div>', n))],
    ['a page of open comments', savedPage, n => page(filled('<!--', n))],
    ['a page of nested articles', savedPage, n => page(filled(`${'<article>'.repeat(99)}${LINK}`, n / 40))],
    ['a page of submitters', savedPage, n => page(`<article>${LINK}${filled('<b>Submitted by x</b>', n)}`)],
    ['a page of links', savedPage, n => page(`<article><h3>${filled('<a href="/x">A</a>', n)}</h3>${LINK}`)],
    [
      'a page whose address has no end',
      savedPage,
      n => page(`<link rel="canonical" href="${filled('/papers?&', n)}"><article>${LINK}</article>`),
    ],
    ['a page of its source', savedPage, n => page(filled('<td class="line-content">x</td>', n))],
    [
      'a page of broken data',
      savedPage,
      n => page(`<div data-target="DailyPapers" data-props="${filled('[', n)}">`),
    ],
    [
      'a mail of links without titles',
      mail,
      n => html(counted(at => `<p><a href="https://arxiv.org/abs/2510.${at}">x</a></p>`, n)),
    ],
    ['a mail of addresses', mail, n => plain(counted(at => `https://arxiv.org/abs/2510.${at} `, n))],
    ['a mail of fields', mail, n => `${FIELDS}${filled('X-A: b\n', n)}\nhello`],
    ['a mail to many', mail, n => `${FIELDS}Cc: ${filled('"<(', n)}\n\nhello`],
    [
      'a mail of parts',
      mail,
      n =>
        `${FIELDS}Content-Type: multipart/mixed; boundary=b\n\n${filled('--b\nContent-Type: text/plain\n\na\n', n)}`,
    ],
    ['a mail of what is no base64', mail, n => packed('base64', filled('%%==\n&&*Qa', n))],
    ['a mail of broken escapes', mail, n => packed('quoted-printable', filled('=3D=\n', n))],
    [
      'a mail of encodings',
      mail,
      n => plain(`ö\n\ncontent-type:x\ncharset${' '.repeat(Math.min(n, 60_000))}`),
    ],
    ['a listing of authors far apart', arxivMail, n => listing(`Authors: A${filled(' ', n)}B`)],
    ['a listing of one field', arxivMail, n => listing(filled('  x\n', n))],
    ['a listing of rules', arxivMail, n => listing(filled(`${'-'.repeat(40)}\n`, n))],
    ['a feed of ends', feed, n => atom(filled('</a>', n))],
    ['a feed of open markup', feed, n => described(filled('<![CDATA[x]]>&lt;p ', n))],
    ['a feed of line breaks', feed, n => described(`&lt;p&gt;${filled('&lt;br    ', n)}`)],
    ['a feed of ids', feed, n => atom(`<id>${filled('arxiv.org/abs/', n)}</id>`)],
    ['a feed of authors far apart', feed, n => atom(`<dc:creator>A${filled(' ', n)}B</dc:creator>`)],
    ['a feed of brackets', feed, n => atom(`<dc:creator>${filled('a@b ( ', n)}</dc:creator>`)],
    ['JSON on one line', papersJson, n => `[${filled(`${PAPER},`, n)}{}]`],
    ['JSON with a name, on one line', papersJson, n => `{"papers":[${filled(`${PAPER},`, n)}{}]}`],
    ['JSON of escapes', papersJson, n => `[${PAPER},"${filled('\\"', n)}`],
    ['JSON of open objects', papersJson, n => `[\n${PAPER},\n${filled('{"paper":{"id"\n', n)}`],
    ['JSON of brackets', papersJson, n => `[${PAPER},${filled('[', n)}`],
  ])(
    '%s',
    async (_, reader, text) => {
      expect(reader.fits(text(length))).toBe(true);
      expect(await growthOf(text, given => reader.read(given), length)).toBeLessThan(STILL_LINEAR);
    },
    120_000,
  );
});

describe('is refused in words:', () => {
  test.each<readonly [string, FileReader, string, RegExp]>([
    [
      'a page that is nested too deeply',
      savedPage,
      page('<div>'.repeat(2_000)),
      /elements are nested too deeply/u,
    ],
    [
      'a mail of parts in parts',
      mail,
      `${FIELDS}Content-Type: multipart/mixed; boundary=b0\n\n${counted(at => `--b${Number(at)}\nContent-Type: multipart/mixed; boundary=b${Number(at) + 1}\n\n`, 9_000)}`,
      /a mail that can't be taken apart \(.*nesting/iu,
    ],
    [
      'a mail of nothing but fields',
      mail,
      `${FIELDS}${filled('X-A: b\n', 900_000)}\nhello`,
      /a mail that can't be taken apart \(.*header/iu,
    ],
    [
      'a mail of mails in mails',
      mail,
      filled(`${FIELDS}Content-Type: message/rfc822\n\n`, 20_000),
      /a mail/u,
    ],
    [
      'a page that is no digest',
      savedPage,
      page('<h1>Recipes</h1>'),
      /a web page, but none of Hugging Face Papers/u,
    ],
  ])('%s', async (_, reader, text, why) => {
    expect(await refusalOf(reader, text)).toMatchObject({
      kind: 'noPapers',
      reason: 'notADigest',
      why: expect.stringMatching(why) as string,
    });
  });
});
