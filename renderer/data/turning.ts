import type { Patch } from '../../shared/library/patch.ts';
import { changeLength, refuseTooLarge } from './changeLength.ts';
import type { OnPart } from './types.ts';
import { yieldToPage } from './yieldToPage.ts';

/** Rows turned at a time: some 15 ms of work, after which the window paints. */
const ROWS_AT_A_TIME = 2_000;
/** About so many characters of JSON at a time. */
const LENGTH_AT_A_TIME = 4 * 1024 * 1024;

/**
 * A step of undo on its way to its other side, portion by portion, between which the page paints. `turn` makes the change of
 * one portion and gives back when it is saved. Throws `CommandRefused` when one is too large to be written down.
 */
export class Turning {
  readonly #portions: readonly (readonly Patch[])[];
  readonly #turn: (patches: readonly Patch[], place: number) => Promise<void>;
  readonly #saved: Promise<void>[] = [];

  constructor(
    changes: readonly (readonly Patch[])[],
    turn: (patches: readonly Patch[], place: number) => Promise<void>,
  ) {
    this.#portions = intoPortions(changes);
    this.#turn = turn;
    this.#portions.forEach(refuseTooLarge);
  }

  /** Resolves when all is turned, be it by `finish`, or `isOver`. */
  async go(onPart: OnPart, isOver: () => boolean): Promise<void> {
    while (this.#turnNext() && !isOver()) {
      onPart(this.#saved.length, this.#portions.length);
      await yieldToPage();
    }
  }

  /** Turns at once what is left: before something else is changed. */
  finish(): void {
    while (this.#turnNext());
  }

  /** Resolves when all that was turned is saved. */
  async saved(): Promise<void> {
    await Promise.all(this.#saved);
  }

  /** True when there is more to turn. */
  #turnNext(): boolean {
    const place = this.#saved.length;
    const patches = this.#portions[place];
    if (patches === undefined) return false;
    // Counted first: whoever hears of this change may have the rest turned.
    this.#saved.push(Promise.resolve());
    this.#saved[place] = this.#turn(patches, place);
    return this.#saved.length < this.#portions.length;
  }
}

/** A change is never cut: what it left behind made sense, and so does what is there without it. */
function intoPortions(changes: readonly (readonly Patch[])[]): readonly (readonly Patch[])[] {
  const portions: Patch[][] = [];
  let rows = Infinity;
  let length = Infinity;
  for (const patches of changes) {
    rows += rowsIn(patches);
    length += changeLength(patches);
    if (rows > ROWS_AT_A_TIME || length > LENGTH_AT_A_TIME) {
      portions.push([]);
      rows = rowsIn(patches);
      length = changeLength(patches);
    }
    portions.at(-1)!.push(...patches);
  }
  return portions;
}

function rowsIn(patches: readonly Patch[]): number {
  return patches.reduce(
    (sum, patch) => sum + (patch.kind === 'put' ? patch.rows.length : patch.ids.length),
    0,
  );
}
