import type { EngineMessage, EngineOrder, EngineReport } from './engineWorker.ts';

/** A report, and how long it took from the start of the worker if there was none yet, in milliseconds. */
export interface Answered {
  readonly report: EngineReport;
  readonly tookMs: number;
}

declare global {
  interface Window {
    /** Called by the launcher. The worker stays from order to order: what it holds is measured too. */
    askEngine(order: EngineOrder): Promise<Answered>;
  }
}

let worker: Worker | undefined;

window.askEngine = order =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    worker ??= new Worker(new URL('./engineWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<EngineMessage>) => {
      if ('progress' in data) console.log(data.progress);
      else if ('failure' in data) reject(new Error(data.failure));
      else resolve({ report: data.report, tookMs: performance.now() - started });
    };
    worker.onerror = event => reject(new Error(event.message));
    worker.postMessage(order);
  });
