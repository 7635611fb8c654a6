import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { markdownPagesReader } from '../../../../main/services/importers/markdownPages.ts';
import { bundlePages } from '../../../../shared/digest-format/pageBundle.ts';
import { beginFiles } from '../../../../shared/citation/format.ts';
import { markdownFiles } from '../../../../shared/citation/markdownFiles.ts';
import { toPlainLine, toPlainLines } from '../../../../shared/citation/plainText.ts';
import { HOSTILE_PAPERS } from '../../citation/hostilePapers.ts';
import { digestIn } from './referenceFiles.ts';

const SLOW_MS = 120_000;

const lines = (text: string): string =>
  text
    .split(/\r\n?|[\n\u0085\u2028\u2029]/u)
    .map(line =>
      line
        .replace(/(?!\t)\p{Cc}/gu, ' ')
        .replace(/\p{Cs}/gu, '\ufffd')
        .trimEnd(),
    )
    .join('\n')
    .replace(/^\n+|\n+$/gu, '');

/** Runs of spaces, and of empty lines, mean nothing in Markdown. */
const tidy = (text: string): string =>
  toPlainLines(text)
    .split('\n')
    .map(toPlainLine)
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n');

test(
  'Pages of ten thousand hostile papers come back with title, abstract, note, tags and key',
  async () => {
    const { file } = beginFiles(markdownFiles, { abstracts: 'included', notes: 'included' });
    const papers = HOSTILE_PAPERS.filter(({ paper }) => toPlainLine(paper.title) !== '');
    const { listings, notUnderstood } = await digestIn(markdownPagesReader, bundlePages(papers.map(file)));
    expect(notUnderstood).toEqual([]);
    expect(listings).toHaveLength(papers.length);
    const changed = papers.flatMap(({ paper, abstract, note = '' }, place) => {
      const tags = [...new Set(paper.tags.map(tag => toPlainLine(tag).trim()))].filter(tag => tag !== '');
      const wanted = {
        title: toPlainLine(paper.title).trim(),
        abstract: lines(tidy(abstract)),
        note: lines(note.trim()),
        tags,
        citationKey: paper.citationKey,
      };
      const { title, abstract: text, marks = {} } = listings[place]!;
      const got = {
        title,
        abstract: text,
        note: marks.note ?? '',
        tags: marks.tags ?? [],
        citationKey: marks.citationKey,
      };
      return isDeepStrictEqual(wanted, got) ? [] : [{ wanted, got }];
    });
    expect(changed.slice(0, 5)).toEqual([]);
  },
  SLOW_MS,
);
