import type { LibraryImage } from '../../../shared/library/image.ts';
import { MemoryLibrary } from '../../../shared/library/memory.ts';
import type { WholeState } from './reading.ts';

/** A whole state in memory, with abstracts, to be asked and planned on. */
export function memoryOf({ image, progress }: WholeState): MemoryLibrary {
  return new MemoryLibrary(rowsOf(image), { nextSerial: progress.nextSerial, abstracts: 'held' });
}

function rowsOf(image: LibraryImage): ConstructorParameters<typeof MemoryLibrary>[0] {
  const { papers, abstracts, notes, digests, collections, savedSearches, citationKeys } = image;
  return {
    papers: papers.values(),
    abstracts: abstracts.values(),
    notes: notes.values(),
    digests: digests.values(),
    collections: collections.values(),
    savedSearches: savedSearches.values(),
    citationKeys: citationKeys.values(),
  };
}
