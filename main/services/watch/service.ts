import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, normalize } from 'node:path';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import type { HostHandlers, CallArguments } from '../../../shared/host/api.ts';
import type { FoundDumps, WatchedFolder, WatchResults } from '../../../shared/host/watchApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { machineClock, type Clock } from '../../lib/clock.ts';
import { isInside, realPlace } from '../../lib/insideFolder.ts';
import { createLane } from '../../lib/lane.ts';
import type { Shell } from '../../shell.ts';
import type { DumpsService } from '../dumps.ts';
import { libraryConfig } from '../freshExports/list.ts';
import { readReady, type ReadFile } from './findDumps.ts';
import { FolderWatch, WATCH_TIMES, type WatchTimes } from './folderWatch.ts';
import { FolderMemory, readMemory, writeMemory, type WatchMemory } from './memory.ts';
import { MOST_WATCHED_FILES, scanFolder } from './scan.ts';

const MOST_FOLDERS = 20;
/** Dumps that are imported in one; the others follow. */
const MOST_AT_ONCE = 1_000;

export interface WatchOptions {
  readonly shell: Shell;
  /** Folder of this machine's settings. */
  readonly config: string;
  readonly dataFolder: () => string;
  /** The library in it. Rejects when there is none. */
  readonly library: () => Promise<LibraryId>;
  /** Throws `notTheWriter` for every page but the one that writes the library. */
  readonly assertWriter: (session: string) => void;
  readonly dumps: Pick<DumpsService, 'offerPaths' | 'handlers'>;
  /** Whether this program keeps the file fresh itself. */
  readonly isOurs: (path: string) => Promise<boolean>;
  readonly now: () => number;
  /** The machine's own unless a test gives another. */
  readonly clock?: Clock;
  readonly times?: WatchTimes;
}

/** Folders whose new dumps are imported: what is new in them, for the page to bring in. */
export interface WatchService {
  readonly handlers: Pick<HostHandlers, keyof WatchResults>;
  /** Listens no more. Never rejects. */
  close(): Promise<void>;
}

/** A folder with its memory. */
interface Watched {
  readonly memory: FolderMemory;
  readonly watch: FolderWatch;
}

/** Dumps that the page was given and has not answered for. */
interface Batch {
  readonly id: string;
  readonly session: string;
  readonly files: readonly ReadFile[];
}

