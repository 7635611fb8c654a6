import type { Timers } from '../../../../renderer/data/timers.ts';
import type { Library } from '../../../../renderer/data/types.ts';

/** Timers that run when the test says so. */
export class ManualTimers implements Timers {
  #waiting: { readonly ms: number; readonly work: () => void }[] = [];

  after(ms: number, work: () => void): () => void {
    const entry = { ms, work };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter(each => each !== entry);
    };
  }

  /** How long everything that waits was to wait, in order. */
  get waits(): readonly number[] {
    return this.#waiting.map(({ ms }) => ms);
  }

  /** Lets so much time pass at once for everything that waits. */
  pass(ms: number): void {
    const due = this.#waiting.filter(entry => entry.ms <= ms);
    this.#waiting = this.#waiting.filter(entry => entry.ms > ms);
    for (const { work } of due) work();
  }
}

/** Resolves as soon as the library is as told; it is looked at after every change. */
export function until(library: Library, isSo: () => boolean): Promise<void> {
  return new Promise(resolve => {
    if (isSo()) {
      resolve();
      return;
    }
    const stop = library.subscribe(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}
