import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withFields } from '../../../shared/library/invert.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import { namedFields } from '../../../shared/library/namedFields.ts';
import type { Patch } from '../../../shared/library/patch.ts';
import { anyCommands, importOf, listing, paperId, parsedDigest } from './invented.ts';
import { contentOf, libraryAfter, planIfTaken } from './support.ts';

const PAPER = paperId('Quiet caches');
const start = (): MemoryLibrary =>
  libraryAfter(importOf('d1', parsedDigest([listing('Quiet caches'), listing('Loud caches')])), {
    name: 'setNote',
    paper: PAPER,
    text: 'Read it.',
    at: 1,
  });
const named = (library: MemoryLibrary, patches: readonly Patch[]): Patch[] =>
  namedFields(patches, (table, id) => library.row(table, id));

describe('Naming the fields of a change', () => {
  test('gives the same library, and puts no row that was there', () => {
    fc.assert(
      fc.property(anyCommands, commands => {
        const one = new MemoryLibrary({}, { abstracts: 'held' });
        const other = new MemoryLibrary({}, { abstracts: 'held' });
        const steps: Patch[][] = [];
        const apply = (patches: readonly Patch[]): Patch[] => {
          const changes = named(other, patches);
          for (const patch of changes) {
            if (
              patch.kind === 'put' &&
              patch.table !== 'abstracts' &&
              !changes.some(({ kind }) => kind === 'remove')
            ) {
              for (const { id } of patch.rows) expect(other.row(patch.table, id)).toBeUndefined();
            }
          }
          other.applyPatches(changes);
          const inverse = one.applyPatches(patches);
          expect(contentOf(other)).toStrictEqual(contentOf(one));
          return inverse;
        };
        for (const command of commands) steps.push(apply(planIfTaken(one, command)));
        for (const step of steps.reverse()) apply(step);
      }),
      { numRuns: 200 },
    );
  });

  test('names what differs, and takes away what the new row lacks', () => {
    const library = start();
    const note = { id: PAPER, text: 'Read it twice.', changed: 1 };
    expect(named(library, [{ kind: 'put', table: 'notes', rows: [note] }])).toEqual([
      { kind: 'set', table: 'notes', ids: [PAPER], fields: { text: 'Read it twice.' } },
    ]);
    const orphan = withFields(library.state.papers.get(PAPER)!, { addedBy: null });
    expect(named(library, [{ kind: 'put', table: 'papers', rows: [orphan] }])).toEqual([
      { kind: 'set', table: 'papers', ids: [PAPER], fields: { addedBy: null } },
    ]);
  });

  test('groups rows that change alike and leaves those out that do not', () => {
    const library = start();
    const rows = [...library.state.papers.values()];
    const starred = rows.map(paper => ({ ...paper, starred: true }));
    expect(named(library, [{ kind: 'put', table: 'papers', rows: starred }])).toEqual([
      { kind: 'set', table: 'papers', ids: rows.map(({ id }) => id), fields: { starred: true } },
    ]);
    expect(named(library, [{ kind: 'put', table: 'papers', rows }])).toEqual([]);
  });

  test('sees what the patches before did', () => {
    const library = start();
    const paper = library.state.papers.get(PAPER)!;
    const patches: Patch[] = [
      { kind: 'remove', table: 'papers', ids: [PAPER] },
      { kind: 'put', table: 'papers', rows: [paper] },
      { kind: 'set', table: 'papers', ids: [PAPER], fields: { starred: true } },
      { kind: 'put', table: 'papers', rows: [paper] },
    ];
    expect(named(library, patches)).toEqual([
      ...patches.slice(0, 3),
      { kind: 'set', table: 'papers', ids: [PAPER], fields: { starred: false } },
    ]);
  });
});
