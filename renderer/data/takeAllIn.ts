import type { MemoryLibrary } from '../../shared/library/memory.ts';
import { yieldToPage } from './yieldToPage.ts';

/** Half of what a frame has: the window goes on answering. */
const MAX_BUSY_MS = 6;
/** A window that is never idle gets its rows all the same. */
const LONGEST_WAIT_MS = 100;

/**
 * Takes all rows into memory that are late, a slice at a time: whenever the window has nothing else to do, or now. Rejects
 * if they can't all be taken in.
 */
export async function takeAllIn(memory: MemoryLibrary, when: 'idle' | 'now'): Promise<void> {
  while (!memory.isWhole) {
    await (when === 'idle' ? untilIdle() : yieldToPage());
    const since = performance.now();
    while (!memory.isWhole && performance.now() - since < MAX_BUSY_MS) memory.takeIn();
  }
}

function untilIdle(): Promise<void> {
  // A window that isn't seen is hardly ever told that it is idle.
  if (typeof requestIdleCallback === 'undefined' || document.visibilityState === 'hidden')
    return yieldToPage();
  return new Promise(resolve => requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS }));
}
