import { describe, expect, test } from 'vitest';
import { organisationOf } from '../../../../shared/domain/byline.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import type { Marks, ParsedListing } from '../../../../shared/digest-format/types.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import {
  collectionId,
  digestId,
  IMPORT_DAY,
  importOf,
  listing,
  paperId,
  parsedDigest,
  importedAgain,
} from '../invented.ts';
import { contentOf, libraryAfter, run } from '../support.ts';

const [QUIET, RIVERS, TIDES] = [
  'Quiet quantisation',
  'Rivers that remember',
  'Tides in token space',
] as const;
const MONDAY = importOf('monday', parsedDigest([listing(QUIET), listing(RIVERS)]));
const MARKS: Marks = {
  status: 'read',
  starred: true,
  tags: ['Thesis', '  to   cite ', 'thesis', ''],
  collections: ['Chapter 2', 'chapter 2'],
  note: 'Read **twice**.',
  citationKey: 'lake2021',
};

function file(id: string, listings: readonly Partial<ParsedListing>[], at = IMPORT_DAY + 5) {
  const parsed = parsedDigest(
    listings.map(({ title = QUIET, ...rest }) => listing(title, { abstract: '', ...rest })),
    { shape: 'bibtex', header: { lines: [] } },
  );
  return importOf(id, parsed, { at });
}

function paperOf(library: MemoryLibrary, title: string): Paper {
  return library.state.papers.get(paperId(title))!;
}

const REMOVAL = { name: 'removeDigests', digests: [digestId('refs')] } as const;

describe('Importing a file of references', () => {
  test('tells known papers what they lack, and who told it', () => {
    const library = libraryAfter(
      MONDAY,
      file('refs', [
        {
          authors: [{ family: 'Lake' }],
          venue: 'Journal',
          doi: 'doi:10.1000/1',
          arxivClass: 'cs.LG',
          issued: { year: 2021 },
        },
      ]),
      file('more', [{ venue: 'Elsewhere', url: 'https://example.org/1', upvotes: 4, submitter: 'ada' }]),
    );
    const origin = { kind: 'file', from: 'refs.txt', at: IMPORT_DAY + 5 };
    expect(paperOf(library, QUIET)).toMatchObject({
      authors: [{ family: 'Lake' }],
      venue: 'Journal',
      doi: '10.1000/1',
      issued: { year: 2021, yearSource: 'written' },
      url: 'https://example.org/1',
      origins: { authors: origin, venue: origin, doi: origin, arxivClass: origin },
      listings: [{}, { issued: { year: 2021 } }, { upvotes: 4, submitter: 'ada' }],
    });
  });

  test('finds papers by arXiv id, then DOI, then title, within one file, too', () => {
    const library = libraryAfter(
      file('refs', [
        { title: QUIET, arxiv: '2310.00001' },
        { title: RIVERS, doi: '10.1000/1' },
        { title: 'Quiet, again', url: 'https://huggingface.co/papers/2310.00001' },
        { title: 'Quiet, once more', doi: '10.48550/arXiv.2310.00001' },
        { title: 'Rivers', doi: '10.1000/1', arxiv: '2310.00002' },
      ]),
      file('page', [{ title: 'The rivers', arxiv: '2310.00002' }]),
      importOf('daily', parsedDigest([listing('Quiet, again'), listing('THE RIVERS')])),
    );
    expect([...library.state.papers.values()].map(({ title, listings }) => [title, listings.length])).toEqual(
      [
        [QUIET, 4],
        [RIVERS, 4],
      ],
    );
  });

  test('prefers the identifier where the title is another paper’s, and leaves that one its title', () => {
    const library = libraryAfter(file('refs', [{ title: QUIET, arxiv: '2310.00001' }, { title: RIVERS }]));
    const page = file('page', [{ title: RIVERS, arxiv: '2310.00001' }]);
    run(library, page);
    expect(paperOf(library, QUIET).listings.at(-1)).toMatchObject({ digest: 'page', title: RIVERS });
    expect(library.state.papersByTitle.get(paperId(RIVERS))?.title).toBe(RIVERS);
    expect(planCommand(library.state, importedAgain(page))).toEqual([]);
  });

  test('tells the whole name of an organisation, before which only digests print a handle', () => {
    const library = libraryAfter(file('refs', [{ organisation: 'Fjord Lab' }]));
    expect(organisationOf(paperOf(library, QUIET))).toBe('Fjord Lab');
    run(library, importOf('daily', parsedDigest([listing(RIVERS, { organisation: 'fjordlab Fjord Lab' })])));
    expect(organisationOf(paperOf(library, RIVERS))).toBe('Fjord Lab');
    run(library, REMOVAL);
    run(library, importOf('page', parsedDigest([listing(QUIET)])));
    expect(paperOf(library, QUIET)).not.toHaveProperty('organisation');
  });

  test('leaves out details that can’t be, and keeps the paper', () => {
    const library = libraryAfter(
      file('refs', [{ doi: 'see above', url: 'javascript:alert(1)', authors: [{ literal: ' ' }] }]),
    );
    expect(paperOf(library, QUIET)).not.toHaveProperty('origins');
  });

  test('cuts an endless list of authors, so that rows stay small', () => {
    const authors = Array.from({ length: 9_000 }, (_, place) => ({ family: `Lake ${place}`, given: 'Ada' }));
    const { authors: kept } = paperOf(libraryAfter(file('refs', [{ authors }])), QUIET);
    expect(kept).toEqual(authors.slice(0, kept!.length));
    expect(JSON.stringify(kept).length).toBeLessThan(60_000);
  });
});

