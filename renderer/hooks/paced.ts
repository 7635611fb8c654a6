import type { LibraryChange } from '../data/types.ts';

/** Long enough for several digests of an import to come in, too short to be waited for. */
const PACE_MS = 1_000;
/** Rows of a change that nobody made by a single key. */
const BULK_ROWS = 100;

/**
 * Passes on that something changed: at once, but while large changes come one after the other, as in an import, only once a
 * second.
 */
export class Pace {
  readonly #pass: () => void;
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pass: () => void) {
    this.#pass = pass;
  }

  /** A change, or something else that is cheap to follow. */
  tell(change: LibraryChange | undefined): void {
    if (change === undefined && this.#timer !== undefined) return;
    const wait = change !== undefined && isBulk(change) ? this.#last + PACE_MS - performance.now() : 0;
    if (wait <= 0) this.#passNow(change);
    else this.#timer ??= setTimeout(() => this.#passNow(change), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #passNow(change: LibraryChange | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (change !== undefined) this.#last = performance.now();
    this.#pass();
  }
}

function isBulk({ patches }: LibraryChange): boolean {
  let rows = 0;
  for (const patch of patches) rows += patch.kind === 'put' ? patch.rows.length : patch.ids.length;
  return rows > BULK_ROWS;
}
