import type { ActionId } from '../shared/actions/registry.ts';
import type { LibraryId, SessionId } from '../shared/domain/ids.ts';
import type { OpenedLibrary } from '../shared/host/libraryApi.ts';
import { databaseName } from './data/databaseName.ts';
import { randomId } from './data/randomId.ts';
import { readListAhead, type ListAhead } from './data/readListAhead.ts';
import { holdInput, type HeldInput } from './heldInput.ts';
import { connectHost } from './host/connect.ts';
import type { HostClient } from './host/types.ts';
import { keptPicture, type DrawnPicture } from './picture/keptPicture.ts';
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
  /** What its list is shown by, which is being read. */
  readonly list?: ListAhead;
  readonly shown?: ShownPicture;
}

/** The window as it was left, and what the user did to it since. */
export interface ShownPicture {
  readonly picture: DrawnPicture;
  readonly input: HeldInput;
  /** What the native menu asked for. */
  readonly asked: ActionId[];
}

/**
 * Draws the window as it was left of this library, if that was kept. Resolves when it is on the screen: whatever else is
 * begun before that takes its part of the machine, and shows the window later without being done any sooner.
 */
export async function showLeft(library: LibraryId): Promise<ShownPicture | undefined> {
  const draw = keptPicture(library);
  if (draw === undefined) return undefined;
  await fontsLoaded();
  const picture = draw();
  if (picture === undefined) return undefined;
  const shown = { picture, input: holdInput(), asked: [] };
  await painted();
  return shown;
}

/** Begins what takes its time. `shown`: the window as it was left of the library that was opened here last. */
export function beginWindow(last: LibraryId | undefined, shown?: ShownPicture): FirstWindow {
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
  return {
    session,
    host,
    opened,
    wasTakenOver,
    ...(last !== undefined && {
      last: {
        id: last,
        list: readListAhead(databaseName(last)),
        searchWorker: startSearchWorkerAhead(databaseName(last)),
        ...(shown && { shown }),
      },
    }),
  };
}

/** The fonts of nearly every window, which index.html loads ahead. */
const FONTS = ['1em "Inter Latin"', '1em "Source Serif 4 Latin"'];
/** Letters that come later than that are drawn in a font of the system first. */
const FONTS_MS = 200;

/** Laid out without them, the window would be laid out twice. */
async function fontsLoaded(): Promise<void> {
  const late = new Promise(resolve => setTimeout(resolve, FONTS_MS));
  const loaded = Promise.all(FONTS.map(font => document.fonts.load(font)));
  await Promise.race([loaded.catch(() => undefined), late]);
}

/** Resolves when what was drawn is on the screen; a window that isn't seen paints nothing. */
async function painted(): Promise<void> {
  if (document.visibilityState === 'hidden') return;
  await new Promise<void>(resolve => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}
