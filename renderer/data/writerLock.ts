/** Held by the one page that may write; pages of one origin share their database. */
const LOCK_NAME = 'pandect-library';

/** The right to write the library. */
export interface Claim {
  /** Resolves when another page has taken the library over; this one must stop writing at once. */
  readonly lost: Promise<void>;
  /** Gives the library free; closing the page does so too. */
  release(): void;
}

/**
 * Claims the library for this page, without waiting: `taken` when another page holds it. `steal` takes it away from
 * that page ("Use it here"), whose `lost` then resolves. Claim before opening the library.
 */
export function claimLibrary(
  { steal }: { readonly steal: boolean } = { steal: false },
  locks: LockManager = navigator.locks,
): Promise<Claim | 'taken'> {
  return new Promise((resolve, reject) => {
    let lose = (): void => undefined;
    const lost = new Promise<void>(resolveLost => (lose = resolveLost));
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (lock === null) {
        resolve('taken');
        return undefined;
      }
      return new Promise(release => resolve({ lost, release }));
    };
    // Held until released; rejects when it could not be asked for, and when a page that steals the lock aborts it.
    locks.request(LOCK_NAME, steal ? { steal } : { ifAvailable: true }, hold).catch((error: unknown) => {
      reject(error);
      lose();
    });
  });
}
