import { organisationName } from '../../../shared/domain/byline.ts';
import { parse } from '@retorquere/bibtex-parser';
import { describe, expect, test } from 'vitest';
import { bibtex, toBibtex } from '../../../shared/citation/bibtex.ts';
import { textParts } from '../../../shared/citation/format.ts';
import { toPlainLine } from '../../../shared/citation/plainText.ts';
import { citedPaper, citedPapers } from './citedPapers.ts';

/** Reads BibTeX with a parser made elsewhere, and fails on whatever it complains about. */
function readBack(bibtex: string) {
  const library = parse(bibtex, { english: false, sentenceCase: false, caseProtection: false });
  expect(library.errors).toEqual([]);
  expect({ ...library.strings }).toEqual({});
  expect(library.preamble).toEqual([]);
  return library.entries;
}

describe('a BibTeX entry', () => {
  test('says what is known, leaves out what is not, and explains itself', () => {
    const paper = citedPaper(
      {
        title: 'LakeNet: How Quiet Lakes Freeze',
        issued: { year: 2023, month: 10, day: 9, yearSource: 'inferred' },
        authorCount: 4,
        tags: ['ice', 'lakes, quiet'],
      },
      {
        abstract: 'We freeze 100% of lakes.',
        note: 'Read *twice*.',
        digestNames: ['Apr 23', 'Search & more'],
        evidence: 'Printed as “Oct 9” in “Apr 23”.',
      },
    );
    expect(toBibtex([paper])).toBe(
      [
        '% No author: the digest gives a count only, 4 authors.',
        '% Year inferred: Printed as “Oct 9” in “Apr 23”.',
        '@misc{lakenetHowQuiet2023,',
        '  key = {LakeNet},',
        '  title = {{LakeNet}: How Quiet Lakes Freeze},',
        '  year = {2023},',
        '  month = oct,',
        '  day = {9},',
        '  howpublished = {Listed in the digests {\\textquotedblleft}Apr 23{\\textquotedblright} and {\\textquotedblleft}Search \\& more{\\textquotedblright}},',
        '  abstract = {We freeze 100\\% of lakes.},',
        '  keywords = {ice, lakes quiet},',
        '  annote = {Read *twice*.},',
        '  x-author-count = {4},',
        '  x-year-is = {inferred},',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('without a year has no date at all, and says why', () => {
    const bibtex = toBibtex([
      citedPaper({
        title: 'Ice',
        issued: { month: 3, day: 13, yearSource: 'unknown' },
        organisation: 'Lake & Co',
      }),
    ]);
    expect(Object.keys(readBack(bibtex)[0]?.fields ?? {})).toEqual(['key', 'title', 'x-organisation']);
    expect(bibtex).toContain(
      '% No author: the digest gives an organisation only.\n% No year: the digest gives none.',
    );
  });

  test('never has an author, whatever is known', () => {
    const bibtex = toBibtex([citedPaper({ title: 'Ice', authorCount: 1, organisation: 'Lake' })]);
    expect(bibtex).not.toMatch(/^\s*(author|editor|organization)\b/mu);
    expect(bibtex).toContain('1 author.');
  });

  test('says nothing of a year that was printed', () => {
    const issued = { year: 2025, month: 4, day: 1, yearSource: 'written' } as const;
    expect(toBibtex([citedPaper({ title: 'Ice', issued }, { evidence: 'Printed.' })])).not.toContain(
      'year is',
    );
  });

  test.each([
    [[], undefined],
    [['A'], 'Listed in the digest “A”'],
    [['A', 'B', 'C'], 'Listed in the digests “A”, “B” and “C”'],
    [['A', 'B', 'C', 'D', 'E'], 'Listed in the digests “A”, “B”, “C” and 2 more'],
  ])('listed in %j says so', (digestNames, howpublished) => {
    const [entry] = readBack(toBibtex([citedPaper({ title: 'Ice' }, { digestNames })]));
    expect(entry?.fields['howpublished']).toBe(howpublished);
  });

  test('can’t be opened by a comment, an organisation, a tag or a digest’s name', () => {
    const hostile = 'x\n@misc{evil,\r\n}\u2028@preamble{"\\evil"}%';
    const papers = [
      citedPaper(
        { title: 'Ice', organisation: hostile, tags: [hostile, '},', '\\'] },
        { digestNames: [hostile], evidence: hostile },
      ),
    ];
    const entries = readBack(toBibtex(papers));
    expect(entries.map(entry => entry.key)).toEqual(['ice']);
    expect(entries[0]?.fields['x-organisation']).toBe(toPlainLine(organisationName(hostile)));
  });
});

describe('a BibTeX file', () => {
  test('of no papers is empty', () => {
    expect(toBibtex([])).toBe('');
  });

  test('comes in parts, one paper each, that make the whole', () => {
    const papers = citedPapers(['One', 'Two', 'Three'].map(title => ({ title, abstract: '' })));
    const parts = [...textParts(bibtex, papers)].filter(part => part !== '');
    expect(parts).toHaveLength(3);
    expect(parts.join('')).toBe(toBibtex(papers));
  });
});
