import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { bibtexReader } from '../../../../main/services/importers/bibtex.ts';
import { cslJsonReader } from '../../../../main/services/importers/cslJson.ts';
import { csvReader } from '../../../../main/services/importers/csv.ts';
import { risReader } from '../../../../main/services/importers/ris.ts';
import type { FileReader } from '../../../../main/services/importers/types.ts';
import { biblatex } from '../../../../shared/citation/biblatex.ts';
import { bibtex } from '../../../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../../../shared/citation/cited.ts';
import { cslJson } from '../../../../shared/citation/csl.ts';
import { csv } from '../../../../shared/citation/csv.ts';
import { writeText, type FormatOptions, type TextFormat } from '../../../../shared/citation/format.ts';
import { toPlainLine, toPlainLines } from '../../../../shared/citation/plainText.ts';
import { ris } from '../../../../shared/citation/ris.ts';
import { organisationName } from '../../../../shared/domain/byline.ts';
import { whyNoRealDumps } from '../../../support/dumps.ts';
import { citedPaper } from '../../citation/citedPapers.ts';
import { HOSTILE_PAPERS } from '../../citation/hostilePapers.ts';
import { realPapers } from '../../citation/realPapers.ts';
import { digestIn, type Unranked } from './referenceFiles.ts';

const EVERYTHING = { abstracts: 'included', notes: 'included' };
/** A few seconds, and longer beside much else. */
const SLOW_MS = 120_000;
const absent = whyNoRealDumps();

/** A format, what reads it back, and what it carries. */
interface Carrier {
  readonly name: string;
  readonly format: TextFormat;
  readonly reader: FileReader;
  readonly options?: FormatOptions;
  /** The form in which a text of several lines is carried. */
  readonly lines: 'joined' | 'kept';
  /** The same of a note. */
  readonly note: (note: string) => string;
  /** Whether `unread` is written, or is what no word about it means. */
  readonly unread: 'written' | 'left out';
  /** What stands in the file for a tag. */
  readonly tag: (tag: string) => string;
}

/** Styles get a note on one line; one of several lines is written down a second time. */
const linesOrOne = (note: string): string => {
  const lines = toPlainLines(note);
  return lines.includes('\n') ? lines : toPlainLine(note);
};
const withoutCommas = (tag: string): string => tag.replaceAll(',', ' ');
const tabled = {
  lines: 'kept',
  note: toPlainLines,
  unread: 'written',
  tag: tag => tag.replaceAll(';', ','),
} as const satisfies Partial<Carrier>;

const CARRIERS: readonly Carrier[] = [
  {
    name: 'BibTeX',
    format: bibtex,
    reader: bibtexReader,
    note: linesOrOne,
    lines: 'joined',
    unread: 'left out',
    tag: withoutCommas,
  },
  {
    name: 'biblatex',
    format: biblatex,
    reader: bibtexReader,
    note: linesOrOne,
    lines: 'joined',
    unread: 'left out',
    tag: withoutCommas,
  },
  {
    name: 'CSL-JSON',
    format: cslJson,
    reader: cslJsonReader,
    note: toPlainLines,
    lines: 'kept',
    unread: 'written',
    tag: tag => tag,
  },
  {
    name: 'RIS',
    format: ris,
    reader: risReader,
    note: toPlainLine,
    lines: 'joined',
    unread: 'left out',
    tag: tag => tag,
  },
  { name: 'CSV', format: csv, reader: csvReader, ...tabled },
  {
    name: 'CSV with semicolons',
    format: csv,
    reader: csvReader,
    options: { separator: 'semicolon', mark: 'included' },
    ...tabled,
  },
  { name: 'CSV with tabs', format: csv, reader: csvReader, options: { separator: 'tab' }, ...tabled },
];

/** As readers tidy a text on one line. */
const line = (text: string): string => toPlainLine(text).trim();
const distinct = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.filter(text => text !== '')),
];

