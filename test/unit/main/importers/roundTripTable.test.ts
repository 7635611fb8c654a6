import { describe, expect, test } from 'vitest';
import { FILE_READERS } from '../../../../main/services/importers/readers.ts';
import { bundlePages } from '../../../../shared/digest-format/pageBundle.ts';
import { biblatex } from '../../../../shared/citation/biblatex.ts';
import { bibtex } from '../../../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../../../shared/citation/cited.ts';
import { cslJson } from '../../../../shared/citation/csl.ts';
import { csv } from '../../../../shared/citation/csv.ts';
import { beginFiles, writeText, type Format } from '../../../../shared/citation/format.ts';
import { markdownFiles } from '../../../../shared/citation/markdownFiles.ts';
import { ris } from '../../../../shared/citation/ris.ts';
import { FormerKeys } from '../../../../shared/library/formerKeys.ts';
import { digestId } from '../../../../shared/digest-format/digestId.ts';
import { toPlainLines } from '../../../../shared/citation/plainText.ts';
import { organisationOf } from '../../../../shared/domain/byline.ts';
import type { CitationKey, CollectionId, DumpId, ImportId } from '../../../../shared/domain/ids.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { whyNoRealDumps } from '../../../support/dumps.ts';
import { citedPaper } from '../../citation/citedPapers.ts';
import { HOSTILE_PAPERS } from '../../citation/hostilePapers.ts';
import { realPapers } from '../../citation/realPapers.ts';
import { libraryAfter } from '../../library/support.ts';
import { digestIn } from './referenceFiles.ts';

const absent = whyNoRealDumps();
const EVERYTHING = { abstracts: 'included', notes: 'included' };

/** Every format that is read back; the Markdown list is for people. */
const FORMATS: readonly Format[] = [bibtex, biblatex, cslJson, ris, csv, markdownFiles];

/** A field, how it stands in a library, and what is not given back by some formats, with the reason. */
interface Field {
  readonly name: string;
  readonly of: (cited: CitedPaper) => unknown;
  readonly changed?: Readonly<
    Record<string, { readonly to: (value: never) => unknown; readonly why: string }>
  >;
}

const oneLine = (text = ''): string => text.replace(/\s+/gu, ' ').trim();
const withoutCommas = (names: readonly string[]): readonly string[] =>
  names.map(name => oneLine(name.replaceAll(',', ' ')));
const keywords = { to: withoutCommas, why: 'Commas part keywords and groups.' };
const noFamilyAlone = {
  to: (authors: Paper['authors'] = []) =>
    authors.map(author =>
      'literal' in author || author.given !== undefined ? author : { literal: author.family },
    ),
  why: 'A name in one piece is that of an organisation as well as of a person without a given name.',
};
const noPhraseAlone = {
  to: (authors: Paper['authors'] = []) =>
    authors.map(author =>
      'literal' in author || author.given !== undefined || !author.family.includes(' ')
        ? author
        : { literal: author.family },
    ),
  why: 'Braces around several words are an organisation’s; one word without them is a person’s.',
};
const joined = {
  to: (text?: string) => (text === undefined ? undefined : oneLine(text)),
  why: 'Values of these formats stand on one line.',
};

