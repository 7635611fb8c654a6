import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CitationKey } from '../../../shared/domain/ids.ts';
import type {
  DetailsChange,
  LibraryCommand,
  OriginNow,
  RestoreRows,
} from '../../../shared/library/command.ts';
import { applyToImage, type LibraryImage } from '../../../shared/library/image.ts';
import type { MemoryLibrary } from '../../../shared/library/memory.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { planCommand } from '../../../shared/library/planCommand.ts';
import { CommandRefused } from '../../../shared/library/refused.ts';
import { restorePatches, type RestoreChoice } from '../../../shared/library/restorePatches.ts';
import { APPEND_ONLY_TABLES, TABLE_NAMES } from '../../../shared/library/tables.ts';
import { expectConsistent } from './consistent.ts';
import { imageOf } from './images.ts';
import {
  anyCommands,
  collectionId,
  digestId,
  importOf,
  listing,
  paperId,
  parsedDigest,
  TITLES,
} from './invented.ts';
import { contentOf, libraryAfter, run, runAll } from './support.ts';
import { anyTwoStates, DIGEST, MEADOW, RIVERS, since, TIDES } from './twoStates.ts';

const OTHERS = TABLE_NAMES.filter(table => !APPEND_ONLY_TABLES.includes(table));
const ALL: RestoreChoice = { papers: null, parts: 'everything' };

const restoring = (library: MemoryLibrary, wanted: LibraryImage, choice: RestoreChoice): RestoreRows => ({
  name: 'restore',
  from: 0,
  what: choice.papers === null ? 'library' : 'papers',
  patches: restorePatches(imageOf(library), wanted, choice),
});
const restore = (library: MemoryLibrary, wanted: LibraryImage, choice: RestoreChoice): Patch[] =>
  run(library, restoring(library, wanted, choice));
