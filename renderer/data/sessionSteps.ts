import type { Patch } from '../../shared/library/patch.ts';
import type { PreparedAbstracts } from './abstractTexts.ts';
import type { HistoryWrite } from './write.ts';

/** What takes one change back. */
interface Piece {
  readonly inverse: readonly Patch[];
  readonly abstracts: PreparedAbstracts;
}

/** The steps done or turned since this page opened, with all it takes to turn them, so that no disk has to be waited for. */
export class SessionSteps {
  readonly #pieces = new Map<number, readonly Piece[]>();

  has(step: number): boolean {
    return this.#pieces.has(step);
  }

  add(history: HistoryWrite, piece: Piece): void {
    if (history.kind === 'none') return;
    const { step } = history.step;
    if (history.kind === 'turn') {
      this.#pieces.set(step, [piece]);
      return;
    }
    for (const dropped of history.dropped) this.#pieces.delete(dropped);
    this.#pieces.set(step, [...(this.#pieces.get(step) ?? []), piece]);
  }

  /**
   * The patches that turn a step, change by change in their order: what was done last is undone first. Undefined for a step
   * from before.
   */
  async changesOf(step: number): Promise<readonly (readonly Patch[])[] | undefined> {
    const pieces = this.#pieces.get(step);
    if (pieces === undefined) return undefined;
    const changes: (readonly Patch[])[] = [];
    for (const { inverse, abstracts } of [...pieces].reverse()) {
      changes.push([...inverse, ...(await abstracts.read()).inverse]);
    }
    return changes;
  }
}
