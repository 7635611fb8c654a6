import type { ReadableDatabase } from './read.ts';
import { resultOf } from './request.ts';

/**
 * Opens a library's database as it is, by the browser's own means: a worker that only reads starts sooner without the
 * schema and what it is made of. Rejects with `DatabaseFailed` if there is none; the page, which writes it, sees to that first.
 */
export async function openToRead(name: string): Promise<ReadableDatabase & { close(): void }> {
  const request = indexedDB.open(name);
  // Else there would be an empty one from now on.
  request.onupgradeneeded = () => request.transaction?.abort();
  const db = await resultOf(request);
  db.onversionchange = () => db.close();
  return { ensureOpen: () => Promise.resolve(), backendDB: () => db, close: () => db.close() };
}
