import { describe, expect, test } from 'vitest';
import { TextSharing } from '../../../shared/library/shareTexts.ts';
import type { LibraryState } from '../../../shared/library/tables.ts';
import { importOf, listing, paperId, parsedDigest } from './invented.ts';
import { libraryAfter } from './support.ts';

function rowsOf({ papers, citationKeys }: LibraryState) {
  return { papers: [...papers.values()], keys: [...citationKeys.values()] };
}

describe('sharing what is equal in rows', () => {
  const { state } = libraryAfter(
    importOf('first', parsedDigest([listing('Quiet quantisation'), listing('Rivers of ice')])),
    importOf('second', parsedDigest([listing('Rivers of ice'), listing('Lakes')])),
    { name: 'addTag', papers: [paperId('Lakes')], tag: 'thesis' },
  );

  test('changes nothing that they say', () => {
    const before = rowsOf(state);
    const after = structuredClone(before);
    const sharing = new TextSharing();
    sharing.inPapers(after.papers);
    sharing.inKeys(after.keys, new Map(after.papers.slice(1).map(paper => [paper.id, paper])));
    expect(after).toEqual(before);
    expect(before.papers.some(({ tags }) => tags.length > 0)).toBe(true);
  });

  test('leaves one empty list for all', () => {
    const { papers } = structuredClone(rowsOf(state));
    new TextSharing().inPapers(papers);
    const empty = papers.flatMap(({ tags, collections, keptApart }) =>
      [tags, collections, keptApart].filter(list => list.length === 0),
    );
    expect(empty).toHaveLength(8);
    expect(new Set(empty).size).toBe(1);
  });
});
