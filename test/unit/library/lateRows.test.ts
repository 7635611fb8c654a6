import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CountsKeeper } from '../../../shared/library/counts.ts';
import type { LateRows } from '../../../shared/library/lateRows.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import { expectConsistent } from './consistent.ts';
import { anyCommands, importOf, listing, paperId, parsedDigest } from './invented.ts';
import { contentOf, libraryAfter, planIfTaken, runAll } from './support.ts';

/** A library with the rows of another one, whose papers and keys are taken in late; `more`: what is different. */
function lateCopyOf(library: MemoryLibrary, more: Partial<LateRows> = {}): MemoryLibrary {
  const papers = [...library.rows('papers').values()];
  const citationKeys = [...library.rows('citationKeys').values()];
  const counts = new CountsKeeper();
  for (const paper of papers) counts.replace(undefined, paper);
  const late: LateRows = {
    size: { papers: papers.length, citationKeys: citationKeys.length },
    counts: counts.toStored(),
    paper: id => papers.find(paper => paper.id === id),
    *portions() {
      for (const paper of papers) yield { papers: [paper] };
      yield { citationKeys };
    },
    ...more,
  };
  const tables = ['notes', 'digests', 'collections', 'savedSearches', 'abstracts'] as const;
  const others = Object.fromEntries(tables.map(table => [table, [...library.rows(table).values()]]));
  return new MemoryLibrary(others, { nextSerial: library.state.nextSerial, abstracts: 'held', late });
}

const QUIET = paperId('Quiet quantisation');
const withPapers = (): MemoryLibrary =>
  libraryAfter(importOf('d', parsedDigest([listing('Quiet quantisation'), listing('Rivers')])));

describe('A library whose rows come late', () => {
  test('is as one that has them from the start, whatever is run while they come', () => {
    fc.assert(
      fc.property(anyCommands, anyCommands, fc.nat(12), (before, after, taken) => {
        const start = libraryAfter();
        runAll(start, before);
        const late = lateCopyOf(start);
        for (let times = 0; times < taken; times += 1) late.takeIn();
        for (const command of after) {
          const patches = planIfTaken(start, command);
          expect(planIfTaken(late, command)).toStrictEqual(patches);
          expect(late.applyPatches(patches)).toStrictEqual(start.applyPatches(patches));
          expect(late.state.counts.view({ kind: 'starred' })).toBe(start.state.counts.starred);
        }
        late.takeInAll();
        expect(contentOf(late)).toStrictEqual(contentOf(start));
        expectConsistent(late);
      }),
      { numRuns: 300 },
    );
  });

  test('gives a paper, counts all, and takes marks without taking in the others', () => {
    const late = lateCopyOf(withPapers());
    expect(late.state.papers.get(QUIET)?.title).toBe('Quiet quantisation');
    expect([late.state.papers.size, late.state.citationKeys.size]).toEqual([2, 2]);
    late.applyPatches([{ kind: 'set', table: 'papers', ids: [QUIET], fields: { starred: true } }]);
    expect(late.state.counts.starred).toBe(1);
    expect(late.state.papers.get(QUIET)?.starred).toBe(true);
    expect(late.isWhole).toBe(false);
    late.takeInAll();
    expect(late.state.papers.get(QUIET)?.starred).toBe(true);
    expect(late.state.counts.starred).toBe(1);
  });

  test('gives the same row before and after it is taken in', () => {
    const late = lateCopyOf(withPapers());
    const { papers } = late.state;
    const early = papers.get(QUIET);
    late.takeInAll();
    expect(late.state.papers.get(QUIET)).toBe(early);
    expect(papers.get(QUIET)).toBe(early);
  });

  test('is never taken for whole when a row can’t be made, or rows are missing', () => {
    const library = withPapers();
    const [first] = library.rows('papers').values();
    const damaged: Partial<LateRows>[] = [
      {
        *portions() {
          yield { papers: [first!] };
          throw new Error('not JSON');
        },
      },
      { size: { papers: 3, citationKeys: 2 } },
      { size: { papers: 2, citationKeys: 1 } },
    ];
    for (const each of damaged) {
      const late = lateCopyOf(library, each);
      for (const ask of [() => late.takeInAll(), () => [...late.state.papers.keys()], () => late.takeIn()]) {
        expect(ask).toThrow('Not all rows');
      }
      expect(late.isWhole).toBe(false);
    }
  });

  test('is whole for whoever goes over all of it, or asks by title or key', () => {
    const asked: ((library: MemoryLibrary) => unknown)[] = [
      ({ state }) => [...state.papers.keys()],
      ({ state }) => state.papersByTitle.get(QUIET as never),
      ({ state }) => [...state.citationKeys.values()],
      ({ state }) => state.registeredKey(QUIET),
    ];
    for (const ask of asked) {
      const late = lateCopyOf(withPapers());
      expect(ask(late)).toEqual(ask(withPapers()));
      expect(late.isWhole).toBe(true);
    }
  });
});
