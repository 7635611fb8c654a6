import { parse } from '@retorquere/bibtex-parser';
import { lexer, walkTokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '../../../main/services/exports.ts';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { beginFiles, writeText } from '../../../shared/citation/format.ts';
import type { FormatOptions, TextFormat } from '../../../shared/citation/format.ts';
import { FORMATS, formatNamed } from '../../../shared/citation/formats.ts';
import { ACCENTS, GREEK_LETTERS, SIGNS, SPECIALS } from '../../../shared/citation/texTables.ts';
import type { CitationKey } from '../../../shared/domain/ids.ts';
import { safeStem } from '../../../shared/text/fileName.ts';
import { PAYLOADS } from '../../support/hostilePayloads.ts';
import { citedPaper } from './citedPapers.ts';

/** The parser that reads BibTeX back takes its time over very long values; `tex.test.ts` has those. */
const LONGEST = 90;
const TEXTS = PAYLOADS.map(({ text }) => text.slice(0, LONGEST));
/** What a hostile backup or journal can call a citation key; nothing here could be typed as one. */
const KEYS = [
  '},\n@misc{evil',
  'a}b',
  'a,b',
  'a b',
  'a{b',
  'a"b',
  '%a',
  '\\input{x}',
  '@a',
  '=1+1',
  '',
  ']]\n',
  ...TEXTS,
];

const EVERYTHING: FormatOptions = {
  abstracts: 'included',
  notes: 'included',
  keys: 'included',
  names: 'title',
};

/** A paper all of whose fields are hostile. */
function hostilePaper(text: string, at: number, key = `paper${at}`): CitedPaper {
  return citedPaper(
    {
      title: text,
      organisation: text,
      tags: [text, `x ${text}`],
      citationKey: key as CitationKey,
      authors: [{ family: text, given: text }, { literal: text }],
      venue: `${text} ${at % 3 === 0 ? 'Workshop' : ''}`,
      ...(at % 2 === 0 ? { doi: `10.1000/${text}` } : {}),
      arxiv: text,
      arxivClass: text,
      url: `https://lakes.example/${text}`,
    },
    {
      abstract: text,
      note: text,
      digestNames: [text, `x ${text}`],
      collectionNames: [text],
      evidence: text,
    },
  );
}

const PAPERS = TEXTS.map((text, at) => hostilePaper(text, at));
const BY_KEY = KEYS.map((key, at) => hostilePaper('Quiet Lakes', at, key));

function textFormat(id: string): TextFormat {
  const format = formatNamed(id);
  if (format?.output !== 'text') throw new Error(`${id} is no text.`);
  return format;
}

const write = (id: string, papers: readonly CitedPaper[]) => writeText(textFormat(id), papers, EVERYTHING);

test('every format is looked at here', () => {
  expect(FORMATS.map(({ id }) => id)).toEqual([
    'bibtex',
    'biblatex',
    'csl-json',
    'ris',
    'csv',
    'markdown',
    'markdown-files',
  ]);
});

describe.each(['bibtex', 'biblatex'])('hostile text in %s', id => {
  /** The macros of our own tables, and those that put an accent on a letter. */
  const ours = new Set(
    [...Object.values(SPECIALS), ...SIGNS.values(), ...[...GREEK_LETTERS.values()].map(name => `\\${name}`)]
      .flatMap(tex => [...tex.matchAll(/\\([a-z]+|.)/giu)].map(match => match[1] ?? ''))
      .concat([...ACCENTS.values()]),
  );

  test('stays in its field and in its entry', () => {
    const { entries, errors, strings, preamble, comments } = parse(write(id, PAPERS), { english: false });
    expect(errors).toEqual([]);
    expect(entries.map(({ key }) => key)).toEqual(PAPERS.map(({ paper }) => paper.citationKey));
    expect({ ...strings }).toEqual({});
    expect(preamble).toEqual([]);
    expect(comments.join('\n')).not.toMatch(/^\s*@(?!misc|online|article|inproceedings)/mu);
  });

  test('is printed, not obeyed: the only macros are those that print a sign', () => {
    // Lines between entries are comments to BibTeX, and reach no TeX.
    const entries = write(id, PAPERS).replace(/^% .*$/gmu, '');
    const macros = [...entries.matchAll(/\\([a-z]+|[^])/giu)].map(match => match[1] ?? '');
    expect([...new Set(macros)].filter(name => !ours.has(name))).toEqual([]);
    expect(entries).not.toMatch(/\^\^[0-9a-f]/iu);
  });

  test('can’t be a citation key', () => {
    const { entries, errors, preamble } = parse(write(id, BY_KEY), { english: false });
    expect(errors).toEqual([]);
    expect(preamble).toEqual([]);
    expect(entries).toHaveLength(BY_KEY.length);
    for (const { key } of entries) expect(key).toMatch(/^[\w:.+/-]+$/u);
  });
});

test('hostile text in CSL-JSON is a string in an item', () => {
  const items = JSON.parse(write('csl-json', PAPERS)) as { id: string; title?: string }[];
  expect(items.map(item => item.id)).toEqual(PAPERS.map(({ paper }) => paper.citationKey));
  for (const { title = '' } of items) expect(title).not.toMatch(/<\/?(?:i|b|sc|sup|sub|span)\b/iu);
});

test('hostile text in RIS begins no line of its own', () => {
  for (const papers of [PAPERS, BY_KEY]) {
    const lines = write('ris', papers).split('\r\n');
    expect(lines.filter(line => !/^(?:[A-Z][A-Z0-9] {2}- [^\r\n]*)?$/u.test(line))).toEqual([]);
    expect(lines.filter(line => line.startsWith('TY  - '))).toHaveLength(papers.length);
    expect(lines.filter(line => line.startsWith('ER  - '))).toHaveLength(papers.length);
  }
});

test.each(['comma', 'semicolon', 'tab'])(
  'hostile text in CSV stays in its cell and is no formula, by %s',
  separator => {
    for (const papers of [PAPERS, BY_KEY]) {
      const text = writeText(textFormat('csv'), papers, { ...EVERYTHING, separator, mark: 'left out' });
      const rows = readCsv(text, { comma: ',', semicolon: ';', tab: '\t' }[separator] ?? '');
      expect(rows).toHaveLength(papers.length + 1);
      expect(new Set(rows.map(row => row.length)).size).toBe(1);
      expect(rows.flat().filter(cell => /^[=+\-@\t\r＝＋－＠]/u.test(cell))).toEqual([]);
    }
  },
);

test('hostile text in a Markdown list is text', () => {
  const withoutNotes = [...PAPERS, ...BY_KEY].map(paper => ({ ...paper, note: '' }));
  const seen = markdownIn(write('markdown', withoutNotes));
  // The address of a paper is the one link an item has.
  expect([...seen.kinds].sort()).toEqual(
    [...'blockquote,escape,link,list,list_item,paragraph,space,strong,text'.split(',')].sort(),
  );
  expect(seen.links.filter(link => !/^https?:\/\/[^\s<>"]+$/u.test(link))).toEqual([]);
});

describe('hostile text in Markdown files', () => {
  const format = FORMATS.find(({ id }) => id === 'markdown-files');
  if (format?.output !== 'files') throw new Error('There is no format of files.');

  test.each(['title', 'key'])('makes no name that leads elsewhere, by %s', names => {
    const writer = beginFiles(format, { ...EVERYTHING, names });
    const files = [...PAPERS, ...BY_KEY].map(paper => writer.file(paper));
    expect(new Set(files.map(({ name }) => name.toLowerCase())).size).toBe(files.length);
    for (const { name } of files) expectSafeName(name);
  });

  test('stays in its value of the front matter, and is text below it', () => {
    const writer = beginFiles(format, { ...EVERYTHING, notes: 'left out' });
    for (const paper of [...PAPERS, ...BY_KEY]) {
      const [before, matter = '', ...body] = writer.file(paper).text.split(/^---\n/mu);
      expect(before).toBe('');
      for (const line of matter.trimEnd().split('\n')) {
        expect(line).toMatch(/^(?:[a-z_]+:| {2}-)(?: (?:"(?:[^"\\]|\\.)*"|\d+|true|false|\[\]))?$/u);
      }
      const { kinds, links } = markdownIn(body.join(''));
      const more = [...kinds].filter(
        kind => !/^(?:heading|paragraph|space|text|escape|br|link)$/u.test(kind),
      );
      expect(more).toEqual([]);
      // An address in the text is a link to itself.
      expect(links.filter(link => !/^https?:\/\/[^\s<>"]+$/u.test(link))).toEqual([]);
    }
  });
});

describe('a hostile name of a file', () => {
  test.each(['.bib', '.zip'])('stays a name, with the extension %s', extension => {
    for (const text of [
      ...TEXTS,
      '../../x',
      '..',
      '.',
      '/',
      'C:\\x',
      'CON',
      'nul.txt',
      'a\0b',
      'x.exe',
      ' . ',
    ]) {
      const name = safeFileName(text, extension);
      expectSafeName(name);
      expect(name.endsWith(extension)).toBe(true);
      expectSafeName(`${safeStem(text, 'paper')}${extension}`);
    }
  });
});

function expectSafeName(name: string): void {
  expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(name).not.toMatch(/^[.\s-]*\.|^\.|[.\s]$/u);
  expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./iu);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
}

/** What a Markdown reader takes a text for. */
function markdownIn(text: string): {
  readonly kinds: ReadonlySet<string>;
  readonly links: readonly string[];
} {
  const kinds = new Set<string>();
  const links: string[] = [];
  walkTokens(lexer(text, { gfm: true }), token => {
    kinds.add(token.type);
    if (token.type === 'link') links.push(String(token['href']));
  });
  return { kinds, links };
}

/** A reader of RFC 4180. */
function readCsv(text: string, separator: string): readonly (readonly string[])[] {
  const cells = new RegExp(`("(?:[^"]|"")*"|[^${separator}\r\n]*)(${separator}|\r\n)`, 'guy');
  const rows: string[][] = [[]];
  let read = 0;
  for (const [all, cell = '', end] of text.matchAll(cells)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
    read += all.length;
  }
  expect(read).toBe(text.length);
  return rows.slice(0, -1);
}
