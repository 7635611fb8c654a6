import type { EngineOrder, EngineReport } from './engineWorker.ts';
import type { StoredOrder, StoredReport } from './storedWorker.ts';

declare global {
  interface Window {
    /** Called by the launcher. */
    measureEngine(order: EngineOrder): Promise<EngineReport>;
    measureStored(order: StoredOrder): Promise<StoredReport>;
  }
}

window.measureEngine = order =>
  askWorker(new Worker(new URL('./engineWorker.ts', import.meta.url), { type: 'module' }), order);
window.measureStored = order =>
  askWorker(new Worker(new URL('./storedWorker.ts', import.meta.url), { type: 'module' }), order);

/** The worker stays: what it holds is measured too. */
function askWorker<T>(worker: Worker, order: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<T>) => resolve(data);
    worker.onerror = event => reject(new Error(event.message));
    worker.postMessage(order);
  });
}
