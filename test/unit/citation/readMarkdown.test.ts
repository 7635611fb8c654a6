import { marked, type Token, type Tokens } from 'marked';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { beginFiles, writeText } from '../../../shared/citation/format.ts';
import { markdown } from '../../../shared/citation/markdown.ts';
import { markdownFiles } from '../../../shared/citation/markdownFiles.ts';
import { toPlainLine, toPlainLines } from '../../../shared/citation/plainText.ts';
import { organisationName } from '../../../shared/domain/byline.ts';
import { isSafeFileName } from '../../../shared/text/fileName.ts';
import { whyNoRealDumps } from '../../support/dumps.ts';
import { HOSTILE_PAPERS } from './hostilePapers.ts';
import { realPapers } from './realPapers.ts';

/** A few seconds, and longer beside much else. */
const SLOW_MS = 120_000;
const absent = whyNoRealDumps();

/** What a token shows, without what only looks differently. */
function shown(token: Token): string {
  if (token.type === 'br') return '\n';
  const { tokens } = token as Tokens.Generic;
  if (tokens !== undefined) return tokens.map(shown).join('') + (token.type === 'paragraph' ? '\n' : '');
  const { text = '' } = token as Tokens.Text;
  return text.replace(/&(lt|gt|amp|quot|#39);/gu, (whole: string) => ENTITIES[whole] ?? whole);
}
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
};
const squeezed = (text: string): string => toPlainLine(text).replace(/\s+/gu, ' ').trim();

/** All tokens below these. */
function everyToken(tokens: readonly Token[]): Token[] {
  const all: Token[] = [];
  marked.walkTokens([...tokens], token => {
    all.push(token);
  });
  return all;
}

function expectList(papers: readonly CitedPaper[]): void {
  const options = { abstracts: 'included', keys: 'included' };
  const tokens = marked.lexer(writeText(markdown, papers, options));
  const lists = tokens.filter((token): token is Tokens.List => token.type === 'list');
  expect(tokens.filter(({ type }) => type !== 'list' && type !== 'space')).toEqual([]);
  const items = lists.flatMap(list => list.items);
  const kinds = new Set(everyToken(items.flatMap(item => item.tokens)).map(({ type }) => type));
  expect([...kinds].filter(kind => !PLAIN.has(kind))).toEqual([]);
  expect(items.map(readItem)).toEqual(
    papers.map(({ paper, abstract }) => ({
      title: titleSentence(paper.title),
      key: paper.citationKey,
      abstract: squeezed(abstract),
    })),
  );
}

/** What plain text may become: addresses are links in GFM wherever they stand. */
const PLAIN = new Set(['text', 'escape', 'strong', 'blockquote', 'paragraph', 'space', 'br', 'link']);

function titleSentence(title: string): string {
  const line = squeezed(title);
  return /[.?!…]$/u.test(line) ? line : `${line}.`;
}

function readItem({ tokens }: Tokens.ListItem) {
  const [first, ...rest] = tokens;
  if (first === undefined) expect.unreachable('an item without text');
  const [strong] = everyToken([first]).filter(({ type }) => type === 'strong');
  return {
    title: strong === undefined ? '' : squeezed(shown(strong)),
    key: /\[@([^\][@]+)\]$/u.exec(squeezed(shown(first)))?.[1],
    abstract: squeezed(rest.map(shown).join(' ')),
  };
}

interface Page {
  readonly matter: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function openPage(text: string): Page {
  const [, matter = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/u.exec(text) ?? [];
  return { matter: parse(matter) as Page['matter'], body };
}

function expectFiles(papers: readonly CitedPaper[]): void {
  const writer = beginFiles(markdownFiles, { names: 'title' });
  const files = papers.map(cited => writer.file(cited));
  expect(files.filter(({ name }) => !isSafeFileName(name))).toEqual([]);
  expect(new Set(files.map(({ name }) => name.normalize('NFKD').toLowerCase())).size).toBe(papers.length);
  const pages = files.map(({ text }) => openPage(text));
  expect(
    pages.map(({ matter }) => ({
      title: matter['title'],
      citekey: matter['citekey'],
      aliases: matter['aliases'],
      organisation: matter['organisation'] ?? '',
      year: matter['year'],
      status: matter['status'],
      starred: matter['starred'],
      digests: matter['digests'],
    })),
  ).toEqual(
    papers.map(({ paper, digestNames }) => ({
      title: toPlainLine(paper.title),
      citekey: paper.citationKey,
      aliases: [toPlainLine(paper.title)],
      organisation: toPlainLine(organisationName(paper.organisation ?? '')),
      year: paper.issued?.year,
      status: paper.status,
      starred: paper.starred,
      digests: digestNames.length === 0 ? undefined : digestNames.map(toPlainLine),
    })),
  );
  for (const [place, { body }] of pages.entries()) expectBody(body, papers[place]!);
}

/** The heading shows the title, the abstract its text, and the note stands at the end as it was written. */
function expectBody(body: string, { paper, abstract, note = '' }: CitedPaper): void {
  const upToNote = note.trim() === '' ? body : body.slice(0, body.lastIndexOf('## Note\n'));
  if (note.trim() !== '') expect(body.endsWith(`\n## Note\n\n${note.trim()}\n`)).toBe(true);
  const [title, ...rest] = marked.lexer(upToNote).filter(({ type }) => type !== 'space');
  expect(title).toMatchObject({ type: 'heading', depth: 1 });
  expect(squeezed(shown(title!))).toBe(squeezed(paper.title));
  const text = rest.filter(({ type }) => type !== 'heading');
  expect(text.filter(({ type }) => type !== 'paragraph').map(({ type }) => type)).toEqual([]);
  expect(squeezed(text.map(shown).join(' '))).toBe(squeezed(toPlainLines(abstract)));
}

test(
  'a Markdown list of ten thousand hostile papers shows their titles, keys and abstracts',
  () => {
    expectList(HOSTILE_PAPERS);
  },
  SLOW_MS,
);

test(
  'Markdown files of ten thousand hostile papers hold their fields, and texts that stay text',
  () => {
    expectFiles(HOSTILE_PAPERS);
  },
  SLOW_MS,
);

describe.skipIf(absent)(`the papers of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let papers: readonly CitedPaper[];
  beforeAll(async () => {
    papers = await realPapers();
    expect(papers).toHaveLength(290);
  });

  test('stand in a Markdown list', () => expectList(papers));
  test('stand in Markdown files', () => expectFiles(papers));
});
