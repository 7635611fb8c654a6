import CSL from 'citeproc';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CitedPaper } from '../../../shared/citation/cited.ts';
import { cslJson } from '../../../shared/citation/csl.ts';
import { writeText } from '../../../shared/citation/format.ts';
import { toPlainLine } from '../../../shared/citation/plainText.ts';
import { whyNoRealDumps } from '../../support/dumps.ts';
import { citedPaper } from './citedPapers.ts';
import { HOSTILE_PAPERS } from './hostilePapers.ts';
import { realPapers } from './realPapers.ts';

/** A small style of our own: author, title, date, number, address. */
const STYLE = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Plain</title><id>plain</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <layout suffix=".">
      <group delimiter=" | ">
        <names variable="author"><name name-as-sort-order="all"/></names>
        <text variable="title"/>
        <date variable="issued"><date-part name="year"/><date-part name="month" form="numeric" prefix="-"/></date>
        <text variable="number"/>
        <text variable="DOI"/>
        <text variable="URL"/>
      </group>
    </layout>
  </bibliography>
</style>`;
const LOCALE = `<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
  <terms>
    <term name="and">and</term><term name="et-al">et al.</term>
    <term name="open-quote">“</term><term name="close-quote">”</term>
    <term name="open-inner-quote">‘</term><term name="close-inner-quote">’</term>
    <term name="page-range-delimiter">–</term>
  </terms>
</locale>`;

/** The bibliography as text; fails on whatever the processor complains about. */
function render(papers: readonly CitedPaper[]): readonly string[] {
  const items = JSON.parse(writeText(cslJson, papers, { notes: 'included' })) as readonly { id: string }[];
  const byId = new Map(items.map(item => [item.id, item]));
  const engine = new CSL.Engine(
    { retrieveLocale: () => LOCALE, retrieveItem: id => byId.get(id) },
    STYLE,
    'en-US',
  );
  engine.setOutputFormat('text');
  engine.updateItems([...byId.keys()]);
  const [{ bibliography_errors }, entries] = engine.makeBibliography();
  expect(bibliography_errors).toEqual([]);
  expect(entries).toHaveLength(papers.length);
  return entries;
}

/** Processors choose quotation marks and close gaps; letters and digits they leave alone. */
const letters = (text: string): string => toPlainLine(text).replace(/[^\p{L}\p{N}]+/gu, '');

describe('a citation processor', () => {
  test('prints authors, titles, dates and identifiers', () => {
    const paper = citedPaper({
      title: 'Quiet Lakes',
      issued: { year: 2023, month: 10, day: 9, yearSource: 'written' },
      authors: [{ family: 'Lake', given: 'Ada' }, { literal: 'Fjord Lab' }],
      arxiv: '2310.01234',
      doi: '10.1000/182',
      url: 'https://lakes.example/a',
    });
    expect(render([paper])).toEqual([
      'Lake, Ada, Fjord Lab | Quiet Lakes | 2023-10 | arXiv:2310.01234 | 10.1000/182 | https://lakes.example/a.\n',
    ]);
  });

  test('takes nothing in a title for markup', () => {
    const [entry = ''] = render([citedPaper({ title: 'A <i>quiet</i> <span class="nocase">Lake</span>' })]);
    expect(toPlainLine(entry)).toContain('A <i>quiet</i> <span class=');
  });

  test('renders hostile papers without complaint', () => {
    const papers = HOSTILE_PAPERS.slice(0, 1_000).filter(({ paper }) => letters(paper.title) !== '');
    const rendered = render(papers).map(letters);
    const titles = papers.map(({ paper }) => letters(paper.title));
    expect(titles.filter((title, place) => !rendered[place]?.includes(title))).toEqual([]);
  });
});

const absent = whyNoRealDumps();
describe.skipIf(absent)(`the papers of the real dumps${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let papers: readonly CitedPaper[];
  beforeAll(async () => {
    papers = await realPapers();
  });

  test('are rendered by a citation processor without complaint', () => {
    const rendered = render(papers).map(letters);
    expect(papers.filter(({ paper }, place) => !rendered[place]?.includes(letters(paper.title)))).toEqual([]);
  });
});
