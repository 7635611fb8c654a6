import { describe, expect, test } from 'vitest';
import type { CitationKey } from '../../../../shared/domain/ids.ts';
import { describeCommand } from '../../../../shared/library/describe.ts';
import { FormerKeys } from '../../../../shared/library/formerKeys.ts';
import type { LibraryCommand } from '../../../../shared/library/command.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import { importOf, listing, paperId, parsedDigest } from '../invented.ts';
import { libraryAfter, run, runAll } from '../support.ts';

const [MEADOW, RIVERS, TIDES] = [
  'Seven ways to sort a meadow',
  'Rivers that remember',
  'Seven tides in a row',
];

const newLibrary = (): MemoryLibrary =>
  libraryAfter(importOf('digest', parsedDigest([MEADOW, RIVERS, TIDES].map(title => listing(title)))));

const everyPaper = (pattern: string): LibraryCommand => ({
  name: 'rekeyPapers',
  papers: [MEADOW, RIVERS, TIDES].map(paperId),
  pattern,
});

function keysOf(library: MemoryLibrary): string[] {
  return [MEADOW, RIVERS, TIDES].map(title => library.state.papers.get(paperId(title))!.citationKey);
}

function formerKeysOf(library: MemoryLibrary, title: string): readonly CitationKey[] {
  const formerKeys = new FormerKeys();
  const { citationKeys, papers } = library.state;
  for (const holder of citationKeys.values()) formerKeys.add(holder, papers.get(holder.paper));
  return formerKeys.of(papers.get(paperId(title))!);
}

describe('Keys after a pattern', () => {
  test('are given in the order of arrival, unique without regard to case', () => {
    const library = newLibrary();
    run(library, everyPaper('[title:1]'));
    expect(keysOf(library)).toEqual(['seven', 'rivers', 'sevena']);
    run(library, everyPaper('[Title:1]'));
    expect(keysOf(library)).toEqual(['Seven', 'Rivers', 'Sevena']);
  });

  test('leave the keys before with their papers, so that nobody else gets them', () => {
    const library = newLibrary();
    expect(formerKeysOf(library, MEADOW)).toEqual([]);
    run(library, everyPaper('[title:1]'));
    expect(formerKeysOf(library, MEADOW)).toEqual(['sevenWaysSort']);
    const setKey = { name: 'setCitationKey', key: 'SevenWaysSort' as CitationKey } as const;
    expect(() => planCommand(library.state, { ...setKey, paper: paperId(RIVERS) })).toThrow(/belongs to/u);
    expect(() => planCommand(library.state, { ...setKey, paper: paperId(MEADOW) })).not.toThrow();
  });

  test('are one step to take back, after which the papers have their keys again', () => {
    const library = newLibrary();
    const before = keysOf(library);
    const [undo] = runAll(library, [everyPaper('[title:1]')]);
    library.applyPatches(undo!);
    expect(keysOf(library)).toEqual(before);
    expect(formerKeysOf(library, MEADOW)).toEqual(['seven']);
    run(library, everyPaper('[title:1]'));
    expect(keysOf(library)).toEqual(['seven', 'rivers', 'sevena']);
  });

  test('remember a spelling that differs in case only', () => {
    const library = newLibrary();
    run(library, everyPaper('[Title:3]'));
    expect(keysOf(library)[0]).toBe('SevenWaysSort');
    expect(formerKeysOf(library, MEADOW)).toEqual(['sevenWaysSort']);
    run(library, everyPaper('[title:3]'));
    expect(formerKeysOf(library, MEADOW)).toEqual(['SevenWaysSort']);
  });

  test('stay where they fit, suffix and all', () => {
    const library = newLibrary();
    run(library, everyPaper('[title:1]'));
    expect(planCommand(library.state, everyPaper('[title:1]'))).toEqual([]);
    const alone: LibraryCommand = { name: 'rekeyPapers', papers: [paperId(TIDES)], pattern: '[title:1]' };
    expect(planCommand(library.state, alone)).toEqual([]);
  });

  test('include those of a merged paper among the aliases, but never one that a paper has now', () => {
    const library = newLibrary();
    const merge: LibraryCommand = { name: 'mergePapers', into: paperId(MEADOW), from: paperId(TIDES) };
    run(library, merge);
    expect(formerKeysOf(library, MEADOW)).toEqual(['sevenTidesRow']);
  });

  test('never go to a paper whose key another has after a merge was taken back', () => {
    const library = newLibrary();
    const merge: LibraryCommand = { name: 'mergePapers', into: paperId(RIVERS), from: paperId(TIDES) };
    const setKey: LibraryCommand = {
      name: 'setCitationKey',
      paper: paperId(RIVERS),
      key: 'sevenTidesRow' as CitationKey,
    };
    const [undoMerge] = runAll(library, [merge, setKey]);
    library.applyPatches(undoMerge!);
    run(library, everyPaper('[title:3]'));
    expect(new Set(keysOf(library).map(key => key.toLowerCase())).size).toBe(3);
  });

  test('are refused for a pattern that is none, and described with their number', () => {
    const library = newLibrary();
    expect(() => planCommand(library.state, everyPaper('[titel]'))).toThrow(/not known/u);
    const command = everyPaper('[title:1]');
    const patches = planCommand(library.state, command);
    expect(describeCommand(command, library.state, patches)).toBe('Gave 3 papers new citation keys');
  });

  test('are made for new papers too, where the import names a pattern', () => {
    const parsed = parsedDigest([listing(MEADOW, { issued: { year: 2024, month: 5, day: 6 } })]);
    const named = libraryAfter(importOf('digest', parsed, { keyPattern: '[title:1]:[year]' }));
    expect(named.state.papers.get(paperId(MEADOW))?.citationKey).toBe('seven:2024');
    const wrong = libraryAfter(importOf('digest', parsed, { keyPattern: '[nonsense' }));
    expect(wrong.state.papers.get(paperId(MEADOW))?.citationKey).toBe('sevenWaysSort2024');
  });

  test('are made of the name of an organisation, whose handle only digests print', () => {
    const keyPattern = '[org]';
    const parsed = parsedDigest([listing(MEADOW, { organisation: 'fjordlab Fjord Lab' })]);
    const library = libraryAfter(importOf('digest', parsed, { keyPattern }));
    const keyOf = (title: string) => library.state.papers.get(paperId(title))?.citationKey;
    expect(keyOf(MEADOW)).toBe('fjordLab');
    const origin = { kind: 'hand' } as const;
    const work = { title: RIVERS, organisation: 'River Institute Ost' };
    run(library, { name: 'addPapers', papers: [{ work, origin }], at: 1, keyPattern });
    expect(keyOf(RIVERS)).toBe('riverInstituteOst');
    const change = { paper: paperId(MEADOW), fields: { organisation: 'Meadow House' }, origin };
    run(library, { name: 'setDetails', changes: [change], at: 2 });
    run(library, { name: 'rekeyPapers', papers: [MEADOW, RIVERS].map(paperId), pattern: keyPattern });
    expect([MEADOW, RIVERS].map(keyOf)).toEqual(['meadowHouse', 'riverInstituteOst']);
  });
});
