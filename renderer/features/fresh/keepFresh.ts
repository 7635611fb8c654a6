import { formatNamed } from '../../../shared/citation/formats.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { FreshExport, PauseReason } from '../../../shared/host/freshExportsApi.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { realTimers, type Timers } from '../../data/timers.ts';
import type { Library } from '../../data/types.ts';
import type { HostClient } from '../../host/types.ts';
import { freshPapers, SourceGone } from '../../hooks/freshPapers.ts';
import { createPace } from '../../hooks/pace.ts';
import type { SearchClient } from '../../search/types.ts';
import { useFreshExportsStore } from '../../session/freshExports.ts';
import { freshText } from './freshText.ts';
import { Touched } from './touched.ts';

/** How long the library must be quiet before files are written, and how long changes that never end are waited for. */
const QUIET_MS = 3_000;
const LONGEST_MS = 30_000;

/** What the keeping works with. */
export interface KeepingParts {
  readonly host: HostClient;
  /** Of the page that writes the library. */
  readonly session: string;
  readonly library: Library;
  readonly search: SearchClient;
  readonly timers?: Timers;
}

/** Keeps the tied files of a library fresh while this page writes it. Returns the function that stops it. */
export function keepFresh(parts: KeepingParts): () => void {
  const keeper = new Keeper(parts);
  return () => keeper.stop();
}

/** Pauses that no text can end: the host would not want it. */
const NOT_WANTED: ReadonlySet<PauseReason> = new Set(['byUser', 'edited', 'folderMissing', 'inDataFolder']);

class Keeper {
  readonly #parts: KeepingParts;
  readonly #timers: Timers;
  readonly #stop = new AbortController();
  /** The papers of each file when it was last in order. */
  readonly #inOrder = new Map<string, readonly PaperId[]>();
  #touched = new Touched();
  #firstChange: number | undefined;
  #isWorking = false;
  #cancel: () => void = () => undefined;

  constructor(parts: KeepingParts) {
    this.#parts = parts;
    this.#timers = parts.timers ?? realTimers;
    const { host, library } = parts;
    const listening = [
      library.subscribe(change => {
        if (change === undefined) return;
        this.#touched.note(change);
        this.#plan(QUIET_MS);
      }),
      host.listen('freshExports.changed', ({ look }) => {
        if (look === 'list') return void this.#list().catch(() => undefined);
        this.#inOrder.clear();
        this.#plan(0);
      }),
    ];
    this.#stop.signal.addEventListener('abort', () => {
      this.#cancel();
      for (const end of listening) end();
    });
    this.#plan(QUIET_MS);
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Once it has been quiet for so long, but not for ever. */
  #plan(quietMs: number): void {
    this.#firstChange ??= performance.now();
    const wait = Math.max(0, Math.min(quietMs, this.#firstChange + LONGEST_MS - performance.now()));
    this.#cancel();
    this.#cancel = this.#timers.after(wait, () => void this.#refresh());
  }

  async #list(): Promise<readonly FreshExport[]> {
    const exports = await this.#parts.host.call('freshExports.list', {});
    if (!this.#stop.signal.aborted) useFreshExportsStore.setState({ exports });
    return exports;
  }

  async #refresh(): Promise<void> {
    if (this.#isWorking) return this.#plan(QUIET_MS);
    this.#isWorking = true;
    this.#firstChange = undefined;
    const touched = this.#touched;
    this.#touched = new Touched();
    try {
      for (const each of await this.#list()) await this.#refreshOne(each, touched);
      if (!this.#stop.signal.aborted) await this.#list();
    } catch {
      // The host is away, or another page writes. What was touched is still to be looked at.
      touched.add(this.#touched);
      this.#touched = touched;
      if (!this.#stop.signal.aborted) this.#plan(LONGEST_MS);
    } finally {
      this.#isWorking = false;
    }
  }

  async #refreshOne(each: FreshExport, touched: Touched): Promise<void> {
    const { host, session, library, search } = this.#parts;
    const { signal } = this.#stop;
    const { id, state, source } = each;
    const before = this.#inOrder.get(id);
    this.#inOrder.delete(id);
    if (state.kind === 'paused' && NOT_WANTED.has(state.reason)) return;
    const format = formatNamed(each.format);
    try {
      if (format?.output !== 'text') throw new Error(UNKNOWN_FORMAT);
      const papers = await freshPapers({ library, search }, source, createPace(signal));
      const isSame = before !== undefined && isSameList(before, papers) && !touched.mayChange(papers);
      if (!isSame || state.kind !== 'fresh') {
        const text = await freshText(library, papers, format, each, signal);
        const answer = await host.call('freshExports.offer', { session, id, hash: text.hash }, signal);
        if (answer.want === 'text') {
          const { begun } = answer;
          for await (const portion of text.portions())
            await host.call('freshExports.write', { session, begun, text: portion }, signal);
          await host.call('freshExports.finish', { session, begun }, signal);
        }
      }
      this.#inOrder.set(id, papers);
    } catch (error) {
      signal.throwIfAborted();
      // It was let go of meanwhile.
      if (error instanceof HostError && error.code === 'notFound') return;
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      const message = error instanceof Error ? error.message : String(error);
      await host.call('freshExports.hold', { session, id, reason, message: message.slice(0, 2_000) }, signal);
    }
  }
}

const UNKNOWN_FORMAT =
  'This version of Pandect does not know the format any more, so the file stays as it is. Tie it again in another format.';

/** Why one file can't be kept fresh; undefined for what is wrong with all of them. */
function reasonOf(error: unknown): 'sourceGone' | 'tooLarge' | 'failed' | undefined {
  if (error instanceof SourceGone) return 'sourceGone';
  if (!(error instanceof HostError)) return 'failed';
  switch (error.code) {
    case 'tooLarge':
      return 'tooLarge';
    case 'notTheWriter':
    case 'connectionLost':
    case 'cancelled':
    case 'vanished':
      return undefined;
    default:
      return 'failed';
  }
}

function isSameList(a: readonly PaperId[], b: readonly PaperId[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place]);
}