const FIELDS: readonly Field[] = [
  { name: 'citation key', of: ({ paper }) => paper.citationKey },
  {
    name: 'former keys',
    of: ({ formerKeys = [] }) => formerKeys,
    changed: {
      ris: { to: () => [], why: 'RIS has one key.' },
    },
  },
  { name: 'title', of: ({ paper }) => paper.title },
  {
    name: 'authors',
    of: ({ paper }) => paper.authors ?? [],
    changed: {
      bibtex: noPhraseAlone,
      biblatex: noPhraseAlone,
      ris: {
        ...noFamilyAlone,
        to: (authors: Paper['authors'] = []) =>
          noFamilyAlone
            .to(authors)
            .map(author =>
              'literal' in author ? { literal: oneLine(author.literal.replaceAll(',', ' ')) } : author,
            ),
      },
    },
  },
  { name: 'author count', of: ({ paper }) => paper.authorCount },
  { name: 'organisation', of: ({ paper }) => organisationOf(paper) },
  { name: 'venue', of: ({ paper }) => paper.venue },
  { name: 'date and how its year is known', of: ({ paper }) => paper.issued },
  { name: 'DOI', of: ({ paper }) => paper.doi },
  { name: 'arXiv id', of: ({ paper }) => paper.arxiv },
  { name: 'arXiv class', of: ({ paper }) => paper.arxivClass },
  { name: 'address', of: ({ paper }) => paper.url },
  { name: 'status', of: ({ paper }) => paper.status },
  { name: 'star', of: ({ paper }) => paper.starred },
  {
    name: 'tags',
    of: ({ paper }) => paper.tags,
    changed: {
      bibtex: keywords,
      biblatex: keywords,
      csv: {
        to: (tags: readonly string[]) => tags.map(tag => tag.replaceAll(';', ',')),
        why: 'Semicolons part the names in a cell.',
      },
    },
  },
  {
    name: 'collections',
    of: ({ collectionNames }) => collectionNames ?? [],
    changed: {
      bibtex: keywords,
      biblatex: keywords,
      csv: {
        to: (names: readonly string[]) => names.map(name => name.replaceAll(';', ',')),
        why: 'Semicolons part the names in a cell.',
      },
    },
  },
  { name: 'note', of: ({ note }) => note, changed: { ris: joined } },
  {
    name: 'abstract',
    of: ({ abstract }) => abstract,
    changed: { bibtex: joined, biblatex: joined, ris: joined },
  },
];

/**
 * Hostile texts as a library can hold them: no two papers with one title or identifier, no names of which nothing is seen
 * or that are another's but for capitals, no lines that end in white space.
 */
const HOSTILE = HOSTILE_PAPERS.slice(0, 2_000).map(({ paper: given, abstract, note = '' }, place) => {
  const { title, issued, status, starred, authorCount, organisation } = given;
  return citedPaper(
    {
      title: `${title} ${place}`,
      citationKey: key(`hostile${place}`),
      status,
      starred,
      tags: [`tag ${place % 7}`],
      ...(issued !== undefined && { issued }),
      ...(authorCount !== undefined && { authorCount }),
      ...(organisation !== undefined && { organisation: `${oneLine(organisation)} ${place}` }),
    },
    {
      abstract: tidy(abstract),
      collectionNames: ['Water'],
      ...(tidy(note) !== '' && { note: tidy(note) }),
    },
  );
});

function tidy(text: string): string {
  const lines = toPlainLines(text).split('\n');
  return lines
    .map(line => line.trimEnd())
    .join('\n')
    .trim();
}

function key(text: string): CitationKey {
  return text as CitationKey;
}

const PAPERS: readonly CitedPaper[] = [
  citedPaper(
    {
      title: 'Quiet {Lakes} of GPT-4: 50% & “More” \\ $5 # <b>',
      citationKey: key('lake:2023_b'),
      issued: { year: 2023, month: 10, day: 9, yearSource: 'written' },
      status: 'archived',
      starred: true,
      tags: ['attention', 'to read', 'ice, thin', 'C++; C#', '2023', 'Größe'],
      authorCount: 12,
      authors: [
        { family: 'van der Østås', given: 'Élodie B.' },
        { literal: 'World Health Organization' },
        { literal: 'Fjord, Sons and Lake' },
        { family: 'Plato' },
        { family: 'Cao Xueqin' },
        { family: 'King', given: 'Martin, Jr.' },
      ],
      venue: 'Journal of Lakes & Rivers',
      doi: '10.5555/lakes.2023_1',
      arxiv: '2310.01234',
      arxivClass: 'cs.LG',
      url: 'https://a.example/lakes_1?x=%20&y=~z',
      organisation: 'fjordlab Fjord & Lab',
    },
    {
      abstract: 'Über alle Seen: α ≤ β, 100% {frozen}.\nSee https://a.example/x_y; \\alpha_1 *too*.',
      note: 'Read it *twice*:\n\n- once\n    - and `a  b`\n\n```\n@misc{x,\n```\n# 5 $ _ {',
      collectionNames: ['Thesis, chapter 2', 'Water; ice'],
      formerKeys: [key('old2022'), key('lake22')],
    },
  ),
  citedPaper(
    {
      title: 'Editorial',
      citationKey: key('ed'),
      issued: { year: 2024, month: 3, yearSource: 'inferred' },
      status: 'reading',
      arxiv: 'cs/0301001',
      authors: [{ family: 'Lee', given: 'Ada' }],
    },
    { note: 'One line.' },
  ),
  citedPaper({
    title: 'Editorial',
    citationKey: key('edb'),
    issued: { year: 2024, yearSource: 'chosen' },
    status: 'read',
    starred: true,
    arxiv: '2401.00001',
    url: 'https://arxiv.org/abs/2401.00001v2',
  }),
  citedPaper({ title: 'Bare', citationKey: key('bare') }),
  citedPaper(
    {
      title: 'Noted only by an organisation',
      citationKey: key('org'),
      organisation: 'Lossfunk',
      tags: ['a'],
    },
    { collectionNames: ['Thesis, chapter 2'] },
  ),
];

