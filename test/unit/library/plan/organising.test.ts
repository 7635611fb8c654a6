import { describe, expect, test } from 'vitest';
import type { CitationKey } from '../../../../shared/domain/ids.ts';
import type { LibraryCommand } from '../../../../shared/library/command.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import { collectionId, IMPORT_DAY, importOf, listing, paperId, parsedDigest, searchId } from '../invented.ts';
import { libraryAfter, run } from '../support.ts';

const [A, B, C] = ['Quiet quantisation', 'Rivers that remember', 'Tides in token space'].map(paperId) as [
  ReturnType<typeof paperId>,
  ReturnType<typeof paperId>,
  ReturnType<typeof paperId>,
];
const IMPORT = importOf(
  'digest',
  parsedDigest(
    ['Quiet quantisation', 'Rivers that remember', 'Tides in token space'].map(title => listing(title)),
  ),
);
const tagsOf = (library: MemoryLibrary, ...ids: (typeof A)[]): unknown =>
  ids.map(id => library.state.papers.get(id)?.tags);
const addTag = (tag: string, ...papers: (typeof A)[]): LibraryCommand => ({ name: 'addTag', papers, tag });

describe('Reading status and star', () => {
  test('of many papers is one patch, and only for those that differ', () => {
    const library = libraryAfter(IMPORT, { name: 'setStatus', papers: [A], status: 'read' });
    expect(planCommand(library.state, { name: 'setStatus', papers: [A, B, C, B], status: 'read' })).toEqual([
      { kind: 'set', table: 'papers', ids: [B, C], fields: { status: 'read' } },
    ]);
    expect(planCommand(library.state, { name: 'unstar', papers: [A, B, C] })).toEqual([]);
  });
});

describe('Tags', () => {
  test('are trimmed and use the spelling that is there', () => {
    const library = libraryAfter(IMPORT, addTag('  thesis ', A), addTag('THESIS', A, B));
    expect(tagsOf(library, A, B)).toEqual([['thesis'], ['thesis']]);
    expect(library.state.counts.tags()).toEqual([{ tag: 'thesis', papers: 2 }]);
  });

  test('are respelt everywhere by renaming', () => {
    const library = libraryAfter(IMPORT, addTag('thesis', A, B), {
      name: 'renameTag',
      from: 'thesis',
      to: 'Thesis',
    });
    expect(tagsOf(library, A, B)).toEqual([['Thesis'], ['Thesis']]);
    expect(library.state.counts.tagSpelling('thesis')).toBe('Thesis');
  });

  test('become one when one is renamed to the other', () => {
    const library = libraryAfter(IMPORT, addTag('later', A, B), addTag('soon', B, C), {
      name: 'renameTag',
      from: 'later',
      to: 'Soon',
    });
    expect(tagsOf(library, A, B, C)).toEqual([['soon'], ['soon'], ['soon']]);
  });

  test('are gone from every paper when deleted', () => {
    const library = libraryAfter(IMPORT, addTag('later', A, B), { name: 'deleteTag', tag: 'later' });
    expect(tagsOf(library, A, B)).toEqual([[], []]);
    expect(library.state.counts.tags()).toEqual([]);
  });

  test('need a name', () => {
    expect(() => libraryAfter(IMPORT, addTag(' \n ', A))).toThrow('A tag needs a name.');
  });
});

describe('A note', () => {
  const write = (text: string, at = IMPORT_DAY): LibraryCommand => ({ name: 'setNote', paper: A, text, at });

  test('is kept exactly as written, and the paper knows that it has one', () => {
    const library = libraryAfter(IMPORT, write(' *Mine*\n'));
    expect(library.state.notes.get(A)).toEqual({ id: A, text: ' *Mine*\n', changed: IMPORT_DAY });
    expect(library.state.papers.get(A)?.hasNote).toBe(true);
  });

  test('is removed by an empty text', () => {
    const library = libraryAfter(IMPORT, write('Mine'), write(' \n'));
    expect(library.state.notes.size).toBe(0);
    expect(library.state.papers.get(A)?.hasNote).toBe(false);
  });

  test('on a paper that was removed is refused', () => {
    expect(() => libraryAfter(IMPORT, { name: 'removePapers', papers: [A] }, write('Mine'))).toThrow(
      'This paper is no longer in the library.',
    );
  });
});

describe('Collections and saved searches', () => {
  const create = (id: string, title: string): LibraryCommand => ({
    name: 'createCollection',
    collection: collectionId(id),
    title,
    papers: [A],
  });

  test('hold papers from the start and lose them when deleted', () => {
    const library = libraryAfter(IMPORT, create('c', 'Chapter 2'));
    expect(library.state.counts.collection(collectionId('c'))).toBe(1);
    run(library, { name: 'deleteCollection', collection: collectionId('c') });
    expect(library.state.papers.get(A)?.collections).toEqual([]);
  });

  test('have names of their own', () => {
    expect(() => libraryAfter(IMPORT, create('c', 'Chapter 2'), create('d', 'chapter 2 '))).toThrow(
      'There is already a collection called “Chapter 2”. Choose another name.',
    );
  });

  test('refuse papers for a collection that is gone', () => {
    const add: LibraryCommand = { name: 'addToCollection', papers: [A], collection: collectionId('gone') };
    expect(() => libraryAfter(IMPORT, add)).toThrow('This collection is no longer there.');
  });

  test('refuse to save an empty search', () => {
    const save: LibraryCommand = {
      name: 'saveSearch',
      search: searchId('s'),
      title: 'All',
      query: '  ',
      within: { kind: 'all' },
    };
    expect(() => libraryAfter(save)).toThrow(/no search to save/u);
  });

  test('refuse a search that the journal would not take', () => {
    const query = 'pasted by mistake '.repeat(100_000);
    const save: LibraryCommand = {
      name: 'saveSearch',
      search: searchId('s'),
      title: 'Pasted',
      query,
      within: { kind: 'all' },
    };
    expect(() => libraryAfter(save)).toThrow(/more than 10,000 characters, so it was not saved/u);
  });
});

describe('A citation key', () => {
  const setKey = (paper: typeof A, key: string): LibraryCommand => ({
    name: 'setCitationKey',
    paper,
    key: key as CitationKey,
  });

  test('can be set by the user', () => {
    expect(libraryAfter(IMPORT, setKey(A, 'mine2026')).state.papers.get(A)?.citationKey).toBe('mine2026');
  });

  test('of another paper is refused without regard to case', () => {
    expect(() => libraryAfter(IMPORT, setKey(A, 'RIVERSthatremember'))).toThrow(
      'The key “riversThatRemember” belongs to “Rivers that remember”.',
    );
  });

  test('that another paper once had is refused even after that paper was removed', () => {
    expect(() =>
      libraryAfter(IMPORT, { name: 'removePapers', papers: [B] }, setKey(A, 'riversThatRemember')),
    ).toThrow('belongs to a paper that was removed');
  });

  test('of the paper’s own past can be taken back', () => {
    const library = libraryAfter(IMPORT, setKey(A, 'mine'), setKey(A, 'quietQuantisation'));
    expect(library.state.papers.get(A)?.citationKey).toBe('quietQuantisation');
  });

  test('that is no key is refused with the reason', () => {
    expect(() => libraryAfter(IMPORT, setKey(A, 'two words'))).toThrow(
      /space can’t stand in a citation key/u,
    );
  });
});
