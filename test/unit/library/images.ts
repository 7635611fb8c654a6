import { emptyImage, type LibraryImage } from '../../../shared/library/image.ts';
import type { MemoryLibrary } from '../../../shared/library/memory.ts';
import { TABLE_NAMES } from '../../../shared/library/tables.ts';

/** The image of a library in memory, which stays as it is when the library goes on. */
export function imageOf(library: MemoryLibrary): LibraryImage {
  const image = emptyImage();
  for (const table of TABLE_NAMES) {
    for (const [id, row] of library.rows(table)) (image[table] as Map<string, unknown>).set(id, row);
  }
  return image;
}
