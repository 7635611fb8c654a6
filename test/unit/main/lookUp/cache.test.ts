import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CACHE_LIMITS, cacheFolder, createAnswerCache } from '../../../../main/services/lookUp/cache.ts';
import { retryAfterMs } from '../../../../main/services/lookUp/asker.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pandect-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('The cache of answers', () => {
  test('holds no more than it may: the oldest go first', async () => {
    const begin = (limits: Partial<typeof CACHE_LIMITS>) =>
      createAnswerCache(folder, Date.now, { ...CACHE_LIMITS, ...limits });
    const cache = begin({});
    for (const name of ['one', 'two', 'three']) await cache.put(name, 'x'.repeat(1_000), 'some');
    const files = readdirSync(folder).map(name => join(folder, name));
    for (const file of files) utimesSync(file, 1_000, Date.now() / 1_000 - 60);
    await begin({ entries: 2 }).put('four', 'text', 'some');
    expect(readdirSync(folder)).toHaveLength(2);
    expect(await cache.get('four')).toBe('text');
    await begin({ bytes: 1_050 }).put('five', 'y'.repeat(900), 'some');
    expect(readdirSync(folder)).toHaveLength(1);
    expect(await cache.get('five')).toBe('y'.repeat(900));
  });

  test('clears away what is too old, and what a write that was cut short left', async () => {
    const cache = createAnswerCache(folder, Date.now);
    await cache.put('new', 'text', 'some');
    const old = Date.now() / 1_000 - 40 * 24 * 60 * 60;
    for (const name of ['old.json', '.pandect-cut-short.tmp']) {
      writeFileSync(join(folder, name), '{}');
      utimesSync(join(folder, name), old, old);
    }
    await createAnswerCache(folder, Date.now).put('newer', 'text', 'some');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('tells nothing from the future, which a clock that was set back makes', async () => {
    let now = 1_000_000;
    const cache = createAnswerCache(folder, () => now);
    await cache.put('one', 'text', 'some');
    expect(await cache.get('one')).toBe('text');
    now = 0;
    expect(await cache.get('one')).toBeUndefined();
  });

  test.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, '/home/x/.cache/pandect'],
    ['linux', { XDG_CACHE_HOME: '/var/x' }, '/var/x/pandect'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/x/.cache/pandect'],
    ['linux', { PANDECT_CONFIG: '/mine' }, '/mine/cache'],
    ['darwin', {}, '/home/x/Library/Caches/Pandect'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/Pandect/Cache'],
  ])('is kept where %s keeps such things (%j)', (platform, env, expected) => {
    expect(cacheFolder({ platform, env, home: '/home/x' })).toBe(expected);
  });
});

describe('The time after which a service wants to be asked again', () => {
  const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5x', undefined],
    [null, undefined],
  ])('%j', (value, ms) => {
    expect(retryAfterMs(value, NOW)).toBe(ms);
  });
});
