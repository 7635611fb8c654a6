import { describe, expect, test } from 'vitest';
import { csvReader } from '../../../../main/services/importers/csv.ts';
import { digestIn, listingsIn, referenceFile, PEAT_MODELS } from './referenceFiles.ts';

const LAKE = { family: 'Lake', given: 'Ada' };

describe('tables of other programs:', () => {
  test('Zotero', async () => {
    expect(await listingsIn(csvReader, referenceFile('zotero.csv'))).toEqual([
      {
        title: 'Quiet Lakes of "Attention"',
        abstract: 'We measure all lakes.',
        issued: { year: 2023, month: 10, day: 9 },
        authors: [LAKE, { family: 'van der Berg', given: 'Jan' }, { literal: 'Fjord Lab' }],
        venue: 'Journal of Invented Limnology',
        doi: '10.5555/lakes.2023.1',
        url: 'https://journal.example.org/lakes_1',
        marks: {
          tags: ['attention', 'lakes', 'Computer Science'],
          note: 'Read the appendix.',
          citationKey: 'lakeQuiet2023',
        },
      },
      {
        ...PEAT_MODELS,
      },
    ]);
  });

  test('Paperlib, with flag and note', async () => {
    const [lake, moor] = await listingsIn(csvReader, referenceFile('paperlib.csv'));
    expect(lake).toMatchObject({
      title: 'Quiet Lakes of Attention',
      issued: { year: 2023 },
      authors: [LAKE, { family: 'van der Berg', given: 'Jan' }],
      doi: '10.5555/lakes.2023.1',
      marks: { starred: true, note: 'Read the appendix.' },
    });
    expect(moor).toEqual({
      title: 'Small Peat Models',
      abstract: '',
      issued: { year: 2024 },
      authors: [{ family: 'Moor', given: 'Kai' }],
      arxiv: '2401.01234',
    });
  });

  test('Scopus', async () => {
    const [lake] = await listingsIn(csvReader, referenceFile('scopus.csv'));
    expect(lake).toMatchObject({
      authors: [LAKE, { family: 'Berg', given: 'Jan' }],
      venue: 'Journal of Invented Limnology',
      marks: { tags: ['attention', 'lakes'] },
    });
  });

  test('anybody’s, with names in reading order', async () => {
    const [lake] = await listingsIn(
      csvReader,
      '\n\nTitle\tAuthors\tYear\tDOI\tNotes\nLakes\tAda Lake, Jan van der Berg\t2023\t10.5555/x\t"two\nlines"\n',
    );
    expect(lake).toEqual({
      title: 'Lakes',
      abstract: '',
      issued: { year: 2023 },
      authors: [LAKE, { family: 'van der Berg', given: 'Jan' }],
      doi: '10.5555/x',
      marks: { note: 'two\nlines' },
    });
  });
});

test('rows that are broken or have no title are named by line, and the rest is read', async () => {
  const text =
    'Title,DOI,Abstract\n"Two\nLines",,\nToo,many,cells,here\n,10.5555/x,\nLast,"10.5555/""y",""\n';
  const { listings, notUnderstood } = await digestIn(csvReader, text);
  expect(listings.map(({ title }) => title)).toEqual(['Two Lines', 'Last']);
  expect(notUnderstood).toEqual([
    {
      line: 4,
      text: 'Too,many,cells,here',
      reason: 'It has more cells than the header, or a quotation mark that is not closed.',
    },
    { line: 5, text: ',10.5555/x,', reason: 'It has no title.' },
  ]);
});

test('names of columns that objects have by themselves are columns like any other', async () => {
  const text = '__proto__,constructor,Title,DOI,Abstract\na,b,Lakes,10.5555/x,toString\n';
  expect(await listingsIn(csvReader, text)).toEqual([
    { title: 'Lakes', abstract: 'toString', doi: '10.5555/x' },
  ]);
});
