import { expect, test } from 'vitest';
import { risReader } from '../../../../main/services/importers/ris.ts';
import { digestIn, listingsIn, referenceFile, PEAT_MODELS, QUIET_LAKES } from './referenceFiles.ts';

test('a file of Zotero, and one with the tags of older programs', async () => {
  expect(await listingsIn(risReader, referenceFile('zotero.ris'))).toEqual([
    {
      ...QUIET_LAKES,
      abstract: 'We measure all lakes. They are quiet.',
      url: 'https://journal.example.org/lakes_1',
      marks: {
        tags: ['attention', 'lakes'],
        note: 'Read the appendix again.',
        citationKey: 'lake_quiet_2023',
      },
    },
    {
      ...PEAT_MODELS,
      abstract: 'Small models of peat.',
    },
  ]);
});

test('references without an end, without a beginning and without a title, and lines ended in every way', async () => {
  const text =
    'Provider: Somebody\r\nTI  - Stray\rTY  - JOUR\nTI  - Not Ended\r\nTY  - JOUR\r\nAU  - Lake, Ada\r\nER  - \r\nTY  - BOOK\nT1  - Last\nN1  - one\n\ntwo';
  const { listings, notUnderstood } = await digestIn(risReader, text);
  expect(listings.map(({ title }) => title)).toEqual(['Not Ended', 'Last']);
  expect(listings[1]?.marks?.note).toBe('one\n\ntwo');
  expect(notUnderstood).toEqual([
    { line: 2, text: 'TI - Stray', reason: 'There is no “TY  - ” above it, which begins one.' },
    { line: 5, text: 'TY - JOUR', reason: 'It has no title.' },
  ]);
});
