import type { ActionId } from '../shared/actions/registry.ts';
import type { LibraryId } from '../shared/domain/ids.ts';
import { databaseName } from './data/databaseName.ts';
import { holdInput, type HeldInput } from './heldInput.ts';
import { drawKeptPicture, type DrawnPicture } from './picture/keptPicture.ts';
import { startSearchWorker } from './search/startWorker.ts';

/** What is there before the library is read. */
export interface FirstWindow {
  /** The window as it was left, if that was kept, and what the user did to it meanwhile. */
  readonly shown?: {
    readonly picture: DrawnPicture;
    readonly input: HeldInput;
    /** What the native menu asked for. */
    readonly asked: ActionId[];
  };
  /** Reads the index that it has stored of the library that was opened here last. */
  readonly searchWorker: Worker;
}

/** Draws the window as it was left, and begins what takes its time. */
export function showFirstWindow(library: LibraryId): FirstWindow {
  const searchWorker = startSearchWorker(databaseName(library));
  const picture = drawKeptPicture(library);
  if (picture === undefined) return { searchWorker };
  return { searchWorker, shown: { picture, input: holdInput(), asked: [] } };
}
