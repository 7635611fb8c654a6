import { parse } from '@retorquere/bibtex-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { biblatex } from '../../../shared/citation/biblatex.ts';
import { bibtex } from '../../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { writeText, type TextFormat } from '../../../shared/citation/format.ts';
import { toPlainLine, toVerbatim } from '../../../shared/citation/plainText.ts';
import { authorsOf } from '../../../shared/citation/publication.ts';
import { organisationName } from '../../../shared/domain/byline.ts';
import { whyNoRealDumps } from '../../support/dumps.ts';
import { HOSTILE_PAPERS } from './hostilePapers.ts';
import { realPapers } from './realPapers.ts';

const EVERYTHING = { abstracts: 'included', notes: 'included' };
/** The parser takes longer for each entry the larger the file is. */
const PAPERS_IN_FILE = 100;
/** A few seconds, and longer beside much else. */
const SLOW_MS = 120_000;
const absent = whyNoRealDumps();

/** How a paper is compared, as it was given or as it was read. */
interface Read {
  readonly key: string;
  readonly title: string;
  readonly abstract: string;
  readonly note: string;
  readonly year: string;
  readonly organisation: string;
  readonly count: string;
  readonly listed: 'yes' | 'no';
  readonly venue: string;
  readonly authors: readonly string[];
  readonly identifiers: readonly string[];
}

/** The parser writes two letters as their italic twins. */
function comparable(text: unknown): string {
  return toPlainLine(String(text ?? ''))
    .replaceAll('𝜇', 'μ')
    .replaceAll('𝛻', '∇');
}

function given({ paper, abstract, note, digestNames }: CitedPaper): Read {
  return {
    key: paper.citationKey,
    title: comparable(paper.title),
    abstract: comparable(abstract),
    note: comparable(note),
    year: String(paper.issued?.year ?? ''),
    organisation: comparable(paper.organisation && organisationName(paper.organisation)),
    count: String(paper.authorCount ?? ''),
    listed: digestNames.length > 0 ? 'yes' : 'no',
    venue: letters(paper.venue),
    authors: authorsOf(paper).map(author =>
      letters('literal' in author ? author.literal : `${author.family} ${author.given ?? ''}`),
    ),
    identifiers: [paper.doi, paper.arxiv, paper.arxiv && paper.arxivClass, paper.url].map(text =>
      toVerbatim(text ?? '').replaceAll('$', '%24'),
    ),
  };
}

/** Of names and venues: parsers put the parts of a name where they think they belong, and drop some signs. */
function letters(text: unknown): string {
  return Array.from(
    comparable(text)
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  )
    .sort()
    .join('');
}

function readBack(text: string): readonly Read[] {
  const { entries, errors, strings, preamble } = parse(text, {
    english: false,
    sentenceCase: false,
    caseProtection: false,
  });
  expect(errors).toEqual([]);
  expect({ ...strings }).toEqual({});
  expect(preamble).toEqual([]);
  return entries.map(({ key, fields: typed }) => {
    const fields = typed as Readonly<Record<string, unknown>>;
    return {
      key,
      title: comparable(fields['title']),
      abstract: comparable(fields['abstract']),
      note: comparable(fields['annote'] ?? fields['annotation']),
      year: String(fields['year'] ?? fields['date'] ?? '').slice(0, 4),
      organisation: comparable(fields['x-organisation']),
      count: String(fields['x-author-count'] ?? ''),
      listed:
        String(fields['howpublished'] ?? '').startsWith('Listed in') || fields['note'] !== undefined
          ? 'yes'
          : 'no',
      venue: letters(venueIn(fields)),
      authors: ((fields['author'] ?? []) as readonly Name[]).map(
        ({ name, lastName, prefix, firstName, suffix }) =>
          letters([name, prefix, lastName, suffix, firstName].filter(Boolean).join(' ')),
      ),
      identifiers: [
        'doi',
        'eprint',
        fields['primaryclass'] === undefined ? 'eprintclass' : 'primaryclass',
        'url',
      ].map(field => String(fields[field] ?? '')),
    };
  });
}

interface Name {
  readonly name?: string;
  readonly lastName?: string;
  readonly firstName?: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

function venueIn(fields: Readonly<Record<string, unknown>>): unknown {
  const how = String(fields['howpublished'] ?? '');
  const [published] = ['journal', 'journaltitle', 'booktitle', 'organization'].flatMap(
    name => fields[name] ?? [],
  );
  return [published].flat()[0] ?? (how.startsWith('Listed in') ? '' : how);
}

describe.each([bibtex, biblatex].map(format => [format.name, format] as const))(
  '%s, read by another program’s parser,',
  (_, format: TextFormat) => {
    test(
      'gives back ten thousand hostile papers',
      () => {
        for (let at = 0; at < HOSTILE_PAPERS.length; at += PAPERS_IN_FILE) {
          const papers = HOSTILE_PAPERS.slice(at, at + PAPERS_IN_FILE);
          expect(readBack(writeText(format, papers, EVERYTHING))).toEqual(papers.map(given));
        }
      },
      SLOW_MS,
    );

    describe.skipIf(absent)(`of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
      let papers: readonly CitedPaper[];
      beforeAll(async () => {
        papers = await realPapers();
      });

      test('gives back all 290 papers', () => {
        expect(papers).toHaveLength(290);
        expect(readBack(writeText(format, papers, EVERYTHING))).toEqual(papers.map(given));
      });
    });
  },
);
