import { describe, expect, test } from 'vitest';
import { bibtex } from '../../../shared/citation/bibtex.ts';
import type { Format } from '../../../shared/citation/format.ts';
import { FORMATS } from '../../../shared/citation/formats.ts';
import { countLacks, describeLacks } from '../../../shared/citation/preflight.ts';
import { ris } from '../../../shared/citation/ris.ts';
import type { Author } from '../../../shared/domain/author.ts';
import type { Issued, YearSource } from '../../../shared/domain/issued.ts';

interface Listed {
  readonly title: string;
  readonly issued?: Issued;
  readonly authors?: readonly Author[];
}

function papers(count: number, yearSource?: YearSource, title = 'Ice'): Listed[] {
  if (yearSource === undefined) return Array.from({ length: count }, () => ({ title }));
  const day = { month: 3, day: 13, yearSource };
  const issued = yearSource === 'unknown' ? day : { ...day, year: 2024 };
  return Array.from({ length: count }, () => ({ title, issued }));
}

const sentenceOf = (some: readonly Listed[], format: Format): string =>
  describeLacks(countLacks(some, format), format);

describe('the preflight of an export', () => {
  test('counts what the file will lack, in one go or in portions', () => {
    const all = [...papers(16, 'written'), ...papers(9, 'inferred'), ...papers(1), ...papers(2, 'unknown')];
    const lacks = { total: 28, withoutAuthors: 28, withoutYear: 3, inferredYear: 9, unprintable: 0 };
    expect(countLacks(all, bibtex)).toEqual(lacks);
    expect(countLacks(all.slice(10), bibtex, countLacks(all.slice(0, 10), bibtex))).toEqual(lacks);
    expect(describeLacks(lacks, bibtex)).toBe(
      '28 of 28 papers lack authors, 3 lack a year, 9 have an inferred year. Styles sort and label entries without authors by the start of the title.',
    );
  });

  test.each([
    [[], /^There are no papers to export\.$/u],
    [papers(1, 'written'), /^1 of 1 paper lacks authors\. /u],
    [papers(1), /^1 of 1 paper lacks authors, 1 lacks a year\. /u],
    [papers(1, 'inferred'), /^1 of 1 paper lacks authors, 1 has an inferred year\. /u],
    [papers(1_200, 'chosen'), /^1,200 of 1,200 papers lack authors\. /u],
  ])('is said in plain words (%#)', (some, sentence) => {
    expect(sentenceOf(some, bibtex)).toMatch(sentence);
  });

  test('says nothing of authors where all are known, and that nothing is missing where nothing is', () => {
    const known = (some: readonly Listed[]): Listed[] =>
      some.map(each => ({ ...each, authors: [{ family: 'Lake' }] }));
    expect(sentenceOf([...known(papers(2, 'written')), ...papers(1, 'written')], bibtex)).toMatch(
      /^1 of 3 papers lack authors\. /u,
    );
    expect(sentenceOf(known([...papers(2), ...papers(1, 'inferred')]), bibtex)).toBe(
      '2 of 3 papers lack a year, 1 has an inferred year.',
    );
    expect(sentenceOf(known(papers(1, 'written')), bibtex)).toBe('No paper lacks its authors or its year.');
  });

  test.each(FORMATS.map(format => [format.name, format] as const))(
    'says what becomes of papers without authors in %s',
    (_, format) => {
      expect(sentenceOf(papers(2), format)).toBe(
        `2 of 2 papers lack authors, 2 lack a year. ${format.withoutAuthors}`,
      );
    },
  );

  test('warns of titles that plain LaTeX can’t print, and only where LaTeX reads the file', () => {
    const titles = ['深度 Lakes', '😀', 'κ-Means — “Łódź” ∞ x²'].flatMap(title =>
      papers(1, 'written', title),
    );
    expect(sentenceOf(titles, bibtex)).toContain('2 titles have characters that pdfLaTeX can’t print');
    expect(sentenceOf(titles, ris)).not.toContain('LaTeX');
  });
});
