import { join } from 'node:path';
import type { Change } from '../../shared/library/change.ts';
import { applyToImage, emptyImage } from '../../shared/library/image.ts';
import type { LibraryImage } from '../../shared/library/image.ts';
import { copyOf, hashOf, readDataFolder, readJournal } from './files.ts';
import type { ImageAt } from './files.ts';
import type { Program } from './program.ts';
import { must } from './row.ts';

/** What the library must hold, as far as is known from what the pages handed over and what they showed as saved. */
export class Model {
  #at: ImageAt;

  constructor(image: LibraryImage = emptyImage(), seq = 0) {
    this.#at = { image, seq };
  }

  get seq(): number {
    return this.#at.seq;
  }

  get image(): LibraryImage {
    return this.#at.image;
  }

  get hash(): string {
    return hashOf(this.#at.image);
  }

  /**
   * The data folder must hold everything that was saved, and nothing that was not sent: then that is what the library
   * is. `sent` are the changes that the page handed over, `saved` the last that it showed as saved.
   */
  async mustBeIn(data: string, sent: readonly Change[], saved: number): Promise<void> {
    const found = await readDataFolder(data);
    must(
      found.seq >= Math.max(saved, this.#at.seq),
      `Change ${saved} was shown as saved, and the files end with ${found.seq}.`,
    );
    const expected = this.#after(sent, found.seq);
    must(expected.seq >= saved, `Of ${saved} changes that were saved only ${expected.seq} were ever sent.`);
    // What was handed over at the very moment of the kill could not be overheard; the journal alone knows it.
    for (const change of await readJournal(join(data, 'journal'))) {
      if (change.seq === expected.seq + 1) apply(expected, change);
    }
    must(
      expected.seq === found.seq && hashOf(expected.image) === hashOf(found.image),
      `The files are at change ${found.seq} but hold something else than the page handed over.`,
    );
    this.#at = found;
  }

  /** The page's database must hold the same as the files; without one, the window must show as many papers. */
  async mustBeShown(program: Program): Promise<void> {
    const database = await program.databaseAt(this.#at.seq);
    must(
      hashOf(database) === this.hash,
      `At change ${this.#at.seq} the browser’s database differs from the files.`,
    );
  }

  #after(sent: readonly Change[], last: number): Reached {
    const reached = { seq: this.#at.seq, image: copyOf(this.#at.image) };
    for (const change of sent) {
      if (change.seq === reached.seq + 1 && change.seq <= last) apply(reached, change);
    }
    return reached;
  }
}

interface Reached {
  seq: number;
  readonly image: LibraryImage;
}

function apply(reached: Reached, change: Change): void {
  applyToImage(reached.image, change.patches);
  reached.seq = change.seq;
}
