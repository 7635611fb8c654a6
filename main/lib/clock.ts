/** Time, as far as something waits for it; a test gives its own. */
export interface Clock {
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** Runs it once after so long; gives the function that forgets it. Keeps no process alive. */
  later(ms: number, run: () => void): () => void;
}

/** The time of this machine. */
export const machineClock: Clock = {
  now: () => performance.now(),
  later(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
