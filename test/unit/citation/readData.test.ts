import '@citation-js/plugin-ris';
import { plugins } from '@citation-js/core';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { cslJson } from '../../../shared/citation/csl.ts';
import { csv } from '../../../shared/citation/csv.ts';
import { writeText } from '../../../shared/citation/format.ts';
import { isoDate } from '../../../shared/citation/isoDate.ts';
import { toPlainLine, toPlainLines, toVerbatim } from '../../../shared/citation/plainText.ts';
import { authorsOf, publicationOf } from '../../../shared/citation/publication.ts';
import type { Author } from '../../../shared/domain/author.ts';
import { ris } from '../../../shared/citation/ris.ts';
import { organisationName } from '../../../shared/domain/byline.ts';
import { whyNoRealDumps } from '../../support/dumps.ts';
import { HOSTILE_PAPERS } from './hostilePapers.ts';
import { realPapers } from './realPapers.ts';

const EVERYTHING = { abstracts: 'included', notes: 'included' };
/** A few seconds, and longer beside much else. */
const SLOW_MS = 120_000;
const absent = whyNoRealDumps();
type Row = Readonly<Record<string, unknown>>;

const organisation = ({ paper }: CitedPaper): string =>
  toPlainLine(organisationName(paper.organisation ?? ''));
const tagsOf = ({ paper }: CitedPaper, instead: (tag: string) => string): readonly string[] =>
  paper.tags.map(tag => toPlainLine(instead(tag)));

function expectCsl(papers: readonly CitedPaper[]): void {
  const items = JSON.parse(writeText(cslJson, papers, EVERYTHING)) as readonly Row[];
  const read = items.map(item => ({
    id: item['id'],
    // Our own cleaning takes away the joiner that keeps markup from being markup.
    title: toPlainLine(String(item['title'])),
    abstract: item['abstract'] ?? '',
    annote: item['annote'] ?? '',
    keyword: item['keyword'] ?? '',
    issued: item['issued'],
    venue: item['container-title'] ?? '',
    authors: ((item['author'] ?? []) as readonly Record<string, string>[]).map(
      ({ family, given = '', literal }) => [literal ?? family, given],
    ),
    doi: item['DOI'] ?? '',
  }));
  expect(read).toEqual(
    papers.map(cited => {
      const { paper, abstract, note = '' } = cited;
      const { year, month, day } = paper.issued ?? {};
      return {
        id: paper.citationKey,
        title: toPlainLine(paper.title),
        abstract: toPlainLines(abstract),
        annote: toPlainLines(note),
        keyword: tagsOf(cited, tag => tag.replaceAll(',', ' '))
          .filter(Boolean)
          .join(', '),
        issued:
          year === undefined
            ? undefined
            : { 'date-parts': [[year, month, day].filter(part => part !== undefined)] },
        venue: toPlainLine(paper.venue ?? ''),
        authors: authorsOf(paper).map(partsOf),
        doi: paper.doi === undefined ? '' : toVerbatim(paper.doi),
      };
    }),
  );
}

const partsOf = (author: Author): readonly string[] =>
  ('literal' in author ? [author.literal, ''] : [author.family, author.given ?? '']).map(toPlainLine);

/** One comma parts the names. */
function risName(author: Author): string {
  const parts = partsOf(author).map(part => toPlainLine(part.replaceAll(',', ' ')));
  return parts.filter(part => part !== '').join(', ');
}

function expectRis(papers: readonly CitedPaper[]): void {
  const text = writeText(ris, papers, EVERYTHING);
  expect(text).not.toMatch(/[^\r]\n/u);
  const records = plugins.input.data(text, '@ris/file') as readonly Row[];
  const read = records.map(
    ({ TY, ID, TI = '', AB = '', N1 = '', PY, C1 = '', KW = [], T2 = '', AU = [], DO = '' }) => ({
      type: TY,
      venue: T2,
      authors: [AU].flat(),
      doi: DO,
      key: ID,
      texts: [TI, AB, N1, C1],
      year: PY,
      tags: [KW].flat(),
    }),
  );
  expect(read).toEqual(
    papers.map(cited => ({
      type: { journal: 'JOUR', proceedings: 'CPAPER', none: 'GEN' }[
        publicationOf(cited.paper)?.kind ?? 'none'
      ],
      venue: toPlainLine(cited.paper.venue ?? ''),
      authors: authorsOf(cited.paper).map(risName).filter(Boolean),
      doi: cited.paper.doi === undefined ? '' : toVerbatim(cited.paper.doi),
      key: cited.paper.citationKey,
      texts: [cited.paper.title, cited.abstract, cited.note ?? '', organisation(cited)].map(toPlainLine),
      year: cited.paper.issued?.year?.toString(),
      tags: tagsOf(cited, tag => tag).filter(Boolean),
    })),
  );
}

/** Takes the apostrophe away again that keeps a spreadsheet from running a cell. */
function cellOf(text: unknown): string {
  return String(text).replace(/^'(?=['\s]*[=+\-@＝＋－＠]|'*[\t\r\n])/u, '');
}

function expectCsv(papers: readonly CitedPaper[], separator: 'comma' | 'semicolon' | 'tab'): void {
  const text = writeText(csv, papers, { ...EVERYTHING, separator });
  const delimiter = { comma: ',', semicolon: ';', tab: '\t' }[separator];
  const { data, errors } = Papa.parse<Row>(text, { header: true, delimiter, skipEmptyLines: true });
  expect(errors).toEqual([]);
  const running = data
    .flatMap(row => Object.values(row))
    .filter(cell => /^[=+\-@\t\r\n]/u.test(String(cell)));
  expect(running).toEqual([]);
  const read = data.map(row => [
    row['citation key'],
    ...['title', 'abstract', 'note', 'organisation', 'date', 'status', 'tags', 'venue', 'DOI'].map(name =>
      cellOf(row[name]),
    ),
  ]);
  expect(read).toEqual(
    papers.map(cited => [
      cited.paper.citationKey,
      toPlainLine(cited.paper.title),
      toPlainLines(cited.abstract),
      toPlainLines(cited.note ?? ''),
      organisation(cited),
      isoDate(cited.paper.issued) ?? '',
      cited.paper.status,
      tagsOf(cited, tag => tag.replaceAll(';', ',')).join('; '),
      toPlainLine(cited.paper.venue ?? ''),
      cited.paper.doi === undefined ? '' : toVerbatim(cited.paper.doi),
    ]),
  );
}

const SETS = [
  ['CSL-JSON, read as JSON,', expectCsl],
  ['RIS, read by another program’s parser,', expectRis],
  ['CSV, read by another program’s parser,', (papers: readonly CitedPaper[]) => expectCsv(papers, 'comma')],
  ['CSV with semicolons', (papers: readonly CitedPaper[]) => expectCsv(papers, 'semicolon')],
  ['CSV with tabs', (papers: readonly CitedPaper[]) => expectCsv(papers, 'tab')],
] as const;

describe.each(SETS)('%s', (_, expectReadsBack) => {
  test(
    'gives back ten thousand hostile papers',
    () => {
      expectReadsBack(HOSTILE_PAPERS);
    },
    SLOW_MS,
  );
});

describe.skipIf(absent)(`the papers of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let papers: readonly CitedPaper[];
  beforeAll(async () => {
    papers = await realPapers();
    expect(papers).toHaveLength(290);
  });

  test.each(SETS)('come back from %s', (_, expectReadsBack) => expectReadsBack(papers));
});
