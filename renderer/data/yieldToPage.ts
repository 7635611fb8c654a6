interface Scheduler {
  yield(): Promise<void>;
}

/** Lets the page paint and answer keys before going on; at once afterwards, unlike a timer. */
export function yieldToPage(): Promise<void> {
  const scheduler = (globalThis as { scheduler?: Partial<Scheduler> }).scheduler;
  if (scheduler?.yield !== undefined) return scheduler.yield();
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
