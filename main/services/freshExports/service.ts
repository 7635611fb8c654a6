import { createHash, randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { completeOptions } from '../../../shared/citation/format.ts';
import { formatNamed } from '../../../shared/citation/formats.ts';
import type { LibraryId } from '../../../shared/domain/ids.ts';
import { type CallArguments, type HostHandlers } from '../../../shared/host/api.ts';
import type { FreshExport, FreshExportsResults, FreshState } from '../../../shared/host/freshExportsApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { atomicWrite } from '../../lib/atomicWrite.ts';
import { createLane } from '../../lib/lane.ts';
import type { Shell } from '../../shell.ts';
import { libraryConfig, readTied, writeTied, type TiedFile } from './list.ts';
import { alreadyTied, askedPath, sameFile } from './place.ts';
import { edited, notWritable, refusedPlace, Targets, type FoundFile, type Trouble } from './target.ts';
import { MAX_EXPORT_LENGTH } from '../../../shared/host/limits.ts';

/** More than this many files are not kept fresh: each costs time after every change. */
const MOST_TIED = 50;
/** Files that were let go of and can still be taken back. */
const MOST_STOPPED = 20;

export interface FreshExportsOptions {
  readonly shell: Shell;
  /** Folder of this machine's settings. */
  readonly config: string;
  /** The data folder now; it can be moved. */
  readonly dataFolder: () => string;
  /** The library in it. Rejects when there is none. */
  readonly library: () => Promise<LibraryId>;
  /** Throws `notTheWriter` for every page but the one that writes the library. */
  readonly assertWriter: (session: string) => void;
  readonly now: () => number;
}

/** Files that are kept fresh: where they are, whether they may be written over, and the writing itself. */
export interface FreshExportsService {
  readonly handlers: Pick<HostHandlers, keyof FreshExportsResults>;
  /** Whether this program writes the file, so that it is nobody's news. */
  isTied(path: string): Promise<boolean>;
}

/** A text on its way from the page, for one tied file. */
interface Begun {
  readonly ticket: string;
  readonly id: string;
  readonly session: string;
  readonly texts: string[];
  length: number;
}

type Place = CallArguments<'freshExports.move'>['place'];
type PlacedFile =
  | { readonly kind: 'placed'; readonly path: string; readonly mayReplace: string[] }
  | { readonly kind: 'exists'; readonly name: string }
  | { readonly kind: 'cancelled' };

export function createFreshExportsService(options: FreshExportsOptions): FreshExportsService {
  const { shell, config, now, assertWriter } = options;
  const inTurn = createLane();
  const targets = new Targets();
  /** What went wrong at the last try, by id; forgotten at the next one, and when the program ends. */
  const troubles = new Map<string, Trouble>();
  const stopped = new Map<string, TiedFile>();
  let begun: Begun | undefined;

  const folder = async () => libraryConfig(config, await options.library());
  const readAll = async () => readTied(await folder());
  const writeAll = async (all: readonly TiedFile[]) => writeTied(await folder(), all);
  const look = (path: string) => targets.look(path, [options.dataFolder(), config]);
  const tell = (what: 'list' | 'refresh') =>
    shell.emit({ name: 'freshExports.changed', data: { look: what } });

  const known = async (id: string): Promise<TiedFile> => {
    const found = (await readAll()).find(each => each.id === id);
    if (found === undefined) throw gone();
    return found;
  };
  const replace = async (id: string, change: (file: TiedFile) => TiedFile): Promise<TiedFile> => {
    const changed = change(await known(id));
    await writeAll((await readAll()).map(each => (each.id === id ? changed : each)));
    return changed;
  };

  const stateOf = (file: TiedFile, found: FoundFile): FreshState => {
    if (file.paused === 'byUser') return { kind: 'paused', reason: 'byUser', message: PAUSED_BY_USER };
    const trouble = troubleWith(file, found) ?? troubles.get(file.id);
    if (trouble !== undefined) return { kind: 'paused', ...trouble };
    return { kind: found.kind === 'file' && file.written !== undefined ? 'fresh' : 'waiting' };
  };
  const shown = async (file: TiedFile): Promise<FreshExport> => {
    const { id, path, title, source, format, options: chosen, written } = file;
    const state = stateOf(file, await look(path));
    const head = { id, name: basename(path), path, title, source, format, options: chosen, state };
    return written === undefined ? head : { ...head, written };
  };

  const placeFor = async (
    place: Place,
    extension: string,
    others: () => Promise<readonly TiedFile[]>,
  ): Promise<PlacedFile> => {
    const path = await askedPath(shell, place, extension);
    if (path === null) return { kind: 'cancelled' };
    const found = await look(path);
    if (found.kind === 'trouble') {
      throw new HostError('badArguments', refusedPlace(path, found.trouble));
    }
    const same = await sameFile(path, await others());
    if (same !== undefined) throw alreadyTied(path, same.title);
    if (found.kind === 'absent') return { kind: 'placed', path, mayReplace: [] };
    // The system's own dialog has asked already.
    if (place.how === 'typed' && place.ifThere === 'refuse') return { kind: 'exists', name: basename(path) };
    return { kind: 'placed', path, mayReplace: [found.hash] };
  };

  const tie = async (
    asked: CallArguments<'freshExports.tie'>,
  ): Promise<FreshExportsResults['freshExports.tie']> => {
    const format = formatNamed(asked.format);
    if (format?.output !== 'text') throw notOneFile();
    if ((await readAll()).length >= MOST_TIED) throw tooMany();
    const placed = await placeFor(asked.place, `.${format.extension}`, readAll);
    if (placed.kind !== 'placed') return placed;
    const { source, title } = asked;
    const file: TiedFile = {
      id: randomBytes(16).toString('hex'),
      path: placed.path,
      title,
      source,
      format: format.id,
      options: { ...completeOptions(format, asked.options) },
      mayReplace: placed.mayReplace,
    };
    await inTurn(async () => writeAll([...(await readAll()), file]));
    tell('refresh');
    return { kind: 'done', export: await shown(file) };
  };

  const move = async ({ id, place }: CallArguments<'freshExports.move'>) => {
    const { format } = await known(id);
    const others = async () => (await readAll()).filter(each => each.id !== id);
    const placed = await placeFor(place, `.${formatNamed(format)?.extension ?? 'txt'}`, others);
    if (placed.kind !== 'placed') return placed;
    const { path, mayReplace } = placed;
    troubles.delete(id);
    const moved = await inTurn(() =>
      replace(id, ({ paused: _, written: __, ...file }) => ({ ...file, path, mayReplace })),
    );
    tell('refresh');
    return { kind: 'done', export: await shown(moved) } as const;
  };

  /** Looks whether the file may be written, and needs to be. */
  const offer = async ({ session, id, hash }: CallArguments<'freshExports.offer'>) => {
    const nothing = { want: 'nothing' } as const;
    const file = await known(id);
    if (file.paused === 'byUser') return nothing;
    const found = await look(file.path);
    if (troubleWith(file, found) !== undefined) return nothing;
    if (found.kind === 'file' && found.hash === hash) {
      troubles.delete(id);
      // It may hold by chance, or after a crash, what was never noted down as written.
      if (file.written === undefined || file.mayReplace.length !== 1) await noteWritten(id, hash);
      return nothing;
    }
    begun = { ticket: randomBytes(16).toString('hex'), id, session, texts: [], length: 0 };
    return { want: 'text', begun: begun.ticket } as const;
  };

  const noteWritten = (id: string, hash: string) =>
    replace(id, file => ({ ...file, mayReplace: [hash], written: now() }));

  const finish = async ({ id, texts }: Begun): Promise<void> => {
    const hash = createHash('sha256');
    for (const text of texts) hash.update(text, 'utf8');
    const made = hash.digest('hex');
    const file = await known(id);
    if (file.paused === 'byUser' || troubleWith(file, await look(file.path)) !== undefined) return;
    try {
      await replace(id, before => ({ ...before, mayReplace: [...new Set([...before.mayReplace, made])] }));
      await atomicWrite(file.path, texts);
      await noteWritten(id, made);
      troubles.delete(id);
    } catch (error) {
      troubles.set(id, notWritable(error));
    }
  };

  const take = (ticket: string, session: string): Begun => {
    assertWriter(session);
    if (begun?.ticket !== ticket || begun.session !== session) throw notUnderWay();
    return begun;
  };

  return {
    async isTied(path) {
      return (await sameFile(path, await readAll())) !== undefined;
    },
    handlers: {
      'freshExports.list': async () => Promise.all((await readAll()).map(shown)),
      'freshExports.tie': tie,
      'freshExports.move': move,
      'freshExports.pause': async ({ id }) => {
        await inTurn(() => replace(id, file => ({ ...file, paused: 'byUser' })));
        tell('list');
        return null;
      },
      'freshExports.resume': async ({ id, ifEdited }) => {
        troubles.delete(id);
        const { path } = await known(id);
        const found = ifEdited === 'replace' ? await look(path) : undefined;
        const given = found?.kind === 'file' ? [found.hash] : [];
        await inTurn(() =>
          replace(id, ({ paused: _, ...file }) => ({ ...file, mayReplace: [...file.mayReplace, ...given] })),
        );
        tell('refresh');
        return null;
      },
      'freshExports.stop': async ({ id }) => {
        await inTurn(async () => {
          stopped.set(id, await known(id));
          const [oldest] = stopped.keys();
          if (stopped.size > MOST_STOPPED && oldest !== undefined) stopped.delete(oldest);
          await writeAll((await readAll()).filter(each => each.id !== id));
        });
        tell('list');
        return null;
      },
      'freshExports.tieAgain': async ({ id }) => {
        const file = stopped.get(id);
        if (file === undefined) throw gone();
        await inTurn(async () => {
          const others = await readAll();
          const same = await sameFile(file.path, others);
          if (same !== undefined) throw alreadyTied(file.path, same.title);
          await writeAll([...others, file]);
        });
        stopped.delete(id);
        tell('refresh');
        return null;
      },
      'freshExports.show': async ({ id }) => {
        await shell.showFile((await known(id)).path);
        return null;
      },
      'freshExports.offer': async asked => {
        assertWriter(asked.session);
        return inTurn(() => offer(asked));
      },
      'freshExports.write': async ({ session, begun: ticket, text }) => {
        const to = take(ticket, session);
        to.texts.push(text);
        to.length += text.length;
        if (to.length > MAX_EXPORT_LENGTH) {
          begun = undefined;
          troubles.set(to.id, tooLarge());
          throw new HostError('tooLarge', tooLarge().message);
        }
        return null;
      },
      'freshExports.finish': async ({ session, begun: ticket }) => {
        const whole = take(ticket, session);
        begun = undefined;
        await inTurn(() => finish(whole));
        tell('list');
        return null;
      },
      'freshExports.hold': async ({ session, id, reason, message }) => {
        assertWriter(session);
        await known(id);
        troubles.set(id, { reason, message });
        return null;
      },
    },
  };
}

function troubleWith(file: TiedFile, found: FoundFile): Trouble | undefined {
  switch (found.kind) {
    case 'trouble':
      return found.trouble;
    case 'file':
      return file.mayReplace.includes(found.hash) ? undefined : edited(file.path);
    case 'absent':
      return undefined;
  }
}

const PAUSED_BY_USER = 'You paused it. The file stays as it is.';

function tooLarge(): Trouble {
  const megabytes = MAX_EXPORT_LENGTH / 1024 / 1024;
  return {
    reason: 'tooLarge',
    message: `The file would be larger than ${megabytes} million characters, so it stays as it is. Tie it without abstracts, or to fewer papers.`,
  };
}

function notOneFile(): HostError {
  return new HostError(
    'badArguments',
    'Only a format that makes one file can be kept fresh. Nothing was changed. Choose another format.',
  );
}

function tooMany(): HostError {
  return new HostError(
    'badArguments',
    `${MOST_TIED} files are kept fresh already, the most there can be. Nothing was changed. Stop one of them first, in the settings.`,
  );
}

function gone(): HostError {
  return new HostError(
    'notFound',
    'This file is not kept fresh any more. The file itself stays as it is. Export it again to tie it.',
  );
}

function notUnderWay(): HostError {
  return new HostError(
    'notFound',
    'This text is no longer expected, so nothing was written. The file is as it was.',
  );
}
