import { parse } from '@retorquere/bibtex-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { toBibtex } from '../../../shared/citation/bibtex.ts';
import { makeCitationKey } from '../../../shared/citation/keys.ts';
import { toPlainLine } from '../../../shared/citation/plainText.ts';
import { titleToTex } from '../../../shared/citation/tex.ts';
import { parseDump } from '../../../shared/digest-format/parseDump.ts';
import { findNearTitles } from '../../../shared/domain/nearTitles.ts';
import { normaliseTitle } from '../../../shared/domain/title.ts';
import { linksIn } from '../../../shared/text/links.ts';
import { readableText } from '../../../shared/text/readable.ts';
import { realDumps, whyNoRealDumps } from '../../support/dumps.ts';
import { citedPapers } from './citedPapers.ts';

const absent = whyNoRealDumps();

describe.skipIf(absent)(`the papers of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let texts: readonly { title: string; abstract: string }[];

  beforeAll(async () => {
    const byTitle = new Map<string, { title: string; abstract: string }>();
    for (const { content } of await realDumps()) {
      const dump = parseDump(Buffer.from(content).toString('utf8'));
      const listings = dump.kind === 'digests' ? dump.digests.flatMap(digest => digest.listings) : [];
      for (const { title, abstract } of listings) byTitle.set(normaliseTitle(title), { title, abstract });
    }
    texts = [...byTitle.values()];
    expect(texts).toHaveLength(290);
  });

  test('have keys of which two clash', () => {
    const stems = texts.map(({ title }) => makeCitationKey({ title }, () => false).toLowerCase());
    const clashing = stems.filter((stem, at) => stems.some((other, place) => other === stem && place !== at));
    expect(clashing).toHaveLength(2);
    expect(new Set(citedPapers(texts).map(({ paper }) => paper.citationKey)).size).toBe(290);
  });

  test('come back from BibTeX with their keys, titles and abstracts', () => {
    const papers = citedPapers(texts);
    const { entries, errors } = parse(toBibtex(papers), {
      english: false,
      sentenceCase: false,
      caseProtection: false,
    });
    expect(errors).toEqual([]);
    expect(entries.map(({ key }) => key)).toEqual(papers.map(({ paper }) => paper.citationKey));
    const composed = (text: string): string => toPlainLine(text).normalize('NFC');
    expect(entries.map(({ fields }) => composed(String(fields.title)))).toEqual(
      texts.map(({ title }) => composed(title)),
    );
    expect(entries.map(({ fields }) => composed(String(fields['abstract'])))).toEqual(
      texts.map(({ abstract }) => composed(abstract)),
    );
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
