import type { KeptBytes } from './keptStore.ts';

/** A list that is read ahead. */
export interface ListAhead {
  /** Gives it once: whoever kept it would keep all papers' bytes. Undefined where none was kept, or the worker failed. */
  take(): Promise<KeptBytes | undefined> | undefined;
}

/** Reads the list that was kept of a database, in a worker. */
export function readListAhead(database: string): ListAhead {
  let coming: ReturnType<ListAhead['take']> = read(database);
  return {
    take() {
      const taken = coming;
      coming = undefined;
      return taken;
    },
  };
}

function read(database: string): Promise<KeptBytes | undefined> {
  const worker = new Worker(new URL('./listWorker.ts', import.meta.url), { type: 'module', name: 'list' });
  return new Promise<KeptBytes | undefined>(resolve => {
    worker.addEventListener('message', ({ data }: MessageEvent<KeptBytes | undefined>) => resolve(data));
    worker.addEventListener('messageerror', () => resolve(undefined));
    worker.addEventListener('error', event => {
      event.preventDefault();
      resolve(undefined);
    });
    worker.postMessage(database);
  }).finally(() => worker.terminate());
}
