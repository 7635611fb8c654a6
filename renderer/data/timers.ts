/** The waiting of the data layer, so that tests need not wait. */
export interface Timers {
  /** Does something after so many milliseconds; returns the function that calls it off. */
  after(ms: number, work: () => void): () => void;
}

export const realTimers: Timers = {
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits, but no longer than `ms`; true when `work` came to its end in time. */
export async function within(timers: Timers, ms: number, work: Promise<unknown>): Promise<boolean> {
  let cancel = (): void => undefined;
  const late = new Promise<false>(resolve => {
    cancel = timers.after(ms, () => resolve(false));
  });
  const done = work.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([done, late]);
  cancel();
  return inTime;
}