describe('The marks of a file', () => {
  test('join new papers, with collections made, tags once and the key it had', () => {
    const library = libraryAfter(file('refs', [{ marks: MARKS }]));
    const paper = paperOf(library, QUIET);
    expect(paper).toMatchObject({
      status: 'read',
      starred: true,
      tags: ['Thesis', 'to cite'],
      citationKey: 'lake2021',
      hasNote: true,
    });
    expect([...library.state.collections.values()]).toEqual([
      { id: paper.collections[0], name: 'Chapter 2' },
    ]);
    expect([...library.state.notes.values()]).toEqual([
      { id: paper.id, text: 'Read **twice**.', changed: IMPORT_DAY + 5 },
    ]);
  });

  test('join what the library has, which takes nothing away', () => {
    const library = libraryAfter(
      MONDAY,
      { name: 'setStatus', papers: [paperId(QUIET)], status: 'archived' },
      { name: 'addTag', papers: [paperId(QUIET)], tag: 'THESIS' },
      { name: 'createCollection', collection: collectionId('c1'), title: 'CHAPTER 2', papers: [] },
      { name: 'setNote', paper: paperId(QUIET), text: 'Mine.', at: 3 },
    );
    const { citationKey } = paperOf(library, QUIET);
    run(library, file('refs', [{ marks: MARKS }]));
    expect(paperOf(library, QUIET)).toMatchObject({
      status: 'archived',
      starred: true,
      tags: ['THESIS', 'to cite'],
      collections: ['c1'],
      citationKey,
    });
    expect(library.state.notes.get(paperId(QUIET))?.text).toBe('Mine.\n\nRead **twice**.');
    run(library, file('again', [{ marks: MARKS }]));
    expect(library.state.notes.get(paperId(QUIET))?.text).toBe('Mine.\n\nRead **twice**.');
  });

  test('give nobody a key that is no key, or that was ever another paper’s', () => {
    const library = libraryAfter(
      file('refs', [
        { title: QUIET, marks: { citationKey: 'lake2021' } },
        { title: RIVERS, marks: { citationKey: 'Lake2021' } },
        { title: TIDES, marks: { citationKey: 'a key}' } },
      ]),
    );
    const keys = (): string[] => [...library.state.papers.values()].map(({ citationKey }) => citationKey);
    expect(keys()).toEqual(['lake2021', 'riversThatRemember', 'tidesTokenSpace']);
    run(library, { name: 'removePapers', papers: [paperId(QUIET)] });
    run(library, file('more', [{ title: 'Another', marks: { citationKey: 'LAKE2021' } }]));
    expect(keys()).toContain('another');
    run(library, file('back', [{ title: QUIET, marks: { citationKey: 'LAKE2021' } }]));
    expect(paperOf(library, QUIET).citationKey).toBe('LAKE2021');
  });

  test('of hostile files are kept within bounds', () => {
    const names = Array.from({ length: 5_000 }, (_, place) => `name ${place}`);
    const listings = [QUIET, RIVERS, TIDES, 'A', 'B', 'C', 'D'].map((title, place) => ({
      title,
      marks: { tags: [...names, 'x'.repeat(9_000)], collections: names.slice(place * 200) },
    }));
    const library = libraryAfter(file('refs', listings));
    expect(paperOf(library, QUIET).tags).toHaveLength(100);
    expect(library.state.collections.size).toBe(500);
  });
});

