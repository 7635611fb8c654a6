import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { dataFolder, preparePaths } from '../../main/paths.ts';
import { configFolder, loadSettings, saveSettings } from '../../main/services/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'pandect-data-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe.skipIf(process.platform === 'win32')('The data folder (Windows has no modes)', () => {
  test('is made for its owner alone', () => {
    const { data } = preparePaths(join(folder, 'new', 'library'));
    expect(modeOf(data)).toBe(0o700);
  });

  test('is closed to others when it is there and empty', () => {
    const chosen = join(folder, 'empty');
    mkdirSync(chosen);
    chmodSync(chosen, 0o755);
    preparePaths(chosen);
    expect(modeOf(chosen)).toBe(0o700);
  });

  test('stays as it is when other things lie in it', () => {
    const chosen = join(folder, 'shared');
    mkdirSync(chosen);
    chmodSync(chosen, 0o755);
    writeFileSync(join(chosen, 'plan.txt'), 'ours');
    preparePaths(chosen);
    expect(modeOf(chosen)).toBe(0o755);
  });
});

describe('Where the data folder is', () => {
  const around = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
    dataFolder(undefined, { platform, env, home: '/home/ada' }).folder;

  test('follows the platform', () => {
    expect(around('darwin')).toBe('/home/ada/Library/Application Support/Pandect');
    expect(around('linux')).toBe('/home/ada/.local/share/pandect');
    expect(around('linux', { XDG_DATA_HOME: '/xdg' })).toBe('/xdg/pandect');
    expect(around('linux', { XDG_DATA_HOME: 'not/absolute' })).toBe('/home/ada/.local/share/pandect');
  });

  test('is chosen by --data, else PANDECT_DATA, else the setting, else the platform', () => {
    const named = { platform: 'linux', env: { PANDECT_DATA: '/named' }, home: '/home/ada' } as const;
    const plain = { ...named, env: {} };
    expect(dataFolder('/chosen', named, '/set')).toEqual({ folder: '/chosen', chosenBy: 'option' });
    expect(dataFolder(undefined, named, '/set')).toEqual({ folder: '/named', chosenBy: 'environment' });
    expect(dataFolder(undefined, plain, '/set')).toEqual({ folder: '/set', chosenBy: 'setting' });
    expect(dataFolder(undefined, plain).chosenBy).toBe('platform');
  });
});

describe('The settings', () => {
  const config = (name: string) => join(folder, 'config', name);

  test('lie outside of the data folder, where the platform has them', () => {
    const around = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
      configFolder({ platform, env, home: '/home/ada' });
    expect(around('darwin')).toBe('/home/ada/Library/Preferences/Pandect');
    expect(around('linux')).toBe('/home/ada/.config/pandect');
    expect(around('linux', { XDG_CONFIG_HOME: '/xdg' })).toBe('/xdg/pandect');
    expect(around('linux', { PANDECT_CONFIG: '/mine' })).toBe('/mine');
  });

  test('name this installation, the same at every start', () => {
    const first = loadSettings(config('device'));
    expect(first.device).toMatch(/^[0-9a-f]{32}$/u);
    expect(loadSettings(config('device'))).toEqual(first);
    if (process.platform !== 'win32') expect(modeOf(join(config('device'), 'settings.json'))).toBe(0o600);
  });

  test('remember a chosen folder', () => {
    const { device } = loadSettings(config('folder'));
    saveSettings(config('folder'), { device, dataFolder: join(folder, 'elsewhere') });
    expect(loadSettings(config('folder'))).toEqual({ device, dataFolder: join(folder, 'elsewhere') });
    expect(readdirSync(config('folder'))).toEqual(['settings.json']);
  });

  test.each(['', '{', '{"pandect":"settings","version":1,"device":"me"}', '[]'])(
    'that are damaged (%j) are set aside, and new ones made',
    text => {
      const damaged = config(`damaged-${text.length}`);
      mkdirSync(damaged, { recursive: true });
      writeFileSync(join(damaged, 'settings.json'), text);
      expect(loadSettings(damaged).device).toMatch(/^[0-9a-f]{32}$/u);
      const kept = readdirSync(damaged).find(name => name.startsWith('settings-damaged-')) ?? '';
      expect(readFileSync(join(damaged, kept), 'utf8')).toBe(text);
    },
  );

  test.each([
    ['EISDIR', (file: string) => mkdirSync(file)],
    ['ELOOP', (file: string) => symlinkSync(file, file)],
  ])('that can’t be read (%s) stay where they are, and nothing starts without them', (reason, spoil) => {
    vi.stubEnv('PANDECT_CONFIG', config(reason));
    mkdirSync(config(reason), { recursive: true });
    spoil(join(config(reason), 'settings.json'));
    expect(() => preparePaths()).toThrow(
      new RegExp(`could not be read \\(${reason}\\).*Nothing was changed.*start Pandect again`, 'u'),
    );
    expect(readdirSync(config(reason))).toEqual(['settings.json']);
    vi.unstubAllEnvs();
  });

  test('that can’t be written are good for this run', () => {
    writeFileSync(join(folder, 'no folder'), '');
    expect(loadSettings(join(folder, 'no folder', 'config')).device).toMatch(/^[0-9a-f]{32}$/u);
  });

  test('that name a folder whose drive is gone start no new library there', () => {
    const gone = join(folder, 'drive', 'library');
    vi.stubEnv('PANDECT_CONFIG', config('gone'));
    saveSettings(config('gone'), { ...loadSettings(config('gone')), dataFolder: gone });
    expect(() => preparePaths()).toThrow(/drive is not connected.*--data/u);
    expect(existsSync(gone)).toBe(false);
    vi.unstubAllEnvs();
  });
});
