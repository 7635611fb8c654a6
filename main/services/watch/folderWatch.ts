import { basename } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { isDumpName } from '../../../shared/digest-format/fileNames.ts';
import type { WatchState } from '../../../shared/host/watchApi.ts';
import type { Clock } from '../../lib/clock.ts';
import { systemCode } from '../../lib/dumpErrors.ts';
import { createLane } from '../../lib/lane.ts';
import { isAsSeen, MOST_WATCHED_FILES, scanFolder, seeFile, type SeenFile } from './scan.ts';

/** How long things take. Milliseconds. */
export interface WatchTimes {
  /** A file that is as it was for so long is complete. */
  readonly settle: number;
  /** The folder is looked at again, in case the system told nothing: a drive that came back, a folder on a network. */
  readonly look: number;
  /** Complete files wait so long at most for others that are still being written. */
  readonly gather: number;
}

export const WATCH_TIMES: WatchTimes = { settle: 2_000, look: 30_000, gather: 10_000 };

/** Several events of one moment are one. */
const NUDGE_MS = 100;

export interface FolderWatchOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly times: WatchTimes;
  /** Whether the file was dealt with, as it is. */
  readonly isKnown: (file: SeenFile) => boolean;
  /** Files became complete, or the state changed. */
  readonly onChange: () => void;
}

/** A file that is not known, and since when it is as it is. */
interface Coming {
  readonly seen: SeenFile;
  readonly since: number;
}

/**
 * One watched folder. The system's events only say when to look; what is new is found by comparing what is there with
 * what is known, so that nothing depends on an event that was missed.
 */
export class FolderWatch {
  state: WatchState = { kind: 'watching' };
  readonly #options: FolderWatchOptions;
  readonly #inTurn = createLane();
  #coming = new Map<string, Coming>();
  #partial: ReadonlySet<string> = new Set();
  #events: FSWatcher | undefined;
  #cancel: () => void = () => undefined;
  #cancelNudge: (() => void) | undefined;
  #isStopped = false;
  #told: string | undefined;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
  }

  get path(): string {
    return this.#options.path;
  }

  /** Files that are complete and not known, in the order of their names. */
  ready(): readonly SeenFile[] {
    const all = [...this.#coming.values()].filter(each => this.#isComplete(each)).map(({ seen }) => seen);
    return all.sort((a, b) => byName(a.name, b.name));
  }

  /** Whether a file is still being written. */
  isSettling(): boolean {
    return [...this.#coming.values()].some(each => this.#mayComplete(each) && !this.#isComplete(each));
  }

  /** Looks at the whole folder now; resolves when that is done. Never rejects. */
  look(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isStopped) return;
      this.#cancel();
      await this.#scan();
      this.#plan();
      this.#tell();
    });
  }

  /** Resolves when every look that was begun is over. */
  settled(): Promise<void> {
    return this.#inTurn(async () => undefined);
  }

  /** Listens no more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    this.#cancelNudge?.();
    await this.settled();
    await this.#deafen();
  }

  async #scan(): Promise<void> {
    try {
      const found = await scanFolder(this.path);
      if (found === undefined) {
        this.state = { kind: 'trouble', message: tooManyFiles(this.path) };
        this.#coming = new Map();
        return;
      }
      this.state = { kind: 'watching' };
      this.#partial = found.partial;
      this.#take(found.files);
      this.#listen();
    } catch (error) {
      this.#coming = new Map();
      void this.#deafen();
      const code = systemCode(error);
      const isGone = code === 'ENOENT' || code === 'ENOTDIR';
      this.state = isGone ? { kind: 'missing' } : { kind: 'trouble', message: notReadable(this.path, code) };
    }
  }

  #take(files: readonly SeenFile[]): void {
    const now = this.#options.clock.now();
    const coming = new Map<string, Coming>();
    for (const seen of files) {
      if (this.#options.isKnown(seen)) continue;
      const before = this.#coming.get(seen.name);
      coming.set(seen.name, before && isAsSeen(before.seen, seen) ? before : { seen, since: now });
    }
    this.#coming = coming;
  }

  /** Only the files that are coming: a folder may hold thousands that are known. */
  #lookAtComing(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#isStopped) return;
      const seen = await Promise.all([...this.#coming.keys()].map(name => seeFile(this.path, name)));
      this.#take(seen.flatMap(file => file ?? []));
      this.#plan();
      this.#tell();
    });
  }

  #plan(): void {
    const { clock, times } = this.#options;
    this.#cancel();
    this.#cancel = this.isSettling()
      ? clock.later(times.settle / 2, () => void this.#lookAtComing())
      : clock.later(times.look, () => void this.#lookAgain());
  }

  async #lookAgain(): Promise<void> {
    await this.look();
    // What waits to be taken is offered again.
    if (this.ready().length > 0) this.#options.onChange();
  }

  #listen(): void {
    if (this.#events !== undefined) return;
    this.#events = watch(this.path, {
      depth: 0,
      ignoreInitial: true,
      followSymlinks: false,
      ignorePermissionErrors: true,
      // Each file that is listened to costs the system something; what is no dump is not.
      ignored: (path, stats) => stats?.isFile() === true && !isDumpName(basename(path)),
    });
    this.#events.on('all', () => this.#nudge());
    // Without events, as when the system has no more of them to give, the folder is looked at all the same, later.
    this.#events.on('error', () => undefined);
  }

  async #deafen(): Promise<void> {
    const events = this.#events;
    this.#events = undefined;
    await events?.close().catch(() => undefined);
  }

  #nudge(): void {
    this.#cancelNudge ??= this.#options.clock.later(NUDGE_MS, () => {
      this.#cancelNudge = undefined;
      void this.look();
    });
  }

  #mayComplete({ seen }: Coming): boolean {
    return seen.size > 0 && !this.#partial.has(seen.name);
  }

  #isComplete(coming: Coming): boolean {
    const { clock, times } = this.#options;
    return this.#mayComplete(coming) && clock.now() - coming.since >= times.settle;
  }

  /** Tells what is different since it was told last: files become complete by time alone. */
  #tell(): void {
    const mark = JSON.stringify([this.state, this.isSettling(), this.ready()]);
    if (mark === this.#told) return;
    this.#told = mark;
    this.#options.onChange();
  }
}

/** Numbers by their value: "page 2" before "page 10". */
const byName = new Intl.Collator('en', { numeric: true }).compare;

function tooManyFiles(path: string): string {
  return `${path} holds more than ${MOST_WATCHED_FILES.toLocaleString('en')} files that might be dumps, so it is not watched. Nothing was imported from it. Watch a folder in which only the dumps are saved.`;
}

function notReadable(path: string, code: string | undefined): string {
  return `${path} can’t be read (${code ?? 'unknown error'}). Nothing was imported from it. Allow reading it; it is looked at again every half minute.`;
}
