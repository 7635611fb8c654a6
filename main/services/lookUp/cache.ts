import { createHash } from 'node:crypto';
import { chmod, readFile, readdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import { atomicWrite } from '../../lib/atomicWrite.ts';
import { makeLastingFolder } from '../../lib/lastingFolder.ts';
import type { Surroundings } from '../../paths.ts';

/** How long answers stand for the service, and how much of them is kept. */
export interface CacheLimits {
  /** Milliseconds. */
  readonly foundMs: number;
  /** Milliseconds; shorter, as papers that are not known today may be tomorrow. */
  readonly noneMs: number;
  readonly bytes: number;
  readonly entries: number;
}

const DAY = 24 * 60 * 60 * 1_000;
export const CACHE_LIMITS: CacheLimits = {
  foundMs: 30 * DAY,
  noneMs: DAY,
  bytes: 64 * 1024 * 1024,
  entries: 5_000,
};
/** Entries are counted once in so many that are written. */
const WRITES_PER_CLEARING = 50;

const entry = v.object({
  pandect: v.literal('answer'),
  version: v.literal(1),
  address: v.string(),
  at: v.number(),
  found: v.picklist(['some', 'none']),
  text: v.string(),
});

/** Answers of services on disk. Nothing about it ever fails: what can't be kept is asked for again. */
export interface AnswerCache {
  get(address: string): Promise<string | undefined>;
  put(address: string, text: string, found: 'some' | 'none'): Promise<void>;
}

/**
 * The folder of what can be had again: `cache` in `PANDECT_CONFIG`, else the platform's own place
 * (XDG base directories, Caches, local AppData).
 */
export function cacheFolder(
  around: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): string {
  const { platform, env, home } = around;
  if (env['PANDECT_CONFIG']) return join(resolve(env['PANDECT_CONFIG']), 'cache');
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'Pandect');
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Pandect', 'Cache');
    default: {
      const xdg = env['XDG_CACHE_HOME'];
      return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'pandect');
    }
  }
}

/** A cache in a folder of its own. `now` gives milliseconds since 1970. */
export function createAnswerCache(folder: string, now: () => number, limits = CACHE_LIMITS): AnswerCache {
  let writes = 0;
  const fileOf = (address: string): string =>
    join(folder, `${createHash('sha256').update(address).digest('hex').slice(0, 40)}.json`);
  return {
    async get(address) {
      try {
        const kept = v.parse(entry, JSON.parse(await readFile(fileOf(address), 'utf8')));
        const age = now() - kept.at;
        const isFresh = age >= 0 && age < (kept.found === 'some' ? limits.foundMs : limits.noneMs);
        return isFresh && kept.address === address ? kept.text : undefined;
      } catch {
        return undefined;
      }
    },
    async put(address, text, found) {
      try {
        makeLastingFolder(folder);
        await chmod(folder, 0o700);
        const kept: v.InferOutput<typeof entry> = {
          pandect: 'answer',
          version: 1,
          address,
          at: now(),
          found,
          text,
        };
        await atomicWrite(fileOf(address), JSON.stringify(kept), { mode: 0o600 });
        if (writes++ % WRITES_PER_CLEARING === 0) await clear(folder, now(), limits);
      } catch {
        // See above.
      }
    },
  };
}

/** Removes what is too old or too much, the oldest first, and what a write that was cut short left. */
async function clear(folder: string, now: number, limits: CacheLimits): Promise<void> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async name => {
      const { mtimeMs, size } = await stat(join(folder, name));
      return { name, mtimeMs, size };
    }),
  );
  files.sort((one, two) => two.mtimeMs - one.mtimeMs);
  let bytes = 0;
  for (const [index, { name, mtimeMs, size }] of files.entries()) {
    bytes += size;
    const isOver = index >= limits.entries || bytes > limits.bytes;
    const isOld = now - mtimeMs > (name.endsWith('.json') ? limits.foundMs : DAY);
    if (isOver || isOld) await rm(join(folder, name), { force: true });
  }
}
