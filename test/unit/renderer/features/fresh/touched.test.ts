import { describe, expect, test } from 'vitest';
import { Touched } from '../../../../../renderer/features/fresh/touched.ts';
import type { LibraryChange } from '../../../../../renderer/data/types.ts';
import type { Patch } from '../../../../../shared/library/patch.ts';
import { paperOf } from '../../../../support/libraryHost.ts';

function change(patch: Patch): LibraryChange {
  return { version: 1, patches: [patch] };
}

const star: Patch = { kind: 'set', table: 'papers', ids: [paperOf(1)], fields: { starred: true } };
const note: Patch = {
  kind: 'put',
  table: 'notes',
  rows: [{ id: paperOf(2), text: 'A note', changed: 1 }],
};
const lostKey: Patch = { kind: 'remove', table: 'collections', ids: [] };

describe('what may change the text of a file', () => {
  test('is nothing at first', () => {
    expect(new Touched().mayChange([paperOf(1)])).toBe(false);
  });

  test('is a change of a paper in it, or of its note, and of no other', () => {
    const touched = new Touched();
    touched.note(change(star));
    touched.note(change(note));
    expect(touched.mayChange([paperOf(3), paperOf(1)])).toBe(true);
    expect(touched.mayChange([paperOf(2)])).toBe(true);
    expect(touched.mayChange([paperOf(3)])).toBe(false);
  });

  test('is a change of what many papers say', () => {
    const named = new Touched();
    named.note(change(lostKey));
    expect(named.mayChange([paperOf(3)])).toBe(true);
  });

  test('is also what was noted by another that came to nothing', () => {
    const first = new Touched();
    first.note(change(star));
    const second = new Touched();
    second.add(first);
    expect(second.mayChange([paperOf(1)])).toBe(true);
  });
});
