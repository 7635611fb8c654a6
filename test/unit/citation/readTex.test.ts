import { parse } from '@retorquere/bibtex-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { biblatex } from '../../../shared/citation/biblatex.ts';
import { bibtex } from '../../../shared/citation/bibtex.ts';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { writeText, type TextFormat } from '../../../shared/citation/format.ts';
import { toPlainLine } from '../../../shared/citation/plainText.ts';
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
  };
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
      listed: fields['howpublished'] === undefined ? 'no' : 'yes',
    };
  });
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