describe('Taking back the import of a file', () => {
  test('takes the papers it brought along, with their marks, notes and collections', () => {
    const library = libraryAfter(MONDAY);
    const before = contentOf(library, ['papers', 'notes', 'collections', 'abstracts', 'digests']);
    run(
      library,
      file('refs', [
        { title: TIDES, abstract: 'All of it.', marks: MARKS },
        { title: RIVERS, marks: MARKS, venue: 'J' },
      ]),
    );
    run(library, REMOVAL);
    const after = contentOf(library, ['papers', 'notes', 'collections', 'abstracts', 'digests']);
    // What was read stays read.
    const papers = (before['papers'] as Paper[]).map(each =>
      each.title === RIVERS ? { ...each, status: 'read' } : each,
    );
    expect(after).toEqual({ ...before, papers });
  });

  test('keeps a paper with any mark of the user’s own, and that mark alone', () => {
    const library = libraryAfter(file('refs', [{ title: TIDES, marks: MARKS }]), {
      name: 'addTag',
      papers: [paperId(TIDES)],
      tag: 'mine',
    });
    run(library, REMOVAL);
    expect(paperOf(library, TIDES)).toMatchObject({
      tags: ['mine'],
      starred: false,
      hasNote: false,
      collections: [],
    });
  });

  test('keeps a paper whose note was written on since, or of which the user typed something', () => {
    const library = libraryAfter(
      file('refs', [{ title: TIDES, marks: MARKS }, { title: RIVERS }]),
      { name: 'setNote', paper: paperId(TIDES), text: 'Read **twice**. And again.', at: 9 },
      {
        name: 'setDetails',
        changes: [{ paper: paperId(RIVERS), fields: { venue: 'J' }, origin: { kind: 'hand' } }],
        at: 9,
      },
      REMOVAL,
    );
    expect([...library.state.papers.values()].map(({ title }) => title)).toEqual([TIDES, RIVERS]);
    expect(library.state.notes.get(paperId(TIDES))?.text).toContain('again');
  });

  test('leaves a tag that another file told, too', () => {
    const library = libraryAfter(
      MONDAY,
      file('refs', [{ marks: { tags: ['thesis', 'first'], starred: true } }]),
      file('more', [{ marks: { tags: ['Thesis'], starred: true } }]),
      REMOVAL,
    );
    expect(paperOf(library, QUIET)).toMatchObject({ tags: ['thesis'], starred: true });
  });

  test('leaves a collection that holds another paper', () => {
    const library = libraryAfter(MONDAY, file('refs', [{ title: TIDES, marks: MARKS }]));
    const [collection] = library.state.collections.keys();
    run(library, {
      name: 'addToCollection',
      papers: [paperId(QUIET)],
      collection: collectionId(collection!),
    });
    run(library, REMOVAL);
    expect(library.state.collections.size).toBe(1);
  });

  test('is itself taken back whole', () => {
    const library = libraryAfter(
      MONDAY,
      file('refs', [
        { title: RIVERS, marks: MARKS, doi: '10.1000/1' },
        { title: TIDES, marks: MARKS },
      ]),
    );
    const before = contentOf(library);
    const undo = library.applyPatches(planCommand(library.state, REMOVAL));
    library.applyPatches(undo);
    expect(contentOf(library)).toEqual(before);
  });
});

describe('Reading a file again', () => {
  const again = (parsed: ReturnType<typeof file>['parsed']) =>
    ({ name: 'rereadDigest', digest: digestId('refs'), parsed, abstracts: {} }) as const;

  test('plans nothing when it reads as before', () => {
    const refs = file('refs', [
      { title: RIVERS, marks: MARKS, venue: 'J' },
      { title: TIDES, marks: MARKS },
      { title: TIDES, marks: MARKS },
    ]);
    const library = libraryAfter(MONDAY, refs);
    expect(planCommand(library.state, again(refs.parsed))).toEqual([]);
  });

  test('replaces what it had told wrongly, but not what the user typed', () => {
    const library = libraryAfter(file('refs', [{ venue: 'Wrong', doi: '10.1000/1' }]), {
      name: 'setDetails',
      changes: [{ paper: paperId(QUIET), fields: { doi: '10.1000/2' }, origin: { kind: 'hand' } }],
      at: 9,
    });
    run(library, again(file('refs', [{ venue: 'Right', doi: '10.1000/3' }]).parsed));
    expect(paperOf(library, QUIET)).toMatchObject({ venue: 'Right', doi: '10.1000/2' });
  });

  test('does not bring back marks that the user took off, and still knows which it brought', () => {
    const refs = file('refs', [{ title: TIDES, marks: MARKS }]);
    const library = libraryAfter(refs, { name: 'removeTag', papers: [paperId(TIDES)], tag: 'Thesis' });
    run(library, again({ ...refs.parsed, listings: [{ ...refs.parsed.listings[0]!, venue: 'J' }] }));
    expect(paperOf(library, TIDES)).toMatchObject({ tags: ['to cite'], venue: 'J' });
    run(library, REMOVAL);
    expect(library.state.papers.size).toBe(0);
  });

  test('drops a paper that was misread, with the marks it came with', () => {
    const library = libraryAfter(
      MONDAY,
      file('refs', [
        { title: TIDES, marks: MARKS },
        { title: RIVERS, marks: MARKS },
      ]),
    );
    run(library, again(file('refs', [{ title: QUIET }]).parsed));
    expect(library.state.papers.has(paperId(TIDES))).toBe(false);
    expect(paperOf(library, RIVERS)).toMatchObject({ starred: false, tags: [], hasNote: false });
    expect(library.state.notes.size).toBe(0);
  });
});
