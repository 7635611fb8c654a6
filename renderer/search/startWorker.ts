/** Told to a worker before anybody asks it something: it reads this database's stored index ahead. */
export interface ReadAhead {
  readonly readAhead: string;
}

/** Starts the search worker. It can be told of a database (its name) that is likely to be loaded. */
export function startSearchWorker(readAhead?: string): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'search' });
  if (readAhead !== undefined) worker.postMessage({ readAhead } satisfies ReadAhead);
  return worker;
}
