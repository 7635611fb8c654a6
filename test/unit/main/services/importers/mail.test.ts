import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../../../main/lib/decodeText.ts';
import { mail } from '../../../../../main/services/importers/mail.ts';
import { dailyDump, inventPapers } from '../../../../support/inventedDumps.ts';
import { ARXIV_MAIL } from './mails.ts';
import { papersOf, refusalOf } from './reading.ts';

const HEAD = [
  'Return-Path: <digest@example.org>',
  'From: =?UTF-8?Q?H=C3=A4rbour_Digest?= <digest@example.org>',
  'To: ada@example.org',
  'Subject: =?UTF-8?B?VMOkZ2xpY2hlIFBhcGVycw==?=',
  'Date: Mon, 13 Oct 2025 23:30:00 -0700',
  'MIME-Version: 1.0',
];
const message = (type: string, body: string, more: readonly string[] = []) =>
  [...HEAD, `Content-Type: ${type}`, ...more, '', body].join('\r\n');
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/gu, '$&\r\n');
const quoted = (text: string) =>
  [...Buffer.from(text)]
    .map(byte =>
      byte > 126 || byte === 61
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')
    .replace(/[^\n]{70}/gu, '$&=\r\n');
const part = (head: readonly string[], body: string) => ['--b', ...head, '', body].join('\r\n');
const multipart = (...parts: readonly string[]) =>
  message('multipart/mixed; boundary=b', [...parts, '--b--', ''].join('\r\n'));

const ABSTRACT =
  'We measure the tides of many small harbours for a year, and show that they come and go as the moon does.';
const LINKS = `<html><body><style>a{}</style><table>
<tr><td><h3><a href="https://huggingface.co/papers/2510.01234?utm_source=mail">Tides of Small Härbours</a></h3>
<p>${ABSTRACT}</p><a href="https://huggingface.co/papers/2510.01234">Read more</a> <a href="https://arxiv.org/pdf/2510.01234v1">PDF</a></td></tr>
<tr><td><b>Fog over Small Harbours</b><br><a href="https://arxiv.org/abs/2510.01235">arXiv</a><p>Short.</p></td></tr>
<tr><td><a href="https://example.org/unsubscribe">Unsubscribe from this digest right now</a></td></tr></table></body></html>`;
const LINKED = [
  { rank: 1, title: 'Tides of Small Härbours', abstract: ABSTRACT, arxiv: '2510.01234' },
  { rank: 2, title: 'Fog over Small Harbours', abstract: '', arxiv: '2510.01235' },
];

describe('a mail', () => {
  test('with a text dump gives its papers, in the year it was sent', async () => {
    const papers = inventPapers(6);
    const digest = await papersOf(
      mail,
      message('text/plain; charset=utf-8', dailyDump(papers, 'Oct 12', 'plain')),
    );
    expect(digest.shape).toBe('mail');
    expect(digest.header.date).toEqual({ year: 2025, month: 10, day: 12 });
    expect(digest.header.lines.slice(0, 2)).toEqual(['Tägliche Papers', 'Härbour Digest']);
    expect(digest.listings.map(({ title }) => title)).toEqual(papers.map(({ title }) => title));
  });

  test.each([
    ['as it is', ['Content-Transfer-Encoding: 8bit'], LINKS],
    ['in quoted-printable', ['Content-Transfer-Encoding: quoted-printable'], quoted(LINKS)],
    ['in base64', ['Content-Transfer-Encoding: base64'], base64(LINKS)],
  ])('with links to papers, sent %s, gives them with the day it was sent', async (_, more, body) => {
    const digest = await papersOf(mail, message('text/html; charset="utf-8"', body, more));
    expect(digest).toMatchObject({ shape: 'mail', header: { date: { year: 2025, month: 10, day: 13 } } });
    expect(digest.listings).toEqual(LINKED);
  });

  test('with links in plain text gives them', async () => {
    const text = `Papers of today\r\n\r\n1. Tides of Small\r\nHarbours\r\nhttps://huggingface.co/papers/2510.01234\r\n${ABSTRACT.replaceAll(' small', '\r\nsmall')}\r\n\r\nFog over Harbours <https://arxiv.org/abs/2510.01235v2>.\r\n`;
    const { listings } = await papersOf(mail, message('text/plain', text));
    expect(listings).toMatchObject([
      { title: 'Tides of Small Harbours', arxiv: '2510.01234', abstract: ABSTRACT },
      { title: 'Fog over Harbours', arxiv: '2510.01235' },
    ]);
  });

  test('with both a text and a page takes the page’s links once', async () => {
    const digest = await papersOf(
      mail,
      message(
        'multipart/alternative; boundary=b',
        [
          part(['Content-Type: text/plain'], 'Tides\r\nhttps://huggingface.co/papers/2510.01234\r\n'),
          part(
            ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64'],
            base64(LINKS),
          ),
          '--b--',
        ].join('\r\n'),
      ),
    );
    expect(digest.listings).toEqual(LINKED);
  });

  test('of arXiv is its listing, with the day it was sent', async () => {
    const digest = await papersOf(mail, message('text/plain; charset=utf-8', ARXIV_MAIL));
    expect(digest).toMatchObject({
      shape: 'arxiv-mail',
      header: { date: { year: 2025, month: 10, day: 13 } },
    });
    expect(digest.listings).toHaveLength(4);
  });

  test('in an encoding of eight bits is read in it', async () => {
    const bytes = Buffer.from(
      message('text/html; charset=iso-8859-1', LINKS, ['Content-Transfer-Encoding: 8bit']),
      'latin1',
    );
    const decoded = decodeText(bytes);
    const { listings } = await papersOf(mail, decoded.ok ? decoded.text : '');
    expect(listings).toEqual(LINKED);
  });

  test('with attachments reads those that hold digests, and passes pictures over', async () => {
    const json = JSON.stringify([{ id: '2510.00009', title: 'Attached', upvotes: 1 }]);
    const found = await mail.read(
      multipart(
        part(['Content-Type: text/plain'], 'See below.'),
        part(
          [
            'Content-Type: image/png; name=a.png',
            'Content-Transfer-Encoding: base64',
            'Content-Disposition: attachment',
          ],
          base64('\u0089PNG'),
        ),
        part(
          [
            'Content-Type: application/octet-stream; name="=?UTF-8?Q?p=C3=A4pers.json?="',
            'Content-Transfer-Encoding: base64',
            'Content-Disposition: attachment',
          ],
          base64(json),
        ),
        part(
          ['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename=x.eml'],
          message('text/html; charset=utf-8', LINKS),
        ),
      ),
    );
    const digests = found.kind === 'digests' ? found.digests : [];
    expect(digests.map(({ shape, listings }) => [shape, listings.length])).toEqual([
      ['papers-json', 1],
      ['mail', 2],
    ]);
  });

  test('that a browser saved a page in is that page, with its address', async () => {
    const props = JSON.stringify({
      dailyPapers: [{ paper: { id: '2510.01234', title: 'Tides', upvotes: 1 } }],
    }).replaceAll('"', '&quot;');
    const html = `<!doctype html><html><body><div data-target="DailyPapers" data-props="${props}"></div></body></html>`;
    const text = [
      'From: <Saved by Blink>',
      'Snapshot-Content-Location: https://huggingface.co/papers/date/2025-10-12',
      'Subject: Daily Papers - Hugging Face',
      'Date: Mon, 13 Oct 2025 10:00:00 -0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related;',
      '\ttype="text/html";',
      '\tboundary="b"',
      '',
      part(['Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable'], quoted(html)),
      '--b--',
    ].join('\r\n');
    const digest = await papersOf(mail, text);
    expect(digest).toMatchObject({
      shape: 'saved-page',
      header: { date: { year: 2025, month: 10, day: 12 } },
      listings: [{ title: 'Tides' }],
    });
  });

  test('nested without end is refused', async () => {
    let body = 'x';
    for (let depth = 0; depth < 300; depth++) {
      body = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${body}\r\n--b${depth}--`;
    }
    expect(await refusalOf(mail, `${HEAD.join('\r\n')}\r\n${body}`)).toMatchObject({
      kind: 'noPapers',
      why: expect.stringMatching(/can't be taken apart .*depth/iu) as string,
    });
  });

  test('without a digest says so', async () => {
    expect(await refusalOf(mail, message('text/plain', 'Dear Ada,\r\n\r\nhow is the fog?'))).toEqual({
      kind: 'noPapers',
      reason: 'notADigest',
      why: 'it is a mail without a digest: neither its text nor its attachments name papers',
    });
  });

  test.each(['From here: to there\nSubject', 'Daily Papers\n\nTides', 'Title: x\nDate: y\nA: z\n\n'])(
    'is not %j',
    text => {
      expect(mail.fits(text)).toBe(false);
    },
  );
});
