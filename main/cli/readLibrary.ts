import { setTimeout as wait } from 'node:timers/promises';
import { homedir } from 'node:os';
import { HostError } from '../../shared/host/wire.ts';
import type { MemoryLibrary } from '../../shared/library/memory.ts';
import { systemCode } from '../lib/dumpErrors.ts';
import { nodeDisk } from '../lib/nodeDisk.ts';
import { dataFolder, libraryFolders, movedAway, whereMoved } from '../paths.ts';
import { memoryOf } from '../services/library/memoryOf.ts';
import { readMarker } from '../services/library/marker.ts';
import { placeIn } from '../services/library/place.ts';
import { readFiles, replay, type LibraryPlace } from '../services/library/reading.ts';
import { configFolder, loadSettings } from '../services/settings.ts';
import { CliFailure, EXIT } from './failure.ts';
import { note } from './output.ts';
import type { CliContext } from './spec.ts';

/** A running app prunes and writes while its files are read. */
const MOST_TRIES = 5;
const RETRY_MS = 100;

/** A library as it was when its files were read. */
export interface ReadLibrary {
  /** Abstracts are held. */
  readonly library: MemoryLibrary;
  readonly folder: string;
  readonly place: LibraryPlace;
  /** Number of its last change. */
  readonly seq: number;
}

/** The data folder, as the window would find it; absolute. */
export function chosenFolder({ data, dataVariable }: CliContext): string {
  const env = { ...process.env, PANDECT_DATA: dataVariable };
  const around = { platform: process.platform, env, home: homedir() };
  return dataFolder(data, around, loadSettings(configFolder()).dataFolder).folder;
}

/**
 * Replays the newest good snapshot and the journal after it. Writes nothing and takes no lock, so it is safe beside a
 * running app. Throws `CliFailure` or `HostError` when there is no library or it can't be read.
 */
export async function readLibrary(context: CliContext): Promise<ReadLibrary> {
  const folder = chosenFolder(context);
  const movedTo = whereMoved(folder);
  if (movedTo !== undefined) throw movedAway(folder, movedTo);
  const place = placeIn(nodeDisk, libraryFolders(folder), () => {});
  for (let tries = 1; ; tries += 1) {
    try {
      const read = await readOnce(place, context);
      if (read !== undefined) return read;
    } catch (error) {
      // A snapshot was listed, and pruned before it was read.
      if (systemCode(error) !== 'ENOENT' || tries >= MOST_TRIES) throw inWords(error, folder);
    }
    if (tries >= MOST_TRIES) throw notWhole(folder);
    await wait(RETRY_MS);
  }
}

async function readOnce(place: LibraryPlace, context: CliContext): Promise<ReadLibrary | undefined> {
  const folder = place.folders.data;
  const marker = await readMarker(place.disk, folder);
  if (marker === 'none') throw noLibrary(folder);
  if (marker === 'damaged') throw notWhole(folder);
  const reading = await readFiles(place, marker);
  const { seq } = reading.progress;
  const whole = await replay(place, marker, seq);
  if (whole === undefined) return undefined;
  if (reading.badSnapshots.length > 0 || reading.damage.some(({ kind }) => kind === 'middle')) {
    note(
      context,
      'pandect: Some files of the library are damaged. What could be read is shown, and nothing was changed. Open the app: it sets the damaged files aside.',
    );
  }
  return { library: memoryOf(whole), folder, place, seq };
}

/** What is said of a folder without a library. */
export function noLibrary(folder: string): CliFailure {
  return new CliFailure(
    EXIT.notFound,
    `There is no library in ${folder}. Nothing was made there. Import a dump with “pandect import FILE”, or name another folder with --data.`,
  );
}

function notWhole(folder: string): CliFailure {
  return new CliFailure(
    EXIT.failed,
    `The library in ${folder} could not be read: its files are damaged, or were changing all the while. Nothing was changed. Open the app, which repairs what can be repaired, and try again.`,
  );
}

function inWords(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  if (error instanceof HostError || error instanceof CliFailure || code === undefined) return error;
  return new CliFailure(
    EXIT.failed,
    `The library in ${folder} could not be read (${code}). Nothing was changed. Check that you may read the folder, and that its drive is there.`,
  );
}
