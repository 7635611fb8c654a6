import { MemoryLibrary } from '../../shared/library/memory.ts';
import type { OpenedLibrary } from '../../shared/host/libraryApi.ts';
import * as say from './findings.ts';
import type { OpenedHere, OpenOptions } from './openLibrary.ts';
import { fetchRows, type CopiedRows } from './openCopy.ts';
import { StoredLibrary } from './storedLibrary.ts';
import { realTimers } from './timers.ts';

/**
 * Opens the library where the browser keeps no database: all rows are read from the files into memory, and changes go
 * into the files as ever. The next start tries the database again. Rejects with `HostError`.
 */
export async function openInMemory(
  { library: id, nextSerial, counts }: OpenedLibrary,
  { host, session, onProgress, now = Date.now, timers = realTimers }: OpenOptions,
): Promise<{
  readonly library: OpenedHere;
  readonly rows: CopiedRows;
  readonly finding: ReturnType<typeof say.inMemory>;
}> {
  const { copy, rows } = await fetchRows(host, 'now', onProgress);
  const { abstracts, ...light } = rows;
  const library = new StoredLibrary({
    host,
    session,
    library: id,
    db: undefined,
    abstracts,
    memory: new MemoryLibrary(light, { nextSerial: Math.max(copy.nextSerial, nextSerial) }),
    seq: copy.seq,
    history: [],
    now,
    timers,
  });
  return { library, rows, finding: say.inMemory(counts) };
}
