/** Told to a worker before anybody asks it something: it reads this database's stored index ahead. */
export interface ReadAhead {
  readonly readAhead: string;
}

/** A search worker that was started before anybody has something to ask it. */
export interface WorkerAhead {
  /** The worker, or, where that crashed meanwhile, a new one. */
  take(): Worker;
  /** Ends it. */
  drop(): void;
}

/** Starts the search worker. */
export function startSearchWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'search' });
}

/** Starts the search worker and tells it of a database (its name) that is likely to be loaded. */
export function startSearchWorkerAhead(readAhead: string): WorkerAhead {
  const worker = startSearchWorker();
  // Who takes it hears of no crash that came before.
  let isDead = false;
  const noteCrash = (event: Event): void => {
    event.preventDefault();
    isDead = true;
  };
  worker.addEventListener('error', noteCrash);
  worker.postMessage({ readAhead } satisfies ReadAhead);
  return {
    take() {
      worker.removeEventListener('error', noteCrash);
      if (!isDead) return worker;
      worker.terminate();
      return startSearchWorker();
    },
    drop: () => worker.terminate(),
  };
}
