import fc from 'fast-check';
import type { LibraryCommand } from '../../../shared/library/command.ts';
import type { LibraryImage } from '../../../shared/library/image.ts';
import type { MemoryLibrary } from '../../../shared/library/memory.ts';
import { imageOf } from './images.ts';
import { anyCommands, importOf, listing, paperId, parsedDigest } from './invented.ts';
import { libraryAfter, run, runAll } from './support.ts';

export const [RIVERS, MEADOW, TIDES] = [
  'Rivers that remember',
  'Sorting a meadow',
  'Tides in token space',
].map(paperId) as [ReturnType<typeof paperId>, ReturnType<typeof paperId>, ReturnType<typeof paperId>];
export const DIGEST = parsedDigest([
  listing('Rivers that remember'),
  listing('Sorting a meadow'),
  listing('Tides in token space'),
]);

/** A library, what it was after the first import and the first commands, and what was done then. */
export const since = (
  first: readonly LibraryCommand[],
  then: readonly LibraryCommand[],
): { library: MemoryLibrary; wanted: LibraryImage } => {
  const library = libraryAfter(importOf('d1', DIGEST), ...first);
  const wanted = imageOf(library);
  for (const command of then) run(library, command);
  return { library, wanted };
};

/** Two states of one library, or of two that know nothing of each other. */
export const anyTwoStates = fc
  .record({ before: anyCommands, after: anyCommands, isSame: fc.boolean() })
  .map(({ before, after, isSame }) => {
    const earlier = libraryAfter();
    runAll(earlier, before);
    const wanted = imageOf(earlier);
    const library = isSame ? earlier : libraryAfter();
    runAll(library, after);
    return { library, wanted };
  });