export function createWatchService(options: WatchOptions): WatchService {
  const { shell, config, clock = machineClock, times = WATCH_TIMES, assertWriter, now } = options;
  const inTurn = createLane();
  const removed = new Map<string, FolderMemory>();
  let memory: WatchMemory | undefined;
  let watched: Watched[] = [];
  let session: string | undefined;
  let batch: Batch | undefined;
  let gatheringSince: number | undefined;
  let cancelGathering: () => void = () => undefined;
  let isClosed = false;

  const folder = async () => libraryConfig(config, await options.library());
  const tellChanged = () => shell.emit({ name: 'watch.changed', data: {} });

  const begin = (folderMemory: FolderMemory): Watched => {
    const watch = new FolderWatch({
      path: folderMemory.path,
      clock,
      times,
      isKnown: seen => folderMemory.isKnown(seen),
      onChange: () => {
        tellChanged();
        tellIfFound();
      },
    });
    void watch.look();
    return { memory: folderMemory, watch };
  };

  /** Many files that come together are one import: complete ones wait a little for those that are still being written. */
  const tellIfFound = (): void => {
    cancelGathering();
    if (isClosed || batch !== undefined || !watched.some(({ watch }) => watch.ready().length > 0)) {
      gatheringSince = undefined;
      return;
    }
    gatheringSince ??= clock.now();
    const left = gatheringSince + times.gather - clock.now();
    if (left > 0 && watched.some(({ watch }) => watch.isSettling())) {
      cancelGathering = clock.later(left, tellIfFound);
      return;
    }
    shell.emit({ name: 'watch.found', data: {} });
  };

  const start = async (): Promise<WatchMemory> => {
    if (memory !== undefined) return memory;
    memory = await readMemory(await folder());
    watched = memory.folders.map(begin);
    return memory;
  };
  const stop = async (): Promise<void> => {
    cancelGathering();
    const all = watched;
    watched = [];
    memory = undefined;
    batch = undefined;
    await Promise.all(all.map(({ watch }) => watch.stop()));
  };
  const save = async (): Promise<void> => writeMemory(await folder(), await start());

  const add = async (asked: string | null): Promise<WatchedFolder | null> => {
    const path = await askedFolder(shell, asked);
    if (path === null) return null;
    return inTurn(async () => {
      const held = await start();
      if (held.folders.length >= MOST_FOLDERS) throw refused(`${MOST_FOLDERS} folders are watched already.`);
      await checkFolder(path, [options.dataFolder(), config], held.folders);
      const found = await scanFolder(path).catch(() => undefined);
      if (found === undefined) throw refused(tooMany(path));
      const added = new FolderMemory({ id: randomBytes(16).toString('hex'), path });
      for (const seen of found.files) added.remember(seen, 'before');
      await watchAlso(held, added);
      return shown(watched.at(-1)!);
    });
  };
  const watchAlso = async (held: WatchMemory, added: FolderMemory): Promise<void> => {
    const before = held.folders;
    held.folders = [...before, added];
    try {
      await save();
    } catch (error) {
      held.folders = before;
      throw error;
    }
    watched = [...watched, begin(added)];
    tellChanged();
  };

  const remove = async (id: string): Promise<void> => {
    const held = await start();
    const { memory: gone, watch } = known(id);
    held.folders = held.folders.filter(each => each.id !== id);
    await save();
    await watch.stop();
    watched = watched.filter(each => each.watch !== watch);
    removed.set(id, gone);
    tellChanged();
  };

  const known = (id: string): Watched => {
    const found = watched.find(each => each.memory.id === id);
    if (found === undefined) throw notWatched();
    return found;
  };

  const take = async (asking: string): Promise<FoundDumps | null> => {
    // Another page, or another process, may have written the memory since.
    if (asking !== session) await stop();
    session = asking;
    const { contents } = await start();
    batch = undefined;
    gatheringSince = undefined;
    const ready = watched
      .flatMap(({ memory: of, watch }) => watch.ready().map(seen => ({ folder: of, seen })))
      .slice(0, MOST_AT_ONCE);
    const files: ReadFile[] = [];
    for (const each of ready) files.push(await readReady(each, { ...options, contents }));
    const dumps = new Map(
      files.flatMap(each => (each.kind === 'dump' ? [[each.found.dump, each.found]] : [])),
    );
    const folders = files.flatMap(each => (each.kind === 'dump' ? [basename(each.folder.path)] : []));
    const taken: Batch = { id: randomBytes(16).toString('hex'), session: asking, files };
    if (dumps.size === 0) {
      await settle(taken, new Map());
      return null;
    }
    batch = taken;
    return { batch: taken.id, folders: [...new Set(folders)], dumps: [...dumps.values()] };
  };

  /** Notes down what became of files, so that they are never offered again. */
  const settle = async ({ files }: Batch, failed: ReadonlyMap<string, string>): Promise<void> => {
    const { contents } = await start();
    const settled = files.filter(({ kind }) => kind !== 'later');
    for (const file of settled) {
      const { folder: of, seen } = file;
      of.remember(seen);
      if ('content' in file && file.content !== undefined) contents.add(file.content);
      const message = file.kind === 'dump' ? failed.get(file.found.dump) : messageOf(file);
      if (message !== undefined) of.note(seen.name, message, now());
      else if (file.kind === 'dump') {
        of.imported += 1;
        of.last = now();
      }
    }
    if (settled.length === 0) return;
    await save();
    await Promise.all(watched.map(({ watch }) => watch.look()));
    tellChanged();
  };

  const done = async ({ session: by, batch: id, failed }: CallArguments<'watch.done'>): Promise<void> => {
    if (batch?.id !== id || batch.session !== by) throw notWatched();
    const finished = batch;
    batch = undefined;
    await settle(finished, new Map(failed.map(({ dump, message }) => [dump, message])));
    tellIfFound();
  };

  return {
    async close() {
      isClosed = true;
      await inTurn(stop).catch(() => undefined);
    },
    handlers: {
      'watch.list': () =>
        inTurn(async () => {
          await start();
          return watched.map(shown);
        }),
      'watch.add': asked => add(asked.folder),
      'watch.includeBefore': ({ id }) =>
        inTurn(async () => {
          await start();
          const { memory: of, watch } = known(id);
          of.forgetBefore();
          await save();
          await watch.look();
          tellChanged();
          return null;
        }),
      'watch.remove': ({ id }) => inTurn(async () => (await remove(id), null)),
      'watch.putBack': ({ id }) =>
        inTurn(async () => {
          const back = removed.get(id);
          if (back === undefined) throw notWatched();
          const held = await start();
          await checkFolder(back.path, [options.dataFolder(), config], held.folders);
          await watchAlso(held, back);
          removed.delete(id);
          return null;
        }),
      'watch.take': async asked => {
        assertWriter(asked.session);
        return inTurn(() => take(asked.session));
      },
      'watch.done': async asked => {
        assertWriter(asked.session);
        return inTurn(async () => (await done(asked), null));
      },
    },
  };
}

function messageOf(file: ReadFile): string | undefined {
  return file.kind === 'refused' ? file.message : undefined;
}

function shown({ memory, watch }: Watched): WatchedFolder {
  const { id, path, before, imported, last, notes } = memory;
  const head = { id, name: basename(path) || path, path, state: watch.state, before, imported, notes };
  return last === undefined ? head : { ...head, last };
}

/** The folder that is meant; null when the user cancelled. No path from the page where there is a dialog. */
async function askedFolder(shell: Shell, asked: string | null): Promise<string | null> {
  if (asked === null) return (await shell.chooseFiles('watchFolder'))[0] ?? null;
  if (shell.kind === 'electron') throw refused('Only the system’s dialog says which folder is watched.');
  if (!isAbsolute(asked) || asked.includes('\0'))
    throw refused(
      `“${asked}” is not the whole path of a folder.`,
      'Give a path that starts at the root of a drive.',
    );
  return normalize(asked).replace(/(?<=.)[/\\]+$/u, '');
}

async function checkFolder(
  path: string,
  forbidden: readonly string[],
  others: readonly FolderMemory[],
): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory())
    throw refused(`There is no folder ${path}.`, 'Check the path, or make the folder first.');
  const real = await realPlace(path);
  for (const folder of forbidden) {
    if (isInside(real, await realPlace(folder)))
      throw refused(`${path} is a folder that Pandect keeps its own files in.`, 'Choose another folder.');
  }
  for (const other of others) {
    if ((await realPlace(other.path)) === real)
      throw refused(`${path} is watched already.`, 'Choose another folder.');
  }
}

function tooMany(path: string): string {
  return `${path} can’t be read, or holds more than ${MOST_WATCHED_FILES.toLocaleString('en')} files that might be dumps.`;
}

function refused(what: string, remedy = 'Choose the folder in which only new dumps are saved.'): HostError {
  return new HostError('badArguments', `${what} Nothing was changed. ${remedy}`);
}

function notWatched(): HostError {
  return new HostError(
    'notFound',
    'This folder is not watched any more. What was imported from it stays. Add it again in the settings.',
  );
}
