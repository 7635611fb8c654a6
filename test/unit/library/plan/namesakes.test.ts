import { describe, expect, test } from 'vitest';
import type { PaperId } from '../../../../shared/domain/ids.ts';
import type { Paper } from '../../../../shared/domain/paper.ts';
import type { ParsedListing } from '../../../../shared/digest-format/types.ts';
import { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import type { ImportDigest, LibraryCommand } from '../../../../shared/library/command.ts';
import { CommandRefused } from '../../../../shared/library/refused.ts';
import { expectConsistent } from '../consistent.ts';
import { IMPORT_DAY, importOf, listing, paperId, parsedDigest, importedAgain } from '../invented.ts';
import { contentOf, libraryAfter, run } from '../support.ts';

const EDITORIAL = 'Editorial';
const [A, B, C] = [{ arxiv: '2310.00001' }, { arxiv: '2310.00002v3' }, { doi: '10.1000/3' }] as const;

function file(id: string, ...listings: readonly Partial<ParsedListing>[]): ImportDigest {
  const parsed = parsedDigest(
    listings.map(({ title = EDITORIAL, ...rest }) => listing(title, { abstract: '', ...rest })),
    { shape: 'bibtex', header: { lines: [] } },
  );
  return importOf(id, parsed, { at: IMPORT_DAY + 5 });
}

function again(command: ImportDigest, parsed = command.parsed): LibraryCommand {
  return { name: 'rereadDigest', digest: command.digest, parsed, abstracts: {} };
}

const DUMP = importOf('monday', parsedDigest([listing('EDITORIAL')]));
const inOrder = ({ state }: MemoryLibrary): Paper[] =>
  [...state.papers.values()].sort((a, b) => a.serial - b.serial);
const known = (library: MemoryLibrary): unknown[] =>
  inOrder(library).map(({ arxiv, doi, listings }) => [
    arxiv ?? doi,
    listings.map(({ digest }) => digest as string),
  ]);
const change = (paper: PaperId, fields: object): LibraryCommand => ({
  name: 'setDetails',
  changes: [{ paper, fields, origin: { kind: 'hand' } }],
  at: 3,
});

describe('Works with one title', () => {
  test('are different papers where their identifiers differ, within a file and across files', () => {
    const refs = file('refs', A, B, C, { doi: '10.1000/4' });
    const library = libraryAfter(
      refs,
      file('more', { arxiv: '2310.00002' }, { doi: '10.1000/4' }, { doi: '10.1000/5' }),
    );
    expectConsistent(library);
    // The DOI says nothing against the arXiv id of the first.
    expect(known(library)).toEqual([
      ['2310.00001', ['refs', 'refs']],
      ['2310.00002', ['refs', 'more']],
      ['10.1000/4', ['refs', 'more']],
      ['10.1000/5', ['more']],
    ]);
    expect(new Set(inOrder(library).map(({ citationKey }) => citationKey)).size).toBe(4);
  });

  test('have the ids that title and identifier make, whichever file brings them', () => {
    const ids = (...commands: LibraryCommand[]): string[] =>
      inOrder(libraryAfter(...commands)).map(({ id }) => id);
    expect(ids(file('refs', A, B))).toEqual(
      ids(file('first', A), file('second', { title: '  editorial ', ...B })),
    );
    expect(ids(file('refs', A, B))[0]).toBe(paperId(EDITORIAL));
  });

  test('are found by a dump without identifiers as the first of them', () => {
    const library = libraryAfter(file('refs', A, B), DUMP);
    expect(known(library)).toEqual([
      ['2310.00001', ['refs', 'monday']],
      ['2310.00002', ['refs']],
    ]);
    run(library, { name: 'removePapers', papers: [paperId(EDITORIAL)] });
    run(library, importOf('tuesday', parsedDigest([listing(EDITORIAL), listing('Other')])));
    expect(known(library).slice(0, 1)).toEqual([['2310.00002', ['refs', 'tuesday']]]);
  });

  test('join the paper of a dump, the first of them', () => {
    expect(known(libraryAfter(DUMP, file('refs', A, B)))).toEqual([
      ['2310.00001', ['monday', 'refs']],
      ['2310.00002', ['refs']],
    ]);
  });

  test('stay what they are when their file is read again, in whatever order, and imported again', () => {
    const refs = file('refs', A, B);
    const library = libraryAfter(refs);
    const before = contentOf(library);
    expect(planCommand(library.state, again(refs))).toEqual([]);
    expect(planCommand(library.state, importedAgain(refs))).toEqual([]);
    const turned = parsedDigest([
      listing(EDITORIAL, { abstract: '', ...B }),
      listing(EDITORIAL, { abstract: '', ...A }),
    ]);
    run(library, again(refs, turned));
    run(library, again(refs));
    expect(contentOf(library)).toEqual(before);
  });

  test('stay what they are when the user corrects an identifier', () => {
    const refs = file('refs', A, B);
    const library = libraryAfter(refs);
    const [, second] = inOrder(library);
    run(library, change(second!.id, { arxiv: '2310.00009' }));
    run(library, change(paperId(EDITORIAL), { arxiv: '2310.00008' }));
    const before = contentOf(library);
    run(library, again(refs));
    expect(contentOf(library)).toEqual(before);
    run(library, file('other', A, B));
    expect(library.state.papers.size).toBe(2);
  });

  test('come back whole from the journal, and by undo and redo', () => {
    const library = libraryAfter();
    const replayed = libraryAfter();
    const commands = [
      DUMP,
      file('refs', A, B),
      file('more', C, { doi: '10.1000/4' }),
      again(file('refs', B)),
    ];
    const states = [contentOf(library)];
    const undos = commands.map(command => {
      const patches = planCommand(library.state, command);
      replayed.applyPatches(JSON.parse(JSON.stringify(patches)) as typeof patches);
      const undo = library.applyPatches(patches);
      states.push(contentOf(library));
      return undo;
    });
    expect(contentOf(replayed)).toEqual(states.at(-1));
    const rebuilt = new MemoryLibrary({ papers: [...library.state.papers.values()].reverse() });
    expect(rebuilt.state.firstNamesake(paperId(EDITORIAL) as never)?.id).toBe(
      library.state.firstNamesake(paperId(EDITORIAL) as never)?.id,
    );
    const redos = undos.reverse().map(undo => library.applyPatches(undo));
    expect(library.state.papers.size).toBe(0);
    for (const redo of redos.reverse()) library.applyPatches(redo);
    expect(contentOf(library)).toEqual(states.at(-1));
  });
});

describe('Merging works that identifiers tell apart', () => {
  test('lasts: what lists either is the merged paper from then on', () => {
    const refs = file(
      'refs',
      A,
      B,
      { title: 'Foreword', doi: '10.1000/7' },
      { title: 'Preface', doi: '10.1000/8' },
    );
    const library = libraryAfter(refs);
    const [first, second, foreword, preface] = inOrder(library);
    run(library, { name: 'mergePapers', into: first!.id, from: second!.id });
    run(library, { name: 'mergePapers', into: foreword!.id, from: preface!.id });
    expectConsistent(library);
    run(library, again(refs));
    run(library, file('more', B, { title: 'Preface', doi: '10.1000/8' }));
    expect(known(library)).toEqual([
      ['2310.00001', ['refs', 'refs', 'more']],
      ['10.1000/7', ['refs', 'refs', 'more']],
    ]);
  });
});

describe('The user', () => {
  test('gives a paper the title of another where identifiers tell them apart', () => {
    const library = libraryAfter(file('refs', A, { title: 'Editrial', ...B }, { title: 'Preface' }));
    const [first, second, third] = inOrder(library);
    run(library, change(second!.id, { title: EDITORIAL }));
    expectConsistent(library);
    expect(library.state.papersByTitle.get(paperId(EDITORIAL))?.id).toBe(first!.id);
    expect(() => run(library, change(third!.id, { title: EDITORIAL }))).toThrow(CommandRefused);
    run(library, change(third!.id, { title: EDITORIAL, arxiv: '2310.00007' }));
    expectConsistent(library);
    expect(inOrder(library).map(({ title }) => title)).toEqual([EDITORIAL, EDITORIAL, EDITORIAL]);
  });

  test('adds a work by hand that shares its title', () => {
    const library = libraryAfter(file('refs', A));
    const added = {
      name: 'addPapers',
      papers: [{ work: { title: EDITORIAL, ...B }, origin: { kind: 'hand' } }],
      at: 4,
    } as const;
    run(library, added);
    expect(known(library)).toEqual([
      ['2310.00001', ['refs']],
      ['2310.00002', []],
    ]);
    expect(planCommand(library.state, added)).toEqual([]);
  });
});

test('Ten thousand works with one title come in and are found again in a time linear in them', () => {
  const listings = Array.from({ length: 10_000 }, (_, place) => ({
    doi: `10.1000/${place}`,
    marks: { citationKey: `key${place}` },
  }));
  const library = libraryAfter(file('refs', ...listings));
  expect(library.state.papers.size).toBe(10_000);
  expect(planCommand(library.state, importedAgain(file('refs', ...listings)))).toEqual([]);
});
