import { describe, expect, test } from 'vitest';
import type { CitationKey } from '../../../../shared/domain/ids.ts';
import type { MemoryLibrary } from '../../../../shared/library/memory.ts';
import type { LibraryCommand } from '../../../../shared/library/command.ts';
import { planCommand } from '../../../../shared/library/planCommand.ts';
import { importOf, listing, paperId, parsedDigest } from '../invented.ts';
import { libraryAfter, runAll } from '../support.ts';

const [MEADOW, RIVERS] = ['Seven ways to sort a meadow', 'Rivers that remember'];

function twoPapers(): MemoryLibrary {
  return libraryAfter(importOf('digest', parsedDigest([listing(MEADOW), listing(RIVERS)])));
}

const keyOf = (library: MemoryLibrary, title: string): CitationKey =>
  library.state.papers.get(paperId(title))!.citationKey;

/** Merges the rivers into the meadow and gives the meadow their key; then both are taken back. */
function keyGivenAndTakenBack(library: MemoryLibrary): LibraryCommand {
  const setKey: LibraryCommand = {
    name: 'setCitationKey',
    paper: paperId(MEADOW),
    key: keyOf(library, RIVERS),
  };
  const merge: LibraryCommand = { name: 'mergePapers', into: paperId(MEADOW), from: paperId(RIVERS) };
  for (const undo of runAll(library, [merge, setKey]).reverse()) library.applyPatches(undo);
  return setKey;
}

describe('A citation key that a merged paper took over', () => {
  test('belongs to the other paper again once that is taken back', () => {
    const library = twoPapers();
    const setKey = keyGivenAndTakenBack(library);
    expect(() => planCommand(library.state, setKey)).toThrow(/belongs to “Rivers that remember”/u);
  });

  test('goes with the other paper when that is removed, and comes back with it', () => {
    const library = twoPapers();
    const key = keyOf(library, RIVERS);
    keyGivenAndTakenBack(library);
    runAll(library, [
      { name: 'removePapers', papers: [paperId(RIVERS)] },
      importOf('another digest', parsedDigest([listing(RIVERS)])),
    ]);
    expect(keyOf(library, RIVERS)).toBe(key);
  });
});
