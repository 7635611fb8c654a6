import { beforeAll, describe, expect, test } from 'vitest';
import { makeCitationKey } from '../../../shared/citation/keys.ts';
import { titleToTex } from '../../../shared/citation/tex.ts';
import { findNearTitles } from '../../../shared/domain/nearTitles.ts';
import { linksIn } from '../../../shared/text/links.ts';
import { readableText } from '../../../shared/text/readable.ts';
import { whyNoRealDumps } from '../../support/dumps.ts';
import { citedPapers } from './citedPapers.ts';
import { realPapers } from './realPapers.ts';

const absent = whyNoRealDumps();

describe.skipIf(absent)(`the papers of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let texts: readonly { title: string; abstract: string }[];

  beforeAll(async () => {
    texts = (await realPapers()).map(({ paper, abstract }) => ({ title: paper.title, abstract }));
    expect(texts).toHaveLength(290);
  });

  test('have keys of which two clash', () => {
    const stems = texts.map(({ title }) => makeCitationKey({ title }, () => false).toLowerCase());
    const clashing = stems.filter((stem, at) => stems.some((other, place) => other === stem && place !== at));
    expect(clashing).toHaveLength(2);
    expect(new Set(citedPapers(texts).map(({ paper }) => paper.citationKey)).size).toBe(290);
  });

  test('have braced capitals in a quarter of the titles', () => {
    // 70 with capitals behind the first letter, and one with a letter and a digit.
    expect(
      texts.filter(({ title }) => /\{[^\\$]/u.test(titleToTex(title).replaceAll('{}', ''))),
    ).toHaveLength(71);
  });

  test('are not suggested for merging', () => {
    const papers = citedPapers(texts).map(({ paper }) => paper);
    expect(findNearTitles(papers, papers)).toEqual([]);
  });

  test('keep their links when made readable, and stay readable', () => {
    for (const { abstract } of texts) {
      const readable = readableText(abstract);
      expect(linksIn(readable)).toEqual(linksIn(abstract));
      expect(readableText(readable)).toBe(readable);
    }
  });
});
