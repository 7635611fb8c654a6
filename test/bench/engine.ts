import type { EngineOrder, EngineReport } from './engineWorker.ts';

declare global {
  interface Window {
    /** Called by the launcher. */
    measureEngine(order: EngineOrder): Promise<EngineReport>;
  }
}

window.measureEngine = order =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./engineWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<EngineReport>) => resolve(data);
    worker.onerror = event => reject(new Error(event.message));
    worker.postMessage(order);
  });
