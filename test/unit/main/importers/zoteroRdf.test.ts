import { expect, test } from 'vitest';
import { zoteroRdfReader } from '../../../../main/services/importers/zoteroRdf.ts';
import { digestIn, listingsIn, referenceFile, PEAT_MODELS } from './referenceFiles.ts';

test('items with their creators, journal, tags, notes and collections', async () => {
  expect(await listingsIn(zoteroRdfReader, referenceFile('zotero.rdf'))).toEqual([
    {
      title: 'Quiet Lakes of Attention',
      abstract: 'We measure all lakes, <all> of them.',
      issued: { year: 2023, month: 10, day: 9 },
      authors: [{ family: 'Lake', given: 'Ada' }, { literal: 'Fjord Lab' }],
      venue: 'Journal of Invented Limnology',
      doi: '10.5555/lakes.2023.1',
      url: 'https://journal.example.org/lakes_1',
      marks: {
        tags: ['Computer Science', 'lakes & rivers'],
        collections: ['Water', 'Thesis'],
        note: 'Read the appendix.\n\nTwice.',
        citationKey: 'lakeQuiet2023',
      },
    },
    {
      ...PEAT_MODELS,
      url: 'http://arxiv.org/abs/2401.01234',
    },
  ]);
});

test('a file that breaks off gives the items before, and names the one it breaks off in', async () => {
  const text = referenceFile('zotero.rdf');
  const { listings, notUnderstood } = await digestIn(
    zoteroRdfReader,
    text.slice(0, text.indexOf('<dc:date>January')),
  );
  expect(listings.map(({ title }) => title)).toEqual(['Quiet Lakes of Attention']);
  expect(notUnderstood).toEqual([
    { line: 61, text: 'Small Peat Models', reason: 'The file ends in the middle of it.' },
  ]);
});

test('a file with entities of its own is refused, and none of them put in', async () => {
  const bomb = `<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "lakes"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
${referenceFile('zotero.rdf').replace('Quiet Lakes', '&b;')}`;
  expect(await zoteroRdfReader.read(bomb)).toEqual({
    kind: 'noPapers',
    reason: 'notADigest',
    why: 'none of its references could be read; the first, in line 2: It defines entities of its own, which Zotero never does. Nothing of it was read',
  });
});

test('elements nested deep are passed over, and nested without end give up the file there', async () => {
  const nested = (depth: number): string =>
    referenceFile('zotero.rdf').replace(
      '<dc:title>Small Peat Models</dc:title>',
      `${'<dc:x>'.repeat(depth)}${'</dc:x>'.repeat(depth)}<dc:title>Small Peat Models</dc:title>`,
    );
  expect(await listingsIn(zoteroRdfReader, nested(500))).toHaveLength(2);
  const { listings, notUnderstood } = await digestIn(zoteroRdfReader, nested(100_000));
  expect(listings.map(({ title }) => title)).toEqual(['Quiet Lakes of Attention']);
  expect(notUnderstood).toEqual([
    {
      line: 61,
      text: '<rdf:Description rdf:about="http://arxiv.org/abs/2401.01234">',
      reason: 'Its elements are nested more than 1000 deep. Nothing behind it was read.',
    },
  ]);
});
