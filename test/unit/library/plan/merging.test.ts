import { describe, expect, test } from 'vitest';
import type { PaperId } from '../../../../shared/domain/ids.ts';
import type { DetailsChange, LibraryCommand, OriginNow } from '../../../../shared/library/command.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import { digestId, IMPORT_DAY, importOf, listing, paperId, parsedDigest } from '../invented.ts';
import { contentOf, libraryAfter, run } from '../support.ts';

const OLD = 'Rivers that remember';
const NEW = 'Rivers that remember: a survey';
const [INTO, FROM] = [paperId(OLD), paperId(NEW)];
const IMPORTS: readonly LibraryCommand[] = [
  importOf('late', parsedDigest([listing(NEW, { issued: { year: 2025, month: 1, day: 2 } })]), {
    at: IMPORT_DAY,
  }),
  importOf('later', parsedDigest([listing('Tides in token space'), listing(OLD)]), { at: IMPORT_DAY + 1 }),
];
const MERGE: LibraryCommand = { name: 'mergePapers', into: INTO, from: FROM };

describe('Merging two papers', () => {
  test('moves listings, titles, tags, star, collections, date and the further status', () => {
    const library = libraryAfter(
      ...IMPORTS,
      { name: 'setStatus', papers: [FROM], status: 'read' },
      { name: 'star', papers: [FROM] },
      { name: 'addTag', papers: [INTO, FROM], tag: 'thesis' },
      MERGE,
    );
    expect(library.state.papers.has(FROM)).toBe(false);
    expect(library.state.papers.get(INTO)).toMatchObject({
      title: OLD,
      citationKey: 'riversThatRemember',
      titleKeys: [INTO, FROM],
      status: 'read',
      starred: true,
      tags: ['thesis'],
      issued: { year: 2025, month: 1, day: 2 },
      addedBy: 'late',
      listings: [
        { digest: 'late', rank: 1, title: NEW },
        { digest: 'later', rank: 2 },
      ],
    });
  });

  test('makes later digests with either title find the one paper', () => {
    const library = libraryAfter(...IMPORTS, MERGE, importOf('third', parsedDigest([listing(NEW)])));
    expect(library.state.papers.size).toBe(2);
    expect(library.state.papersByTitle.get(FROM)?.id).toBe(INTO);
    expect(library.state.counts.digest(digestId('third'))).toEqual({ total: 1, triaged: 0, new: 0 });
  });

  test('takes the details that the other lacks, with who told them, and what the user typed over digests', () => {
    const tell = (paper: PaperId, fields: DetailsChange['fields'], origin: OriginNow): LibraryCommand => ({
      name: 'setDetails',
      changes: [{ paper, fields, origin }],
      at: 3,
    });
    const [crossref, hand]: OriginNow[] = [{ kind: 'lookUp', from: 'Crossref' }, { kind: 'hand' }];
    const library = libraryAfter(
      ...IMPORTS,
      tell(INTO, { venue: 'Own journal', title: 'Rivers, by hand' }, hand!),
      tell(FROM, { venue: 'Other journal', doi: '10.1000/1', authors: [{ family: 'Lake' }] }, crossref!),
      tell(FROM, { issued: { year: 2019 } }, hand!),
      MERGE,
    );
    expect(library.state.papers.get(INTO)).toMatchObject({
      title: 'Rivers, by hand',
      venue: 'Own journal',
      doi: '10.1000/1',
      authors: [{ family: 'Lake' }],
      issued: { year: 2019, yearSource: 'chosen' },
      origins: { venue: hand, doi: crossref, authors: crossref, issued: hand },
      listings: [{ title: NEW }, { title: OLD }],
    });
    expect(library.state.papersByIdentifier.get('doi:10.1000/1')?.id).toBe(INTO);
  });

  test('with a paper that the user added gives one that no digest takes along', () => {
    const added: LibraryCommand = {
      name: 'addPapers',
      papers: [{ work: { title: 'Rivers, added' }, origin: { kind: 'hand' } }],
      at: 1,
    };
    const merge: LibraryCommand = { name: 'mergePapers', into: INTO, from: paperId('Rivers, added') };
    const library = libraryAfter(...IMPORTS, added, merge, {
      name: 'removeDigests',
      digests: [digestId('late'), digestId('later')],
    });
    expect([...library.state.papers.keys()]).toEqual([INTO]);
  });

  test('joins the notes and keeps both texts', () => {
    const library = libraryAfter(
      ...IMPORTS,
      { name: 'setNote', paper: INTO, text: 'One.', at: 1 },
      { name: 'setNote', paper: FROM, text: 'Two.', at: 2 },
      MERGE,
    );
    expect([...library.state.notes.values()]).toEqual([{ id: INTO, text: 'One.\n\nTwo.', changed: 2 }]);
  });

  test('is taken back whole', () => {
    const library = libraryAfter(...IMPORTS, { name: 'setNote', paper: FROM, text: 'Two.', at: 2 });
    const before = contentOf(library);
    const undo = library.applyPatches(planCommand(library.state, MERGE));
    expect(library.state.papers.size).toBe(2);
    library.applyPatches(undo);
    expect(contentOf(library)).toEqual(before);
    expect(library.state.papersByTitle.get(FROM)?.id).toBe(FROM);
  });

  test('lets the one that stays take the key of the one that ended', () => {
    const library = libraryAfter(...IMPORTS);
    const key = library.state.papers.get(FROM)!.citationKey;
    run(library, MERGE);
    run(library, { name: 'setCitationKey', paper: INTO, key });
    expect(library.state.papers.get(INTO)?.citationKey).toBe(key);
  });

  test('never loses the only abstract', () => {
    const bare = importOf('bare', parsedDigest([listing('Rivers', { abstract: '' })]));
    const merge: LibraryCommand = { name: 'mergePapers', into: paperId('Rivers'), from: FROM };
    expect(() => libraryAfter(...IMPORTS, bare, merge)).toThrow(/Merge the other way round/u);
    const library = libraryAfter(...IMPORTS, bare, { ...merge, abstract: 'The whole text.' });
    expect(library.abstracts.get(paperId('Rivers'))?.text).toBe('The whole text.');
    expect(library.state.papers.get(paperId('Rivers'))?.opening).toBe('The whole text.');
  });

  test('with itself is refused', () => {
    expect(() => libraryAfter(...IMPORTS, { name: 'mergePapers', into: INTO, from: INTO })).toThrow(
      'A paper can’t be merged with itself.',
    );
  });
});

describe('Keeping two papers apart', () => {
  test('is known to both, and carried over by a merge', () => {
    const other = paperId('Tides in token space');
    const library = libraryAfter(...IMPORTS, { name: 'keepApart', papers: [FROM, other] });
    expect(library.state.papers.get(other)?.keptApart).toEqual([FROM]);
    run(library, MERGE);
    expect(library.state.papers.get(INTO)?.keptApart).toEqual([other]);
    expect(library.state.papers.get(other)?.keptApart).toEqual([INTO]);
  });
});
