import type { HostEvent, HostHandlers } from '../../../shared/host/api.ts';
import { HostError } from '../../../shared/host/wire.ts';
import type { Disk } from '../../lib/disk.ts';
import type { Paths } from '../../paths.ts';
import type { Shell } from '../../shell.ts';
import { loadSettings, saveSettings } from '../settings.ts';
import { notSaved } from './journalErrors.ts';
import type { LibraryFiles } from './libraryFiles.ts';
import { checkTarget, copyLateDumps, copyLibrary, leaveWord, libraryBytes, removeCopy } from './move.ts';
import type { LibraryPlace } from './reading.ts';
import { notTheWriter } from './trouble.ts';
import type { LibraryFolders } from './types.ts';
import { acquireWriterLock, type LockOwner, type WriterLock } from './writerLock.ts';

export interface FolderCallsOptions {
  readonly shell: Shell;
  readonly paths: Paths;
  readonly files: LibraryFiles;
  readonly disk: Disk;
  readonly owner: LockOwner;
  readonly placeIn: (folders: LibraryFolders) => LibraryPlace;
  readonly emit: (event: HostEvent) => void;
}

/** Where the library's files are, and moving them. */
export function createFolderCalls(
  options: FolderCallsOptions,
): Pick<HostHandlers, 'dataFolder.info' | 'dataFolder.move'> {
  const { shell, paths, files, disk, emit } = options;
  let { chosenBy } = paths;
  return {
    'dataFolder.info': async () => {
      const folder = files.place.folders.data;
      const bytes = await libraryBytes(disk, folder);
      return { folder, chosenBy, hasDialog: shell.kind === 'electron', bytes };
    },
    'dataFolder.move': async ({ to }) => {
      const [chosen] = to === null ? await shell.chooseFiles('dataFolder') : [to];
      if (chosen === undefined) return null;
      const folder = await moveTo(options, chosen);
      const note = noteFor(chosenBy, folder);
      if (note === undefined) chosenBy = 'setting';
      emit({ name: 'library.moved', data: {} });
      return { folder, ...(note !== undefined && { note }) };
    },
  };
}

async function moveTo(options: FolderCallsOptions, chosen: string): Promise<string> {
  const { files, disk, paths, owner, placeIn } = options;
  const from = files.place.folders.data;
  const to = await checkTarget(disk, from, chosen);
  await files.relocate(async library => {
    try {
      const folders = await copyLibrary(disk, from, to, library);
      let lock: WriterLock | undefined;
      try {
        lock = await lockFor(disk, to, owner);
        saveSettings(paths.config, { ...loadSettings(paths.config), dataFolder: to });
        // The move is done; the old folder only lacks the word about it if this fails.
        await leaveWord(disk, from, to, owner.clock()).catch(() => undefined);
        return { place: placeIn(folders), lock };
      } catch (error) {
        await lock?.release().catch(() => undefined);
        await removeCopy(disk, to).catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw notMoved(error, from, to);
    }
  });
  // What of them can't be copied is still in the old folder; the library itself has moved.
  await copyLateDumps(disk, from, to).catch(() => undefined);
  return to;
}

async function lockFor(disk: Disk, folder: string, owner: LockOwner): Promise<WriterLock> {
  const got = await acquireWriterLock(disk, folder, owner);
  if (got.kind === 'held') throw notTheWriter(got.holder.name);
  return got.lock;
}

/** What the user must do besides, where the folder was named at the start. */
function noteFor(chosenBy: Paths['chosenBy'], folder: string): string | undefined {
  switch (chosenBy) {
    case 'option':
      return `This start named the old folder with --data. Name ${folder} from now on, or leave --data out.`;
    case 'environment':
      return `The environment variable PANDECT_DATA names the old folder. Change it to ${folder}, or remove it.`;
    case 'setting':
    case 'platform':
      return undefined;
  }
}

function notMoved(error: unknown, from: string, to: string): HostError {
  const { code, message } = notSaved(error, to);
  if (error instanceof HostError) return error;
  const [what] = message.split('. ', 1);
  return new HostError(
    code,
    `Your library was not moved. ${what}. It stays in ${from}, unchanged. Choose another folder, or put that right.`,
  );
}
