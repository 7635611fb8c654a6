import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { READING_STATUSES } from '../../../shared/domain/paper.ts';
import { MemoryLibrary, type InitialRows } from '../../../shared/library/memory.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { APPEND_ONLY_TABLES, TABLE_NAMES } from '../../../shared/library/tables.ts';
import { describeCommand } from '../../../shared/library/describe.ts';
import { expectConsistent } from './consistent.ts';
import { anyCommands, anySession } from './invented.ts';
import { contentOf, planIfTaken, runAll } from './support.ts';

const UNDOABLE_TABLES = TABLE_NAMES.filter(table => !APPEND_ONLY_TABLES.includes(table));
const RUNS = { numRuns: 400 };
const newLibrary = (): MemoryLibrary => new MemoryLibrary({}, { abstracts: 'held' });

describe('Any sequence of commands', () => {
  test('is taken back whole by undoing it step by step, and comes back whole by redoing it', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const library = newLibrary();
        const start = contentOf(library, UNDOABLE_TABLES);
        const undos = runAll(library, commands);
        const end = contentOf(library, UNDOABLE_TABLES);
        const redos = undos.reverse().map(undo => library.applyPatches(undo));
        expect(contentOf(library, UNDOABLE_TABLES)).toStrictEqual(start);
        for (const redo of redos.reverse()) library.applyPatches(redo);
        expect(contentOf(library, UNDOABLE_TABLES)).toStrictEqual(end);
      }),
      RUNS,
    );
  });

  test('is the same after its patches went through JSON', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const library = newLibrary();
        const replayed = newLibrary();
        for (const command of commands) {
          const patches = planIfTaken(library, command);
          const read = JSON.parse(JSON.stringify(patches)) as typeof patches;
          expect(read).toStrictEqual(patches);
          const inverse = library.applyPatches(patches);
          expect(JSON.parse(JSON.stringify(inverse))).toStrictEqual(inverse);
          replayed.applyPatches(read);
        }
        expect(contentOf(replayed)).toStrictEqual(contentOf(library));
      }),
      RUNS,
    );
  });

  test('finds nothing to change when a command is given again', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const library = newLibrary();
        for (const command of commands) {
          library.applyPatches(planIfTaken(library, command));
          // Identifiers that contradict titles lead to other papers once those are there, or gone.
          if (command.name === 'addPapers' && command.papers.length > 1) continue;
          // A title that is refused while nothing tells two papers apart is granted once a later change does.
          if (command.name === 'setDetails' && command.changes.length > 1) continue;
          if (command.name === 'rereadDigest' && command.digest.startsWith('file'))
            library.applyPatches(planIfTaken(library, command));
          expect(planIfTaken(library, command)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  test('keeps everything derived as if it were made anew', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const library = newLibrary();
        const undos = runAll(library, commands);
        for (const undo of undos.slice(-2).reverse()) library.applyPatches(undo);
        const fresh = new MemoryLibrary({ papers: library.state.papers.values() });
        expect(countsOf(library)).toEqual(countsOf(fresh));
        const byTitle = ({ state }: MemoryLibrary): string[][] =>
          [...state.papersByTitle].map(([key, { id }]) => [key, id as string]).sort();
        expect(byTitle(library)).toEqual(byTitle(fresh));
        const byIdentifier = ({ state }: MemoryLibrary): string[][] =>
          [...state.papersByIdentifier].map(([key, { id }]) => [key, id as string]).sort();
        expect(byIdentifier(library)).toEqual(byIdentifier(fresh));
        const { papersByTitle, papersByIdentifier } = library.state;
        for (const paper of [...papersByTitle.values(), ...papersByIdentifier.values()]) {
          expect(library.state.papers.get(paper.id)).toBe(paper);
        }
      }),
      RUNS,
    );
  });

  test('keeps the promises of the library', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const library = newLibrary();
        const keyOwners = new Map<string, Set<string>>();
        for (const command of commands) {
          library.applyPatches(planIfTaken(library, command));
          expectConsistent(library);
          for (const { citationKey, id } of library.state.papers.values()) {
            const owners = keyOwners.get(citationKey.toLowerCase()) ?? new Set();
            keyOwners.set(citationKey.toLowerCase(), owners.add(id));
          }
        }
        if (commands.some(({ name }) => name === 'mergePapers')) return;
        for (const owners of keyOwners.values()) expect(owners.size).toBe(1);
      }),
      RUNS,
    );
  });

  test('keeps them however its steps are undone, redone and read again', () => {
    fc.assert(
      fc.property(anySession, steps => {
        let library = newLibrary();
        const undos: Patch[][] = [];
        let redos: Patch[][] = [];
        const turn = (from: Patch[][], to: Patch[][]): void => {
          const patches = from.pop();
          if (patches !== undefined) to.push(library.applyPatches(patches));
        };
        for (const step of steps) {
          if (step === 'undo') turn(undos, redos);
          else if (step === 'redo') turn(redos, undos);
          else if (step === 'reload') library = readAgain(library);
          else {
            const patches = planIfTaken(library, step);
            if (patches.length > 0) redos = [];
            if (patches.length > 0) undos.push(library.applyPatches(patches));
          }
          expectConsistent(library);
        }
        while (undos.length > 0) turn(undos, redos);
        expect(library.state.papers.size + library.state.digests.size).toBe(0);
      }),
      RUNS,
    );
  });

  test('is told in words without gaps', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const library = newLibrary();
        for (const command of commands) {
          const patches = planIfTaken(library, command);
          const told = describeCommand(command, library.state, patches);
          expect(told).not.toMatch(/undefined|null|NaN|“”|\.$/u);
          library.applyPatches(patches);
        }
      }),
      RUNS,
    );
  });
});

function countsOf({ state }: MemoryLibrary): unknown {
  const { counts } = state;
  const listed = [...state.papers.values()].flatMap(paper => [
    ...paper.listings.map(({ digest }) => digest),
    ...(paper.addedBy === undefined ? [] : [paper.addedBy]),
  ]);
  const collections = [...state.papers.values()].flatMap(paper => paper.collections);
  return {
    papers: counts.papers,
    starred: counts.starred,
    statuses: READING_STATUSES.map(status => counts.status(status)),
    digests: [...new Set(listed)].sort().map(digest => [digest, counts.digest(digest)]),
    tags: counts.tags(),
    collections: [...new Set(collections)].sort().map(id => [id, counts.collection(id)]),
    spellings: ['THESIS', 'To Cite', 'LATER'].map(tag => counts.tagSpelling(tag)),
  };
}

/** A library made of the other's rows, as they come from the database. */
function readAgain(library: MemoryLibrary): MemoryLibrary {
  const rows = Object.fromEntries(TABLE_NAMES.map(table => [table, [...library.rows(table).values()]]));
  const stored = JSON.parse(JSON.stringify(rows)) as InitialRows;
  return new MemoryLibrary(stored, { abstracts: 'held', nextSerial: library.state.nextSerial });
}
