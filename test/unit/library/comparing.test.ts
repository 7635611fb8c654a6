import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareImages } from '../../../shared/library/compare.ts';
import { imageOf } from './images.ts';
import { anyCommands, collectionId, importOf, listing, paperId, parsedDigest } from './invented.ts';
import { libraryAfter, runAll } from './support.ts';
import { anyTwoStates, MEADOW, RIVERS, since, TIDES } from './twoStates.ts';

describe('Comparing two states', () => {
  test('finds nothing between equal ones', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const [one, other] = [libraryAfter(), libraryAfter()];
        runAll(one, commands);
        runAll(other, commands);
        const none = { added: 0, removed: 0, changed: 0 };
        expect(compareImages(imageOf(one), imageOf(other))).toEqual({
          papers: none,
          digests: none,
          notes: none,
          others: none,
          differences: [],
        });
      }),
      { numRuns: 50 },
    );
  });

  test('names what was removed, changed and added, in that order and by part', () => {
    const { library, wanted } = since(
      [],
      [
        { name: 'star', papers: [RIVERS] },
        { name: 'setStatus', papers: [RIVERS], status: 'reading' },
        { name: 'addTag', papers: [RIVERS], tag: 'later' },
        { name: 'setNote', paper: RIVERS, text: 'Hm.', at: 4 },
        { name: 'removePapers', papers: [MEADOW] },
        importOf('d2', parsedDigest([listing('Quiet caches'), listing('Tides in token space')])),
        { name: 'createCollection', collection: collectionId('c1'), title: 'New', papers: [RIVERS] },
      ],
    );
    expect(compareImages(wanted, imageOf(library))).toEqual({
      papers: { added: 1, removed: 1, changed: 2 },
      digests: { added: 1, removed: 0, changed: 0 },
      notes: { added: 1, removed: 0, changed: 0 },
      others: { added: 1, removed: 0, changed: 0 },
      differences: [
        { paper: MEADOW, title: 'Sorting a meadow', kind: 'removed', parts: [] },
        {
          paper: RIVERS,
          title: 'Rivers that remember',
          kind: 'changed',
          parts: ['status', 'star', 'tags', 'collections', 'note'],
        },
        { paper: TIDES, title: 'Tides in token space', kind: 'changed', parts: ['details'] },
        { paper: paperId('Quiet caches'), title: 'Quiet caches', kind: 'added', parts: [] },
      ],
    });
  });

  test('gives the mirror image when turned round', () => {
    fc.assert(
      fc.property(anyTwoStates, ({ library, wanted }) => {
        const there = compareImages(wanted, imageOf(library));
        const back = compareImages(imageOf(library), wanted);
        for (const part of ['papers', 'digests', 'notes', 'others'] as const) {
          const { added, removed, changed } = there[part];
          expect(back[part]).toEqual({ added: removed, removed: added, changed });
        }
      }),
      { numRuns: 100 },
    );
  });
});
