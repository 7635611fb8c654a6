import type { MemoryLibrary } from '../../shared/library/memory.ts';
import { yieldToPage } from './yieldToPage.ts';

/** Half of what a frame has: the window goes on answering. */
const MAX_BUSY_MS = 6;
/** A window that is never idle gets its rows all the same. */
const LONGEST_WAIT_MS = 100;

/** Takes all rows into memory that are late, whenever the window has nothing else to do. */
export async function takeAllIn(memory: MemoryLibrary): Promise<void> {
  while (!memory.isWhole) {
    await untilIdle();
    const since = performance.now();
    while (!memory.isWhole && performance.now() - since < MAX_BUSY_MS) memory.takeIn();
  }
}

function untilIdle(): Promise<void> {
  if (typeof requestIdleCallback === 'undefined') return yieldToPage();
  return new Promise(resolve => requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS }));
}