/** What is read back of a paper; undefined without a title, as nothing is a paper without one. */
function carried(
  { paper, abstract, note = '', collectionNames = [], formerKeys = [] }: CitedPaper,
  carrier: Carrier,
): Unranked | undefined {
  const { issued, organisation, authors = [], venue, doi, arxiv, arxivClass, url } = paper;
  const title = line(paper.title);
  if (title === '') return undefined;
  const textOf = carrier.lines === 'kept' ? toPlainLines : toPlainLine;
  const tags = distinct(paper.tags.map(tag => line(carrier.tag(tag))));
  const isKeywords = carrier.reader === bibtexReader;
  const collections = distinct(
    collectionNames.map(name => line(isKeywords || carrier.format === csv ? carrier.tag(name) : name)),
  );
  const tidyNote = noteOf(carrier.note(note));
  const body = organisation === undefined ? '' : line(organisationName(organisation));
  return {
    title,
    abstract: carrier.lines === 'kept' ? noteOf(textOf(abstract)) : paragraphsOf(textOf(abstract)),
    ...(paper.authorCount !== undefined && { authorCount: paper.authorCount }),
    ...(body !== '' && { organisation: body }),
    ...(issued?.year !== undefined && {
      issued: {
        year: issued.year,
        ...(issued.month !== undefined && { month: issued.month }),
        ...(issued.day !== undefined && { day: issued.day }),
        ...((issued.yearSource === 'inferred' || issued.yearSource === 'chosen') && {
          yearSource: issued.yearSource,
        }),
      },
    }),
    ...(authors.length > 0 && { authors }),
    ...(venue !== undefined && { venue }),
    ...(doi !== undefined && { doi }),
    ...(arxiv !== undefined && { arxiv }),
    ...(arxivClass !== undefined && { arxivClass }),
    ...(url !== undefined && { url }),
    marks: {
      ...((carrier.unread === 'written' || paper.status !== 'unread') && { status: paper.status }),
      ...(paper.starred && { starred: true }),
      ...(tags.length > 0 && { tags }),
      ...(collections.length > 0 && { collections }),
      ...(tidyNote !== '' && { note: tidyNote }),
      citationKey: paper.citationKey,
      // RIS has no field for them.
      ...(formerKeys.length > 0 && carrier.format !== ris && { formerKeys }),
    },
  };
}

/** Lines of an abstract that wrap are joined when they are read; empty ones part paragraphs. */
function paragraphsOf(text: string): string {
  return text
    .split(/\n\s*\n/u)
    .map(line)
    .filter(Boolean)
    .join('\n');
}

function noteOf(text: string): string {
  const lines = text.split('\n').map(each => each.trimEnd());
  return lines.join('\n').replace(/^\n+|\n+$/gu, '');
}

async function expectComesBack(papers: readonly CitedPaper[], carrier: Carrier): Promise<void> {
  const text = writeText(carrier.format, papers, { ...EVERYTHING, ...carrier.options });
  expect(carrier.reader.fits(text)).toBe(true);
  const { listings, notUnderstood } = await digestIn(carrier.reader, text);
  const expected = papers.map(cited => carried(cited, carrier)).filter(each => each !== undefined);
  expect(listings).toHaveLength(expected.length);
  const changed = expected
    .map((wanted, place) => ({ wanted, got: { ...listings[place], rank: undefined } }))
    .filter(({ wanted, got }) => !isDeepStrictEqual({ ...wanted, rank: undefined }, got));
  expect(changed.slice(0, 5)).toEqual([]);
  expect(notUnderstood.every(({ reason }) => /^(?:It has no title\.|From here on)/u.test(reason ?? ''))).toBe(
    true,
  );
}

/** As digests list a paper: names and identifiers that are none are nothing that an export gives back. */
function asListed(cited: CitedPaper): CitedPaper {
  const fields = Object.entries(cited.paper).filter(([name]) => !TOLD_BY_FILES.has(name));
  return { ...cited, paper: Object.fromEntries(fields) as unknown as CitedPaper['paper'] };
}

const TOLD_BY_FILES = new Set(['authors', 'venue', 'doi', 'arxiv', 'arxivClass', 'url']);

describe.each(CARRIERS.map(carrier => [carrier.name, carrier] as const))('%s gives back', (_, carrier) => {
  test('authors, date, identifiers, marks and note of a paper', async () => {
    const papers = [
      citedPaper(
        {
          title: 'Quiet Lakes of GPT-4: 50% & More',
          citationKey: 'lake:2023' as CitedPaper['paper']['citationKey'],
          issued: { year: 2023, month: 10, day: 9, yearSource: 'written' },
          status: 'reading',
          starred: true,
          tags: ['attention', 'to read'],
          authorCount: 3,
          authors: [
            { family: 'Lake', given: 'Ada B.' },
            { family: 'van der Østås', given: 'Élodie' },
            { literal: 'Fjord and Sons' },
          ],
          venue: 'Journal of Lakes & Rivers',
          doi: '10.5555/lakes.2023_1',
          arxiv: '2310.01234',
          arxivClass: 'cs.LG',
          url: 'https://a.example/lakes_1?x=%20&y=~z',
          organisation: 'fjordlab Fjord Lab',
        },
        {
          abstract: 'Über alle Seen: α ≤ β.',
          note: 'Read it *twice*.',
          collectionNames: ['Thesis', 'Water'],
          digestNames: ['Apr 23'],
        },
      ),
      citedPaper({ title: 'Bare', venue: 'A workshop', arxiv: 'cs/0301001' }),
    ];
    await expectComesBack(papers, carrier);
  });

  test('ten thousand hostile papers', () => expectComesBack(HOSTILE_PAPERS.map(asListed), carrier), SLOW_MS);
});

describe.skipIf(absent)(`the papers of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let papers: readonly CitedPaper[];
  beforeAll(async () => {
    papers = await realPapers();
    expect(papers).toHaveLength(290);
  });

  test.each(CARRIERS.map(carrier => [carrier.name, carrier] as const))('come back from %s', (_, carrier) =>
    expectComesBack(papers, carrier),
  );
});
