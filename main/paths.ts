import { chmodSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import type { DataFolderInfo } from '../shared/host/libraryApi.ts';
import { HostError } from '../shared/host/wire.ts';
import { makeLastingFolder } from './lib/lastingFolder.ts';
import type { LibraryFolders } from './services/library/types.ts';
import { configFolder, loadSettings } from './services/settings.ts';
import type { Settings } from './services/settings.ts';

/** Where the program keeps its files. All paths are absolute. */
export interface Paths extends LibraryFolders {
  /** Token and address of the loopback host. */
  readonly loopback: string;
  /** Folder of the settings, outside the data folder. */
  readonly config: string;
  /** What this installation is called in the journal. */
  readonly settings: Settings;
  readonly chosenBy: DataFolderInfo['chosenBy'];
}

/** What `dataFolder` looks at; taken from the process by default, so that every platform can be tested on one. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The data folder and what chose it. */
export interface ChosenFolder {
  readonly folder: string;
  readonly chosenBy: DataFolderInfo['chosenBy'];
}

/** Name of the file that a library leaves where it was moved away from. */
export const MOVED_FILE = 'moved.json';
/** Name of the file that marks a folder as a library's. */
export const LIBRARY_FILE = 'library.json';

const movedFile = v.object({ pandect: v.literal('moved'), to: v.string() });

/**
 * The data folder: `chosen` (from `--data`), else `PANDECT_DATA`, else the setting, else the platform's own place (XDG base
 * directories, Application Support, roaming AppData). Relative choices are taken from the working directory.
 */
export function dataFolder(
  chosen: string | undefined,
  around: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
  setting?: string,
): ChosenFolder {
  const { platform, env, home } = around;
  if (chosen) return { folder: resolve(chosen), chosenBy: 'option' };
  if (env['PANDECT_DATA']) return { folder: resolve(env['PANDECT_DATA']), chosenBy: 'environment' };
  if (setting) return { folder: setting, chosenBy: 'setting' };
  return { folder: platformFolder(platform, env, home), chosenBy: 'platform' };
}

function platformFolder(platform: NodeJS.Platform, env: Surroundings['env'], home: string): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Pandect');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Pandect');
    default: {
      // The XDG specification says that a relative XDG_DATA_HOME is to be ignored.
      const xdg = env['XDG_DATA_HOME'];
      return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'pandect');
    }
  }
}

/** The places inside a data folder. */
export function libraryFolders(data: string): LibraryFolders {
  return {
    data,
    journal: join(data, 'journal'),
    snapshots: join(data, 'snapshots'),
    aside: join(data, 'aside'),
    damaged: join(data, 'damaged'),
    dumps: join(data, 'dumps'),
  };
}

/** The file of the loopback host's keys in a data folder. */
export function loopbackFile(data: string): string {
  return join(data, 'loopback.json');
}

/**
 * Finds the settings and the data folder, and makes the latter if it is missing, readable by its owner alone. Throws the
 * system's error if it can't, and a `HostError` for a folder that the library was moved away from or whose drive is not
 * there. A chosen folder that holds other things keeps its permissions, as it may be everybody's; what is put into it is
 * private anyway.
 */
export function preparePaths(chosen?: string, variable = process.env['PANDECT_DATA']): Paths {
  const config = configFolder();
  const settings = loadSettings(config);
  const env = { ...process.env, PANDECT_DATA: variable };
  const around = { platform: process.platform, env, home: homedir() };
  const { folder: data, chosenBy } = dataFolder(chosen, around, settings.dataFolder);
  // A library was there when the setting was written: a new one in its place would look like a loss.
  if (chosenBy === 'setting' && !holdsLibrary(data)) throw notThere(data);
  makeLastingFolder(data);
  const movedTo = whereMoved(data);
  if (movedTo !== undefined) throw movedAway(data, movedTo);
  if (readdirSync(data).length === 0) chmodSync(data, 0o700);
  return { ...libraryFolders(data), loopback: loopbackFile(data), config, settings, chosenBy };
}

/** Whether anything of a library is there; its mark can be written again from the rest. */
function holdsLibrary(data: string): boolean {
  const { journal, snapshots } = libraryFolders(data);
  return [join(data, LIBRARY_FILE), journal, snapshots].some(path => existsSync(path));
}

/** Where the library of a folder went, if it was moved away. */
export function whereMoved(data: string): string | undefined {
  try {
    return v.parse(movedFile, JSON.parse(readFileSync(join(data, MOVED_FILE), 'utf8'))).to;
  } catch {
    return undefined;
  }
}

/** What is said of a folder that the library was moved away from. */
export function movedAway(data: string, to: string): HostError {
  return new HostError(
    'notFound',
    `The library that was in ${data} was moved to ${to}. Nothing was changed in either folder. Name the new folder with --data or PANDECT_DATA, or name none if it is in your settings; to use the old copy all the same, delete ${MOVED_FILE} in the old folder.`,
  );
}

function notThere(data: string): HostError {
  return new HostError(
    'vanished',
    `The folder of your library, ${data}, is not there or holds no library; perhaps its drive is not connected. Nothing was changed. Connect the drive and start again, or name another folder with --data.`,
  );
}
