import { expect } from 'vitest';
import type { DetailName } from '../../../shared/domain/details.ts';
import { identifierKeys } from '../../../shared/domain/identifiers.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import type { MemoryLibrary } from '../../../shared/library/memory.ts';

/** Expects every promise that the library makes about its rows; the library holds its abstracts. */
export function expectConsistent(library: MemoryLibrary): void {
  const { state } = library;
  const papers = [...state.papers.values()];
  const distinct = (values: readonly unknown[]): void => expect(new Set(values).size).toBe(values.length);
  distinct(papers.map(({ serial }) => serial));
  distinct(papers.map(({ citationKey }) => citationKey.toLowerCase()));
  distinct(papers.flatMap(({ titleKeys }) => titleKeys));
  expect(state.papersByTitle.size).toBe(papers.flatMap(({ titleKeys }) => titleKeys).length);
  for (const paper of papers) {
    expect(paper.serial).toBeLessThan(state.nextSerial);
    expect(state.citationKeys.has(paper.citationKey.toLowerCase())).toBe(true);
    expect(paper.hasNote).toBe(state.notes.has(paper.id));
    expect(paper.opening !== '').toBe(library.abstracts.has(paper.id));
    for (const { digest } of paper.listings) expect(state.digests.has(digest)).toBe(true);
    const { addedBy } = paper;
    if (addedBy !== undefined) expect(paper.listings.map(({ digest }) => digest)).toContain(addedBy);
    for (const id of paper.collections) expect(state.collections.has(id)).toBe(true);
    distinct(paper.tags.map(tag => tag.toLowerCase()));
  }
  expect(papers.filter(paper => !isFoundAsItIs(library, paper))).toEqual([]);
  expect(state.notes.size).toBe(papers.filter(({ hasNote }) => hasNote).length);
  for (const digest of state.digests.values()) {
    const ranks = papers.flatMap(({ listings }) =>
      listings.filter(each => each.digest === digest.id).map(({ rank }) => rank),
    );
    distinct(ranks);
  }
}

/** Under its id and its identifiers, and with a value for each detail that somebody told. */
function isFoundAsItIs({ state }: MemoryLibrary, paper: Paper): boolean {
  const told = Object.keys(paper.origins ?? {}) as DetailName[];
  return (
    (paper.titleKeys as readonly string[]).includes(paper.id) &&
    identifierKeys(paper).every(
      key =>
        state.papersByIdentifier.get(key)!.serial <= paper.serial && state.papersWith(key).includes(paper),
    ) &&
    told.every(name => (name === 'abstract' ? paper.opening !== '' : paper[name] !== undefined))
  );
}
