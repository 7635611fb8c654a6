import { yieldToPage } from '../data/yieldToPage.ts';

/** How long the page is kept busy before it may paint again: half a frame, as what is measured includes no last step. */
const MAX_BUSY_MS = 8;

/** Long work in short pieces. Call it between pieces: it lets the page paint when enough was done, and aborts with the signal. */
export function createPace(signal?: AbortSignal): () => Promise<void> | undefined {
  let busySince = performance.now();
  return () => {
    signal?.throwIfAborted();
    if (performance.now() - busySince < MAX_BUSY_MS) return undefined;
    return yieldToPage().then(() => {
      busySince = performance.now();
      signal?.throwIfAborted();
    });
  };
}
