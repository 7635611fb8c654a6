import type { ActionId } from '../shared/actions/registry.ts';
import type { LibraryId, SessionId } from '../shared/domain/ids.ts';
import type { OpenedLibrary } from '../shared/host/libraryApi.ts';
import { databaseName } from './data/databaseName.ts';
import { randomId } from './data/randomId.ts';
import { holdInput, type HeldInput } from './heldInput.ts';
import { connectHost } from './host/connect.ts';
import type { HostClient } from './host/types.ts';
import { drawKeptPicture, type DrawnPicture } from './picture/keptPicture.ts';
import { startSearchWorkerAhead, type WorkerAhead } from './search/startWorker.ts';

/** What is begun before the program itself is there. */
export interface FirstWindow {
  /** This page, as the host knows it. */
  readonly session: SessionId;
  readonly host: Promise<HostClient>;
  /** The library, asked for writing. */
  readonly opened: Promise<OpenedLibrary>;
  /** True once another page has taken the library over from this one. */
  readonly wasTakenOver: () => boolean;
  /** The library that was opened here last. */
  readonly last?: LastLibrary;
}

/** What is at hand of the library that was opened here last. */
export interface LastLibrary {
  readonly id: LibraryId;
  /** Reads the index that is stored of it. */
  readonly searchWorker: WorkerAhead;
  /** The window as it was left, if that was kept, and what the user did to it meanwhile. */
  readonly shown?: {
    readonly picture: DrawnPicture;
    readonly input: HeldInput;
    /** What the native menu asked for. */
    readonly asked: ActionId[];
  };
}

/** Draws the window as it was left, and begins what takes its time. */
export function beginWindow(last: LibraryId | undefined): FirstWindow {
  const session = randomId() as SessionId;
  const host = connectHost();
  let isTaken = false;
  const opened = host.then(each => {
    const opening = each.call('library.open', { session, access: 'write' });
    // The stream of events tells the host when this page goes; a page that comes after it would find the library held.
    each.listen('library.takenOver', taken => {
      if (taken.session === session) isTaken = true;
    });
    return opening;
  });
  // Whoever waits for it is told.
  opened.catch(() => undefined);
  const wasTakenOver = () => isTaken;
  return { session, host, opened, wasTakenOver, ...(last !== undefined && { last: showLast(last) }) };
}

function showLast(id: LibraryId): LastLibrary {
  const searchWorker = startSearchWorkerAhead(databaseName(id));
  const picture = drawKeptPicture(id);
  return { id, searchWorker, ...(picture && { shown: { picture, input: holdInput(), asked: [] } }) };
}