/** The file that papers are exported into. */
function exported(format: Format, papers: readonly CitedPaper[]): string {
  if (format.output === 'text') return writeText(format, papers, EVERYTHING);
  const { file } = beginFiles(format, EVERYTHING);
  return bundlePages(papers.map(file));
}

/** The papers of a library that was empty before the file was imported. */
async function imported(text: string): Promise<readonly CitedPaper[]> {
  const reader = FILE_READERS.find(({ fits }) => fits(text));
  if (reader === undefined) expect.unreachable('the file fits no reader');
  const parsed = await digestIn(reader, text);
  expect(parsed.notUnderstood).toEqual([]);
  const library = libraryAfter({
    name: 'importDigest',
    digest: digestId(parsed),
    dump: '0'.repeat(32) as DumpId,
    importId: 'import' as ImportId,
    file: 'export',
    parsed,
    at: 1_700_000_000_000,
  });
  return [...library.state.papers.values()].map(paper => citedFrom(library, paper));
}

/** Digests are not carried: after an import the file itself is the digest that lists its papers. */
function citedFrom(library: MemoryLibrary, paper: Paper): CitedPaper {
  const note = library.row('notes', paper.id)?.text;
  const formerKeys = new FormerKeys();
  for (const holder of library.state.citationKeys.values()) {
    formerKeys.add(holder, library.state.papers.get(holder.paper));
  }
  const nameOf = (id: CollectionId): string => library.state.collections.get(id)?.name ?? '';
  return citedPaper(paper, {
    abstract: library.row('abstracts', paper.id)?.text ?? '',
    ...(note !== undefined && { note }),
    collectionNames: paper.collections.map(nameOf),
    formerKeys: formerKeys.of(paper),
  });
}

describe.each(FORMATS.map(format => [format.name, format] as const))(
  '%s, exported, wiped and imported,',
  (_, format) => {
    test.each(FIELDS.map(field => [field.name, field] as const))(
      'gives back the %s',
      async (_name, { of, changed }) => {
        const papers = await imported(exported(format, PAPERS));
        const to = changed?.[format.id]?.to ?? (value => value);
        expect(papers.map(of)).toEqual(PAPERS.map(cited => to(of(cited) as never)));
      },
    );

    test('is the same file, byte for byte, when it is exported again', async () => {
      const file = exported(format, PAPERS);
      expect(exported(format, await imported(file))).toBe(file);
    });

    test('is the same file over two thousand hostile papers', async () => {
      const file = exported(format, HOSTILE);
      expect(differences(exported(format, await imported(file)), file)).toEqual([]);
    });

    test.skipIf(absent)(
      `is the same file over the real dumps${absent ? ` (skipped: ${absent})` : ''}`,
      async () => {
        const papers = (await realPapers()).map(cited => ({ ...cited, digestNames: [] }));
        expect(papers).toHaveLength(290);
        const file = exported(format, papers);
        const again = exported(format, await imported(file));
        expect(withoutRemarks(again)).toBe(withoutRemarks(file));
      },
    );
  },
);

/** Pairs of lines that differ, the first few. */
function differences(one: string, two: string): readonly (readonly (string | undefined)[])[] {
  const [lines, others] = [one.split('\n'), two.split('\n')];
  return others.flatMap((line, at) => (line === lines[at] ? [] : [[line, lines[at]]])).slice(0, 6);
}

/** Why a year is known is said in a comment, of which the file and the dump give different accounts. */
function withoutRemarks(text: string): string {
  return text.replace(/^% .*\n/gmu, '');
}
