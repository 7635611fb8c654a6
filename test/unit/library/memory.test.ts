import { describe, expect, test } from 'vitest';
import type { Patch } from '../../../shared/library/patch.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import { planCommand } from '../../../shared/library/planCommand.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { importOf, listing, paperId, parsedDigest } from './invented.ts';
import { libraryAfter } from './support.ts';

describe('The library in memory', () => {
  test('archives ten thousand papers with an inverse of one patch per earlier status', () => {
    const start = libraryAfter(importOf('digest', parsedDigest([listing('Quiet quantisation')])));
    const template = start.state.papers.values().next().value!;
    const papers = Array.from({ length: 10_000 }, (_, index): Paper => {
      const id = `${index}` as Paper['id'];
      const status = (['unread', 'reading', 'read', 'archived'] as const)[index % 4]!;
      return { ...template, id, serial: index + 1, titleKeys: [`${index}` as never], status };
    });
    const library = new MemoryLibrary({ papers });
    const ids = papers.map(({ id }) => id);
    const archive = planCommand(library.state, { name: 'setStatus', papers: ids, status: 'archived' });
    const inverse = library.applyPatches(archive);
    expect(library.state.counts.status('archived')).toBe(10_000);
    expect(inverse).toHaveLength(3);
    library.applyPatches(inverse);
    expect(library.state.counts.status('archived')).toBe(2_500);
  });

  test('takes an optional field away with null and brings it back', () => {
    const library = libraryAfter(importOf('digest', parsedDigest([listing('Quiet quantisation')])));
    const rename: Patch = {
      kind: 'set',
      table: 'digests',
      ids: ['digest', 'no such row'],
      fields: { givenName: 'Mine' },
    };
    const inverse = library.applyPatches([rename]);
    expect(library.state.digests.get('digest')?.givenName).toBe('Mine');
    expect(inverse).toEqual([{ ...rename, ids: ['digest'], fields: { givenName: null } }]);
    library.applyPatches(inverse);
    expect(library.state.digests.get('digest')).not.toHaveProperty('givenName');
  });

  test('leaves a title with the paper that took it over, in whichever order rows are written', () => {
    const library = libraryAfter(
      importOf('d', parsedDigest([listing('Quiet quantisation'), listing('Rivers')])),
    );
    const [quiet, rivers] = [...library.state.papers.values()] as [Paper, Paper];
    const titleKeys = [...quiet.titleKeys, ...rivers.titleKeys];
    library.applyPatches([
      { kind: 'set', table: 'papers', ids: [quiet.id], fields: { titleKeys } },
      { kind: 'remove', table: 'papers', ids: [rivers.id] },
    ]);
    expect(library.state.papersByTitle.get(paperId('Rivers'))?.id).toBe(quiet.id);
  });

  test('starts its serials behind those that were ever given out', () => {
    expect(new MemoryLibrary({}, { nextSerial: 7 }).state.nextSerial).toBe(7);
  });

  test('passes over abstracts unless it holds them', () => {
    const library = new MemoryLibrary();
    const patch: Patch = {
      kind: 'put',
      table: 'abstracts',
      rows: [{ id: paperId('Rivers'), text: 'Text.' }],
    };
    expect(library.applyPatches([patch])).toEqual([]);
    expect(library.abstracts.size).toBe(0);
  });
});
