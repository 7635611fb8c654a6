import { libraryCalls, type LibraryResults } from '../../../shared/host/libraryApi.ts';
import type { HostHandlers } from '../../../shared/host/api.ts';
import { HostError } from '../../../shared/host/wire.ts';

/** The calls of the library's files. */
export function createLibraryService(): Pick<HostHandlers, keyof LibraryResults> {
  const unsupported = async (): Promise<never> => {
    throw new HostError('unsupported', 'The library’s files are not kept yet. Nothing was changed.');
  };
  return Object.fromEntries(Object.keys(libraryCalls).map(name => [name, unsupported])) as unknown as Pick<
    HostHandlers,
    keyof LibraryResults
  >;
}