const anyChoice: fc.Arbitrary<RestoreChoice> = fc.record({
  papers: fc.option(fc.array(fc.constantFrom(...TITLES).map(paperId), { minLength: 1, maxLength: 5 })),
  parts: fc.constantFrom('everything', 'everything', 'notes', 'states'),
});
describe('Restoring everything', () => {
  test('makes the library what it was, but for keys, which stay registered', () => {
    fc.assert(
      fc.property(anyTwoStates, ({ library, wanted }) => {
        const keys = [...library.state.citationKeys.keys(), ...wanted.citationKeys.keys()];
        const image = imageOf(library);
        const patches = restore(library, wanted, ALL);
        applyToImage(image, patches);
        expect(contentOf(library)).toStrictEqual(contentOf({ rows: table => image[table] }));
        expect(contentOf(library, OTHERS)).toStrictEqual(contentOf({ rows: table => wanted[table] }, OTHERS));
        expect(new Set(library.state.citationKeys.keys())).toEqual(new Set(keys));
        expectConsistent(library);
        expect(restorePatches(imageOf(library), wanted, ALL)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('Restoring anything', () => {
  test('keeps the promises of the library, and is taken back whole', () => {
    fc.assert(
      fc.property(anyTwoStates, anyChoice, anyCommands, ({ library, wanted }, choice, more) => {
        const before = contentOf(library, OTHERS);
        const patches = planCommand(library.state, restoring(library, wanted, choice));
        expect(JSON.parse(JSON.stringify(patches))).toStrictEqual(patches);
        const undo = library.applyPatches(patches);
        expectConsistent(library);
        const redo = library.applyPatches(undo);
        expect(contentOf(library, OTHERS)).toStrictEqual(before);
        expectConsistent(library);
        library.applyPatches(redo);
        for (const command of more) {
          runAll(library, [command]);
          expectConsistent(library);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('brings the parts back of all chosen papers that are there', () => {
    fc.assert(
      fc.property(anyTwoStates, anyChoice, ({ library, wanted }, choice) => {
        restore(library, wanted, choice);
        for (const id of choice.papers ?? wanted.papers.keys()) {
          const then = wanted.papers.get(id);
          const now = library.state.papers.get(id);
          if (then === undefined || (now === undefined && choice.parts !== 'everything')) continue;
          // Another paper has its very title by now and stands for it.
          const other = library.state.papersByTitle.get(id);
          if (now === undefined && other !== undefined && paperId(other.title) === id) continue;
          if (choice.parts !== 'notes') {
            const { status, starred } = then;
            expect(now).toMatchObject({ status, starred });
          }
          const note = wanted.notes.get(id);
          if (choice.parts !== 'states' && note) expect(library.state.notes.get(id)).toEqual(note);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('Restoring single papers', () => {
  test('brings a removed one back with note, abstract, collection, digest and key', () => {
    const { library, wanted } = since(
      [
        { name: 'createCollection', collection: collectionId('c1'), title: 'Reviews', papers: [RIVERS] },
        { name: 'setNote', paper: RIVERS, text: 'Twice.', at: 5 },
        { name: 'addTag', papers: [RIVERS], tag: 'Thesis' },
        { name: 'setStatus', papers: [RIVERS], status: 'read' },
      ],
      [
        { name: 'deleteCollection', collection: collectionId('c1') },
        { name: 'removePapers', papers: [RIVERS, MEADOW] },
        { name: 'removeDigests', digests: [digestId('d1')] },
      ],
    );
    restore(library, wanted, { papers: [RIVERS], parts: 'everything' });
    expect(library.state.papers.get(RIVERS)).toEqual(wanted.papers.get(RIVERS));
    expect(library.state.notes.get(RIVERS)).toEqual(wanted.notes.get(RIVERS));
    expect(library.abstracts.get(RIVERS)).toEqual(wanted.abstracts.get(RIVERS));
    expect([...library.state.digests.keys(), ...library.state.collections.keys()]).toEqual(['d1', 'c1']);
    expect(library.state.papers.has(MEADOW)).toBe(false);
  });

  test('of a removed digest lets its dump bring the others again', () => {
    const { library, wanted } = since(
      [],
      [
        { name: 'removeDigests', digests: [digestId('d1')] },
        { name: 'removePapers', papers: [RIVERS, MEADOW] },
      ],
    );
    restore(library, wanted, { papers: [RIVERS], parts: 'everything' });
    expect(library.state.digests.get(digestId('d1'))).toMatchObject({ listingCount: 1, newCount: 1 });
    expectConsistent(library);
    const again = importOf('d1', DIGEST);
    run(library, again);
    expect(library.state.papers.size).toBe(wanted.papers.size);
    expect(library.state.digests.get(digestId('d1'))).toEqual(wanted.digests.get(digestId('d1')));
    expect(run(library, again)).toEqual([]);
    expectConsistent(library);
  });

  test('takes one out again that was merged into another since, with its titles and listings', () => {
    const { library, wanted } = since([], [{ name: 'mergePapers', into: MEADOW, from: RIVERS }]);
    restore(library, wanted, { papers: [RIVERS], parts: 'everything' });
    expect(library.state.papers.get(RIVERS)).toEqual(wanted.papers.get(RIVERS));
    expect(library.state.papers.get(MEADOW)).toEqual(wanted.papers.get(MEADOW));
    expectConsistent(library);
  });

  test('leaves a title and a key to the paper that has them by now', () => {
    const { library, wanted } = since(
      [{ name: 'mergePapers', into: MEADOW, from: RIVERS }],
      [
        { name: 'removePapers', papers: [MEADOW] },
        importOf('d2', parsedDigest([listing('Rivers that remember')])),
        { name: 'removeDigests', digests: [digestId('d1')] },
      ],
    );
    restore(library, wanted, { papers: [MEADOW], parts: 'everything' });
    expect(library.state.papers.get(RIVERS)?.titleKeys).toEqual([RIVERS]);
    expect(library.state.papers.get(MEADOW)?.titleKeys).toEqual([MEADOW]);
    expectConsistent(library);
  });

  test('brings back what somebody had told, and the title, and keeps what was told since', () => {
    const origin: OriginNow = { kind: 'hand' };
    const told = (fields: DetailsChange['fields'], at: number): LibraryCommand => ({
      name: 'setDetails',
      changes: [{ paper: RIVERS, fields, origin }],
      at,
    });
    const { library, wanted } = since(
      [told({ title: 'Told rivers', doi: '10.1000/1', abstract: 'Told.', issued: { year: 2020 } }, 1)],
      [
        told(
          { title: 'Other rivers', doi: null, abstract: 'Other.', issued: { year: 2021 }, venue: 'Journal' },
          2,
        ),
      ],
    );
    restore(library, wanted, { papers: [RIVERS], parts: 'everything' });
    const then = wanted.papers.get(RIVERS)!;
    const now = library.state.papers.get(RIVERS)!;
    expect(now).toMatchObject({
      title: 'Told rivers',
      doi: '10.1000/1',
      issued: then.issued,
      venue: 'Journal',
    });
    expect(now.origins).toMatchObject({ ...then.origins, venue: { kind: 'hand', at: 2 } });
    expect(now.listings).toEqual(then.listings);
    expect(library.abstracts.get(RIVERS)?.text).toBe('Told.');
    expectConsistent(library);
  });

  test('does not bring a paper back beside one that the user has given its title since', () => {
    const { library, wanted } = since(
      [],
      [
        { name: 'removePapers', papers: [RIVERS] },
        {
          name: 'setDetails',
          changes: [{ paper: MEADOW, fields: { title: 'Rivers that remember' }, origin: { kind: 'hand' } }],
          at: 1,
        },
      ],
    );
    restore(library, wanted, { papers: [RIVERS], parts: 'everything' });
    expect(library.state.papers.has(RIVERS)).toBe(false);
    expectConsistent(library);
  });

  test('keeps what was imported since', () => {
    const { library, wanted } = since(
      [],
      [importOf('d2', parsedDigest([listing('Rivers that remember')])), { name: 'star', papers: [RIVERS] }],
    );
    restore(library, wanted, { papers: [RIVERS], parts: 'everything' });
    const paper = library.state.papers.get(RIVERS)!;
    expect([paper.starred, paper.listings.map(({ digest }) => digest)]).toEqual([false, ['d1', 'd2']]);
  });

  test('puts a paper into the collection that has the name by now', () => {
    const named = (id: string): LibraryCommand => ({
      name: 'createCollection',
      collection: collectionId(id),
      title: 'Reviews',
      papers: id === 'c1' ? [RIVERS] : [],
    });
    const { library, wanted } = since(
      [named('c1')],
      [{ name: 'deleteCollection', collection: collectionId('c1') }, named('c2')],
    );
    restore(library, wanted, { papers: [RIVERS], parts: 'states' });
    expect(library.state.papers.get(RIVERS)?.collections).toEqual(['c2']);
  });

  test('changes notes or states alone where only they are asked for', () => {
    const first: LibraryCommand[] = [{ name: 'setNote', paper: RIVERS, text: 'Then.', at: 5 }];
    const then: LibraryCommand[] = [
      { name: 'setNote', paper: RIVERS, text: 'Now.', at: 6 },
      { name: 'setNote', paper: TIDES, text: 'New.', at: 6 },
      { name: 'star', papers: [RIVERS] },
    ];
    const notes = since(first, then);
    restore(notes.library, notes.wanted, { papers: null, parts: 'notes' });
    expect([...notes.library.state.notes.values()].map(({ text }) => text)).toEqual(['Then.', 'New.']);
    expect(notes.library.state.papers.get(RIVERS)?.starred).toBe(true);
    const states = since(first, then);
    restore(states.library, states.wanted, { papers: [RIVERS], parts: 'states' });
    expect(states.library.state.notes.get(RIVERS)?.text).toBe('Now.');
    expect(states.library.state.papers.get(RIVERS)?.starred).toBe(false);
  });
});

describe('A citation key that two libraries gave to different papers', () => {
  /** Another library, in which the meadow has the key that the rivers have here. */
  const other = libraryAfter(importOf('d2', parsedDigest([listing('Sorting a meadow')])), {
    name: 'setCitationKey',
    paper: MEADOW,
    key: 'RiversThatRemember' as CitationKey,
  });
  const here = (): MemoryLibrary =>
    libraryAfter(importOf('d1', parsedDigest([listing('Rivers that remember')])));

  test('stays with the paper that has it when another one is brought back', () => {
    const library = here();
    restore(library, imageOf(other), { papers: [MEADOW], parts: 'everything' });
    expect(library.state.papers.get(RIVERS)?.citationKey).toBe('riversThatRemember');
    expect(library.state.papers.get(MEADOW)?.citationKey).toBe('sortingMeadow');
    expectConsistent(library);
  });

  test('is given to one of them only, whichever comes back after a restore of everything', () => {
    const restored = here();
    const undo = restored.applyPatches(planCommand(restored.state, restoring(restored, imageOf(other), ALL)));
    run(restored, importOf('d3', DIGEST));
    expectConsistent(restored);
    const undone = here();
    restore(undone, imageOf(other), ALL);
    undone.applyPatches(undo);
    run(undone, importOf('d3', DIGEST));
    expectConsistent(undone);
  });
});

describe('A restore that no longer fits', () => {
  const library = libraryAfter(importOf('d1', DIGEST));
  const paper = library.state.papers.get(RIVERS)!;
  const refused: readonly (readonly [string, Patch])[] = [
    ['no longer there', { kind: 'set', table: 'papers', ids: ['gone'], fields: { starred: true } }],
    ['no longer there', { kind: 'remove', table: 'notes', ids: ['gone'] }],
    ['same title', { kind: 'set', table: 'papers', ids: [MEADOW], fields: { titleKeys: paper.titleKeys } }],
    [
      'citation key',
      { kind: 'set', table: 'papers', ids: [MEADOW], fields: { citationKey: paper.citationKey } },
    ],
    ['same number', { kind: 'set', table: 'papers', ids: [MEADOW], fields: { serial: paper.serial } }],
    ['note of', { kind: 'set', table: 'papers', ids: [MEADOW], fields: { hasNote: true } }],
    ['digest', { kind: 'remove', table: 'digests', ids: ['d1'] }],
    [
      'collection',
      { kind: 'set', table: 'papers', ids: [MEADOW], fields: { collections: [collectionId('c9')] } },
    ],
    ['forgotten', { kind: 'remove', table: 'citationKeys', ids: [paper.citationKey.toLowerCase()] }],
    [
      'without their papers',
      { kind: 'put', table: 'notes', rows: [{ id: paperId('x'), text: 'x', changed: 1 }] },
    ],
  ];

  test.each(refused)('is refused in words: %s', (words, patch) => {
    const command: RestoreRows = { name: 'restore', from: 0, what: 'papers', patches: [patch] };
    const plan = (): unknown => planCommand(library.state, command);
    expect(plan).toThrow(CommandRefused);
    expect(plan).toThrow(new RegExp(`${words}.*Nothing was changed.*again`, 'u'));
  });
});
