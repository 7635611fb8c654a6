import type { FileShape } from '../../shared/digest-format/types.ts';

/** What stands in an invented file for each paper. Texts as they are to be read, each on one line. */
export interface FilePaper {
  readonly title: string;
  readonly abstract: string;
  readonly author: string;
  /** An arXiv id. */
  readonly id: string;
}

/** Files that others write with these papers in them, as those write them. */
export const PAPER_FILES = {
  'saved-page': savedPage,
  'papers-json': papersJson,
  mail: linkMail,
  'arxiv-mail': arxivMail,
  feed: atomFeed,
} as const satisfies { readonly [S in FileShape]?: (papers: readonly FilePaper[]) => string };

/** Papers with these texts in every place. */
export function filePapers(texts: readonly string[]): readonly FilePaper[] {
  return texts.map((text, at) => ({
    title: `Invented Paper ${at} about ${text}`.trimEnd(),
    abstract: `We look at what is written on harbour walls, which is ${text} and nothing else, for a whole year.`,
    author: 'Ada van der Berg',
    id: `2510.${String(at + 1).padStart(5, '0')}`,
  }));
}

const forMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function entryOf({ id, title, abstract, author }: FilePaper) {
  const paper = {
    id,
    authors: [{ _id: '1', name: author, hidden: false }],
    publishedAt: '2025-10-09T21:26:31.000Z',
    title,
    summary: abstract,
    upvotes: 4,
  };
  return {
    paper,
    title,
    summary: abstract,
    numComments: 2,
    submittedBy: { fullname: 'Ida Ash', name: 'idaash' },
  };
}

function papersJson(papers: readonly FilePaper[]): string {
  return JSON.stringify(papers.map(entryOf));
}

function savedPage(papers: readonly FilePaper[]): string {
  const props = forMarkup(JSON.stringify({ dailyPapers: papers.map(entryOf), periodType: 'day' }));
  return `<!-- saved from url=(0047)https://huggingface.co/papers/date/2025-10-13 -->
<!doctype html>
<html class=""><head><meta charset="utf-8"><title>Daily Papers - Hugging Face</title></head>
<body><main><div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="${props}">
${papers.map(({ id, title }) => `<article><h3><a href="/papers/${id}">${forMarkup(title)}</a></h3></article>`).join('\n')}
</div></main></body></html>`;
}

function linkMail(papers: readonly FilePaper[]): string {
  const html = `<html><body>${papers
    .map(
      ({ id, title, abstract }) =>
        `<h3><a href="https://huggingface.co/papers/${id}">${forMarkup(title)}</a></h3><p>${forMarkup(abstract)}</p>`,
    )
    .join('\n')}</body></html>`;
  const body = Buffer.from(html).toString('base64').replace(/.{76}/gu, '$&\r\n');
  return [
    'From: Harbour Digest <digest@example.org>',
    'To: ada@example.org',
    'Subject: Papers of today',
    'Date: Mon, 13 Oct 2025 08:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    body,
    '',
  ].join('\r\n');
}

function arxivMail(papers: readonly FilePaper[]): string {
  const rule = '-'.repeat(78);
  const entries = papers.map(({ id, title, abstract, author }) =>
    [
      String.raw`\\`,
      `arXiv:${id}`,
      'Date: Thu, 9 Oct 2025 17:59:58 GMT   (3434kb,D)',
      '',
      `Title: ${title}`,
      `Authors: ${author}`,
      'Categories: cs.CV cs.LG',
      String.raw`\\`,
      `  ${abstract}`,
      String.raw`\\ ( https://arxiv.org/abs/${id} ,  3434kb)`,
      rule,
    ].join('\n'),
  );
  return [rule, 'Send any comments regarding submissions directly to submitter.', rule, ...entries, ''].join(
    '\n',
  );
}

function atomFeed(papers: readonly FilePaper[]): string {
  const entries = papers.map(
    ({ id, title, abstract, author }) => `<entry><id>http://arxiv.org/abs/${id}v1</id>
<published>2025-10-09T17:59:58Z</published><title>${forMarkup(title)}</title><summary>${forMarkup(abstract)}</summary>
<author><name>${forMarkup(author)}</name></author><arxiv:primary_category term="cs.LG"/></entry>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><title>Papers</title>
${entries.join('\n')}</feed>`;
}
