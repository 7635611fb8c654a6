/** How long the host works at one thing before it answers others. */
const SLICE_MS = 8;

/** Awaited between small steps of long work: lets others have their turn once a slice of time is used up. */
export function createPacer(sliceMs = SLICE_MS): () => Promise<void> | undefined {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < sliceMs) return undefined;
    return new Promise(resolve =>
      setImmediate(() => {
        begun = performance.now();
        resolve();
      }),
    );
  };
}
