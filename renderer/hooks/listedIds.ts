import type { PaperId } from '../../shared/domain/ids.ts';
import type { LibraryState } from '../../shared/library/tables.ts';

/** What is needed of a list: an array is one, but not every list has to be made into one. */
export type Listed<T> = Iterable<T> & Pick<readonly T[], 'length' | 'at' | 'indexOf'>;

/** The papers of a list in their order. */
export type ListedIds = Listed<PaperId>;

/** The ids of all papers by their serials. Sparse: serials of removed papers are never given out again. */
export type IdsBySerial = readonly (PaperId | undefined)[];

/**
 * The papers that an answer of the index names by their serials; those that memory doesn't have are left out. Nothing is
 * made for each of them: an answer may name 100,000, with every key, and the list shows ten.
 */
export function idsOfSerials(
  serials: Uint32Array,
  bySerial: IdsBySerial,
  papers: LibraryState['papers'],
): ListedIds {
  const isKnown = (serial: number) => bySerial[serial] !== undefined;
  return new SerialIds(serials.every(isKnown) ? serials : serials.filter(isKnown), bySerial, papers);
}

class SerialIds implements ListedIds {
  readonly #serials: Uint32Array;
  readonly #bySerial: IdsBySerial;
  readonly #papers: LibraryState['papers'];

  constructor(serials: Uint32Array, bySerial: IdsBySerial, papers: LibraryState['papers']) {
    this.#serials = serials;
    this.#bySerial = bySerial;
    this.#papers = papers;
  }

  get length(): number {
    return this.#serials.length;
  }

  at(place: number): PaperId | undefined {
    const serial = this.#serials.at(place);
    return serial === undefined ? undefined : this.#bySerial[serial];
  }

  indexOf(id: PaperId): number {
    const now = this.#papers.get(id)?.serial;
    // A paper that was removed, or got another serial, still has its place in the list from before.
    const serial = now !== undefined && this.#bySerial[now] === id ? now : this.#bySerial.indexOf(id);
    return serial < 0 ? -1 : this.#serials.indexOf(serial);
  }

  *[Symbol.iterator](): Generator<PaperId> {
    for (const serial of this.#serials) yield this.#bySerial[serial]!;
  }
}
