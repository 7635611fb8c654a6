import { setTimeout as wait } from 'node:timers/promises';

/** Time as the look-up sees it, so that a test need not wait. */
export interface Timing {
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** Resolves after so long; rejects at once when the signal aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Aborts its signal after so long, unless stopped. */
  deadline(ms: number): { readonly signal: AbortSignal; stop(): void };
  /** From 0 up to 1: how long a wait without a given length is. */
  random(): number;
}

/** The machine's own. */
export const machineTiming: Timing = {
  now: () => performance.now(),
  pause: async (ms, signal) => void (await wait(ms, undefined, { signal })),
  deadline: ms => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), ms).unref();
    return { signal: controller.signal, stop: () => clearTimeout(timer) };
  },
  random: Math.random,
};
