import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { HostError } from '../../shared/host/wire.ts';
import { systemCode } from '../lib/dumpErrors.ts';
import { makeLastingFolder, syncFolder } from '../lib/lastingFolder.ts';
import type { Surroundings } from '../paths.ts';
import { lookUpChoice, type LookUpChoice } from './lookUp/settings.ts';

/** What it holds beyond this, of a later version perhaps, is kept when it is written again. */
const settingsFile = v.looseObject({
  pandect: v.literal('settings'),
  version: v.literal(1),
  device: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u)),
  dataFolder: v.optional(v.pipe(v.string(), v.check(isAbsolute))),
  // Of less weight than the rest: damage to it alone must not cost the way to the library.
  lookUp: v.fallback(v.optional(lookUpChoice), undefined),
  keyPattern: v.fallback(v.optional(v.string()), undefined),
});

/** What this installation remembers outside of any library. */
export interface Settings {
  /** Stamped on every change that is made here. */
  readonly device: DeviceId;
  /** The data folder that was chosen by moving the library; absolute. */
  readonly dataFolder?: string;
  /** How papers are looked up, as far as the user chose. */
  readonly lookUp?: LookUpChoice;
  /** What the citation keys of new papers are made after, if the user chose. */
  readonly keyPattern?: string | undefined;
}

/**
 * The folder of the settings, which is never inside the data folder: `PANDECT_CONFIG`, else the platform's own place (XDG
 * base directories, Preferences, roaming AppData).
 */
export function configFolder(
  around: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): string {
  const { platform, env, home } = around;
  if (env['PANDECT_CONFIG']) return resolve(env['PANDECT_CONFIG']);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Preferences', 'Pandect');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Pandect-settings');
    default: {
      const xdg = env['XDG_CONFIG_HOME'];
      return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.config'), 'pandect');
    }
  }
}

/**
 * The settings in a folder. Where there are none they are made, once, however many processes start at that moment; a
 * damaged file is set aside beside it first. Where none can be written, new ones are good for this run. Throws `unreadable`
 * for settings that are there and can't be read: they may name the data folder.
 */
export function loadSettings(folder: string): Settings {
  const file = join(folder, 'settings.json');
  const found = read(file);
  if (found !== undefined && found !== 'damaged') return found;
  const made: Settings = { device: randomBytes(16).toString('hex') as DeviceId };
  try {
    makeLastingFolder(folder);
    if (found === 'damaged') renameSync(file, join(folder, `settings-damaged-${Date.now()}.json`));
    return keepFirst(folder, file, made);
  } catch (error) {
    if (error instanceof HostError) throw error;
    return made;
  }
}

/** Writes the settings unless somebody else has; gives those that are kept then. */
function keepFirst(folder: string, file: string, made: Settings): Settings {
  const temporary = writeTemporary(folder, made);
  try {
    linkSync(temporary, file);
    return made;
  } catch (error) {
    // Another process was first, or the file system knows no second names.
    const theirs = read(file);
    if (theirs !== undefined && theirs !== 'damaged') return theirs;
    if (systemCode(error) === 'EEXIST') throw error;
    renameSync(temporary, file);
    return made;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Replaces the settings, whole or not at all. Throws the system's error, leaving them as they were. */
export function saveSettings(folder: string, settings: Settings): void {
  const temporary = writeTemporary(folder, settings);
  try {
    renameSync(temporary, join(folder, 'settings.json'));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

function read(file: string): Settings | 'damaged' | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw notRead(file, code ?? String(error));
  }
  try {
    const whole = v.parse(settingsFile, JSON.parse(text));
    const kept = Object.entries(whole).filter(([name]) => name !== 'pandect' && name !== 'version');
    const { device, dataFolder, lookUp, keyPattern } = whole;
    return { ...Object.fromEntries(kept), device: device as DeviceId, dataFolder, lookUp, keyPattern };
  } catch {
    return 'damaged';
  }
}

function notRead(file: string, reason: string): HostError {
  return new HostError(
    'unreadable',
    `Pandect’s settings in ${file} could not be read (${reason}), so it can’t tell where your library is. Nothing was changed. Allow reading that file and check the disk, or move the file away to start with new settings; then start Pandect again.`,
  );
}

function writeTemporary(folder: string, settings: Settings): string {
  const temporary = join(folder, `.settings-${randomBytes(8).toString('hex')}.tmp`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeFileSync(file, `${JSON.stringify({ ...settings, pandect: 'settings', version: 1 }, null, 2)}\n`);
    fsyncSync(file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return temporary;
}
