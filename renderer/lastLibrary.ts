import type { LibraryId } from '../shared/domain/ids.ts';

/** The library opened here last, so that what this browser holds of it is at hand while the host is asked. */
const STORAGE_KEY = 'pandect.library';

/** The library that was opened here last; undefined where none was or nothing is stored. */
export function lastLibrary(): LibraryId | undefined {
  try {
    return (localStorage.getItem(STORAGE_KEY) ?? undefined) as LibraryId | undefined;
  } catch {
    return undefined;
  }
}

/** Remembers the library for the next start. */
export function rememberLibrary(library: LibraryId): void {
  try {
    localStorage.setItem(STORAGE_KEY, library);
  } catch {
    // The next start is slower.
  }
}
