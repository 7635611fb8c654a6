import type { LibraryId } from '../../shared/domain/ids.ts';

/** The database from before there were files, and the beginning of the names of all others. */
export const DATABASE_NAME = 'pandect';

/** Name of the database that holds this browser's copy of a library. */
export function databaseName(library: LibraryId, prefix: string = DATABASE_NAME): string {
  return `${prefix}-${library}`;
}
