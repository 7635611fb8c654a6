import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dataFolder, preparePaths } from '../../main/paths.ts';

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
    dataFolder(undefined, { platform, env, home: '/home/ada' });

  test('follows the platform', () => {
    expect(around('darwin')).toBe('/home/ada/Library/Application Support/Pandect');
    expect(around('linux')).toBe('/home/ada/.local/share/pandect');
    expect(around('linux', { XDG_DATA_HOME: '/xdg' })).toBe('/xdg/pandect');
    expect(around('linux', { XDG_DATA_HOME: 'not/absolute' })).toBe('/home/ada/.local/share/pandect');
  });

  test('can be chosen, by PANDECT_DATA and before that by --data', () => {
    expect(around('linux', { PANDECT_DATA: '/named' })).toBe('/named');
    const env = { PANDECT_DATA: '/named' };
    expect(dataFolder('/chosen', { platform: 'linux', env, home: '/home/ada' })).toBe('/chosen');
  });
});
